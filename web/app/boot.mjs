// Starts the program with the least delay: wasm compiles while it streams, and words, fonts, storage and the writer's
// lock are fetched beside it. Every step that fails ends in a message (failure.mjs), never in a blank page.
import createCairn from 'cairn-glue';
import icons from 'cairn-icons';
import { createCanvasText, glyphImport } from './canvas_text.mjs';
import { createDispatch, pageEffects } from './effects.mjs';
import { StepError, during, showFailure } from './failure.mjs';
import { createFields } from './fields.mjs';
import { createIntake } from './files.mjs';
import { listen } from './input.mjs';
import { createLive } from './live.mjs';
import { createMedia } from './media.mjs';
import { createMirror } from './mirror.mjs';
import { createHistory, createPlain, createTheme } from './page.mjs';
import { createLoop, watchWindow } from './runtime.mjs';
import { createSeam } from './seam.mjs';
import { askToPersist, becomeWriter, createFiles, openBlobs, storageState } from './store.mjs';
import { createUnsaved } from './unsaved.mjs';

const byId = (id) => document.getElementById(id);
const linked = (name) => document.querySelector(`link[data-cairn=${name}]`)?.href;
const stats = {
  frames: 0, draws: 0, frameMs: 0, mirrorSyncs: 0, mirrorMs: 0, actions: 0, usableMs: 0, mirror: null, marks: {},
};
globalThis.cairnStats = stats;

function mark(name) {
  stats.marks[name] = performance.now();
}

