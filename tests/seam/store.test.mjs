import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { becomeWriter, createFiles, openBlobs, storeErrorCode } from '../../web/app/store.mjs';
import { cleanName, createIntake, largestFile, mediaTypeOf, sha256Of } from '../../web/app/files.mjs';
import { until } from './helpers.mjs';

/** The wasm hash's shape over Node's. */
function hasher() {
  const running = [];
  return {
    begin: () => running.push(createHash('sha256')) - 1,
    update: (handle, bytes) => running[handle].update(bytes),
    end: (handle) => running[handle].digest('hex'),
  };
}
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Module.cairnStorage with syncs that end when the test says so. */
function fakeStorage() {
  const syncs = [];
  const calls = [];
  return {
    syncs,
    calls,
    mount: (path) => calls.push(`mount ${path}`),
    forget: (path) => calls.push(`forget ${path}`),
    watch: () => {},
    sync: (populate, callback) => syncs.push({ populate, end: callback }),
  };
}

test('a Blob is written, read back and found again', async () => {
  const factory = new IDBFactory();
  const blobs = await openBlobs(factory);
  const hash = hasher();
  await blobs.put(sha256('abc'), new Blob(['abc'], { type: 'text/plain' }), (blob) => sha256Of(blob, hash));
  const again = await openBlobs(factory);
  assert.equal(await (await again.get(sha256('abc'))).text(), 'abc');
  assert.equal(await again.get(sha256('other')), null);
});

test('bytes that come back different are an error', async () => {
  const blobs = await openBlobs(new IDBFactory());
  await assert.rejects(blobs.put(sha256('abc'), new Blob(['abc']), async () => 'something else'), { code: 'store.failed' });
});

test('a connection that was taken away is opened anew', async () => {
  const factory = new IDBFactory();
  let last = null;
  const open = factory.open.bind(factory);
  factory.open = (...values) => {
    const request = open(...values);
    request.addEventListener('success', () => { last = request.result; });
    return request;
  };
  const blobs = await openBlobs(factory);
  last.close();
  assert.equal(await blobs.get('x'), null);
});

test('a database that cannot be opened fails with a code after three tries', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let tries = 0;
  const factory = {
    open() {
      tries += 1;
      const request = { error: Object.assign(new Error('no'), { name: 'UnknownError' }) };
      queueMicrotask(() => request.onerror({}));
      return request;
    },
  };
  const opened = openBlobs(factory);
  opened.catch(() => {});
  for (let i = 0; i < 3; i += 1) {
    await new Promise((resolve) => { setImmediate(resolve); });
    context.mock.timers.tick(1000);
  }
  await assert.rejects(opened, { code: 'store.failed' });
  assert.equal(tries, 3);
});

test('errors of a full disk are told apart', () => {
  assert.equal(storeErrorCode({ name: 'QuotaExceededError' }), 'store.quota');
  assert.equal(storeErrorCode({ code: 22 }), 'store.quota');
  assert.equal(storeErrorCode(new Error('boom')), 'store.failed');
  assert.equal(storeErrorCode(undefined), 'store.failed');
});

test('one sync runs at a time and those asked for meanwhile share the next', async () => {
  const storage = fakeStorage();
  const files = createFiles(storage, () => true);
  const ended = [];
  const ask = (name) => files.save().then(() => ended.push(name));
  void ask('first');
  void ask('second');
  void ask('third');
  assert.equal(storage.syncs.length, 1);
  storage.syncs[0].end(null);
  await until(() => storage.syncs.length === 2);
  assert.deepEqual(ended, ['first']);
  void ask('fourth');
  storage.syncs[1].end(null);
  await until(() => storage.syncs.length === 3);
  assert.deepEqual(ended, ['first', 'second', 'third']);
  storage.syncs[2].end(null);
  await until(() => ended.length === 4);
});

test('a failed sync is tried once more with a new connection, and then told', async () => {
  const storage = fakeStorage();
  const saved = createFiles(storage, () => true).save();
  storage.syncs[0].end(Object.assign(new Error('closing'), { name: 'InvalidStateError' }));
  await until(() => storage.syncs.length === 2);
  assert.deepEqual(storage.calls, ['forget /cairn']);
  storage.syncs[1].end(new Error('still'));
  await assert.rejects(saved, { code: 'store.failed', detail: 'still' });
});

test('a full disk is told at once, and the next save works again', async () => {
  const storage = fakeStorage();
  const files = createFiles(storage, () => true);
  const saved = files.save();
  storage.syncs[0].end(Object.assign(new Error(''), { name: 'QuotaExceededError' }));
  await assert.rejects(saved, { code: 'store.quota' });
  const again = files.save();
  storage.syncs[1].end(null);
  await again;
});

test('a sync that never answers is a failure', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const storage = fakeStorage();
  const saved = createFiles(storage, () => true).save();
  saved.catch(() => {});
  context.mock.timers.tick(60_000);
  await until(() => storage.syncs.length === 2);
  context.mock.timers.tick(60_000);
  await assert.rejects(saved, { code: 'store.failed' });
});

test('without the lock nothing is written', async () => {
  const storage = fakeStorage();
  await assert.rejects(createFiles(storage, () => false).save(), { code: 'store.readOnly' });
  assert.equal(storage.syncs.length, 0);
});

