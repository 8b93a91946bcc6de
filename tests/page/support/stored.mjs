// What the browser keeps of a portfolio, as it stands in its databases.

/** Every file of the document as text, and a way to change one. */
export const stored = (page, change) => page.evaluate(async (wanted) => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('/cairn'));
  const name = database.objectStoreNames[0];
  if (wanted) {
    const store = database.transaction(name, 'readwrite').objectStore(name);
    const entry = await asked(store.get(wanted.path));
    entry.contents = new TextEncoder().encode(wanted.text);
    entry.timestamp = new Date();
    await asked(store.put(entry, wanted.path));
  }
  const store = database.transaction(name).objectStore(name);
  const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
  database.close();
  return keys.map((key, index) => [key, values[index].contents ? new TextDecoder().decode(values[index].contents) : null]);
}, change);

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
