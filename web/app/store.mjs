// Where things are kept: evidence as Blobs in an IndexedDB database of ours, by SHA-256; the document's files in IDBFS
// at /cairn, those that changed. Whoever says "saved" waited for the transaction.

const databaseName = 'cairn';
const databaseVersion = 1;
const blobStore = 'blobs';
const answerTimeout = 30_000;
export const mountPoint = '/cairn';

/** An error that the program knows by its code (texts: assets/strings). */
export class CodedError extends Error {
  /** @param {string} code for example "store.quota" */
  constructor(code, detail = '') {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** Chrome reports a full disk by name, Safari by code 22, some only in words. */
export function storeErrorCode(error) {
  if (error instanceof CodedError) return error.code;
  if (error?.name === 'FencedError') return 'store.fenced';
  const full = error?.name === 'QuotaExceededError' || error?.code === 22 || /quota|disk.*full/i.test(String(error?.message));
  return full ? 'store.quota' : 'store.failed';
}

function asCoded(error) {
  return error instanceof CodedError ? error : new CodedError(storeErrorCode(error), String(error?.message || error?.name || error));
}

function opened(factory) {
  return new Promise((resolve, reject) => {
    const request = factory.open(databaseName, databaseVersion);
    let loss = 'none';
    request.onupgradeneeded = (event) => {
      // Chromium says here, to the first database that a page opens, that it had to throw everything away.
      loss = event.dataLoss ?? 'none';
      if (!request.result.objectStoreNames.contains(blobStore)) request.result.createObjectStore(blobStore);
    };
    request.onsuccess = () => resolve({ database: request.result, loss });
    request.onerror = (event) => {
      event.preventDefault?.();
      reject(request.error);
    };
  });
}

/**
 * The Blobs. Open it before IDBFS mounts: see `loss`.
 * @param {IDBFactory} factory
 */
export async function openBlobs(factory = indexedDB) {
  let connection = null;
  let loss = 'none';

  async function connect() {
    if (connection) return connection;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { database, loss: lost } = await opened(factory);
        loss = lost;
        const drop = () => { if (connection === database) connection = null; };
        database.onclose = drop;
        database.onversionchange = () => {
          drop();
          database.close();
        };
        return connection = database;
      } catch (error) {
        if (attempt === 2) throw asCoded(error);
        await wait(100 * (attempt + 1));
      }
    }
  }

  /** Resolves with `ask`'s result once the transaction is complete. */
  async function transact(mode, ask, again = true) {
    const database = await connect();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction([blobStore], mode, { durability: 'strict' });
        const request = ask(transaction.objectStore(blobStore));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error ?? request.error ?? new Error('aborted'));
        transaction.onerror = () => {};
      });
    } catch (error) {
      // Safari loses connections; the next one works.
      const lost = error?.name === 'InvalidStateError' || /connection.*lost/i.test(String(error?.message));
      if (!lost || !again) throw asCoded(error);
      connection = null;
      return transact(mode, ask, false);
    }
  }

  await connect();
  // Named by nothing stored yet, perhaps.
  const added = new Set();
  // What a Blob is stored as, and back: see lock().
  let lock = { seal: async (sha256, blob) => blob, open: async (sha256, value) => value };
  let turn = Promise.resolve();
  /** One at a time, so that nothing is stored by a rule that has just changed. */
  const alone = (work) => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };
  const raw = (sha256) => transact('readonly', (store) => store.get(sha256));
  const replace = (sha256, value) => transact('readwrite', (store) => store.put(value, sha256));

  return {
    /** What the browser said about lost data when the database was opened. */
    loss: () => loss,
    /** @returns {Promise<Blob | null>} */
    async get(sha256) {
      const value = await raw(sha256);
      return value ? lock.open(sha256, value) : null;
    },
    /** Everything goes through this on its way in and out. @param {typeof lock} through */
    lock(through) { lock = through; },
    raw,
    replace,
    alone,
    /** Writes, and reads back before it resolves. @param {(blob: Blob) => Promise<string>} hashOf */
    async put(sha256, blob, hashOf) {
      added.add(sha256);
      const kept = await this.get(sha256).catch(() => null);
      if (kept && kept.size === blob.size && await hashOf(kept).catch(() => '') === sha256) return;
      await alone(async () => replace(sha256, await lock.seal(sha256, blob)));
      const back = await this.get(sha256);
      if (!back || back.size !== blob.size || await hashOf(back) !== sha256) {
        throw new CodedError('store.failed', 'what was read back differs from what was written');
      }
    },
    /** @returns {Promise<{files: number, evidence: number}>} how many there are, and their bytes */
    async measure() {
      const all = await transact('readonly', (store) => store.getAll());
      return { files: all.length, evidence: all.reduce((sum, { size }) => sum + size, 0) };
    },
    clear: () => transact('readwrite', (store) => store.clear()),
    keys: () => transact('readonly', (store) => store.getAllKeys()),
    remove: (sha256) => transact('readwrite', (store) => store.delete(sha256)),
    /** Removes what nothing names, but for what came since the page was opened. @param {Set<string>} named */
    async keepOnly(named) {
      const keys = await this.keys();
      await Promise.all(keys.filter((key) => !named.has(key) && !added.has(key)).map(this.remove));
    },
  };
}

