// Makes the page work without a network: every file of one build is kept, whole or not at all, and served from there.
// A newer build waits until no page uses this one, or until the page says that the person wants it.
'use strict';

const prefix = `cairn ${new URL(self.registration.scope).pathname} `;
const cacheName = prefix + __CAIRN_VERSION__;
const files = __CAIRN_PRECACHE__;
/** SHA-256 of index.html: its address, "./", says nothing about which build it is of. */
const entryHash = __CAIRN_ENTRY__;
const inScope = new Set(files.map((file) => new URL(file, self.registration.scope).href));

async function sha256(response) {
  const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Past the HTTP cache: an old index.html beside new files would be a mixture.
const fresh = (file) => new Request(new URL(file, self.registration.scope), { cache: 'reload' });

async function keepEntry(cache) {
  const request = fresh('./');
  const response = await fetch(request);
  // A navigation may not be answered with what was redirected.
  if (!response.ok || response.redirected) throw new TypeError(`${response.status} for the page`);
  if (await sha256(response.clone()) !== entryHash) throw new TypeError('the page is of another build');
  await cache.put(request, response);
}

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    try {
      const cache = await caches.open(cacheName);
      await keepEntry(cache);
      await cache.addAll(files.filter((file) => file !== './').map(fresh));
    } catch (error) {
      await caches.delete(cacheName);
      throw error;
    }
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    // Another copy in another folder of this origin has a prefix of its own.
    await Promise.all(names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener('message', (event) => {
  if (event.data === 'start') event.waitUntil(self.skipWaiting());
});

async function respond(request, url) {
  const cache = await caches.open(cacheName);
  if (request.mode === 'navigate') {
    return (await cache.match(new URL('./', self.registration.scope).href)) ?? fetch(request);
  }
  return (await cache.match(url.href)) ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  url.search = '';
  url.hash = '';
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  // Only what is ours: a neighbour in the same folder tree is left alone.
  const scope = new URL(self.registration.scope).pathname;
  const entry = url.pathname === scope || url.pathname === `${scope}index.html`;
  if (!(request.mode === 'navigate' ? entry : inScope.has(url.href))) return;
  event.respondWith(respond(request, url));
});
