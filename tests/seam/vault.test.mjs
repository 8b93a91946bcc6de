// Evidence under the lock piece by piece, and when nobody has touched the page for long enough. The cipher is played.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createIdle } from '../../web/app/idle.mjs';
import { convert, isSealed, opened, sealed } from '../../web/app/vault.mjs';

const pieceBytes = 256 * 1024;

/** Turns every bit over, and ends each piece with what it was sealed as: only the same again opens it. */
function playedVault(state = 2) {
  const flip = (bytes) => bytes.map((byte) => byte ^ 255);
  const tagOf = (...what) => new TextEncoder().encode(what.join(' ').slice(-16).padStart(16));
  return {
    now: state,
    state() { return this.now; },
    header: () => new Uint8Array(24).fill(7),
    piece(seal, name, header, index, last, bytes) {
      assert.equal(header.length, 24);
      const tag = tagOf(name.slice(-6), index, last);
      if (seal) return new Uint8Array([...flip(bytes), ...tag]);
      return Buffer.compare(bytes.subarray(-16), tag) === 0 ? flip(bytes.subarray(0, -16)) : null;
    },
  };
}

function playedBlobs(kept) {
  return {
    kept,
    keys: async () => [...kept.keys()],
    measure: async () => ({ files: kept.size, evidence: [...kept.values()].reduce((sum, { size }) => sum + size, 0) }),
    raw: async (key) => kept.get(key),
    replace: async (key, value) => { kept.set(key, value); },
    alone: async (work) => work(),
  };
}

const bytes = async (blob) => Buffer.from(await blob.arrayBuffer());
const some = (size) => Buffer.from(Uint8Array.from({ length: size }, (_, at) => at % 251));

test('evidence of every size around a piece comes back from under the lock', async () => {
  const vault = playedVault();
  for (const size of [0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 2 * pieceBytes, 2 * pieceBytes + 3]) {
    const value = await sealed(vault, 'digest', new Blob([some(size)]));
    assert.equal(value.size, size);
    const pieces = Math.max(1, Math.ceil(size / pieceBytes));
    assert.equal(value.sealed.size, 24 + size + 16 * pieces);
    assert.ok((await bytes(await opened(vault, 'digest', value))).equals(some(size)), String(size));
  }
});

test('evidence that is cut, or another’s, does not open, and none does while it is locked', async () => {
  const vault = playedVault();
  const value = await sealed(vault, 'digest', new Blob([some(2 * pieceBytes)]));
  const cut = { ...value, sealed: value.sealed.slice(0, 24 + pieceBytes + 16) };
  await assert.rejects(opened(vault, 'digest', cut), { code: 'file.damaged' });
  await assert.rejects(opened(vault, 'another', value), { code: 'file.damaged' });
  vault.now = 1;
  await assert.rejects(opened(vault, 'digest', value), { code: 'lock.locked' });
});

test('encrypting all evidence can be cut short anywhere and gone on with, and taken back', async () => {
  const vault = playedVault();
  const words = new Map(['a', 'b', 'c'].map((key, at) => [key, some(1000 + at)]));
  const blobs = playedBlobs(new Map([...words].map(([key, content]) => [key, new Blob([content])])));
  const { replace } = blobs;
  blobs.replace = async (key, value) => {
    if (key === 'b') throw new Error('the page goes');
    return replace(key, value);
  };
  await assert.rejects(convert(blobs, vault, true));
  assert.deepEqual([...blobs.kept.values()].map(isSealed), [true, false, false]);
  blobs.replace = replace;
  const told = [];
  await convert(blobs, vault, true, (done, total) => told.push([done, total]));
  assert.deepEqual(told, [[1000, 3003], [2001, 3003], [3003, 3003]]);
  assert.ok([...blobs.kept.values()].every(isSealed));
  await convert(blobs, vault, false);
  for (const [key, content] of words) assert.ok((await bytes(blobs.kept.get(key))).equals(content));
});

test('the page is left after the time in which nobody touched it, by the clock and not by timers', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = new EventTarget();
  let clock = 0;
  let ended = 0;
  const idle = createIdle({ page, now: () => clock, ended: () => { ended += 1; } });
  const pass = (ms) => {
    clock += ms;
    t.mock.timers.tick(ms);
  };
  idle.watch(300_000);
  pass(299_000);
  assert.equal(ended, 0);
  page.dispatchEvent(new Event('keydown'));
  pass(299_000);
  assert.equal(ended, 0);
  pass(60_000);
  assert.equal(ended, 1);
  // The device slept: no timer ran.
  page.dispatchEvent(new Event('pointerdown'));
  clock += 400_000;
  page.dispatchEvent(new Event('visibilitychange'));
  assert.equal(ended, 2);
  idle.watch(0);
  pass(10_000_000);
  assert.equal(ended, 2);
});
