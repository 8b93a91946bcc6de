// What the program asks of the page: every import of src/platform/web/imports.hpp, handed on to Module.host
// (web/app/boot.mjs), and the file system as Module.cairnStorage. It stands here because code outside the
// Emscripten library cannot name FS and IDBFS once Closure has renamed them.
addToLibrary({
  // Mounts IDBFS at `path`; nothing is read yet.
  $cairnMount__deps: ['$FS', '$IDBFS'],
  $cairnMount: (path) => {
    FS.mkdirTree(path);
    FS.mount(IDBFS, {}, path);
  },

  // populate: IndexedDB -> memory; otherwise memory -> IndexedDB, called back after the transaction completed.
  $cairnSync__deps: ['$FS'],
  $cairnSync: (populate, callback) => FS.syncfs(populate, callback),

  // Forgets the connection, so that the next sync opens a new one. IDBFS itself keeps a lost one for ever.
  $cairnForget__deps: ['$IDBFS'],
  $cairnForget: (path) => {
    var db = IDBFS.dbs[path];
    if (!db) return;
    delete IDBFS.dbs[path];
    db.close();
  },

  // Lets other tabs delete or upgrade the database, and notices when the browser takes the connection away.
  $cairnWatch__deps: ['$IDBFS', '$cairnForget'],
  $cairnWatch: (path) => {
    var db = IDBFS.dbs[path];
    if (!db) return;
    db.onclose = () => { if (IDBFS.dbs[path] === db) delete IDBFS.dbs[path]; };
    db.onversionchange = () => cairnForget(path);
  },

  // The names that the page calls stand in quotation marks here alone: in an object of the library they would lose them.
  $cairnStorage__deps: ['$cairnMount', '$cairnSync', '$cairnForget', '$cairnWatch'],
  $cairnStorage__postset:
    'Module["cairnStorage"] = { "mount": cairnMount, "sync": cairnSync, "forget": cairnForget, "watch": cairnWatch };',
  $cairnStorage: () => {},

  cairn_host_wake__deps: ['$cairnStorage'],
  cairn_host_wake: (frames) => Module['host']['wake'](frames >>> 0),

  cairn_host_effect__deps: ['$UTF8ToString'],
  cairn_host_effect: (id, json) => Module['host']['effect'](id >>> 0, UTF8ToString(json)),

  cairn_host_glyph: (codepoint, px, bold, rgba, capacity, metrics) =>
    Module['host']['glyph'](codepoint >>> 0, px, bold, rgba >>> 0, capacity >>> 0, metrics >>> 0),
});
