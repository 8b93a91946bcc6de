// Everything as one file: put together, encrypted and written as a stream, stopped, and opened again.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chooseFile, openSealed, paced, writeBackup } from '../../web/app/backup.mjs';
import { pageEffects } from '../../web/app/effects.mjs';
import { CodedError } from '../../web/app/store.mjs';
import { readZip } from '../page/support/zip.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const modified = Date.parse('2026-01-15T08:00:00Z');
const film = new Blob([Buffer.alloc(3_000_000, 'a film, as a sample ')]);
const entries = [{ path: 'portfolio.json', text: '{}' }, { path: 'files/aa', sha256: 'aa' }];

/** In place of the program's sealing: each byte turned over, and a mark at both ends. */
function turning({ wrong = false, damagedAfter = Infinity } = {}) {
  const sizes = [];
  let open = 0;
  let seen = 0;
  const turned = (bytes) => {
    sizes.push(bytes.length);
    seen += bytes.length;
    if (wrong) throw Object.assign(new Error(), { code: 'seal.passphrase', rest: new Uint8Array() });
    if (seen > damagedAfter) throw Object.assign(new Error(), { code: 'seal.damaged', rest: bytes.map((byte) => byte ^ 0xff).subarray(0, 10) });
    return bytes.map((byte) => byte ^ 0xff);
  };
  const begin = () => { open += 1; return open; };
  return {
    sizes, seal: begin, open: begin, update: (_, bytes) => turned(bytes), end: () => new Uint8Array(), drop: () => { open -= 1; },
  };
}

/** A place on a disk that can be full, and that knows what became of what was written. */
function place({ full = Infinity, before = '' } = {}) {
  const disk = { content: before, removed: false, closed: false, largest: 0 };
  const file = {
    getFile: async () => new Blob([disk.content]),
    remove: async () => { disk.removed = true; },
    createWritable: async () => {
      const parts = [];
      let size = 0;
      return {
        write: async (bytes) => {
          size += bytes.length;
          disk.largest = Math.max(disk.largest, bytes.length);
          if (size > full) throw new DOMException('full', 'QuotaExceededError');
          parts.push(Buffer.from(bytes));
        },
        close: async () => { disk.content = Buffer.concat(parts); disk.closed = true; },
        abort: async () => { parts.length = 0; },
      };
    },
  };
  return { disk, file };
}

function edge(over = {}) {
  const handed = [];
  return {
    handed, evidence: async () => film, chosen: null, handOver: (name, content) => handed.push({ name, content }),
    sealing: turning(), random: new Uint8Array(40), report: () => {}, signal: new AbortController().signal, CodedError, ...over,
  };
}

const wanted = (over = {}) => ({ name: 'all.zip', mediaType: 'application/zip', entries, modified, passphrase: '', ...over });
const bytesOf = async (blob) => Buffer.from(await blob.arrayBuffer());

test('a backup is written into the chosen file in pieces, and is whole there', async () => {
  const { disk, file } = place();
  const said = [];
  await writeBackup(wanted(), edge({ chosen: { file, fresh: true }, report: (done, total) => said.push([done, total]) }));
  assert.ok(disk.closed);
  const names = readZip(disk.content).map(({ name }) => name);
  assert.deepEqual(names, ['portfolio.json', 'files/aa']);
  assert.ok(disk.largest <= 1024 * 1024, `${disk.largest}`);
  const [done, total] = said.at(-1);
  assert.equal(done, total);
  assert.equal(total, disk.content.length);
});

test('where no file can be chosen it is handed over as a download', async () => {
  const here = edge();
  await writeBackup(wanted(), here);
  assert.equal(here.handed.length, 1);
  assert.equal(here.handed[0].content.type, 'application/zip');
  assert.equal(readZip(await bytesOf(here.handed[0].content)).length, 2);
});

test('the download is the same bytes as a written file, and takes each Blob as it is instead of copying it', async (t) => {
  const files = { aa: film, bb: new Blob([]), cc: new Blob(['c']), dd: new Blob([Buffer.alloc(70_000, 'd')]) };
  const all = wanted({ entries: [{ path: 'portfolio.json', text: '{"title": "é"}' }, ...Object.keys(files).map((sha) => ({ path: `files/${sha} ü`, sha256: sha })), { path: 'last', text: '' }] });
  const evidence = async (sha) => files[sha];
  const { disk, file } = place();
  await writeBackup(all, edge({ evidence, chosen: { file, fresh: true } }));
  const made = [];
  const { Blob: Own } = globalThis;
  t.after(() => { globalThis.Blob = Own; });
  globalThis.Blob = class extends Own {
    static [Symbol.hasInstance](value) { return value instanceof Own; }

    constructor(parts, options) {
      super(parts, options);
      made.push(...parts);
    }
  };
  const here = edge({ evidence });
  await writeBackup(all, here);
  assert.deepEqual(await bytesOf(here.handed[0].content), disk.content);
  for (const [name, blob] of Object.entries(files)) assert.equal(made.includes(blob), blob.size > 0, name);
  const copied = made.filter((part) => part instanceof Uint8Array).reduce((sum, { length }) => sum + length, 0);
  assert.equal(copied, disk.content.length - Object.values(files).reduce((sum, { size }) => sum + size, 0));
});

