import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { pageEffects } from '../../web/app/effects.mjs';
import { zipOf } from '../../web/app/zip.mjs';
import { readZip } from '../page/support/zip.mjs';

const moment = Date.parse('2026-03-29T01:30:20Z');
const bytesOf = async (blob) => Buffer.from(await blob.arrayBuffer());

test('a ZIP holds each entry as it is, in order, with the time that was given', async () => {
  const large = Buffer.alloc(300_000, 'sample ');
  const entries = readZip(await bytesOf(await zipOf([
    { path: 'bundle.json', content: '{"name":"Ärmel"}\n' },
    { path: 'files/aa', content: new Blob([large]) },
    { path: 'files/bb', content: new Blob([]) },
  ], moment)));
  assert.deepEqual(entries.map(({ name }) => name), ['bundle.json', 'files/aa', 'files/bb']);
  assert.equal(entries[0].content.toString('utf8'), '{"name":"Ärmel"}\n');
  assert.ok(entries[1].content.equals(large));
  assert.equal(entries[2].content.length, 0);
  for (const { time } of entries) assert.equal(time, '2026-03-29T01:30:20.000Z');
});

test('a ZIP is the same byte for byte in every time zone', async () => {
  const zone = process.env.TZ;
  const made = [];
  try {
    // In Rome that hour does not exist on that day.
    for (const one of ['UTC', 'Europe/Rome', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati']) {
      process.env.TZ = one;
      made.push(await bytesOf(await zipOf([{ path: 'bundle.json', content: '{}' }, { path: 'files/aa', content: new Blob(['a']) }], moment)));
    }
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
  for (const one of made) assert.ok(one.equals(made[0]));
});

test('files go into a ZIP as streams and are never asked for as a whole', async () => {
  const piece = new Uint8Array(256 * 1024);
  const blob = new Blob([piece]);
  blob.arrayBuffer = blob.bytes = blob.text = () => assert.fail('read as a whole');
  let given = 0;
  blob.stream = () => new ReadableStream({
    pull(out) {
      if (given === 40) out.close();
      else out.enqueue(piece.slice());
      given += 1;
    },
  }, { highWaterMark: 0 });
  const [entry] = readZip(await bytesOf(await zipOf([{ path: 'files/aa', content: blob }], moment)));
  assert.equal(entry.content.length, 40 * piece.length);
});

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** What the program hashes with; `most` is the largest piece that it was given. */
function hasher() {
  const running = [];
  return {
    most: 0,
    begin: () => running.push(createHash('sha256')) - 1,
    update(handle, bytes) {
      this.most = Math.max(this.most, bytes.length);
      running[handle].update(bytes);
    },
    end: (handle) => running[handle].digest('hex'),
  };
}

/** A page that keeps `kept` and notes what it hands over. */
function pageWith(t, kept) {
  const handed = [];
  const links = [];
  const idle = new Proxy({}, { get: () => () => {} });
  const { createObjectURL, revokeObjectURL } = URL;
  t.after(() => {
    Object.assign(URL, { createObjectURL, revokeObjectURL });
    delete globalThis.document;
  });
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const revoked = [];
  Object.assign(URL, {
    createObjectURL: (blob) => `blob:${handed.push(blob)}`,
    revokeObjectURL: (url) => revoked.push(url),
  });
  globalThis.document = {
    createElement: () => ({ click() { links.push([this.download, this.href]); }, remove() {} }),
    body: { append() {} },
  };
  const hash = hasher();
  const { answered } = pageEffects({
    files: idle, blobs: { get: async (sha) => kept.get(sha) ?? null }, hash, intake: idle, live: idle, theme: idle, history: idle, plain: idle,
    unsaved: idle, persistOnce: () => {}, loop: idle,
  });
  return { answered, handed, hash, links, revoked };
}

test('a text goes out as it is, and its address is forgotten after a while', async (t) => {
  const { answered, handed, links, revoked } = pageWith(t, new Map());
  await answered.download({ name: 'bundle.json', mediaType: 'application/vc', text: '{}\n' });
  assert.deepEqual(links, [['bundle.json', 'blob:1']]);
  assert.equal(handed[0].type, 'application/vc');
  assert.equal(await handed[0].text(), '{}\n');
  assert.deepEqual(revoked, []);
  t.mock.timers.tick(60_000);
  assert.deepEqual(revoked, ['blob:1']);
});

const [first, second] = [sha256('first'), sha256('second')];
const zipEffect = {
  name: 'bundle.zip', mediaType: 'application/zip', text: '', modified: moment,
  entries: [{ path: 'bundle.json', text: '{}\n' }, { sha256: first, path: 'files/aa' }, { sha256: second, path: 'files/bb' }],
};

test('a text with files goes out as a ZIP of it and the kept bytes', async (t) => {
  const { answered, handed, links } = pageWith(t, new Map([[first, new Blob(['first'])], [second, new Blob(['second'])]]));
  await answered.download(zipEffect);
  assert.deepEqual(links, [['bundle.zip', 'blob:1']]);
  assert.equal(handed[0].type, 'application/zip');
  assert.deepEqual(readZip(await bytesOf(handed[0])).map(({ name, content }) => [name, content.toString()]),
    [['bundle.json', '{}\n'], ['files/aa', 'first'], ['files/bb', 'second']]);
});

test('a file that is missing, damaged or unreadable is named, and nothing is handed over', async (t) => {
  const gone = () => { throw new DOMException('gone', 'NotReadableError'); };
  const unreadable = new Blob(['second']);
  unreadable.arrayBuffer = async () => gone();
  const broken = new Blob(['second']);
  broken.stream = () => new ReadableStream({ pull: gone });
  for (const [last, expected] of [
    [null, { code: 'file.missing', detail: second }],
    [new Blob(['Second']), { code: 'file.damaged', detail: second }],
    [new Blob(['secon']), { code: 'file.damaged', detail: second }],
    [new Blob([]), { code: 'file.damaged', detail: second }],
    [unreadable, { code: 'export.unreadable', detail: 'gone' }],
    [broken, { code: 'export.unreadable', detail: 'gone' }],
  ]) {
    const { answered, handed, links } = pageWith(t, new Map([[first, new Blob(['first'])], [second, last]]));
    await assert.rejects(answered.download(zipEffect), expected);
    assert.deepEqual([handed, links], [[], []]);
    t.mock.timers.reset();
  }
});

test('a large file is checked against its digest a piece at a time', async (t) => {
  const large = Buffer.alloc(32 * 1024 * 1024 + 5, 'sample ');
  const { answered, hash, handed } = pageWith(t, new Map([[sha256(large), new Blob([large])]]));
  await answered.download({ ...zipEffect, entries: [{ sha256: sha256(large), path: 'files/aa' }] });
  assert.equal(hash.most, 1024 * 1024);
  assert.equal(handed.length, 1);
});