const spareBytes = 1024 * 1024;
const spareAgain = 60_000;

/** Bytes that no compression makes fewer. */
function noise() {
  const bytes = new Uint8Array(spareBytes);
  // The browser gives no more than so many at once.
  for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

/**
 * The document's files. One commit runs at a time; those asked for meanwhile share the next. What could not be
 * committed stays owed to the next one.
 * @param {{mount: Function, load: Function, commit: Function, takeEpoch: Function, keepBallast: Function,
 *   dropBallast: Function, forget: Function, watch: Function, read: Function, names: Function}} storage Module.cairnStorage (web/lib/host.js)
 * @param {object} edge
 * @param {() => boolean} edge.isWriter
 * @param {(news: {row?: string, checkpoint?: boolean}) => void} [edge.onCommitted] what other tabs should hear
 * @param {(task: () => void) => void} [edge.whenIdle]
 * @param {() => number} [edge.now]
 */
export function createFiles(storage, { isWriter, onCommitted = () => {}, whenIdle = (task) => setTimeout(task, 2000), now = () => performance.now() }) {
  const owed = new Map(); // path -> whether it is written; else it is removed
  let news = [];
  let epoch = 0;
  let running = null;
  let next = null;
  // Given up when the disk is full, so that words can still be written. Evidence never gets it.
  let spare = { wanted: true, since: -Infinity };

  function inTime(work) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        storage.forget();
        reject(new CodedError('store.failed', 'the browser did not answer'));
      }, answerTimeout);
      work.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  /** Once more with a new connection, where that can help. */
  async function twice(work) {
    const once = async () => inTime(work());
    try {
      return await once();
    } catch (error) {
      if (storeErrorCode(error) !== 'store.failed') throw asCoded(error);
      storage.forget();
      return await once().catch((second) => { throw asCoded(second); });
    }
  }

  async function written(put, remove) {
    // 0: it could not be taken at the start.
    const work = async () => {
      if (epoch === 0) epoch = await storage.takeEpoch();
      return storage.commit(put, remove, epoch);
    };
    try {
      await twice(work);
    } catch (error) {
      if (error.code !== 'store.quota' || !await storage.dropBallast().catch(() => false)) throw error;
      spare = { wanted: true, since: now() };
      await twice(work);
    }
    keepSpare();
  }

  function keepSpare() {
    if (!spare.wanted || now() - spare.since < spareAgain) return;
    spare = { wanted: false, since: now() };
    whenIdle(() => storage.keepBallast(noise()).catch(() => { spare.wanted = true; }));
  }

  function start() {
    const batch = new Map(owed);
    const told = news;
    owed.clear();
    news = [];
    const of = (wanted) => [...batch].filter(([, put]) => put === wanted).map(([path]) => path);
    running = written(of(true), of(false)).then(() => {
      running = null;
      told.forEach(onCommitted);
    }, (error) => {
      running = null;
      for (const [path, put] of batch) if (!owed.has(path)) owed.set(path, put);
      throw error;
    });
    return running;
  }

  // Whoever took the connection away may have taken the database with it, and this page has all that was there.
  let kept = null;
  storage.watch(() => setTimeout(() => {
    if (isWriter() && epoch > 0) void api.commit({ news: kept }).catch((error) => console.info('later:', error));
  }));

  const api = {
    mount: () => storage.mount(mountPoint),
    /** IndexedDB to memory, in place of what is there. */
    load() {
      // What was owed belongs to what is replaced.
      owed.clear();
      news = [];
      return twice(() => storage.load());
    },
    /** Becomes the writer: no commit of another page lands from now on. */
    async takeEpoch() {
      epoch = await twice(() => storage.takeEpoch());
    },
    /**
     * Memory to IndexedDB: these files, and what is owed. Begins in the same task if nothing is under way; resolves
     * once it is committed. Rejects with a CodedError.
     * @param {{put?: string[], remove?: string[], news?: object | null}} changes
     */
    commit({ put = [], remove = [], news: told = null }) {
      if (!isWriter()) return Promise.reject(new CodedError('store.readOnly'));
      for (const path of put) owed.set(path, true);
      for (const path of remove) owed.set(path, false);
      if (told) news.push(told);
      if (told?.checkpoint) kept = told;
      if (!running) return start();
      next ??= running.catch(() => {}).then(() => {
        next = null;
        if (!isWriter()) throw new CodedError('store.readOnly');
        return start();
      });
      return next;
    },
    /** Resolves once nothing is under way. */
    async idle() {
      while (running) await (next ?? running).catch(() => {});
    },
    names: () => storage.names(),
    /** @returns {Uint8Array} a file as it is stored */
    read: (path) => storage.read(path),
  };
  return api;
}

/** How much room there is, and whether the browser promised to keep it. Unknown numbers are null. */
export async function storageState(storage = navigator.storage) {
  const estimate = await storage?.estimate?.().catch(() => null);
  const persisted = await storage?.persisted?.().catch(() => false);
  return { usage: estimate?.usage ?? null, quota: estimate?.quota ?? null, persisted: persisted === true };
}

/** Asks the browser not to clear this page's storage by itself. */
export async function askToPersist(storage = navigator.storage) {
  const persisted = await storage?.persist?.().catch(() => false);
  return { persisted: persisted === true };
}
