// The page around the program: colours, address, title, and whether it is drawn or an ordinary document.

const themeKey = 'cairn.theme';
const plainKey = 'cairn.plain';
const advisedKey = 'cairn.advised';

/** localStorage may be forbidden; then nothing is remembered. */
function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}

/**
 * Safari deletes what websites in its tabs store after seven days of its use without a visit to them; an installed page
 * is left alone. Nothing else is known by these two together to be Safari.
 * @param {boolean} hasPortfolio there is something to lose
 * @returns {{mayBeCleared: boolean, advise: boolean}} advise: the person has not been told yet
 */
export function safariAdvice(hasPortfolio) {
  const safari = 'GestureEvent' in globalThis && /^Apple/.test(navigator.vendor);
  const installed = navigator.standalone === true || matchMedia('(display-mode: standalone)').matches;
  const mayBeCleared = safari && !installed;
  const advise = mayBeCleared && hasPortfolio && remembered(advisedKey) === null;
  if (advise) remember(advisedKey, 'yes');
  return { mayBeCleared, advise };
}

/** @param {(name: string, value?: object) => void} send */
export function createTheme(send) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  let choice = ['light', 'dark'].includes(remembered(themeKey)) ? remembered(themeKey) : 'system';

  const isDark = () => (choice === 'system' ? system.matches : choice === 'dark');
  function show() {
    root.dataset.theme = isDark() ? 'dark' : 'light';
    const color = getComputedStyle(root).getPropertyValue('--background').trim();
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
      meta.removeAttribute('media');
      if (color) meta.content = color;
    }
  }
  show();

  return {
    name: () => (isDark() ? 'dark' : 'light'),
    /** @param {{choice: string}} wanted system, light or dark */
    set(wanted) {
      const before = isDark();
      choice = ['light', 'dark'].includes(wanted.choice) ? wanted.choice : 'system';
      remember(themeKey, choice === 'system' ? null : choice);
      show();
      if (isDark() !== before) send('theme', { dark: isDark() });
    },
    systemChanged() {
      show();
      send('theme', { dark: isDark() });
    },
  };
}

/**
 * The address as hash routes; each place remembers how far main was scrolled.
 * @param {object} edge
 * @param {(name: string, value?: object) => void} edge.send
 * @param {() => HTMLElement | null} edge.scroller
 * @param {(task: () => void) => void} edge.afterSync
 */
export function createHistory({ send, scroller, afterSync }) {
  let shown = location.hash;

  function scrollTo(top) {
    afterSync(() => {
      const element = scroller();
      if (element) element.scrollTop = top;
    });
  }

  function push(hash) {
    history.replaceState({ scroll: scroller()?.scrollTop ?? 0 }, '');
    history.pushState({ scroll: 0 }, '', hash);
    shown = location.hash;
    scrollTo(0);
  }

  return {
    /** A link was followed. */
    follow(hash) {
      if (hash === shown) return;
      push(hash);
      send('route', { hash: shown });
    },
    /** The program went somewhere by itself: it knows already. */
    navigate(hash, replace = false) {
      if (!hash.startsWith('#') || hash === shown) return;
      if (!replace) return push(hash);
      history.replaceState({ scroll: 0 }, '', hash);
      shown = location.hash;
    },
    /** Back, forward, or an address typed by hand. */
    popped() {
      if (location.hash === shown) return;
      shown = location.hash;
      send('route', { hash: shown });
      scrollTo(history.state?.scroll ?? 0);
    },
  };
}

/**
 * Plain mode: the canvas is hidden and the mirror is an ordinary page. It holds while there is any cause for it.
 * @param {{send: (name: string, value?: object) => void, flow: HTMLLinkElement | null, webgl: boolean}} edge
 */
export function createPlain({ send, flow, webgl }) {
  const root = document.documentElement;
  const byItself = flow?.media ?? '';
  const causes = new Set();
  if (!webgl) causes.add('webgl');
  if (matchMedia('(forced-colors: active)').matches) causes.add('forced');
  if (remembered(plainKey) === 'yes') causes.add('chosen');

  const active = () => causes.size > 0;
  function show() {
    root.classList.toggle('plain', active());
    if (flow) flow.media = active() ? 'all' : byItself;
  }
  show();

  return {
    active,
    /** @param {'webgl' | 'forced' | 'lost' | 'chosen'} cause */
    set(cause, holds) {
      const before = active();
      if (holds) causes.add(cause);
      else causes.delete(cause);
      if (cause === 'chosen') remember(plainKey, holds ? 'yes' : null);
      if (active() === before) return;
      show();
      send('plain', { plain: active() });
    },
  };
}
