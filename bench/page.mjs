// How light and how fast the page is, beside what it aims at. Prints a table; nothing fails here.
//   node bench/page.mjs [--runs N]     measures dist/ (or CAIRN_DIST); medians over N runs
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright-core';

import { serve } from '../web/build/serve.mjs';
import { dist, executable, flags, go, launch, Profile, saved, still, usable, visit } from '../tests/page/support/browser.mjs';
import { multiply } from '../tests/page/support/many.mjs';
import { research, startEmpty } from '../tests/page/support/portfolio.mjs';

const at = process.argv.indexOf('--runs');
const runs = at > 0 ? Number(process.argv[at + 1]) : 5;
const manyRecords = 1000;
const manyCommits = 60;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const milli = (time) => `${time.toFixed(time < 10 ? 2 : 0)} ms`;
const rows = [];
const tell = (what, value, aim = '') => rows.push([what, value, aim]);

const server = await serve({ folder: dist, port: 0 });
const browser = await launch();
const open = () => Profile.open({ browser, url: server.url });

/** What the browser fetches for the first screen, each compressed as a static host would once and for all. */
async function transfer() {
  const profile = await open();
  const fetched = [];
  profile.context.on('response', (response) => { fetched.push(response); });
  const page = await profile.context.newPage();
  await page.goto(server.url);
  await usable(page);
  const usableAt = fetched.length;
  let total = 0;
  const seen = new Set();
  for (const response of fetched.slice(0, usableAt)) {
    const name = new URL(response.url()).pathname;
    if (seen.has(name) || response.request().serviceWorker()) continue;
    seen.add(name);
    const bytes = await response.body().catch(() => null);
    if (!bytes) continue;
    const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
    const sent = Math.min(bytes.length, small);
    total += sent;
    tell(`  ${name}`, `${kilo(sent)} of ${kilo(bytes.length)}`);
  }
  tell('first screen, brotli', kilo(total), '350 kB (TiddlyWiki: 351)');
  await profile.close();
}

async function timed(page) {
  return page.evaluate(() => ({
    paint: performance.getEntriesByName('first-paint')[0]?.startTime ?? NaN,
    ...globalThis.cairnStats.marks,
  }));
}

async function starts() {
  const cold = [];
  const warm = [];
  for (let run = 0; run < runs; run += 1) {
    const profile = await open();
    const page = await profile.tab();
    cold.push(await timed(page));
    await startEmpty(page);
    await saved(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.close();
    const again = await profile.tab();
    await still(again);
    // From a tab that shows something else. Leaving this page itself would count too: without a GPU the browser takes
    // some 200 ms to put a WebGL canvas away.
    await again.goto('about:blank');
    await again.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 500); }));
    await again.goto(server.url);
    await usable(again);
    warm.push(await timed(again));
    await profile.close();
  }
  const one = (list, key) => milli(median(list.map((marks) => marks[key])));
  tell('navigation to first paint, cold', one(cold, 'paint'), '120 ms');
  tell('navigation to usable, cold', one(cold, 'usable'), '450 ms (VerifierPlus 504, ImGui demo 617)');
  for (const key of ['boot', 'wasm', 'data', 'inputs', 'booted']) tell(`  cold: ${key}`, one(cold, key));
  tell('navigation to first paint, warm', one(warm, 'paint'));
  tell('navigation to usable, warm', one(warm, 'usable'), '150 ms (VerifierPlus 166, ImGui demo 278)');
  for (const key of ['boot', 'wasm', 'data', 'inputs', 'booted']) tell(`  warm: ${key}`, one(warm, key));
}

const counted = (page) => page.evaluate(() => {
  const { frames, draws, frameMs, mirrorSyncs, mirrorMs, mirror } = globalThis.cairnStats;
  return { frames, draws, frameMs, mirrorSyncs, mirrorMs, elements: mirror.elements };
});

async function idleness() {
  const profile = await open();
  const page = await profile.tab();
  await startEmpty(page);
  await saved(page);
  const before = await counted(page);
  await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 10_000); }));
  const after = await counted(page);
  tell('frames in 10 s of idleness', String(after.frames - before.frames), '0');
  tell('draw calls in 10 s of idleness', String(after.draws - before.draws), '0');
  await profile.close();
}

/** Runs in the page before its scripts: how long the transactions of the document take, by what they hold. */
function watchCommits() {
  const times = { rows: [], checkpoints: [] };
  globalThis.commitTimes = times;
  const { put } = IDBObjectStore.prototype;
  const { transaction } = IDBDatabase.prototype;
  const kinds = new WeakMap();
  IDBObjectStore.prototype.put = function wrapped(value, key) {
    if (key === '/cairn/index.json') kinds.set(this.transaction, times.checkpoints);
    else if (String(key).startsWith('/cairn/journal/') && !kinds.has(this.transaction)) kinds.set(this.transaction, times.rows);
    return put.call(this, value, key);
  };
  IDBDatabase.prototype.transaction = function wrapped(...values) {
    const begun = performance.now();
    const made = transaction.apply(this, values);
    made.addEventListener('complete', () => kinds.get(made)?.push(performance.now() - begun));
    return made;
  };
}

