import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openPage } from './page.mjs';
import { createLoop, shortcutOf, watchWindow } from '../../web/app/runtime.mjs';

/** A loop over a fake program; animation frames run when the test says so. */
function loopOf({ wants = () => -1 } = {}) {
  const window = openPage();
  const queue = [];
  let hidden = false;
  globalThis.requestAnimationFrame = (task) => queue.push(task);
  globalThis.cancelAnimationFrame = (id) => { queue[id - 1] = () => {}; };
  Object.defineProperty(window.document, 'hidden', { get: () => hidden, configurable: true });
  const stats = { frames: 0, frameMs: 0, mirrorSyncs: 0, mirrorMs: 0 };
  let generation = 1;
  const failures = [];
  const sizes = [];
  const seam = {
    frame: (now, ...size) => {
      sizes.push(size);
      return wants(stats.frames);
    },
    generation: () => generation,
    snapshot: () => ({}),
  };
  const canvas = window.document.getElementById('canvas');
  const loop = createLoop({
    seam, canvas, mirror: { sync() {} }, fields: { settle() {} }, stats, fatal: (error) => failures.push(error),
  });
  return {
    window, loop, stats, failures, sizes, canvas,
    hide: () => { hidden = true; },
    change: () => { generation += 1; },
    /** Runs animation frames until none is asked for, at most `most`. */
    run(most = 50) {
      let ran = 0;
      while (queue.length > 0 && ran < most) {
        queue.splice(0).forEach((task) => task(ran * 16));
        ran += 1;
      }
      return ran;
    },
  };
}

test('an event is worth three frames, then nothing runs', () => {
  const page = loopOf();
  page.loop.start();
  page.run();
  assert.equal(page.stats.frames, 3);
  page.loop.wake();
  page.loop.wake();
  page.run();
  assert.equal(page.stats.frames, 6);
  assert.equal(page.run(), 0);
});

test('frames go on while the program asks for them', () => {
  const page = loopOf({ wants: (frames) => (frames < 10 ? 0 : -1) });
  page.loop.start();
  page.run();
  assert.equal(page.stats.frames, 11);
});

test('a picture that the program puts off waits, though more frames are owed', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const page = loopOf({ wants: (frames) => (frames === 0 ? 12 : -1) });
  page.loop.start();
  page.run();
  assert.deepEqual([page.stats.frames, page.stats.mirrorSyncs], [1, 1], 'the elements do not wait');
  context.mock.timers.tick(11);
  assert.equal(page.run(), 0);
  context.mock.timers.tick(1);
  page.run();
  assert.deepEqual([page.stats.frames, page.stats.mirrorSyncs], [3, 1]);
  context.mock.timers.tick(1000);
  assert.equal(page.run(), 0);
});

test('what happens while a picture is put off brings it at once', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const page = loopOf({ wants: (frames) => (frames === 0 ? 12 : -1) });
  page.loop.start();
  assert.equal(page.run(), 0);
  page.loop.wake();
  page.run();
  assert.equal(page.stats.frames, 4);
  context.mock.timers.tick(1000);
  assert.equal(page.run(), 0);
});

test('the mirror follows only when the nodes changed', () => {
  const page = loopOf();
  page.loop.start();
  page.run();
  assert.equal(page.stats.mirrorSyncs, 1);
  page.loop.wake();
  page.run();
  assert.equal(page.stats.mirrorSyncs, 1);
  page.change();
  page.loop.wake();
  page.run();
  assert.equal(page.stats.mirrorSyncs, 2);
});

test('the canvas has the pixels of the screen', () => {
  const page = loopOf();
  globalThis.devicePixelRatio = 1.5;
  page.loop.start();
  assert.deepEqual([page.canvas.width, page.canvas.height], [1920, 1200]);
  assert.deepEqual(page.sizes[0], [1280, 800, 1.5]);
});

test('a fault of the program stops the frames and is told once', () => {
  const page = loopOf({ wants: () => { throw new Error('unreachable'); } });
  page.loop.start();
  page.loop.wake();
  page.run();
  assert.equal(page.failures.length, 1);
});

test('a page that is being left runs what waits at once', () => {
  const page = loopOf();
  page.loop.start();
  page.run();
  const { frames } = page.stats;
  page.hide();
  page.loop.flush();
  assert.equal(page.stats.frames, frames + 2);
});

test('a hidden page still works, without animation frames', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const page = loopOf();
  page.hide();
  page.loop.start();
  context.mock.timers.tick(0);
  context.mock.timers.tick(0);
  assert.equal(page.run(), 0);
  assert.equal(page.stats.frames, 3);
});

test('a task waits for the elements of the next frame', () => {
  const page = loopOf();
  page.loop.start();
  page.run();
  let frames = 0;
  page.loop.afterSync(() => { frames = page.stats.frames; });
  page.run();
  assert.equal(frames, 4);
});

function watched() {
  const page = loopOf();
  globalThis.addEventListener = page.window.addEventListener.bind(page.window);
  const sent = [];
  const plain = [];
  let flushed = 0;
  const order = [];
  watchWindow({
    loop: page.loop, send: (name, value) => sent.push([name, value]), canvas: page.canvas,
    fields: { flushAll: () => { flushed += 1; order.push('words'); } },
    mirror: { shortcuts: () => new Set(['control+k', 'n']) },
    theme: { systemChanged() {} }, history: { popped: () => order.push('place') }, plain: (...values) => plain.push(values),
  });
  const press = (key, init = {}, target = page.window.document.body) => {
    const event = new page.window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { ...page, sent, plain, order, press, flushed: () => flushed };
}

test('shortcuts go to the program, and never a bare letter', () => {
  const page = watched();
  assert.equal(page.press('z', { ctrlKey: true }), true);
  assert.equal(page.press('K', { metaKey: true }), true);
  assert.equal(page.press('n'), false);
  assert.equal(page.press('p', { ctrlKey: true }), false);
  assert.deepEqual(page.sent.map(([name, { key, ctrl }]) => [name, key, ctrl]), [['shortcut', 'z', true], ['shortcut', 'k', true]]);
});

test('in a field undo stays the browser’s own, and saving sends what was typed first', () => {
  const page = watched();
  const field = page.window.document.body.appendChild(page.window.document.createElement('textarea'));
  assert.equal(page.press('z', { ctrlKey: true }, field), false);
  assert.equal(page.press('s', { ctrlKey: true }, field), true);
  assert.equal(page.flushed(), 1);
  assert.deepEqual(page.sent.map(([name]) => name), ['shortcut']);
});

test('what was typed last is sent before the place that going back leads to', () => {
  for (const name of ['popstate', 'hashchange']) {
    const page = watched();
    page.window.dispatchEvent(new page.window.Event(name));
    assert.deepEqual(page.order, ['words', 'place'], name);
  }
});

test('while the GPU is gone the page is an ordinary document', () => {
  const page = watched();
  const lost = new page.window.Event('webglcontextlost', { cancelable: true });
  page.canvas.dispatchEvent(lost);
  page.canvas.dispatchEvent(new page.window.Event('webglcontextrestored'));
  assert.equal(lost.defaultPrevented, true);
  assert.deepEqual(page.sent.map(([name]) => name), ['contextLost', 'contextRestored']);
  assert.deepEqual(page.plain, [['lost', true], ['lost', false]]);
});

test('shortcuts are written as aria-keyshortcuts writes them', () => {
  assert.equal(shortcutOf({ ctrlKey: true, shiftKey: true, altKey: false, key: 'Z' }), 'control+shift+z');
});
