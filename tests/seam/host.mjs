// web/lib/host.js as Emscripten would put it into the page, over a small file system in memory.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

/** As much of Emscripten's FS as the library calls. */
export function memory() {
  const files = new Map();
  const folders = new Set(['/cairn']);
  const isBelow = (folder) => (path) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes('/');
  return {
    files,
    mkdirTree: (path) => {
      for (let at = path; at.length > 1; at = at.slice(0, at.lastIndexOf('/'))) folders.add(at);
    },
    mount: () => {},
    readdir: (folder) => ['.', '..', ...[...files.keys(), ...folders].filter(isBelow(folder)).map((path) => path.slice(folder.length + 1))],
    stat: (path) => ({ mode: folders.has(path) ? 16832 : 33206 }),
    isDir: (mode) => mode === 16832,
    analyzePath: (path) => ({ exists: files.has(path) }),
    readFile: (path) => files.get(path).slice(),
    writeFile(path, bytes) {
      this.mkdirTree(path.slice(0, path.lastIndexOf('/')));
      files.set(path, bytes);
    },
    unlink: (path) => files.delete(path),
  };
}

/**
 * @param {{factory?: IDBFactory, fs?: ReturnType<typeof memory>}} [parts]
 * @returns {{storage: object, fs: ReturnType<typeof memory>, factory: IDBFactory}}
 */
export function hostOf({ factory = new IDBFactory(), fs = memory() } = {}) {
  const library = {};
  const Module = {};
  const context = vm.createContext({
    addToLibrary: (given) => Object.assign(library, given), FS: fs, MEMFS: {}, Module, indexedDB: factory, IDBKeyRange, Uint8Array, setTimeout,
  });
  vm.runInContext(readFileSync(new URL('../../web/lib/host.js', import.meta.url), 'utf8'), context);
  for (const [name, value] of Object.entries(library)) if (/^\$[A-Za-z]+$/.test(name)) context[name.slice(1)] = value;
  vm.runInContext(library.$cairnStorage__postset, context);
  return { storage: Module.cairnStorage, fs, factory };
}

export const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** The entries of a store of the database '/cairn'. @returns {Promise<Map<unknown, any>>} */
export async function entriesOf(factory, store = 'FILE_DATA') {
  const database = await asked(factory.open('/cairn'));
  const all = database.transaction(store).objectStore(store);
  const [keys, values] = await Promise.all([asked(all.getAllKeys()), asked(all.getAll())]);
  database.close();
  return new Map(keys.map((key, index) => [key, values[index]]));
}

export const bytesOf = (text) => new TextEncoder().encode(text);
export const textOf = (bytes) => new TextDecoder().decode(bytes);