/** Runs in the page: how long a transaction like that of a row takes by itself, while the page paints nothing. */
async function bareCommits(count) {
  const request = indexedDB.open('bare', 1);
  request.onupgradeneeded = () => { for (const name of ['files', 'guard']) request.result.createObjectStore(name); };
  const database = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const times = [];
  for (let at = 0; at < count; at += 1) {
    const begun = performance.now();
    const transaction = database.transaction(['files', 'guard'], 'readwrite', { durability: 'strict' });
    transaction.objectStore('guard').add(0, 1);
    transaction.objectStore('guard').delete(1);
    transaction.objectStore('files').put({ timestamp: new Date(), mode: 0, contents: new Uint8Array(1500) }, `row ${at}`);
    await new Promise((resolve) => { transaction.oncomplete = resolve; });
    times.push(performance.now() - begun);
  }
  database.close();
  return times;
}

/** Rows and checkpoints of a portfolio of some size, on a disk. */
async function commits(count) {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
  const context = await chromium.launchPersistentContext(folder, { executablePath: executable(), args: flags, reducedMotion: 'reduce' });
  try {
    await context.addInitScript(watchCommits);
    const page = await context.newPage();
    await page.goto(server.url);
    await usable(page);
    await startEmpty(page);
    await research(page);
    await multiply(page, count);
    await page.reload();
    await usable(page);
    await still(page);
    const title = page.getByLabel(/^(Title|Course name)$/).first();
    for (let change = 0; change < manyCommits; change += 1) {
      await title.fill(`A title that was changed ${change} times`);
      await saved(page);
      if (change % 3 === 0) await page.keyboard.press('Control+s');
      await page.waitForFunction((made) => globalThis.commitTimes.checkpoints.length >= made, Math.floor(change / 3) + 1);
    }
    const times = await page.evaluate(() => globalThis.commitTimes);
    await still(page);
    times.bare = await page.evaluate(bareCommits, manyCommits);
    const at = (list, part) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
    for (const [what, aim] of [['rows', '10 ms p95'], ['bare', ''], ['checkpoints', '']]) {
      const list = times[what];
      tell(`${what === 'bare' ? 'a bare transaction' : what} at ${count} records, p50 / p95 of ${list.length}`, `${milli(at(list, 0.5))} / ${milli(at(list, 0.95))}`, aim);
    }
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How soon the page is usable with so many records, and when all of them are read, beside the empty start. */
async function startsByRecords() {
  let empty = NaN;
  for (const count of [1, 1000, 10_000]) {
    const profile = await open();
    const page = await profile.tab();
    await startEmpty(page);
    await research(page);
    await multiply(page, count);
    await still(page);
    await visit(page, '#/path');
    const times = [];
    for (let run = 0; run < runs; run += 1) {
      await page.reload();
      await usable(page);
      times.push((await timed(page)).usable);
      await still(page);
    }
    const time = median(times);
    if (count === 1) empty = time;
    tell(`navigation to usable with ${count} records`, `${milli(time)}, ${(time / empty).toFixed(2)} times that with one`, '1.5 times');
    await profile.context.close();
  }
}

async function withManyRecords() {
  const profile = await open();
  const page = await profile.tab();
  await startEmpty(page);
  await research(page);
  await multiply(page, manyRecords);
  await page.reload();
  await usable(page);
  tell(`navigation to usable with ${manyRecords} records`, milli((await timed(page)).usable));
  const measured = async (name, act) => {
    await still(page);
    const before = await counted(page);
    const begun = performance.now();
    await act();
    await still(page);
    const whole = performance.now() - begun;
    const after = await counted(page);
    const frames = after.frames - before.frames;
    const syncs = after.mirrorSyncs - before.mirrorSyncs;
    tell(`${name}: a frame`, `${milli((after.frameMs - before.frameMs) / Math.max(1, frames))} (${frames} frames)`);
    tell(`${name}: a mirror sync`, `${milli((after.mirrorMs - before.mirrorMs) / Math.max(1, syncs))} (${syncs} syncs, ${after.elements} elements)`);
    return whole;
  };
  await measured('path', () => visit(page, '#/path'));
  await measured('list of all records', () => go(page, 'Evidence'));
  const main = page.getByRole('main');
  await measured('scrolling the list', async () => {
    for (let top = 0; top < 8000; top += 800) await main.evaluate((element, to) => { element.scrollTop = to; }, top);
  });
  await main.evaluate((element) => { element.scrollTop = 0; });
  await page.getByRole('list', { name: 'Your records' }).getByRole('link').first().click();
  await still(page);
  const title = page.getByLabel(/^(Title|Course name)$/).first();
  await measured('a change in a form', async () => {
    await title.fill('A changed title');
    await title.blur();
  });
  await saved(page);
  await profile.context.close();
}

try {
  await transfer();
  await starts();
  await idleness();
  await withManyRecords();
  await startsByRecords();
  await commits(1);
  await commits(manyRecords);
} finally {
  await browser.close();
  await server.close();
}
const wide = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
console.log(`${'what'.padEnd(wide[0])}  ${'measured'.padStart(wide[1])}  aim`);
for (const [what, value, aim] of rows) console.log(`${what.padEnd(wide[0])}  ${value.padStart(wide[1])}  ${aim}`.trimEnd());
