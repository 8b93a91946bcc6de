// Portfolios of any size, put into the page's database as if they had been written there.
import { createHash, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Reads the document's files out of the page, or puts others in their place. */
export const files = (page, put) => page.evaluate(async (wanted) => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('/cairn'));
  const name = database.objectStoreNames[0];
  if (wanted) {
    const store = database.transaction(name, 'readwrite').objectStore(name);
    const { mode } = await asked(store.get('/cairn/index.json'));
    for (const [path, text] of wanted) {
      await asked(store.put({ mode, timestamp: new Date(), contents: new TextEncoder().encode(text) }, path));
    }
  }
  const store = database.transaction(name).objectStore(name);
  const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
  database.close();
  return keys.flatMap((key, index) => (values[index].contents ? [[key, new TextDecoder().decode(values[index].contents)]] : []));
}, put);

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/**
 * The stored form (docs/data-format.md) of the same portfolio with many copies of its one record.
 * @param {string} [words] that each copy holds besides
 */
export function multiplied(stored, count, words = '') {
  const all = new Map(stored);
  const index = JSON.parse(all.get('/cairn/index.json'));
  const { records: [model] } = JSON.parse(all.get(`/cairn/${index.shards[0].file}`));
  const copies = Array.from({ length: count }, (_, number) => (number === 0 ? model : {
    ...model, id: `urn:uuid:${randomUUID()}`, criteria: undefined, fields: { ...model.fields, title: `Sample record ${number}`, ...(words && { notes: words }) },
  }));
  const written = [];
  index.shards = [];
  // The record of the path stands in front, as the program would put it.
  const groups = [copies.slice(0, 1)];
  for (let from = 1; from < count; from += 200) groups.push(copies.slice(from, from + 200));
  for (const [at, records] of groups.entries()) {
    const text = canonicalize({ records });
    const hash = sha256(text);
    const file = `shards/${hash.slice(0, 16)}.json`;
    written.push([`/cairn/${file}`, text]);
    index.shards.push({ file, sha256: hash, bytes: Buffer.byteLength(text), records: records.length, ...(at === 0 && { front: true }) });
  }
  index.counts.records = count;
  delete index.checksum;
  index.checksum = sha256(canonicalize(index));
  written.push(['/cairn/index.json', canonicalize(index)]);
  return written;
}
