import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { IDBFactory } from 'fake-indexeddb';
import { createFiles, openBlobs, storeErrorCode } from '../../web/app/store.mjs';
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

/** Module.cairnStorage with commits that end when the test says so. */
function fakeStorage() {
  const commits = [];
  const calls = [];
  const ballast = { there: false };
  const begun = (list, more) => new Promise((resolve, reject) => { list.push({ ...more, resolve, reject }); });
  const loads = [];
  let epochs = 0;
  return {
    commits,
    loads,
    calls,
    ballast,
    forget: () => calls.push('forget'),
    watch(lost) { this.lose = lost; },
    load: () => begun(loads),
    commit: (put, remove, epoch) => begun(commits, { put, remove, epoch }),
    takeEpoch: async () => epochs += 1,
    async keepBallast(bytes) {
      calls.push(`ballast of ${bytes.length}`);
      ballast.there = true;
    },
    async dropBallast() {
      calls.push('ballast given up');
      const had = ballast.there;
      ballast.there = false;
      return had;
    },
  };
}

/** Files of a writer whose epoch is taken. */
async function filesOf(storage, edge = {}) {
  const files = createFiles(storage, { isWriter: () => true, whenIdle: () => {}, ...edge });
  await files.takeEpoch();
  return files;
}
const full = () => Object.assign(new Error(''), { name: 'QuotaExceededError' });

test('a Blob is written, read back and found again', async () => {
  const factory = new IDBFactory();
  const blobs = await openBlobs(factory);
  const hash = hasher();
  await blobs.put(sha256('abc'), new Blob(['abc'], { type: 'text/plain' }), (blob) => sha256Of(blob, hash));
  const again = await openBlobs(factory);
  assert.equal(await (await again.get(sha256('abc'))).text(), 'abc');
  assert.equal(await again.get(sha256('other')), null);
});

