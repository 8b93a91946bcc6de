import { test } from 'node:test';
import assert from 'node:assert/strict';
import { safariAdvice } from '../../web/app/page.mjs';

/** Asks in a made-up browser. */
function asked({ vendor = 'Apple Computer, Inc.', gestures = true, installed = false, standalone, portfolio = true, storage = new Map() } = {}) {
  const set = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  set('navigator', { vendor, standalone });
  set('matchMedia', (query) => ({ matches: query === '(display-mode: standalone)' && installed }));
  set('localStorage', storage && { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => storage.set(key, value) });
  if (gestures) set('GestureEvent', class {});
  else delete globalThis.GestureEvent;
  const { mayBeCleared, advise } = safariAdvice(portfolio);
  return [mayBeCleared, advise];
}

test('Safari in a tab is advised once, as soon as there is a portfolio, and told in the settings always', () => {
  const storage = new Map();
  assert.deepEqual(asked({ storage, portfolio: false }), [true, false]);
  assert.deepEqual(asked({ storage }), [true, true]);
  assert.deepEqual(asked({ storage }), [true, false]);
});

test('installed pages and other browsers are not advised', () => {
  assert.deepEqual(asked({ installed: true }), [false, false]);
  assert.deepEqual(asked({ standalone: true }), [false, false]);
  assert.deepEqual(asked({ vendor: 'Google Inc.', gestures: false }), [false, false]);
  assert.deepEqual(asked({ vendor: '', gestures: false }), [false, false]);
  assert.deepEqual(asked({ gestures: false }), [false, false]);
});

test('where nothing can be remembered the advice is given at each start', () => {
  assert.deepEqual(asked({ storage: null }), [true, true]);
  assert.deepEqual(asked({ storage: null }), [true, true]);
});