test('with a passphrase only what was encrypted leaves, and it opens again', async () => {
  const { disk, file } = place();
  const sealing = turning();
  await writeBackup(wanted({ passphrase: 'four words of mine' }), edge({ chosen: { file, fresh: true }, sealing }));
  assert.ok(Math.max(...sealing.sizes) <= 1024 * 1024);
  assert.ok(!disk.content.includes('portfolio.json'));
  const said = [];
  const opened = await openSealed(new Blob([disk.content]), 'four words of mine', {
    sealing: turning(), CodedError, report: (done, total) => said.push([done, total]),
  });
  assert.equal(readZip(await bytesOf(opened)).length, 2);
  assert.deepEqual(said.at(-1), [disk.content.length, disk.content.length]);
});

test('an export that is stopped leaves no file, and not half of one', async () => {
  const { disk, file } = place();
  const stop = new AbortController();
  const report = () => stop.abort();
  await assert.rejects(writeBackup(wanted(), edge({ chosen: { file, fresh: true }, report, signal: stop.signal })), { name: 'AbortError' });
  assert.equal(disk.content, '');
  assert.ok(disk.removed);
  assert.ok(!disk.closed);
});

test('an export that is stopped leaves a file that stood there before as it was', async () => {
  const { disk, file } = place({ before: 'the backup of last month' });
  const stop = new AbortController();
  await assert.rejects(writeBackup(wanted(), edge({ chosen: { file, fresh: false }, report: () => stop.abort(), signal: stop.signal })));
  assert.equal(disk.content, 'the backup of last month');
  assert.ok(!disk.removed);
});

test('a full disk is said as what it is, and leaves nothing', async () => {
  const { disk, file } = place({ full: 100_000 });
  await assert.rejects(writeBackup(wanted(), edge({ chosen: { file, fresh: true } })), { code: 'export.notWritten' });
  assert.equal(disk.content, '');
  assert.ok(disk.removed);
});

test('evidence that is gone is said by its digest before anything is written', async () => {
  const { disk, file } = place();
  const evidence = async (one) => { throw new CodedError('file.missing', one); };
  await assert.rejects(writeBackup(wanted(), edge({ chosen: { file, fresh: true }, evidence })), { code: 'file.missing', detail: 'aa' });
  assert.ok(!disk.closed);
  assert.ok(!disk.removed);
});

test('a wrong passphrase opens nothing; damage after the beginning leaves what stands before it', async () => {
  const file = new Blob([Buffer.alloc(3_000_000, 7)]);
  const given = (sealing) => ({ sealing, report: () => {}, CodedError });
  await assert.rejects(openSealed(file, 'x', given(turning({ wrong: true }))), { code: 'seal.passphrase' });
  const rest = await openSealed(file, 'x', given(turning({ damagedAfter: 2_500_000 })));
  assert.equal(rest.size, 2 * 1024 * 1024 + 10);
});

test('progress is said ten times a second at the most, and at its end', () => {
  let time = 0;
  const said = [];
  const count = paced((done) => said.push(done), 1000, () => time);
  for (let i = 0; i < 1000; i += 1) {
    time += 1;
    count(1);
  }
  assert.ok(said.length <= 11, `${said.length} times`);
  assert.equal(said.at(-1), 1000);
});

test('somebody who chooses no file stops the export; a browser that wants another click gets a download', async () => {
  const picker = (name) => async () => { throw new DOMException('no', name); };
  await assert.rejects(chooseFile('all.zip', picker('AbortError')), { name: 'AbortError' });
  assert.equal(await chooseFile('all.zip', picker('SecurityError')), null);
  assert.equal(await chooseFile('all.zip', undefined), null);
});

test('the page stops the export that it is told to stop, and asks for a place once', async () => {
  const kept = new Map([[sha256('one'), new Blob(['one'])]]);
  const idle = new Proxy({}, { get: () => () => {} });
  const hashes = new Map();
  const hash = {
    begin: () => { hashes.set(hashes.size + 1, createHash('sha256')); return hashes.size; },
    update: (handle, bytes) => hashes.get(handle).update(bytes),
    end: (handle) => hashes.get(handle).digest('hex'),
  };
  const { disk, file } = place();
  let asked = 0;
  globalThis.showSaveFilePicker = async () => { asked += 1; return file; };
  try {
    const { answered, told } = pageEffects({ blobs: { get: async (key) => kept.get(key) ?? null }, hash, sealing: turning(), live: idle, loop: idle });
    const one = { path: 'files/one', sha256: sha256('one') };
    const gone = { path: 'files/gone', sha256: sha256('gone') };
    const wish = (effect, list) => ({ effect, backup: true, ...wanted({ entries: list }) });
    await assert.rejects(answered.download(wish(1, [one, gone]), () => {}), { code: 'file.missing' });
    await answered.download(wish(2, [one]), () => {});
    assert.equal(asked, 1);
    assert.ok(disk.closed);
    const stopping = answered.download(wish(3, [one]), () => told.cancelDownload({ effect: 3 }));
    await assert.rejects(stopping, { name: 'AbortError' });
  } finally {
    delete globalThis.showSaveFilePicker;
  }
});
