// Where things are kept: evidence as Blobs in an IndexedDB database of ours, by SHA-256; the document's files in IDBFS
// at /cairn, written as a whole. Whoever says "saved" waited for the transaction.

const databaseName = 'cairn';
const databaseVersion = 1;
const blobStore = 'blobs';
const syncTimeout = 60_000;
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

  return {
    /** What the browser said about lost data when the database was opened. */
    loss: () => loss,
    /** @returns {Promise<Blob | null>} */
    get: async (sha256) => (await transact('readonly', (store) => store.get(sha256))) ?? null,
    /** Writes, and reads back before it resolves. @param {(blob: Blob) => Promise<string>} hashOf */
    async put(sha256, blob, hashOf) {
      const kept = await this.get(sha256).catch(() => null);
      if (kept && kept.size === blob.size && await hashOf(kept).catch(() => '') === sha256) return;
      await transact('readwrite', (store) => store.put(blob, sha256));
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
  };
}

/**
 * The document's files. One sync runs at a time; those asked for meanwhile share the next.
 * @param {{mount: Function, sync: Function, forget: Function, watch: Function}} files Module.cairnStorage (web/lib/host.js)
 * @param {() => boolean} isWriter
 */
export function createFiles(files, isWriter) {
  let running = null;
  let next = null;

  const once = (populate) => new Promise((resolve, reject) => {
    // IDBFS cannot report an error in every callback of its own.
    const timer = setTimeout(() => reject(new CodedError('store.failed', 'the browser did not answer')), syncTimeout);
    const ended = (error) => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    };
    try {
      files.sync(populate, ended);
    } catch (error) {
      ended(error);
    }
  });

  async function sync(populate) {
    try {
      await once(populate);
    } catch (error) {
      if (storeErrorCode(error) === 'store.quota') throw asCoded(error);
      files.forget(mountPoint);
      try {
        await once(populate);
      } catch (second) {
        throw asCoded(second);
      }
    }
    files.watch(mountPoint);
  }

  function save() {
    if (!isWriter()) return Promise.reject(new CodedError('store.readOnly'));
    if (running) {
      next ??= running.catch(() => {}).then(() => {
        next = null;
        return save();
      });
      return next;
    }
    running = sync(false).finally(() => { running = null; });
    return running;
  }

  return {
    mount: () => files.mount(mountPoint),
    /** IndexedDB to memory. */
    load: () => sync(true),
    /** Memory to IndexedDB; resolves once it is committed. Rejects with a CodedError. */
    save,
  };
}

/**
 * One page writes. When the other is gone, later, this one reads what that one saved last, and then it may.
 * A page that cannot read it must not write: old data would replace newer. It gives the lock on.
 * @param {LockManager} locks
 * @param {{readAgain: () => Promise<void>, onWriter: () => void, onFailure: (error: unknown) => void}} later
 * @returns {Promise<boolean>} whether it may now
 */
export function becomeWriter(locks, { readAgain, onWriter, onFailure }) {
  const forever = () => new Promise(() => {});
  return new Promise((resolve, reject) => {
    locks.request('cairn-writer', { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      if (lock) return forever();
      locks.request('cairn-writer', async () => {
        try {
          await readAgain();
        } catch (error) {
          return onFailure(error);
        }
        onWriter();
        return forever();
      }).catch(() => {});
      return undefined;
    }).catch(reject);
  });
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
