// Starts the program with the least delay: wasm compiles while it streams, and words, fonts, storage and the writer's
// lock are fetched beside it. Every step that fails ends in a message (failure.mjs), never in a blank page.
import createCairn from 'cairn-glue';
import icons from 'cairn-icons';
import { createCopies, createTries } from './canary.mjs';
import { createCanvasText, glyphImport } from './canvas_text.mjs';
import { createChannel } from './channel.mjs';
import { createDispatch, pageEffects } from './effects.mjs';
import { StepError, during, showFailure } from './failure.mjs';
import { createFields } from './fields.mjs';
import { createIntake } from './files.mjs';
import { listen } from './input.mjs';
import { createLive } from './live.mjs';
import { createMedia } from './media.mjs';
import { createMirror } from './mirror.mjs';
import { createIdle } from './idle.mjs';
import { createHistory, createPlain, createTheme, safariAdvice } from './page.mjs';
import { createLoop, watchWindow } from './runtime.mjs';
import { createSeam } from './seam.mjs';
import { askToPersist, createFiles, openBlobs, storageState } from './store.mjs';
import { createTabs } from './tabs.mjs';
import { createUnsaved } from './unsaved.mjs';
import { createUpdates } from './update.mjs';

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
  let fields = null;
  let ready = () => {};
  const unsaved = createUnsaved();
  const channel = createChannel();
  const tabs = createTabs({
    locks: navigator.locks,
    channel,
    ready: new Promise((resolve) => { ready = resolve; }),
    // These try twice by themselves.
    takeEpoch: () => files.takeEpoch(),
    read: () => files.load(),
    leave: rest,
    send,
    flush: () => fields?.flushAll(),
    failed: (error) => showFailure(new StepError('data', error)),
  });
  const updates = navigator.serviceWorker && location.protocol !== 'file:' ? createUpdates({
    container: navigator.serviceWorker,
    channel,
    locks: navigator.locks,
    quiet: async () => await rest() && unsaved.nothing(),
    tell: (held) => send('update', { held }),
    reload: () => location.reload(),
  }) : null;
  const locked = during('storage', tabs.start());
  // An early failure must not count as unhandled while others are awaited.
  for (const promise of [wasm, assets, opened, locked]) promise.catch(() => {});

  function send(name, value) {
    if (!seam || !loop) return;
    seam.event(name, value);
    loop.wake();
  }

  /** Sends what was typed and waits for what is under way. False: it does not end. */
  async function rest() {
    for (let round = 0; round < 8; round += 1) {
      fields?.flushAll();
      loop?.flush();
      // What a frame asks for begins after it.
      await null;
      await null;
      if (!unsaved.underWay()) return true;
      await unsaved.rest();
    }
    return false;
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
  files = createFiles(module.cairnStorage, {
    isWriter: tabs.isWriter,
    onCommitted(news) {
      tabs.committed(news);
      if (news.checkpoint) copies.stored(news.checkpoint);
    },
  });
  const copies = createCopies({ files });
  await during('data', (async () => {
    files.mount();
    await files.load();
  })());
  // Not the first time that somebody is here: what was stored is gone.
  const vanished = files.names().length === 0 && (blobs.loss() === 'total' || await copies.left());
  // The second copies of a locked portfolio are locked too.
  const lock = vanished ? await import('./vault.mjs').then(async ({ lockIn }) => lockIn(await copies.read())) : '';
  mark('data');
  const [pack, hasLock] = await Promise.all([assets, locked, fonts]);
  // If it fails, the first commit takes it.
  if (hasLock) files.takeEpoch().catch((error) => console.info('later:', error));
  mark('inputs');

  const root = byId('mirror');
  seam = createSeam(module);
  stats.audit = seam.audit;
  function act(id, kind, number, words) {
    stats.actions += 1;
    seam.action(id, kind, number, words);
    loop.wake();
  }
  fields = createFields({ act });
  const live = createLive({ status: byId('status'), alert: byId('alert') });
  const media = createMedia({ readBlob: blobs.get, missing: byId('failures').content.querySelector('[data-step=missing]').textContent });
  const mirror = createMirror({ root, fields, live, media, act });
  stats.mirror = mirror.stats;
  loop = createLoop({
    seam, canvas, mirror, fields, stats, fatal: (error) => showFailure(new StepError('stopped', error)),
  });
  const history = createHistory({ send, scroller: () => mirror.main()?.el ?? null, afterSync: loop.afterSync });
  const vault = {
    convert: async (seal, report) => (await import('./vault.mjs')).convert(blobs, seam.vault, seal, report),
    async changed() {
      channel.post('lock');
      await copies.clear();
    },
  };
  blobs.lock({
    seal: async (sha256, blob) => (seam.vault.state() === 2 ? (await import('./vault.mjs')).sealed(seam.vault, sha256, blob) : blob),
    open: async (sha256, value) => (value instanceof Blob ? value : (await import('./vault.mjs')).opened(seam.vault, sha256, value)),
  });
  /** A page that begins anew has forgotten everything; but first everything is stored. */
  async function lockPage(others = true) {
    if (!await rest() || !unsaved.nothing()) return;
    if (others) channel.post('lock');
    location.reload();
  }
  channel.on('lock', () => void lockPage(false));
  const tries = createTries();
  tries.watch((noted) => send('tries', noted));
  const idle = createIdle({ ended: () => send('away') });
  const intake = createIntake({ blobs, hash: seam.hash, isWriter: tabs.isWriter, room: storageState });
  let asked = null;
  const persistOnce = () => asked ??= storageState().then(({ persisted }) => (persisted ? { persisted } : askToPersist()))
    .then(({ persisted }) => send('persisted', { granted: persisted }));
  dispatch = createDispatch({
    reply(id, outcome, value) {
      if (value.code === 'store.fenced') tabs.fenced();
      seam.reply(id, outcome, value);
      loop.wake();
    },
    ...pageEffects({
      files, copies, blobs, hash: seam.hash, sealing: seam.sealing, intake, live, theme, history, plain, loop, persistOnce, unsaved, sample, tabs, updates,
      vault, lockPage, idle, tries,
    }),
  });

  const setting = JSON.stringify({
    theme: theme.name(),
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    webgl,
    writer: tabs.isWriter(),
    plain: plain.active(),
    route: location.hash,
    ...safariAdvice(files.names().length > 0),
    vanished,
    lock,
    canary: copies.canary(),
    tries: tries.read(),
    persisted: (await storageState()).persisted,
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
  ready();
  const whenIdle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 1000));
  whenIdle(() => seam.event('idle'));
  document.addEventListener('visibilitychange', () => { if (!document.hidden) void updates?.look(); });
  return updates;
}

function registerWorker(updates) {
  // After the first screen, so that the cache does not compete with it.
  updates?.register('sw.js').catch((error) => console.warn('offline use is off:', error));
}

start().then((updates) => requestAnimationFrame(() => setTimeout(registerWorker, 0, updates)), showFailure);
