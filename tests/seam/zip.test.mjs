import { test } from 'node:test';
import assert from 'node:assert/strict';
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
  const { answered } = pageEffects({
    files: idle, blobs: { get: async (sha) => kept.get(sha) ?? null }, intake: idle, live: idle, theme: idle, history: idle, plain: idle,
    unsaved: idle, persistOnce: () => {}, loop: idle,
  });
  return { answered, handed, links, revoked };
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

const zipEffect = {
  name: 'bundle.zip', mediaType: 'application/zip', text: '{}\n', entry: 'bundle.json', modified: moment,
  files: [{ sha256: 'aa', path: 'files/aa' }, { sha256: 'bb', path: 'files/bb' }],
};

test('a text with files goes out as a ZIP of it and the kept bytes', async (t) => {
  const { answered, handed, links } = pageWith(t, new Map([['aa', new Blob(['first'])], ['bb', new Blob(['second'])]]));
  await answered.download(zipEffect);
  assert.deepEqual(links, [['bundle.zip', 'blob:1']]);
  assert.equal(handed[0].type, 'application/zip');
  assert.deepEqual(readZip(await bytesOf(handed[0])).map(({ name, content }) => [name, content.toString()]),
    [['bundle.json', '{}\n'], ['files/aa', 'first'], ['files/bb', 'second']]);
});

test('a file that is missing or cannot be read is named, and nothing is handed over', async (t) => {
  const unreadable = new Blob(['gone']);
  unreadable.stream = () => new ReadableStream({ pull() { throw new DOMException('gone', 'NotReadableError'); } });
  for (const [kept, expected] of [
    [[['aa', new Blob(['first'])]], { code: 'file.missing', detail: 'bb' }],
    [[['aa', new Blob(['first'])], ['bb', unreadable]], { code: 'export.unreadable', detail: 'gone' }],
  ]) {
    const { answered, handed, links } = pageWith(t, new Map(kept));
    await assert.rejects(answered.download(zipEffect), expected);
    assert.deepEqual([handed, links], [[], []]);
    t.mock.timers.reset();
  }
});
