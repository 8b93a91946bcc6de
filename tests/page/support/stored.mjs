// What the browser keeps of a portfolio, as it stands in its databases.

/** Every file of the document as text; `put` (path -> text) takes the place of some, or comes beside them, first. */
export const stored = (page, put = {}) => page.evaluate(async (wanted) => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('/cairn'));
  const files = (mode) => database.transaction('FILE_DATA', mode).objectStore('FILE_DATA');
  if (wanted.length > 0) {
    const store = files('readwrite');
    const { mode } = await asked(store.get('/cairn/index.json'));
    for (const [path, text] of wanted) {
      await asked(store.put({ mode, timestamp: new Date(), contents: new TextEncoder().encode(text) }, path));
    }
  }
  const store = files('readonly');
  const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
  database.close();
  return keys.map((key, index) => [key, values[index].contents ? new TextDecoder().decode(values[index].contents) : null]);
}, Object.entries(put));

/** Deletes databases of the page's origin, and waits until they are gone. */
export const deleteDatabases = (page, ...names) => page.evaluate((wanted) => Promise.all(wanted.map((name) => new Promise((resolve, reject) => {
  const request = indexedDB.deleteDatabase(name);
  request.onsuccess = () => resolve();
  request.onerror = () => reject(request.error);
}))), names);

/** Every entry of every database of the page but who may write (GUARD), with its bytes and times, as one text. */
export const everythingStored = (page) => page.evaluate(async () => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const plain = async (value) => {
    if (value instanceof Blob) return { type: value.type, bytes: base64(new Uint8Array(await value.arrayBuffer())) };
    if (ArrayBuffer.isView(value)) return base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    if (value instanceof Date || value === null || typeof value !== 'object') return value;
    return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([name, one]) => [name, await plain(one)])));
  };
  const found = [];
  const names = (await indexedDB.databases()).map(({ name }) => name).sort();
  for (const name of names) {
    const database = await asked(indexedDB.open(name));
    for (const storeName of database.objectStoreNames) {
      if (storeName === 'GUARD') continue;
      const store = database.transaction(storeName).objectStore(storeName);
      const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
      for (const [at, key] of keys.entries()) found.push([name, storeName, key, await plain(values[at])]);
    }
    database.close();
  }
  return JSON.stringify(found, null, 1);
});
