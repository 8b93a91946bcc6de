import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { pageEffects } from '../../web/app/effects.mjs';
import { createIntake } from '../../web/app/files.mjs';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The hash of the program, by Node. */
function nodeHash() {
  const hashes = new Map();
  return {
    begin: () => { hashes.set(hashes.size + 1, createHash('sha256')); return hashes.size; },
    update: (handle, bytes) => hashes.get(handle).update(bytes),
    end: (handle) => hashes.get(handle).digest('hex'),
  };
}

function page({ kept = new Map(), isWriter = () => true, room } = {}) {
  const blobs = {
    get: async (key) => kept.get(key) ?? null,
    put: async (key, blob) => { kept.set(key, blob); },
    remove: async (key) => { kept.delete(key); },
    clear: async () => kept.clear(),
    measure: async () => ({ files: kept.size, evidence: [...kept.values()].reduce((sum, { size }) => sum + size, 0) }),
  };
  const idle = new Proxy({}, { get: () => () => {} });
  const intake = createIntake({ blobs, hash: nodeHash(), isWriter, ...(room && { room }) });
  const order = [];
  const { answered, told } = pageEffects({
    files: { commit: async ({ remove }) => { order.push(`removed ${remove} with ${kept.size} blobs`); } },
    copies: { clear: async () => { order.push(`no copies with ${kept.size} blobs`); } },
    blobs, hash: nodeHash(), intake, live: idle, theme: idle, history: idle,
    plain: idle, loop: idle, persistOnce: () => {}, unsaved: { saving: (work) => work, storing: (work) => work },
    sample: async () => new File(['PK'], 'sample.zip'),
  });
  const pick = (bytes) => intake.register([new File([bytes], 'everything.zip')])[0].handle;
  return { kept, answered, told, pick, order };
}

const one = Buffer.from('one piece of evidence (sample)');
const whole = Buffer.concat([Buffer.from('head'), one, deflateRawSync(one)]);
const stored = { offset: 4, size: one.length, deflated: false, unpacked: one.length, sha256: sha256(one) };
const packed = { offset: 4 + one.length, size: deflateRawSync(one).length, deflated: true, unpacked: one.length, sha256: sha256(one) };

test('pieces of a picked file are read as often as they are asked for, and none beyond its end', async () => {
  const { answered, pick } = page();
  const handle = pick(whole);
  assert.deepEqual(await answered.readRange({ handle, offset: 0, size: 4 }), { base64: 'aGVhZA==', total: whole.length });
  assert.deepEqual(await answered.readRange({ handle, offset: 0, size: 4 }), { base64: 'aGVhZA==', total: whole.length });
  assert.deepEqual(await answered.readRange({ handle, offset: whole.length, size: 4 }), { base64: '', total: whole.length });
  await assert.rejects(answered.readRange({ handle: 99, offset: 0, size: 4 }), { code: 'file.unreadable' });
});

for (const [name, piece] of [['stored', stored], ['packed', packed]]) {
  test(`a ${name} piece is kept under its digest`, async () => {
    const { answered, pick, kept } = page();
    await answered.storeRange({ handle: pick(whole), ...piece });
    assert.deepEqual(Buffer.from(await kept.get(sha256(one)).arrayBuffer()), one);
  });

  test(`a ${name} piece that is not what was announced is not kept`, async () => {
    const wrong = [{ sha256: sha256('other') }, { unpacked: one.length - 1 }, { unpacked: one.length + 1 }, { size: piece.size - 1 }, { offset: 3 }];
    for (const change of wrong) {
      const { answered, pick, kept } = page();
      await assert.rejects(answered.storeRange({ handle: pick(whole), ...piece, ...change }), { code: 'whole.differs' });
      assert.equal(kept.size, 0);
    }
  });
}

test('what unpacks to more than was announced is not unpacked any further', async () => {
  const bomb = deflateRawSync(Buffer.alloc(50_000_000));
  const { answered, pick, kept } = page();
  const before = process.memoryUsage().rss;
  await assert.rejects(answered.storeRange({ handle: pick(bomb), offset: 0, size: bomb.length, deflated: true, unpacked: 10, sha256: sha256('x') }),
    { code: 'whole.differs' });
  assert.ok(process.memoryUsage().rss - before < 40_000_000);
  assert.equal(kept.size, 0);
});

test('a tab that may not write keeps nothing, nor does a full device', async () => {
  const reader = page({ isWriter: () => false });
  await assert.rejects(reader.answered.storeRange({ handle: reader.pick(whole), ...stored }), { code: 'store.readOnly' });
  const full = page({ room: async () => ({ usage: 99, quota: 100 }) });
  await assert.rejects(full.answered.storeRange({ handle: full.pick(whole), ...stored }), { code: 'store.quota' });
  assert.equal(reader.kept.size + full.kept.size, 0);
});

test('an import that is given up leaves what was there before, and one that ends well leaves all', async () => {
  const { answered, told, pick, kept } = page({ kept: new Map([[sha256('old'), new Blob(['old'])]]) });
  const two = Buffer.from('old');
  const file = Buffer.concat([whole, two]);
  const again = { offset: whole.length, size: 3, deflated: false, unpacked: 3, sha256: sha256('old') };
  const given = pick(file);
  await answered.storeRange({ handle: given, ...stored });
  await answered.storeRange({ handle: given, ...again });
  assert.equal(kept.size, 2);
  told.endImport({ handle: given, keep: false });
  await new Promise((resolve) => { setImmediate(resolve); });
  assert.deepEqual([...kept.keys()], [sha256('old')]);
  await assert.rejects(answered.readRange({ handle: given, offset: 0, size: 1 }), { code: 'file.unreadable' });

  const good = pick(file);
  await answered.storeRange({ handle: good, ...stored });
  told.endImport({ handle: good, keep: true });
  await new Promise((resolve) => { setImmediate(resolve); });
  assert.equal(kept.size, 2);
});

test('the sample comes as a picked file', async () => {
  const { answered } = page();
  const { handle, name } = await answered.pickSample();
  assert.equal(name, 'sample.zip');
  assert.equal((await answered.readRange({ handle, offset: 0, size: 2 })).base64, 'UEs=');
});

test('everything is erased once the document is, and storage is measured by the piece', async () => {
  const { answered, kept, order } = page({ kept: new Map([['a', new Blob(['12'])], ['b', new Blob(['345'])]]) });
  assert.deepEqual(await answered.measure(), { files: 2, evidence: 5 });
  await answered.erase({ remove: ['/cairn/index.json'] });
  assert.deepEqual(order, ['removed /cairn/index.json with 2 blobs', 'no copies with 0 blobs']);
  assert.equal(kept.size, 0);
});
