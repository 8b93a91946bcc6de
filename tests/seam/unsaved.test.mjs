import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createUnsaved } from '../../web/app/unsaved.mjs';

function unsavedOf() {
  const window = new EventTarget();
  const listening = [];
  const unsaved = createUnsaved({
    addEventListener: (...values) => { listening.push('on'); window.addEventListener(...values); },
    removeEventListener: (...values) => { listening.push('off'); window.removeEventListener(...values); },
  });
  const asks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  return { unsaved, asks, listening };
}

test('closing asks while a save or a file is under way, and not before or after', async () => {
  const { unsaved, asks, listening } = unsavedOf();
  assert.equal(asks(), false);
  const save = Promise.withResolvers();
  const file = Promise.withResolvers();
  const saved = unsaved.saving(save.promise);
  const stored = unsaved.storing(file.promise);
  assert.equal(asks(), true);
  save.resolve('saved');
  assert.equal(await saved, 'saved');
  assert.equal(asks(), true);
  file.resolve('stored');
  assert.equal(await stored, 'stored');
  assert.equal(asks(), false);
  assert.deepEqual(listening, ['on', 'off']);
});

test('after a save that failed closing asks until one succeeds', async () => {
  const { unsaved, asks } = unsavedOf();
  await assert.rejects(unsaved.saving(Promise.reject(new Error('full'))), /full/);
  assert.equal(asks(), true);
  await unsaved.saving(Promise.resolve());
  assert.equal(asks(), false);
});

test('a file that was refused is nothing unsaved', async () => {
  const { unsaved, asks } = unsavedOf();
  await assert.rejects(unsaved.storing(Promise.reject(new Error('too large'))));
  assert.equal(asks(), false);
});

test('whoever waits for rest goes on when nothing is under way, also after a save that failed', async () => {
  const { unsaved } = unsavedOf();
  await unsaved.rest();
  const file = Promise.withResolvers();
  const stored = unsaved.storing(file.promise);
  let rested = false;
  const rest = unsaved.rest().then(() => { rested = true; });
  await new Promise(setImmediate);
  assert.deepEqual([rested, unsaved.underWay(), unsaved.nothing()], [false, true, false]);
  file.resolve();
  await Promise.all([stored, rest]);
  await assert.rejects(unsaved.saving(Promise.reject(new Error('full'))));
  await unsaved.rest();
  assert.deepEqual([unsaved.underWay(), unsaved.nothing()], [false, false]);
});
