// Signs that a portfolio was stored here, outside the database that holds it: a few numbers in localStorage, and second
// copies (copies.mjs). By them "everything is gone" is told from "nobody has been here yet".

const key = 'cairn.canary';
const triesKey = 'cairn.tries';
const mostTries = 1_000_000;
const copiesFolder = 'cairn';
const pause = 2_000;

/**
 * Wrong passphrases in a row: how many, and when the last was; nothing else about them. What nobody can read is none.
 * @param {{remembered?: Storage, target?: EventTarget}} [edge]
 */
export function createTries({ remembered = globalThis.localStorage, target = globalThis } = {}) {
  const isNumber = (value, most) => Number.isSafeInteger(value) && value >= 0 && value <= most;
  const tries = {
    /** @returns {{count: number, at: number} | null} `at`: ms since 1970 */
    read() {
      try {
        const { count, at } = JSON.parse(remembered.getItem(triesKey));
        return count !== 0 && isNumber(count, mostTries) && isNumber(at, Number.MAX_SAFE_INTEGER) ? { count, at } : null;
      } catch {
        return null;
      }
    },
    /** @param {{count: number, at: number}} noted count 0: nothing is kept */
    note({ count, at }) {
      try {
        if (count > 0) remembered.setItem(triesKey, JSON.stringify({ count, at }));
        else remembered.removeItem(triesKey);
      } catch {
        // localStorage may be forbidden, or full.
      }
    },
    /** Hears what other tabs note. @param {(noted: {count: number, at: number}) => void} tell */
    watch(tell) {
      target.addEventListener('storage', (event) => { if (event.key === triesKey) tell(tries.read() ?? { count: 0, at: 0 }); });
    },
  };
  return tries;
}

/**
 * @param {object} edge
 * @param {{names: () => string[], read: (path: string) => Uint8Array}} edge.files
 * @param {Storage} [edge.remembered]
 * @param {StorageManager} [edge.storage]
 * @param {() => Promise<typeof import('./copies.mjs')>} [edge.load]
 */
export function createCopies({
  files, remembered = globalThis.localStorage, storage = navigator.storage, load = () => import('./copies.mjs'), now = () => performance.now(),
}) {
  let timer = null;
  let writing = Promise.resolve();
  let last = { at: -Infinity, took: 0 };
  let failed = null;

  /** The folder of second copies; null where there is none, or the browser has no such thing. */
  async function open(create = false) {
    try {
      const root = await storage.getDirectory();
      return await root.getDirectoryHandle(copiesFolder, { create });
    } catch {
      return null;
    }
  }

  async function write() {
    timer = null;
    const begun = now();
    try {
      const { writeCopy } = await load();
      failed = await writeCopy(open, files) ? null : 'unavailable';
    } catch (error) {
      // The portfolio itself is stored; this is what would help if that were lost.
      failed = String(error?.message ?? error);
      console.info('no second copy:', failed);
    }
    last = { at: now(), took: now() - begun };
  }

  return {
    /** The document was stored whole. @param {object} canary */
    stored(canary) {
      try {
        remembered.setItem(key, JSON.stringify({ ...canary, at: Date.now() }));
      } catch {
        // localStorage may be forbidden, or full.
      }
      if (timer) return;
      // A large portfolio takes its time to copy: it is copied less often.
      const due = last.at + Math.max(pause, 20 * last.took) - now();
      timer = setTimeout(() => { writing = writing.then(write); }, Math.max(0, due));
    },
    /** What was stored here last: { portfolio, generation, records, at }. Null: nothing, as far as is known. */
    canary() {
      try {
        return JSON.parse(remembered.getItem(key));
      } catch {
        return null;
      }
    },
    /** Whether a portfolio was stored here once. */
    async left() {
      return this.canary() !== null || await open() !== null;
    },
    /** Why the last second copy could not be written; null: it could. */
    failed: () => failed,
    /** @returns {Promise<{name: string, blob: Blob}[]>} */
    async read() {
      return (await load()).readCopies(open);
    },
    async clear() {
      clearTimeout(timer);
      timer = null;
      try {
        remembered.removeItem(key);
      } catch {
        // It was never there.
      }
      await writing;
      const root = await storage.getDirectory?.().catch(() => null);
      await root?.removeEntry(copiesFolder, { recursive: true }).catch(() => {});
    },
  };
}
