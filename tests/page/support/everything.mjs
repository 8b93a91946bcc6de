// All that a browser keeps of a portfolio as one value, on the way out of a profile and into another.

/** Runs in the page. @returns {Promise<{version: number, files: object[], blobs: object[]}>} */
async function read() {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const entries = async (name, storeName) => {
    const database = await asked(indexedDB.open(name));
    const store = database.transaction(storeName).objectStore(storeName);
    const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
    const { version } = database;
    database.close();
    return { version, all: keys.map((key, at) => [key, values[at]]) };
  };
  const { version, all } = await entries('/cairn', 'FILE_DATA');
  const files = all.map(([path, { mode, contents }]) => (contents ? { path, mode, text: new TextDecoder().decode(contents) } : { path, mode }));
  const blobs = [];
  for (const [sha256, blob] of (await entries('cairn', 'blobs')).all) {
    blobs.push({ sha256, type: blob.type, base64: base64(new Uint8Array(await blob.arrayBuffer())) });
  }
  return { version, files, blobs };
}

/** Runs in the page: puts what was recorded where it was. */
async function write({ version, files, blobs }) {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const fill = async (name, number, storeName, index, put) => {
    const request = indexedDB.open(name, number);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(storeName);
      if (index) store.createIndex(index, index, { unique: false });
    };
    const database = await asked(request);
    const transaction = database.transaction(storeName, 'readwrite');
    put(transaction.objectStore(storeName));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    database.close();
  };
  await fill('cairn', 1, 'blobs', null, (store) => {
    for (const { sha256, type, base64 } of blobs) {
      store.put(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type }), sha256);
    }
  });
  await fill('/cairn', version, 'FILE_DATA', 'timestamp', (store) => {
    for (const { path, mode, text } of files) {
      store.put({ timestamp: new Date(), mode, ...(text === undefined ? {} : { contents: new TextEncoder().encode(text) }) }, path);
    }
  });
}

/** Every file of the document and every Blob. The page that is open must belong to the same origin. */
export const recorded = (page) => page.evaluate(read);

/** Puts what `recorded` gave into an empty origin, as the build that wrote it left it. */
export const played = (page, recording) => page.evaluate(write, recording);
