// A page in Node (happy-dom) with a mirror on it, as boot.mjs puts it together.
import { Window } from 'happy-dom';
import { snapshotOf } from './helpers.mjs';

/** Installs a new page as the global one. @returns {Window} */
export function openPage(url = 'http://localhost/app/') {
  const window = new Window({ url, width: 1280, height: 800 });
  const names = ['document', 'HTMLElement', 'location', 'history', 'localStorage', 'matchMedia', 'getComputedStyle',
    'Event', 'MouseEvent', 'innerWidth', 'innerHeight', 'devicePixelRatio'];
  for (const name of names) {
    const value = typeof window[name] === 'function' && !/^[A-Z]/.test(name) ? window[name].bind(window) : window[name];
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  window.document.body.innerHTML = '<canvas id="canvas"></canvas><div id="mirror"></div>'
    + '<div id="status" role="status"></div><div id="alert" role="alert"></div>';
  return window;
}

/**
 * @param {{readBlob?: (sha256: string) => Promise<Blob | null>}} [options]
 * @returns {Promise<object>} the mirror, what was done to it, and `show(nodes)`
 */
export async function mirrorPage({ readBlob = async () => null } = {}) {
  const window = openPage();
  const { createFields } = await import('../../web/app/fields.mjs');
  const { createLive } = await import('../../web/app/live.mjs');
  const { createMedia } = await import('../../web/app/media.mjs');
  const { createMirror } = await import('../../web/app/mirror.mjs');
  const { listen } = await import('../../web/app/input.mjs');
  const { document } = window;
  const done = [];
  const act = (id, kind, number = 0, text = '') => done.push({ id, kind, number, text });
  const root = document.getElementById('mirror');
  const fields = createFields({ act, document });
  const live = createLive({ status: document.getElementById('status'), alert: document.getElementById('alert') });
  const media = createMedia({ readBlob, missing: 'This file is not on this device.' });
  const mirror = createMirror({ root, fields, live, media, act });
  const followed = [];
  const scrolls = [];
  listen({
    root, mirror, fields, media, act,
    scrolled: (id, top) => scrolls.push([id, top]),
    follow: (href) => followed.push(href),
    register: (files) => [...files].map((file, i) => ({ handle: i + 1, name: file.name, size: file.size, type: file.type })),
    closedByBrowser: () => {},
  });
  const element = (id) => mirror.record(id)?.el;
  const control = (id) => mirror.record(id)?.control;
  return { window, document, root, mirror, fields, live, done, followed, scrolls, element, control, show: (nodes) => mirror.sync(snapshotOf(nodes)) };
}