async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${new URL(url).pathname}`);
  return response;
}

/** The portfolio of nobody that came with the page. @returns {Promise<File>} */
async function sample() {
  const response = await fetched(document.querySelector('link[data-cairn=sample]').href);
  return new File([await response.blob()], 'sample.zip', { type: 'application/zip' });
}

async function compiled(url) {
  const response = await fetched(url);
  // A server without the wasm type: slower, and it works.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

async function fontsLoaded() {
  const faces = ['400 16px "Atkinson Hyperlegible"', '700 16px "Atkinson Hyperlegible"'];
  // Without the fonts the system's are used: no reason not to start.
  await Promise.all(faces.map((face) => document.fonts.load(face, 'Hg'))).catch(() => {});
}

/** Made before wasm is there: the GPU process takes its time. The same context serves the program. */
function graphics(canvas) {
  const options = { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power' };
  const context = canvas.getContext('webgl2', options);
  if (!context) return null;
  for (const name of ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced']) {
    const draw = context[name];
    context[name] = (...values) => {
      stats.draws += 1;
      return draw.apply(context, values);
    };
  }
  return context;
}

/** The module, instantiated. Rejects with a StepError. */
function instantiate(wasm, host) {
  return new Promise((resolve, reject) => {
    const fail = (step) => (error) => reject(error instanceof StepError ? error : new StepError(step, error));
    during('browser', createCairn({
      host,
      instantiateWasm(imports, done) {
        wasm.then((module) => WebAssembly.instantiate(module, imports).then((instance) => done(instance, module), fail('browser')),
          fail('load'));
        return {};
      },
      onAbort: (reason) => {
        const error = new StepError('stopped', reason);
        reject(error);
        showFailure(error);
      },
    })).then(resolve, reject);
  });
}

async function start() {
  mark('boot');
  if (!globalThis.WebAssembly || !globalThis.indexedDB || !navigator.locks) {
    throw new StepError('browser', 'WebAssembly, IndexedDB or Web Locks are missing');
  }
  const canvas = byId('canvas');
  const wasm = during('load', compiled(linked('wasm')));
  const assets = during('load', fetched(linked('assets')).then((response) => response.text()));
  const fonts = fontsLoaded();
  // Before IDBFS mounts: only the first database that a page opens is told of lost data.
  const opened = during('storage', openBlobs());
  let seam = null;
  let files = null;
  let loop = null;
  let writer = false;
  const locked = during('storage', becomeWriter(navigator.locks, {
    // Tries twice by itself.
    readAgain: async () => files?.load(),
    onWriter: () => {
      writer = true;
      send('writer', { writer: true });
    },
    onFailure: (error) => showFailure(new StepError('data', error)),
  }));
  // An early failure must not count as unhandled while others are awaited.
  for (const promise of [wasm, assets, opened, locked]) promise.catch(() => {});

  function send(name, value) {
    if (!seam || !loop) return;
    seam.event(name, value);
    loop.wake();
  }
  const theme = createTheme(send);
  const webgl = graphics(canvas) !== null;
  const plain = createPlain({ send, flow: document.querySelector('link[data-cairn=flow]'), webgl });
  const text = createCanvasText(icons);
  let module = null;
  let dispatch = () => {};
  const host = {
    wake: (frames) => loop?.wake(frames),
    effect: (id, json) => dispatch(id, json),
    ...glyphImport(text, () => module.HEAPU8),
  };
  module = await instantiate(wasm, host);
  mark('wasm');
  const blobs = await opened;
  files = createFiles(module.cairnStorage, () => writer);
  await during('data', (async () => {
    files.mount();
    await files.load();
  })());
  mark('data');
  const [pack, hasLock] = await Promise.all([assets, locked, fonts]);
  writer ||= hasLock;
  mark('inputs');

  const root = byId('mirror');
  seam = createSeam(module);
  stats.audit = seam.audit;
  function act(id, kind, number, words) {
    stats.actions += 1;
    seam.action(id, kind, number, words);
    loop.wake();
  }
  const fields = createFields({ act });
  const live = createLive({ status: byId('status'), alert: byId('alert') });
  const media = createMedia({ readBlob: blobs.get, missing: byId('failures').content.querySelector('[data-step=missing]').textContent });
  const mirror = createMirror({ root, fields, live, media, act });
  stats.mirror = mirror.stats;
  loop = createLoop({
    seam, canvas, mirror, fields, stats, fatal: (error) => showFailure(new StepError('stopped', error)),
  });
  const history = createHistory({ send, scroller: () => mirror.main()?.el ?? null, afterSync: loop.afterSync });
  const intake = createIntake({ blobs, hash: seam.hash, isWriter: () => writer, room: storageState });
  let asked = null;
  const persistOnce = () => asked ??= storageState().then(({ persisted }) => persisted || askToPersist());
  dispatch = createDispatch({
    reply(id, outcome, value) {
      seam.reply(id, outcome, value);
      loop.wake();
    },
    ...pageEffects({
      files, blobs, hash: seam.hash, intake, live, theme, history, plain, loop, persistOnce, unsaved: createUnsaved(), sample,
    }),
  });

  const setting = JSON.stringify({
    theme: theme.name(),
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    webgl,
    writer,
    plain: plain.active(),
    route: location.hash,
    dataLoss: blobs.loss(),
    utcOffsetMinutes: -new Date().getTimezoneOffset(),
  });
  // The pack goes through as text: the program parses it, this page need not.
  await during('stopped', (async () => seam.boot(`{"assets":${pack},${setting.slice(1)}`))());
  mark('booted');

  listen({
    root,
    mirror,
    fields,
    media,
    act,
    scrolled(id, top) {
      seam.scroll(id, top);
      loop.wake(2);
    },
    follow: history.follow,
    register: intake.register,
    closedByBrowser: (record) => setTimeout(() => mirror.reopen(record), 200),
  });
  watchWindow({ loop, send, fields, mirror, canvas, theme, history, plain: plain.set });
  document.fonts.addEventListener?.('loadingdone', () => loop.wake());
  loop.start();
  if (mirror.stats.elements === 0) throw new StepError('stopped', 'the program shows nothing');
  document.documentElement.classList.add('ready');
  byId('shell').remove();
  stats.usableMs = performance.now();
  mark('usable');
}

function registerWorker() {
  if (!navigator.serviceWorker || location.protocol === 'file:') return;
  // After the first screen, so that the cache does not compete with it.
  navigator.serviceWorker.register('sw.js', { scope: './' }).catch((error) => console.warn('offline use is off:', error));
}

start().then(() => requestAnimationFrame(() => setTimeout(registerWorker, 0)), showFailure);
