// The document's files in IndexedDB: what web/lib/host.js promises the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDBFactory } from 'fake-indexeddb';

import { asked, bytesOf, entriesOf, hostOf, memory, textOf } from './host.mjs';

async function opened(parts) {
  const host = hostOf(parts);
  host.storage.mount('/cairn');
  await host.storage.load();
  return { ...host, epoch: await host.storage.takeEpoch() };
}

const write = (fs, path, text) => fs.writeFile(path, bytesOf(text));
const textsOf = async (factory) => [...await entriesOf(factory)].map(([path, { contents }]) => [path, contents && textOf(contents)]);

test('a commit stores the named files and removes others, in the form that Emscripten gave them', async () => {
  const { storage, fs, factory, epoch } = await opened();
  write(fs, '/cairn/index.json', 'one');
  write(fs, '/cairn/keys.json', 'not named');
  await storage.commit(['/cairn/index.json'], [], epoch);
  const stored = await entriesOf(factory);
  assert.deepEqual([...stored.keys()], ['/cairn/index.json']);
  const { timestamp, mode, contents } = stored.get('/cairn/index.json');
  assert.ok(Math.abs(timestamp - Date.now()) < 60_000);
  assert.deepEqual([mode, textOf(contents)], [33206, 'one']);
  write(fs, '/cairn/index.json', 'two');
  await storage.commit(['/cairn/keys.json'], ['/cairn/index.json'], epoch);
  assert.deepEqual(await textsOf(factory), [['/cairn/keys.json', 'not named']]);
});

test('what is not in memory any more is removed when it is to be written', async () => {
  const { storage, fs, factory, epoch } = await opened();
  write(fs, '/cairn/index.json', 'one');
  await storage.commit(['/cairn/index.json'], [], epoch);
  fs.unlink('/cairn/index.json');
  await storage.commit(['/cairn/index.json'], [], epoch);
  assert.deepEqual(await textsOf(factory), []);
});

test('a portfolio that Emscripten\'s own IDBFS stored is read, and goes on as ours', async () => {
  const factory = new IDBFactory();
  const request = factory.open('/cairn', 21);
  request.onupgradeneeded = () => request.result.createObjectStore('FILE_DATA').createIndex('timestamp', 'timestamp', { unique: false });
  const database = await asked(request);
  const store = database.transaction('FILE_DATA', 'readwrite').objectStore('FILE_DATA');
  const timestamp = new Date(1768464000000);
  await asked(store.put({ timestamp, mode: 16832 }, '/cairn/shards'));
  await asked(store.put({ timestamp, mode: 33206, contents: bytesOf('records') }, '/cairn/shards/0011.json'));
  await asked(store.put({ timestamp, mode: 33206, contents: bytesOf('index') }, '/cairn/index.json'));
  database.close();
  const { storage, fs, epoch } = await opened({ factory });
  assert.deepEqual([...fs.files].map(([path, bytes]) => [path, textOf(bytes)]), [['/cairn/index.json', 'index'], ['/cairn/shards/0011.json', 'records']]);
  write(fs, '/cairn/index.json', 'newer');
  await storage.commit(['/cairn/index.json'], [], epoch);
  assert.equal((await asked(factory.open('/cairn'))).version, 22);
  const again = await opened({ factory });
  assert.equal(textOf(again.fs.files.get('/cairn/index.json')), 'newer');
});

test('reading again takes the place of what is in memory', async () => {
  const { storage, fs, factory } = await opened();
  const other = await opened({ factory, fs: memory() });
  write(other.fs, '/cairn/index.json', 'by the other');
  await other.storage.commit(['/cairn/index.json'], [], other.epoch);
  write(fs, '/cairn/index.json', 'mine');
  write(fs, '/cairn/left.json', 'over');
  await storage.load();
  assert.deepEqual([...fs.files].map(([path, bytes]) => [path, textOf(bytes)]), [['/cairn/index.json', 'by the other']]);
});

