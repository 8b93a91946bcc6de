// Nobody touching anything for a while. Clock time, not timers: a device that slept was not touched either.

const signs = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchstart', 'scroll'];
const longest = 60_000; // between two looks at the clock

/**
 * @param {object} edge
 * @param {() => void} edge.ended
 * @param {EventTarget} [edge.page]
 */
export function createIdle({ ended, page = document, now = () => Date.now() }) {
  let limit = 0;
  let last = 0;
  let timer = null;

  function look() {
    clearTimeout(timer);
    if (limit === 0) return;
    const left = last + limit - now();
    if (left > 0) {
      timer = setTimeout(look, Math.min(left, longest));
      return;
    }
    last = now();
    timer = setTimeout(look, Math.min(limit, longest));
    ended();
  }

  for (const sign of signs) page.addEventListener(sign, () => { last = now(); }, { capture: true, passive: true });
  // After a sleep the page is seen before a timer has run.
  page.addEventListener('visibilitychange', look);

  return {
    /** @param {number} ms 0: for ever */
    watch(ms) {
      limit = ms;
      last = now();
      look();
    },
  };
}
