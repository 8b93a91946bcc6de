// When a frame is drawn: after an event up to three, then as the program asks, and none while nothing happens.
// And what the window tells the program: size, visibility, colours, motion, address, shortcuts, the GPU's state.

const settleFrames = 3; // Dear ImGui settles sizes over two or three frames

/**
 * @param {object} edge
 * @param {ReturnType<import('./seam.mjs').createSeam>} edge.seam
 * @param {HTMLCanvasElement} edge.canvas
 * @param {ReturnType<import('./mirror.mjs').createMirror>} edge.mirror
 * @param {ReturnType<import('./fields.mjs').createFields>} edge.fields
 * @param {Record<string, number>} edge.stats
 * @param {(error: unknown) => void} edge.fatal
 */
export function createLoop({ seam, canvas, mirror, fields, stats, fatal }) {
  let want = 0;
  let raf = 0;
  let timer = 0;
  let generation = -1;
  let running = false;
  let inside = false;
  let afterSync = [];

  function resize() {
    const density = globalThis.devicePixelRatio || 1;
    const width = globalThis.innerWidth;
    const height = globalThis.innerHeight;
    const pixelWidth = Math.max(1, Math.round(width * density));
    const pixelHeight = Math.max(1, Math.round(height * density));
    if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
    if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
    return { width, height, density };
  }

  function step(now) {
    const { width, height, density } = resize();
    const begun = performance.now();
    inside = true;
    const next = seam.frame(now, width, height, density);
    inside = false;
    stats.frames += 1;
    stats.frameMs += performance.now() - begun;
    const newest = seam.generation();
    if (newest !== generation) {
      generation = newest;
      const before = performance.now();
      mirror.sync(seam.snapshot());
      stats.mirrorSyncs += 1;
      stats.mirrorMs += performance.now() - before;
    }
    fields.settle();
    const ready = afterSync;
    afterSync = [];
    for (const task of ready) task();
    return next;
  }

  function tick(now) {
    raf = 0;
    clearTimeout(timer);
    timer = 0;
    if (!running) return;
    let next;
    try {
      want -= 1;
      next = step(now);
    } catch (error) {
      running = false;
      return void fatal(error);
    }
    if (next >= 0) want = Math.max(want, 1);
    // What happens meanwhile, for example the disk's answer, brings it at once.
    if (next > 0) timer = setTimeout(schedule, next);
    else if (want > 0) schedule();
  }

  function schedule() {
    if (raf !== 0 || !running || inside) return;
    // A hidden page gets no animation frames, and still has text to save.
    raf = document.hidden ? -setTimeout(() => tick(performance.now()), 0) : requestAnimationFrame(tick);
  }

  function unschedule() {
    if (raf > 0) cancelAnimationFrame(raf);
    else if (raf < 0) clearTimeout(-raf);
    raf = 0;
  }

  function wake(frames = settleFrames) {
    want = Math.max(want, frames);
    schedule();
  }

  return {
    wake,
    start() {
      running = true;
      want = settleFrames;
      tick(performance.now());
    },
    stop() {
      running = false;
      unschedule();
      clearTimeout(timer);
    },
    /** Runs what waits without an animation frame: the page is about to go. */
    flush() {
      unschedule();
      for (let frames = 2; running && frames > 0; frames -= 1) {
        try {
          step(performance.now());
        } catch (error) {
          running = false;
          fatal(error);
        }
      }
    },
    /** Runs once after the next frame's elements stand. */
    afterSync: (task) => {
      afterSync.push(task);
      wake(1);
    },
  };
}

const editable = 'input:not([type=checkbox],[type=file]), textarea, select, [contenteditable]';

/** @returns {string} as aria-keyshortcuts writes it: "control+shift+z" */
export function shortcutOf(event) {
  return [(event.ctrlKey || event.metaKey) && 'control', event.altKey && 'alt', event.shiftKey && 'shift',
    event.key.toLowerCase()].filter(Boolean).join('+');
}

/**
 * Tells the program what the window does.
 * @param {object} edge
 * @param {ReturnType<typeof createLoop>} edge.loop
 * @param {(name: string, value?: object) => void} edge.send
 * @param {(cause: 'lost' | 'forced', active: boolean) => void} edge.plain the page has to be an ordinary document
 */
export function watchWindow({ loop, send, fields, mirror, canvas, theme, history, plain }) {
  const on = (target, name, handle, options) => target.addEventListener(name, handle, options);
  const media = (query, handle) => on(matchMedia(query), 'change', (event) => handle(event.matches));
  const wake = () => loop.wake();

  on(globalThis, 'resize', wake);
  on(globalThis, 'pageshow', wake);
  if (globalThis.visualViewport) on(globalThis.visualViewport, 'resize', wake);
  (function watchDensity() {
    on(matchMedia(`(resolution: ${globalThis.devicePixelRatio}dppx)`), 'change', () => {
      wake();
      watchDensity();
    }, { once: true });
  })();

  const leave = () => {
    fields.flushAll();
    // Before the frames, so that they hand over what is to be stored: there may be no later.
    send('hidden');
    loop.flush();
  };
  on(document, 'visibilitychange', () => (document.hidden ? leave() : wake()));
  on(globalThis, 'pagehide', leave);

  media('(prefers-color-scheme: dark)', () => theme.systemChanged());
  media('(prefers-reduced-motion: reduce)', (reduced) => send('motion', { reduced }));
  media('(forced-colors: active)', (active) => plain('forced', active));

  const moved = () => {
    // What was typed last belongs to the screen that is left.
    fields.flushAll();
    history.popped();
  };
  on(globalThis, 'popstate', moved);
  on(globalThis, 'hashchange', moved);

  on(canvas, 'webglcontextlost', (event) => {
    // Without this the browser never gives the context back.
    event.preventDefault();
    plain('lost', true);
    send('contextLost');
  });
  on(canvas, 'webglcontextrestored', () => {
    send('contextRestored');
    plain('lost', false);
  });

  on(document, 'keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const keys = shortcutOf(event);
    const saves = keys === 'control+s';
    if (saves) fields.flushAll();
    const undoes = ['control+z', 'control+y', 'control+shift+z'].includes(keys);
    // In a field, undo is the browser's own. Keys without Control or Alt are never shortcuts (WCAG 2.1.4).
    if (undoes && event.target.closest?.(editable)) return;
    const known = saves || undoes || ((event.ctrlKey || event.metaKey || event.altKey) && mirror.shortcuts().has(keys));
    if (!known) return;
    event.preventDefault();
    send('shortcut', {
      key: event.key.toLowerCase(), ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey,
    });
  });
}
