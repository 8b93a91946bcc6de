// What a portfolio full of evidence costs: how soon the page is usable and how much memory it takes, and how fast
// everything goes into one file and back, beside plain copying of the same bytes. Prints a table; nothing fails here.
//   node bench/storage.mjs [--runs N] [--small]     measures dist/ (or CAIRN_DIST); medians over N runs (default 5);
//                                                   small: a tenth of the evidence, for a quick look
import { randomFillSync } from 'node:crypto';
import { closeSync, copyFileSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { serve } from '../web/build/serve.mjs';
import { dist, executable, flags, heading, saved, usable, visit, widths } from '../tests/page/support/browser.mjs';
import { recordFor, startEmpty, text } from '../tests/page/support/portfolio.mjs';

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? Number(process.argv[at + 1]) : fallback;
};
const runs = option('runs', 5);
const small = process.argv.includes('--small');
const megabyte = 1_000_000;
const pieceSize = 20 * megabyte;
// The portfolios differ in the size of their files alone.
const files = small ? 10 : 50;
const perRecord = 5;
// Of the evidence in megabytes.
const amounts = small ? [0, 20, 100] : [0, 100, 1000];
const smallest = 1000;
const patience = 600_000;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const milli = (time) => `${time.toFixed(0)} ms`;
const megabytes = (bytes) => `${(bytes / megabyte).toFixed(0)} MB`;
const speed = (bytes, ms) => `${(bytes / megabyte / (ms / 1000)).toFixed(0)} MB/s`;
const rows = [];
const tell = (what, value, beside = '') => rows.push([what, value, beside]);

const folder = mkdtempSync(join(tmpdir(), 'cairn-bench-'));
const server = await serve({ folder: dist, port: 0 });

/** A browser with a profile on the disk. */
async function browse(name, task) {
  const context = await chromium.launchPersistentContext(join(folder, name), {
    executablePath: executable(), args: flags, viewport: widths[1440], reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC', acceptDownloads: true,
  });
  context.setDefaultTimeout(patience);
  // A plain download: nobody is there to answer a dialog of the operating system.
  await context.addInitScript(() => { delete globalThis.showSaveFilePicker; });
  try {
    return await task(context);
  } finally {
    await context.close();
  }
}

async function opened(context) {
  const [page] = context.pages();
  await page.goto(server.url);
  await usable(page);
  return page;
}

/** Random bytes, which nothing can make smaller. @returns {string[]} their paths */
function evidence(amount) {
  const bytes = Buffer.alloc(Math.max(smallest, amount * megabyte / files));
  return Array.from({ length: files }, (_, number) => {
    const path = join(folder, `evidence-${number}.bin`);
    const file = openSync(path, 'w');
    writeSync(file, randomFillSync(bytes));
    closeSync(file);
    return path;
  });
}

async function filled(context, paths) {
  const page = await opened(context);
  await startEmpty(page);
  for (let from = 0; from < paths.length; from += perRecord) {
    await recordFor(page, 'L1.G3');
    await text(page, 'Title', `My job board account ${from}`);
    const some = paths.slice(from, from + perRecord);
    await page.getByLabel('Add files').setInputFiles(some);
    for (const path of some) await page.getByRole('button', { name: `Remove ${path.split('/').at(-1)}`, exact: true }).waitFor();
  }
  await saved(page);
}

/** Of the process that runs the page, in bytes: what it holds by itself and its share of what is shared. */
async function memoryOf(context, page) {
  const session = await context.browser()?.newBrowserCDPSession() ?? await context.newCDPSession(page);
  const { processInfo } = await session.send('SystemInfo.getProcessInfo').catch(() => ({ processInfo: [] }));
  const share = (id) => {
    try {
      return Number(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8').match(/^Pss: +(\d+) kB$/m)[1]) * 1024;
    } catch {
      return 0;
    }
  };
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => share(id));
  const own = await context.newCDPSession(page);
  await own.send('Performance.enable');
  const { metrics } = await own.send('Performance.getMetrics');
  return { renderer: Math.max(0, ...renderers), heap: metrics.find(({ name }) => name === 'JSHeapUsedSize').value };
}

/** One start of the page in a browser that just began. */
async function start(name) {
  return browse(name, async (context) => {
    const page = await opened(context);
    // The first start of a process pays for the process, and leaving the page for its canvas; the page alone is asked here.
    await page.goto('about:blank');
    await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 500); }));
    await page.goto(server.url);
    await usable(page);
    return { usable: await page.evaluate(() => globalThis.cairnStats.marks.usable), ...await memoryOf(context, page) };
  });
}

