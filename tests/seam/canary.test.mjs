// Second copies and the canary: what tells that a portfolio was here, and what is left of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createCopies, createTries } from '../../web/app/canary.mjs';
import { readCopies, writeCopy } from '../../web/app/copies.mjs';
import { until } from './helpers.mjs';

/** As much of the private file system as is asked for: a write takes the place of the file when it is closed. */
function privateFiles({ writable = true, full = false } = {}) {
  const files = new Map();
  let time = 0;
  let there = false;
  const handleOf = (name) => ({
    getFile: async () => files.get(name),
    ...(writable && {
      async createWritable() {
        const parts = [];
        return {
          async write(blob) {
            if (full) throw new DOMException('', 'QuotaExceededError');
            parts.push(blob);
          },
          async close() { files.set(name, Object.assign(new Blob(parts), { lastModified: time += 1 })); },
          abort: async () => {},
        };
      },
    }),
  });
  const folder = {
    async getFileHandle(name, { create = false } = {}) {
      if (!files.has(name) && !create) throw new DOMException('', 'NotFoundError');
      return handleOf(name);
    },
  };
  return {
    files,
    storage: {
      getDirectory: async () => ({
        async getDirectoryHandle(name, { create }) {
          assert.equal(name, 'cairn');
          there ||= create;
          if (!there) throw new DOMException('', 'NotFoundError');
          return folder;
        },
        async removeEntry() {
          there = false;
          files.clear();
        },
      }),
    },
  };
}

function rememberedOf(values = new Map()) {
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => values.set(key, value), removeItem: (key) => values.delete(key) };
}

const stored = (entries) => ({ names: () => Object.keys(entries), read: (path) => new TextEncoder().encode(entries[path]) });
const portfolio = { '/cairn/index.json': 'index', '/cairn/journal/1.json': 'row', '/cairn/points/1.json': 'point' };

function copiesOf(opfs, { now = () => 0, remembered = rememberedOf(), files = stored(portfolio) } = {}) {
  return createCopies({ files, remembered, storage: opfs.storage, load: async () => ({ writeCopy, readCopies }), now });
}

test('a copy follows the first checkpoint at once, the next ones in turn and not before two seconds are over', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const opfs = privateFiles();
  let time = 0;
  const copies = copiesOf(opfs, { now: () => time });
  copies.stored({ generation: 1 });
  context.mock.timers.tick(0);
  await until(() => opfs.files.has('A.zip'));
  await until(() => copies.failed() === null);
  const first = opfs.files.get('A.zip');
  copies.stored({ generation: 2 });
  copies.stored({ generation: 3 });
  context.mock.timers.tick(1_999);
  assert.equal(opfs.files.has('B.zip'), false);
  context.mock.timers.tick(1);
  await until(() => opfs.files.has('B.zip'));
  assert.equal(opfs.files.get('A.zip'), first);
  time = 60_000;
  await new Promise((resolve) => { setImmediate(resolve); });
  copies.stored({ generation: 4 });
  context.mock.timers.tick(2_000);
  await until(() => opfs.files.get('A.zip') !== first);
});

test('a copy holds what is stored but restore points, and is found again', async () => {
  const opfs = privateFiles();
  const copies = copiesOf(opfs);
  assert.deepEqual(await copies.read(), []);
  copies.stored({ portfolio: 'p', generation: 7 });
  await until(() => opfs.files.has('A.zip'));
  const [{ name, blob }] = await copies.read();
  const text = new TextDecoder().decode(await blob.arrayBuffer());
  assert.equal(name, 'A');
  assert.match(text, /index\.json/);
  assert.match(text, /journal\/1\.json/);
  assert.doesNotMatch(text, /points/);
});