test('one page has the lock; the next has it when the first is gone', async () => {
  let holder = null;
  const queue = [];
  const locks = {
    async request(name, options, callback = options) {
      assert.equal(name, 'cairn-writer');
      if (options.ifAvailable) {
        if (!holder) return holder = callback({});
        return callback(null);
      }
      await new Promise((resolve) => { queue.push(resolve); });
      return callback({});
    },
  };
  const became = [];
  const page = (name) => ({
    readAgain: async () => became.push(`${name} reads`), onWriter: () => became.push(`${name} writes`), onFailure: assert.fail,
  });
  assert.equal(await becomeWriter(locks, page('a')), true);
  assert.equal(await becomeWriter(locks, page('b')), false);
  queue[0]();
  await until(() => became.length === 2);
  assert.deepEqual(became, ['b reads', 'b writes']);
});

test('a page that cannot read what the other saved never writes, and gives the lock on', async () => {
  const storage = fakeStorage();
  const files = createFiles(storage, () => false);
  let released = false;
  const locks = {
    async request(name, options, callback = options) {
      if (options.ifAvailable) return callback(null);
      await callback({});
      released = true;
      return undefined;
    },
  };
  const failures = [];
  assert.equal(await becomeWriter(locks, {
    readAgain: files.load, onWriter: assert.fail, onFailure: (error) => failures.push(error.code),
  }), false);
  for (const tries of [1, 2]) {
    await until(() => storage.syncs.length === tries);
    assert.deepEqual([storage.syncs[tries - 1].populate, failures], [true, []]);
    storage.syncs[tries - 1].end(new Error('unreadable'));
  }
  await until(() => released);
  assert.deepEqual(failures, ['store.failed']);
});

function intakeOf(options = {}) {
  const kept = new Map();
  const blobs = { put: async (sha, blob) => kept.set(sha, blob) };
  return { kept, intake: createIntake({ blobs, hash: hasher(), isWriter: () => true, ...options }) };
}

test('a file is hashed in pieces and kept under its hash', async () => {
  const { kept, intake } = intakeOf();
  const text = 'x'.repeat(2_500_000);
  const [{ handle, size }] = intake.register([new File([text], 'C:\\notes\\long.txt', { type: 'text/plain' })]);
  assert.equal(size, 2_500_000);
  const stored = await intake.store(handle);
  assert.deepEqual(stored, { sha256: sha256(text), size, mediaType: 'text/plain', name: 'long.txt', cleaned: false });
  assert.equal(kept.get(stored.sha256).type, 'text/plain');
  assert.equal(kept.get(stored.sha256) instanceof File, false);
});

test('two files may be hashed side by side', async () => {
  const { intake } = intakeOf();
  const handles = intake.register([new File(['a'.repeat(3_000_000)], 'a'), new File(['b'.repeat(3_000_000)], 'b')]);
  const [a, b] = await Promise.all(handles.map(({ handle }) => intake.store(handle)));
  assert.deepEqual([a.sha256, b.sha256], [sha256('a'.repeat(3_000_000)), sha256('b'.repeat(3_000_000))]);
});

test('a file is refused when it is too large, gone, unknown, unwanted or finds no room', async () => {
  const refused = async (options, file, code) => {
    const { intake, kept } = intakeOf(options);
    const [{ handle }] = intake.register([file]);
    await assert.rejects(intake.store(handle), { code });
    assert.equal(kept.size, 0);
  };
  const small = new File(['abc'], 'a.txt', { type: 'text/plain' });
  await refused({}, { name: 'big', size: largestFile + 1, type: '' }, 'file.tooLarge');
  await refused({}, { name: 'gone', size: 3, type: '', slice: () => ({ arrayBuffer: async () => { throw new Error('NotReadable'); } }) }, 'file.unreadable');
  await refused({ isWriter: () => false }, small, 'store.readOnly');
  await refused({ room: async () => ({ usage: 100, quota: 101 }) }, small, 'store.quota');
  await assert.rejects(intakeOf().intake.store(99), { code: 'file.unreadable' });
});

test('a photo that was encoded anew has the name of what it is', async () => {
  const clean = async () => ({ blob: new Blob(['jpeg'], { type: 'image/jpeg' }), cleaned: true, photo: true });
  const { intake } = intakeOf({ clean });
  const [{ handle }] = intake.register([new File(['heic'], 'IMG_1.HEIC', { type: 'image/heic' })]);
  const { name, mediaType, cleaned } = await intake.store(handle);
  assert.deepEqual([name, mediaType, cleaned], ['IMG_1.jpg', 'image/jpeg', true]);
});

test('names are only names', () => {
  for (const [given, wanted] of [
    ['../../etc/passwd', 'passwd'], ['a\u202egnp.exe', 'agnp.exe'], ['', 'file'], ['..', '..'], ['a\u0000b.txt', 'ab.txt'], ['a\ud800b.txt', 'ab.txt'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(196)}.pdf`],
  ]) assert.equal(cleanName(given), wanted);
});

test('the media type comes from the bytes, the browser or the ending', async () => {
  assert.equal(await mediaTypeOf(new Blob(['%PDF-1.7'], { type: 'text/html' }), 'a.html'), 'application/pdf');
  assert.equal(await mediaTypeOf(new Blob(['x'], { type: 'Text/Plain' }), 'a'), 'text/plain');
  assert.equal(await mediaTypeOf(new Blob(['x']), 'a.MD'), 'text/markdown');
  assert.equal(await mediaTypeOf(new Blob(['x']), 'a.unknown'), 'application/octet-stream');
});