/** Copies a file as the operating system does, until it lies on the disk. @returns {number} ms */
function copying(path) {
  const target = join(folder, 'copy');
  const begun = performance.now();
  copyFileSync(path, target);
  const file = openSync(target, 'r+');
  fsyncSync(file);
  closeSync(file);
  const time = performance.now() - begun;
  rmSync(target);
  return time;
}

async function backup(name) {
  return browse(name, async (context) => {
    const page = await opened(context);
    await visit(page, '#/settings');
    await page.getByRole('button', { name: 'Export everything', exact: true }).click();
    const press = page.getByRole('button', { name: 'Export with the key' });
    await press.waitFor();
    const coming = page.waitForEvent('download');
    const begun = performance.now();
    await press.click();
    const download = await coming;
    const path = await download.path();
    const time = performance.now() - begun;
    const kept = join(folder, 'backup.zip');
    copyFileSync(path, kept);
    return { path: kept, time, size: statSync(kept).size };
  });
}

async function restore(path) {
  return browse('restored', async (context) => {
    const page = await opened(context);
    const begun = performance.now();
    await page.getByLabel('Open a portfolio file').setInputFiles([path]);
    const press = page.getByRole('button', { name: 'Open it' });
    await press.waitFor();
    const asked = performance.now();
    await press.click();
    await heading(page, 'Career Prepared');
    await saved(page);
    return { reading: asked - begun, whole: performance.now() - begun };
  });
}

/** What a page without a program takes to hand the same Blobs over as one file, and to keep a file in pieces. */
async function plainly(name, path) {
  return browse(name, async (context) => {
    const page = await opened(context);
    const coming = page.waitForEvent('download');
    const begun = performance.now();
    await page.evaluate(async () => {
      const asked = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const database = await asked(indexedDB.open('cairn'));
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(await asked(database.transaction('blobs').objectStore('blobs').getAll())));
      link.download = 'plain.bin';
      link.click();
      database.close();
    });
    await (await coming).path();
    const out = performance.now() - begun;
    await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', ariaLabel: 'Plain' })));
    const input = page.getByLabel('Plain', { exact: true });
    const again = performance.now();
    await input.setInputFiles([path]);
    await input.evaluate(async ({ files: [file] }, piece) => {
      const request = indexedDB.open('plain', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('plain');
      const database = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
      for (let from = 0; from < file.size; from += piece) {
        const transaction = database.transaction('plain', 'readwrite', { durability: 'strict' });
        transaction.objectStore('plain').put(file.slice(from, from + piece), from);
        await new Promise((resolve, reject) => {
          transaction.oncomplete = resolve;
          transaction.onabort = () => reject(transaction.error);
        });
      }
      database.close();
    }, pieceSize);
    return { out, into: performance.now() - again };
  });
}

try {
  const names = amounts.map((amount) => `start-${amount}`);
  for (const [at, amount] of amounts.entries()) {
    const paths = evidence(amount);
    await browse(names[at], (context) => filled(context, paths));
    for (const path of paths) rmSync(path);
  }
  // One after the other in every round, so that whatever else the machine does meets all of them.
  const seen = names.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [at, name] of names.entries()) seen[at].push(await start(name));
  }
  const measured = seen.map((list) => Object.fromEntries(Object.keys(list[0]).map((key) => [key, median(list.map((one) => one[key]))])));
  const [none] = measured;
  measured.forEach((one, at) => {
    const of = `${amounts[at]} MB of evidence`;
    const beside = (value, first) => (at === 0 ? '' : `${(value / first).toFixed(2)} x of that without`);
    tell(`navigation to usable, ${of}`, milli(one.usable), beside(one.usable, none.usable));
    tell(`memory of the page's process, ${of}`, megabytes(one.renderer), beside(one.renderer, none.renderer));
    tell(`  heap of JavaScript, ${of}`, megabytes(one.heap));
  });
  const name = names.at(-1);
  const file = await backup(name);
  const copies = [copying(file.path), copying(file.path), copying(file.path)];
  const plain = await plainly(name, file.path);
  const against = (time, floor) => `${(time / median(copies)).toFixed(1)} x the time of copying, ${(time / floor).toFixed(1)} x that of the browser alone`;
  tell(`backup of ${megabytes(file.size)} into one file`, speed(file.size, file.time), against(file.time, plain.out));
  const { reading, whole } = await restore(file.path);
  tell(`restore of ${megabytes(file.size)} from one file`, speed(file.size, whole), against(whole, plain.into));
  tell('  of it until it asks what to do', milli(reading));
  tell('plain copying of that file', speed(file.size, median(copies)));
  tell('the browser alone: Blobs as one download', speed(file.size, plain.out));
  tell('the browser alone: a file in pieces into IndexedDB', speed(file.size, plain.into));
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
const wide = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
for (const [what, value, beside] of rows) console.log(`${what.padEnd(wide[0])}  ${value.padStart(wide[1])}  ${beside}`.trimEnd());