test('a page that nobody used has nothing left behind; one that stored something has, until everything is deleted', async () => {
  const opfs = privateFiles();
  const copies = copiesOf(opfs);
  assert.equal(await copies.left(), false);
  assert.equal(copies.canary(), null);
  copies.stored({ portfolio: 'p', generation: 7, records: 3 });
  const { at, ...canary } = copies.canary();
  assert.deepEqual(canary, { portfolio: 'p', generation: 7, records: 3 });
  assert.ok(Math.abs(at - Date.now()) < 60_000);
  await until(() => opfs.files.has('A.zip'));
  assert.equal(await copiesOf(opfs).left(), true, 'the copy alone tells');
  assert.equal(await copiesOf(privateFiles(), { remembered: rememberedOf(new Map([['cairn.canary', '{}']])) }).left(), true, 'the canary alone tells');
  await copies.clear();
  assert.equal(await copies.left(), false);
});

test('a browser without private files, or whose disk is full, goes on without a copy and says so', async (context) => {
  context.mock.method(console, 'info', () => {});
  for (const [opfs, why] of [[privateFiles({ writable: false }), /unavailable/], [privateFiles({ full: true }), /.*/], [{ storage: {}, files: new Map() }, /unavailable/]]) {
    const copies = copiesOf(opfs);
    copies.stored({ generation: 1 });
    await until(() => copies.failed() !== null);
    assert.match(copies.failed(), why);
    assert.deepEqual(await copies.read(), []);
    assert.equal(opfs.files.size, 0);
    await copies.clear();
  }
});

test('a canary that nobody can read is none', () => {
  assert.equal(copiesOf(privateFiles(), { remembered: rememberedOf(new Map([['cairn.canary', 'no JSON']])) }).canary(), null);
  const forbidden = { getItem() { throw new DOMException('', 'SecurityError'); } };
  assert.equal(copiesOf(privateFiles(), { remembered: forbidden }).canary(), null);
});

test('of wrong passphrases a count and a time are kept until there is nothing to count; a damaged value counts as none', () => {
  const values = new Map();
  const tries = createTries({ remembered: rememberedOf(values) });
  assert.equal(tries.read(), null);
  tries.note({ kind: 'noteTries', count: 3, at: 1_700_000_000_000, passphrase: 'never' });
  assert.deepEqual([...values.values()].map((value) => JSON.parse(value)), [{ count: 3, at: 1_700_000_000_000 }]);
  assert.deepEqual(createTries({ remembered: rememberedOf(values) }).read(), { count: 3, at: 1_700_000_000_000 });
  tries.note({ count: 0, at: 0 });
  assert.equal(values.size, 0);
  for (const damaged of ['', 'no JSON', 'null', '7', '[]', '{}', '{"count":3}', '{"count":0,"at":1}', '{"count":-3,"at":1}', '{"count":1.5,"at":1}',
    '{"count":"3","at":1}', '{"count":1e9,"at":1}', '{"count":3,"at":-1}', '{"count":3,"at":1e300}', '{"count":3,"at":null}']) {
    assert.equal(createTries({ remembered: rememberedOf(new Map([['cairn.tries', damaged]])) }).read(), null, damaged);
  }
  const refuse = () => { throw new DOMException('', 'SecurityError'); };
  const forbidden = createTries({ remembered: { getItem: refuse, setItem: refuse, removeItem: refuse } });
  assert.equal(forbidden.read(), null);
  forbidden.note({ count: 3, at: 1 });
  forbidden.note({ count: 0, at: 0 });
});

test('a tab hears what another notes of wrong passphrases', () => {
  const values = new Map();
  const target = new EventTarget();
  const heard = [];
  const tries = createTries({ remembered: rememberedOf(values), target });
  tries.watch((noted) => heard.push(noted));
  const changed = (key) => target.dispatchEvent(Object.assign(new Event('storage'), { key }));
  tries.note({ count: 2, at: 5 });
  changed('cairn.tries');
  changed('cairn.canary');
  tries.note({ count: 0, at: 0 });
  changed('cairn.tries');
  assert.deepEqual(heard, [{ count: 2, at: 5 }, { count: 0, at: 0 }]);
});
