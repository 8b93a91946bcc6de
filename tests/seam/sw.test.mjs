import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const source = readFileSync(new URL('../../web/sw.js', import.meta.url), 'utf8');

const built = '<!doctype html>';

/** The service worker in a made-up browser. `broken`: paths that the server does not have; `page`: what it has as "./". */
function workerOf({ scope = 'https://host.example/cairn/', version = 'v1', stored = new Map(), broken = [], page = () => new Response(built), skipWaiting = () => assert.fail('a newer build waits') } = {}) {
  const listeners = {};
  const cacheOf = (name) => ({
    async addAll(requests) {
      for (const request of requests) if (broken.includes(new URL(request.url).pathname)) throw new TypeError('404');
      for (const request of requests) stored.get(name).set(request.url, `${name}: ${request.url}`);
    },
    async put(request) { stored.get(name).set(request.url, `${name}: ${request.url}`); },
    async match(url) { return stored.get(name).get(url); },
  });
  const caches = {
    async open(name) {
      if (!stored.has(name)) stored.set(name, new Map());
      return cacheOf(name);
    },
    keys: async () => [...stored.keys()],
    delete: async (name) => stored.delete(name),
  };
  const self = {
    registration: { scope },
    location: new URL(scope),
    clients: { claim: async () => {} },
    skipWaiting,
    addEventListener: (name, handle) => { listeners[name] = handle; },
  };
  const fetched = [];
  const fetchAll = async (request) => {
    if (request.cache === 'reload') return page();
    fetched.push(request.url);
    return 'network';
  };
  class Request {
    constructor(url, init) { Object.assign(this, { url: String(url), method: 'GET', mode: 'cors' }, init); }
  }
  new Function('self', 'caches', 'fetch', 'Request', '__CAIRN_VERSION__', '__CAIRN_PRECACHE__', '__CAIRN_ENTRY__', source)(
    self, caches, fetchAll, Request, version, ['./', 'app.1.js', 'fonts/a.woff2'], createHash('sha256').update(built).digest('hex'));
  const during = async (name, event) => {
    let work = null;
    listeners[name]({ waitUntil: (promise) => { work = promise; }, ...event });
    await work;
  };
  const ask = (request) => {
    let answer = null;
    listeners.fetch({ request: { method: 'GET', mode: 'cors', ...request }, respondWith: (promise) => { answer = promise; } });
    return answer;
  };
  return { stored, fetched, during, ask };
}

test('every file of the build is kept, or none', async () => {
  const good = workerOf();
  await good.during('install');
  assert.equal(good.stored.get('cairn /cairn/ v1').size, 3);
  const bad = workerOf({ broken: ['/cairn/app.1.js'] });
  await assert.rejects(bad.during('install'));
  assert.equal(bad.stored.size, 0);
});

test('the page of another build is not kept, nor one that was moved or is missing', async () => {
  const pages = [
    () => new Response('<!doctype html><p>newer'), () => new Response(built, { status: 404 }),
    () => Object.defineProperty(new Response(built), 'redirected', { value: true }),
  ];
  for (const page of pages) {
    const active = new Map([['cairn /cairn/ v0', new Map()]]);
    const worker = workerOf({ stored: active, page });
    await assert.rejects(worker.during('install'), TypeError);
    assert.deepEqual([...active.keys()], ['cairn /cairn/ v0']);
  }
});

test('on activation older builds go, and nobody else’s', async () => {
  const stored = new Map([['cairn /cairn/ v0', new Map()], ['cairn /cairn/ v1', new Map()], ['cairn /other/ v0', new Map()], ['theirs', new Map()]]);
  await workerOf({ stored }).during('activate');
  assert.deepEqual([...stored.keys()], ['cairn /cairn/ v1', 'cairn /other/ v0', 'theirs']);
});

test('the page and its files come from the cache, whatever stands behind the question mark', async () => {
  const worker = workerOf();
  await worker.during('install');
  const home = 'cairn /cairn/ v1: https://host.example/cairn/';
  assert.equal(await worker.ask({ url: 'https://host.example/cairn/?x=1', mode: 'navigate' }), home);
  assert.equal(await worker.ask({ url: 'https://host.example/cairn/index.html', mode: 'navigate' }), home);
  assert.match(await worker.ask({ url: 'https://host.example/cairn/app.1.js' }), /app\.1\.js$/);
  assert.deepEqual(worker.fetched, []);
});

test('other origins, other folders, other methods and unknown files are not touched', async () => {
  const worker = workerOf();
  await worker.during('install');
  for (const request of [
    { url: 'https://elsewhere.example/cairn/app.1.js' },
    { url: 'https://host.example/other/', mode: 'navigate' },
    { url: 'https://host.example/cairn/help/', mode: 'navigate' },
    { url: 'https://host.example/cairn/app.1.js', method: 'POST' },
    { url: 'https://host.example/cairn/unknown.js' },
  ]) assert.equal(worker.ask(request), null, request.url);
});

test('a newer build takes over only when no page uses the older one', async () => {
  const stored = new Map([['cairn /cairn/ v0', new Map()]]);
  // skipWaiting fails the test; activation is the browser's, once the last page is closed.
  await workerOf({ stored }).during('install');
  assert.deepEqual([...stored.keys()], ['cairn /cairn/ v0', 'cairn /cairn/ v1']);
});

test('a newer build that waits takes over when the page says so, and at no other word', async () => {
  let skipped = 0;
  const worker = workerOf({ skipWaiting: async () => { skipped += 1; } });
  await worker.during('install');
  for (const data of [null, 'skipWaiting', { start: true }]) await worker.during('message', { data });
  assert.equal(skipped, 0);
  await worker.during('message', { data: 'start' });
  assert.equal(skipped, 1);
});