test('a digest is the same by the browser, by wasm where the browser has none, and for what memory has no room for', async () => {
  const big = Buffer.alloc(33 * 1024 * 1024, 'sample');
  for (const [bytes, world, byWasm] of [['abc', crypto, false], ['', crypto, false], ['abc', {}, true], [big, crypto, true]]) {
    const wasm = hasher();
    let pieces = 0;
    const counted = { ...wasm, update: (...piece) => { pieces += 1; wasm.update(...piece); } };
    assert.equal(await sha256Of(new Blob([bytes]), counted, world), sha256(bytes));
    assert.equal(pieces > 0, byWasm);
  }
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

test('one commit runs at a time and those asked for meanwhile share the next', async () => {
  const storage = fakeStorage();
  const files = await filesOf(storage);
  const ended = [];
  const ask = (name, changes) => files.commit(changes).then(() => ended.push(name));
  void ask('first', { put: ['a'] });
  void ask('second', { put: ['b', 'c'] });
  void ask('third', { put: ['d'], remove: ['b'] });
  assert.equal(storage.commits.length, 1);
  storage.commits[0].resolve();
  await until(() => storage.commits.length === 2);
  assert.deepEqual(ended, ['first']);
  const { put, remove, epoch } = storage.commits[1];
  assert.deepEqual([put, remove, epoch], [['c', 'd'], ['b'], 1]);
  storage.commits[1].resolve();
  await until(() => ended.length === 3);
  assert.equal(storage.commits.length, 2);
});

test('a commit begins in the task that asks for it', async () => {
  const storage = fakeStorage();
  const files = await filesOf(storage);
  const done = files.commit({ put: ['a'] });
  assert.equal(storage.commits.length, 1);
  storage.commits[0].resolve();
  await done;
});

test('what could not be committed is owed to the next commit, unless it was removed or written since', async () => {
  const storage = fakeStorage();
  const files = await filesOf(storage);
  const failed = files.commit({ put: ['a', 'b'], remove: ['c', 'd'] });
  storage.commits[0].reject(full());
  await assert.rejects(failed, { code: 'store.quota' });
  const next = files.commit({ put: ['c', 'e'], remove: ['b'] });
  assert.deepEqual([storage.commits[1].put.toSorted(), storage.commits[1].remove.toSorted()], [['a', 'c', 'e'], ['b', 'd']]);
  storage.commits[1].resolve();
  await next;
  const last = files.commit({ put: ['f'] });
  assert.deepEqual([storage.commits[2].put, storage.commits[2].remove], [['f'], []]);
  storage.commits[2].resolve();
  await last;
});

test('a failed commit is tried once more with a new connection, and then told', async () => {
  const storage = fakeStorage();
  const files = await filesOf(storage);
  const saved = files.commit({ put: ['a'] });
  storage.commits[0].reject(Object.assign(new Error('closing'), { name: 'InvalidStateError' }));
  await until(() => storage.commits.length === 2);
  assert.deepEqual(storage.calls, ['forget']);
  storage.commits[1].reject(new Error('still'));
  await assert.rejects(saved, { code: 'store.failed', detail: 'still' });
});

test('on a full disk the ballast is given up once and the commit tried again; it comes back a good while later', async () => {
  const storage = fakeStorage();
  let time = 0;
  const idle = [];
  const files = await filesOf(storage, { whenIdle: (task) => idle.push(task), now: () => time });
  const round = async (...answers) => {
    const from = storage.commits.length;
    const saved = files.commit({ put: ['a'] });
    for (const [index, answer] of answers.entries()) {
      await until(() => storage.commits.length > from + index);
      answer(storage.commits[from + index]);
    }
    return saved;
  };
  await round((commit) => commit.resolve());
  assert.equal(storage.calls.length, 0, 'not in the way of the first words');
  idle.pop()();
  assert.deepEqual(storage.calls, ['ballast of 1048576']);
  await round((commit) => commit.reject(full()), (commit) => commit.resolve());
  assert.deepEqual(storage.calls.slice(1), ['ballast given up']);
  await assert.rejects(round((commit) => commit.reject(full())), { code: 'store.quota' });
  assert.equal(idle.length, 0);
  time += 60_000;
  await round((commit) => commit.resolve());
  idle.pop()();
  assert.equal(storage.ballast.there, true);
});

test('a commit that never answers is a failure', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const storage = fakeStorage();
  const files = await filesOf(storage);
  const saved = files.commit({ put: ['a'] });
  saved.catch(() => {});
  context.mock.timers.tick(30_000);
  await until(() => storage.commits.length === 2);
  context.mock.timers.tick(30_000);
  await assert.rejects(saved, { code: 'store.failed' });
});

test('without the lock nothing is written', async () => {
  const storage = fakeStorage();
  const files = createFiles(storage, { isWriter: () => false });
  await assert.rejects(files.commit({ put: ['a'] }), { code: 'store.readOnly' });
  assert.equal(storage.commits.length, 0);
});

test('a commit of a page that is not the writer any more is refused and not tried again', async () => {
  const storage = fakeStorage();
  const files = await filesOf(storage);
  const saved = files.commit({ put: ['a'] });
  storage.commits[0].reject({ name: 'FencedError', message: '' });
  await assert.rejects(saved, { code: 'store.fenced' });
  assert.equal(storage.commits.length, 1);
});

test('a page whose epoch could not be taken at the start takes it with its first commit', async () => {
  const storage = fakeStorage();
  const files = createFiles(storage, { isWriter: () => true, whenIdle: () => {} });
  const done = files.commit({ put: ['a'] });
  await until(() => storage.commits.length === 1);
  assert.equal(storage.commits[0].epoch, 1);
  storage.commits[0].resolve();
  await done;
});

test('other tabs hear of what is committed, and not before', async () => {
  const storage = fakeStorage();
  const heard = [];
  const files = await filesOf(storage, { onCommitted: (news) => heard.push(news) });
  const row = files.commit({ put: ['a'], news: { row: 'text' } });
  assert.deepEqual(heard, []);
  storage.commits[0].resolve();
  await row;
  assert.deepEqual(heard, [{ row: 'text' }]);
  const failed = files.commit({ put: ['b'], news: { row: 'lost' } });
  storage.commits[1].reject(full());
  await assert.rejects(failed);
  const point = files.commit({ put: ['c'] });
  storage.commits[2].resolve();
  await point;
  await files.idle();
  assert.equal(heard.length, 1);
});

test('a connection that was taken away makes the writer store at once what may have gone with it', async () => {
  for (const writer of [true, false]) {
    const storage = fakeStorage();
    const heard = [];
    const files = await filesOf(storage, { isWriter: () => writer, onCommitted: (news) => heard.push(news) });
    if (writer) {
      const saved = files.commit({ put: ['a'], news: { checkpoint: { generation: 1 } } });
      storage.commits[0].resolve();
      await saved;
    }
    storage.lose();
    await new Promise((resolve) => { setTimeout(resolve); });
    assert.equal(storage.commits.length, writer ? 2 : 0);
    storage.commits[1]?.resolve();
    await files.idle();
    await until(() => heard.length === (writer ? 2 : 0));
  }
});

test('evidence that nothing names goes, but not what came since the page was opened', async () => {
  const factory = new IDBFactory();
  const hash = hasher();
  const put = (blobs, text) => blobs.put(sha256(text), new Blob([text]), (blob) => sha256Of(blob, hash));
  const before = await openBlobs(factory);
  await put(before, 'named');
  await put(before, 'unnamed');
  const blobs = await openBlobs(factory);
  await put(blobs, 'new');
  await blobs.keepOnly(new Set([sha256('named')]));
  assert.deepEqual((await blobs.keys()).toSorted(), [sha256('named'), sha256('new')].toSorted());
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