test('no commit of an earlier epoch lands, and nothing of it', async () => {
  const { storage, fs, factory, epoch } = await opened();
  write(fs, '/cairn/index.json', 'one');
  await storage.commit(['/cairn/index.json'], [], epoch);
  for (const takeovers of [1, 2, 3]) {
    const other = await opened({ factory, fs: memory() });
    assert.equal(other.epoch, epoch + takeovers);
    write(fs, '/cairn/index.json', 'two');
    write(fs, '/cairn/journal/1.json', 'row');
    await assert.rejects(storage.commit(['/cairn/journal/1.json', '/cairn/index.json'], [], epoch), { name: 'FencedError' });
    assert.deepEqual(await textsOf(factory), [['/cairn/index.json', 'one']]);
  }
  const fresh = await storage.takeEpoch();
  await storage.commit(['/cairn/index.json'], [], fresh);
  assert.deepEqual(await textsOf(factory), [['/cairn/index.json', 'two']]);
});

test('the marks of earlier writers do not grow for ever, and the oldest that is kept still counts', async () => {
  const { storage, fs, factory } = await opened();
  const epochs = [];
  for (let i = 0; i < 1100; i += 1) epochs.push(await storage.takeEpoch());
  assert.equal((await entriesOf(factory, 'GUARD')).size, 1000);
  write(fs, '/cairn/index.json', 'one');
  await assert.rejects(storage.commit(['/cairn/index.json'], [], epochs.at(-1000)), { name: 'FencedError' });
  await storage.commit(['/cairn/index.json'], [], epochs.at(-1));
});

test('one file that cannot be written undoes the whole commit, and the browser\'s own error is told', async () => {
  const { storage, fs, factory, epoch } = await opened();
  write(fs, '/cairn/index.json', 'one');
  await storage.commit(['/cairn/index.json'], [], epoch);
  write(fs, '/cairn/index.json', 'two');
  write(fs, '/cairn/keys.json', 'keys');
  const database = await asked(factory.open('/cairn'));
  const { put } = Object.getPrototypeOf(database.transaction('FILE_DATA').objectStore('FILE_DATA'));
  const prototype = Object.getPrototypeOf(database.transaction('FILE_DATA').objectStore('FILE_DATA'));
  prototype.put = function full(value, key) {
    if (key !== '/cairn/keys.json') return put.call(this, value, key);
    throw new DOMException('', 'QuotaExceededError');
  };
  try {
    await assert.rejects(storage.commit(['/cairn/index.json', '/cairn/keys.json'], [], epoch), { name: 'QuotaExceededError' });
  } finally {
    prototype.put = put;
    database.close();
  }
  assert.deepEqual(await textsOf(factory), [['/cairn/index.json', 'one']]);
});

test('a commit begins in the same task, with the bytes of that moment', async () => {
  const { storage, fs, factory, epoch } = await opened();
  write(fs, '/cairn/index.json', 'then');
  const done = storage.commit(['/cairn/index.json'], [], epoch);
  write(fs, '/cairn/index.json', 'later');
  await done;
  assert.deepEqual(await textsOf(factory), [['/cairn/index.json', 'then']]);
});

test('when the database is deleted while the page is open, the next commit stores everything again', async () => {
  const { storage, fs, factory, epoch } = await opened();
  write(fs, '/cairn/index.json', 'index');
  write(fs, '/cairn/keys.json', 'keys');
  await storage.commit(['/cairn/index.json', '/cairn/keys.json'], [], epoch);
  let lost = 0;
  storage.watch(() => { lost += 1; });
  await asked(factory.deleteDatabase('/cairn'));
  assert.equal(lost, 1);
  await storage.load();
  assert.equal(textOf(fs.files.get('/cairn/index.json')), 'index');
  write(fs, '/cairn/journal/1.json', 'row');
  await storage.commit(['/cairn/journal/1.json'], [], epoch);
  assert.deepEqual(await textsOf(factory), [['/cairn/index.json', 'index'], ['/cairn/journal/1.json', 'row'], ['/cairn/keys.json', 'keys']]);
  await opened({ factory, fs: memory() });
  await assert.rejects(storage.commit(['/cairn/index.json'], [], epoch), { name: 'FencedError' });
});

test('a ballast is kept once and given up once', async () => {
  const { storage, factory } = await opened();
  assert.equal(await storage.keepBallast(new Uint8Array(10)), true);
  assert.equal(await storage.keepBallast(new Uint8Array(10)), false);
  assert.equal((await entriesOf(factory, 'GUARD')).get('ballast').length, 10);
  assert.equal(await storage.dropBallast(), true);
  assert.equal(await storage.dropBallast(), false);
  assert.equal((await entriesOf(factory, 'GUARD')).has('ballast'), false);
});
