import { test } from 'node:test';
import assert from 'node:assert/strict';
import { base64Of, createDispatch, mostReadBytes, pageEffects } from '../../web/app/effects.mjs';
import { CodedError } from '../../web/app/store.mjs';
import { until } from './helpers.mjs';

function dispatchOf(answered, told = {}) {
  const replies = [];
  const dispatch = createDispatch({ reply: (id, outcome, value) => replies.push({ id, outcome, value }), answered, told });
  return { replies, dispatch: (id, effect) => dispatch(id, JSON.stringify(effect)) };
}

test('each effect with a reply gets exactly one: done, failed or cancelled', async () => {
  const { replies, dispatch } = dispatchOf({
    good: async () => ({ sha256: 'x' }),
    nothing: () => undefined,
    bad: async () => { throw new CodedError('store.quota', 'full'); },
    odd: () => { throw new TypeError('boom'); },
    left: async () => { throw Object.assign(new Error('closed'), { name: 'AbortError' }); },
  });
  ['good', 'nothing', 'bad', 'odd', 'left', 'unknown', 'constructor'].forEach((kind, i) => dispatch(i + 1, { kind }));
  assert.deepEqual(replies, [], 'never while the program is in its frame');
  await until(() => replies.length === 7);
  await new Promise((resolve) => { setImmediate(resolve); });
  assert.deepEqual(replies.sort((a, b) => a.id - b.id), [
    { id: 1, outcome: 0, value: { sha256: 'x' } },
    { id: 2, outcome: 0, value: {} },
    { id: 3, outcome: 1, value: { code: 'store.quota', detail: 'full' } },
    { id: 4, outcome: 1, value: { code: 'effect.failed', detail: 'boom' } },
    { id: 5, outcome: 2, value: { code: 'effect.failed', detail: 'closed' } },
    { id: 6, outcome: 1, value: { code: 'effect.unknown', detail: 'unknown' } },
    { id: 7, outcome: 1, value: { code: 'effect.unknown', detail: 'constructor' } },
  ]);
});

test('an effect without a reply gets none', async () => {
  const heard = [];
  const { replies, dispatch } = dispatchOf({}, { title: ({ text }) => heard.push(text) });
  dispatch(0, { kind: 'title', text: 'Evidence' });
  await until(() => heard.length === 1);
  assert.deepEqual([heard, replies], [['Evidence'], []]);
});

function parts(overrides) {
  const idle = new Proxy({}, { get: () => () => {} });
  return {
    files: idle, blobs: idle, intake: idle, live: idle, theme: idle, history: idle, plain: idle,
    unsaved: { saving: (work) => work, storing: (work) => work }, persistOnce: () => {}, loop: { afterSync: (task) => task() }, ...overrides,
  };
}

test('blobs are read as base64, a missing one is named, too many bytes are refused', async () => {
  const kept = new Map([['a', new Blob(['hello'])], ['b', { size: mostReadBytes, arrayBuffer: async () => new ArrayBuffer(0) }]]);
  const { answered } = pageEffects(parts({ blobs: { get: async (sha) => kept.get(sha) ?? null } }));
  assert.deepEqual(await answered.readBlobs({ sha256: ['a'] }), { blobs: { a: 'aGVsbG8=' } });
  await assert.rejects(answered.readBlobs({ sha256: ['a', 'c'] }), { code: 'file.missing', detail: 'c' });
  await assert.rejects(answered.readBlobs({ sha256: ['a', 'b'] }), { code: 'file.tooLarge' });
});

test('base64 is right at every length around its steps', async () => {
  for (const length of [0, 1, 2, 3, 0x6000 - 1, 0x6000, 0x6000 + 1, 100_000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => i % 251);
    assert.equal(await base64Of(new Blob([bytes])), Buffer.from(bytes).toString('base64'));
  }
});

test('the browser is asked to keep the data once something was stored', async () => {
  let asked = 0;
  const { answered } = pageEffects(parts({
    intake: { store: async () => ({ sha256: 'x' }) },
    persistOnce: async () => { asked += 1; },
  }));
  assert.deepEqual(await answered.storeFile({ handle: 1 }), { sha256: 'x' });
  assert.equal(asked, 1);
});

test('words to be spoken wait until the elements of the frame stand', () => {
  const order = [];
  const { told } = pageEffects(parts({
    live: { announce: (...values) => order.push(['say', ...values]) },
    loop: { afterSync: (task) => { order.push('wait'); task(); } },
  }));
  told.announce({ text: 'Record deleted', assertive: true });
  assert.deepEqual(order, ['wait', ['say', 'Record deleted', true]]);
});
