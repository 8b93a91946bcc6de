// What the program asks of the page: every import of src/platform/web/imports.hpp, handed on to Module.host
// (web/app/boot.mjs), and the file system as Module.cairnStorage. It stands here because code outside the
// Emscripten library cannot name FS once Closure has renamed it.
addToLibrary({
  // Takes the place of Emscripten's own. That one compares whole trees by their times, deletes what another tab
  // wrote, keeps a lost connection for ever, lets one request fail and commits the others, and cannot ask for strict
  // durability. This one knows which files changed, because the program says so; the rest is $cairnFiles. The
  // database, its stores and its entries have the form that Emscripten's had, so what it stored is read.
  $IDBFS__deps: ['$MEMFS'],
  $IDBFS__postset: '',
  $IDBFS: { mount: (mount) => MEMFS.mount(mount) },

  // The files below a mount point, in memory and in the database of the same name. Promises reject with the error
  // that the browser gave; a refusal because another tab writes now has the name FencedError.
  $cairnFiles__deps: ['$FS', '$IDBFS'],
  $cairnFiles: {
    version: 22, // 21: Emscripten's, without GUARD
    files: 'FILE_DATA', // absolute path -> { timestamp, mode, contents }
    guard: 'GUARD', // epoch -> 0, for each writer there was; 'ballast' -> bytes to give up when the disk is full
    keptEpochs: 1000,
    path: '',
    connection: null,
    lost: () => {}, // told when somebody took the connection away
    loaded: false,
    gone: false, // the database went while the page was open: memory has all there is

    open: () => new Promise((resolve, reject) => {
      if (cairnFiles.connection) return resolve(cairnFiles.connection);
      var request = indexedDB.open(cairnFiles.path, cairnFiles.version);
      request.onupgradeneeded = (event) => {
        cairnFiles.gone = cairnFiles.loaded && event.oldVersion === 0;
        for (var name of [cairnFiles.files, cairnFiles.guard]) {
          if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
        }
      };
      request.onerror = (event) => {
        event.preventDefault();
        reject(request.error);
      };
      request.onsuccess = () => {
        var db = request.result;
        // The browser takes connections away (Safari, cleared site data); other tabs may want to upgrade or delete.
        db.onclose = () => {
          if (cairnFiles.connection !== db) return;
          cairnFiles.connection = null;
          cairnFiles.lost();
        };
        db.onversionchange = () => {
          db.close();
          db.onclose();
        };
        resolve(cairnFiles.connection = db);
      };
    }),

    forget: () => {
      var db = cairnFiles.connection;
      cairnFiles.connection = null;
      if (db) db.close();
    },

    // Resolves once the transaction is complete, with what `work` gave for a result. Begins at once where there is a
    // connection: a page that is about to go has no later.
    transact: (mode, work) => {
      var begin = (db) => new Promise((resolve, reject) => {
        var transaction = db.transaction([cairnFiles.files, cairnFiles.guard], mode, { 'durability': 'strict' });
        var told = { result: undefined, error: null };
        transaction.oncomplete = () => resolve(told.result);
        transaction.onabort = () => reject(told.error || transaction.error || new Error('aborted'));
        try {
          work(transaction.objectStore(cairnFiles.files), transaction.objectStore(cairnFiles.guard), told);
        } catch (error) {
          told.error = error;
          try {
            transaction.abort();
          } catch (over) {
            reject(error);
          }
        }
      });
      return cairnFiles.connection ? begin(cairnFiles.connection) : cairnFiles.open().then(begin);
    },

    mount: (path) => {
      cairnFiles.path = path;
      FS.mkdirTree(path);
      FS.mount(IDBFS, {}, path);
    },

    names: (folder) => FS.readdir(folder).filter((name) => name !== '.' && name !== '..').flatMap((name) => {
      var path = folder + '/' + name;
      return FS.isDir(FS.stat(path).mode) ? cairnFiles.names(path) : [path];
    }),

    // Database -> memory, in place of what is there; but never nothing in place of something.
    load: () => cairnFiles.transact('readonly', (files, guard, told) => {
      var keys = files.getAllKeys();
      files.getAll().onsuccess = (event) => { told.result = [keys.result, event.target.result]; };
    }).then((found) => {
      if (cairnFiles.gone) return;
      cairnFiles.loaded = true;
      for (var name of cairnFiles.names(cairnFiles.path)) FS.unlink(name);
      found[0].forEach((path, index) => {
        var bytes = found[1][index]['contents'];
        if (typeof path !== 'string' || !path.startsWith(cairnFiles.path + '/') || !(bytes instanceof Uint8Array)) return;
        FS.mkdirTree(path.slice(0, path.lastIndexOf('/')));
        FS.writeFile(path, bytes, { canOwn: true });
      });
    }),

    // Memory -> database, these files and no others, all or nothing, and only if nobody became the writer after
    // `epoch`: then that one's entry is there, and adding it again fails, which undoes the whole. The database sees to
    // that by itself, so that the commit can be asked for in the same task.
    commit: (put, remove, epoch) => cairnFiles.transact('readwrite', (files, guard, told) => {
      var next = guard.add(0, epoch + 1);
      next.onerror = () => {
        if (next.error.name === 'ConstraintError') told.error = { name: 'FencedError', message: 'another tab writes now' };
      };
      guard.delete(epoch + 1);
      if (cairnFiles.gone) guard.put(0, epoch);
      for (var name of remove) files.delete(name);
      for (var path of cairnFiles.gone ? cairnFiles.names(cairnFiles.path) : put) {
        // What is not in memory any more is not to be stored.
        if (!FS.analyzePath(path).exists) files.delete(path);
        else files.put({ 'timestamp': new Date(), 'mode': FS.stat(path).mode, 'contents': FS.readFile(path) }, path);
      }
      files.transaction.addEventListener('complete', () => { cairnFiles.gone = false; });
      if (files.transaction['commit']) files.transaction['commit']();
    }),

    // Becomes the writer: commits of every earlier epoch fail from now on.
    takeEpoch: () => cairnFiles.transact('readwrite', (files, guard, told) => {
      // Numbers come before texts.
      guard.getAllKeys(IDBKeyRange.upperBound(Number.MAX_VALUE)).onsuccess = (event) => {
        var epoch = told.result = (event.target.result.pop() || 0) + 1;
        guard.add(0, epoch);
        guard.delete(IDBKeyRange.upperBound(epoch - cairnFiles.keptEpochs));
      };
    }),

    // Resolves with whether there was anything to do.
    keepBallast: (bytes) => cairnFiles.transact('readwrite', (files, guard, told) => {
      guard.count('ballast').onsuccess = (event) => {
        told.result = event.target.result === 0;
        if (told.result) guard.put(bytes, 'ballast');
      };
    }),
    dropBallast: () => cairnFiles.transact('readwrite', (files, guard, told) => {
      guard.count('ballast').onsuccess = (event) => {
        told.result = event.target.result > 0;
        guard.delete('ballast');
      };
    }),

    read: (path) => FS.readFile(path),
    watch: (lost) => { cairnFiles.lost = lost; },
  },

  // The names that the page calls stand in quotation marks here alone: in an object of the library they would lose them.
  $cairnStorage__deps: ['$cairnFiles', '$IDBFS'],
  $cairnStorage__postset:
    'Module["cairnStorage"] = { "mount": cairnFiles.mount, "load": cairnFiles.load, "commit": cairnFiles.commit,'
    + ' "takeEpoch": cairnFiles.takeEpoch, "keepBallast": cairnFiles.keepBallast, "dropBallast": cairnFiles.dropBallast,'
    + ' "forget": cairnFiles.forget, "watch": cairnFiles.watch, "read": cairnFiles.read, "names": () => cairnFiles.names(cairnFiles.path) };',
  $cairnStorage: () => {},

  cairn_host_wake__deps: ['$cairnStorage'],
  cairn_host_wake: (frames) => Module['host']['wake'](frames >>> 0),

  cairn_host_effect__deps: ['$UTF8ToString'],
  cairn_host_effect: (id, json) => Module['host']['effect'](id >>> 0, UTF8ToString(json)),

  cairn_host_glyph: (codepoint, px, bold, rgba, capacity, metrics) =>
    Module['host']['glyph'](codepoint >>> 0, px, bold, rgba >>> 0, capacity >>> 0, metrics >>> 0),
});
