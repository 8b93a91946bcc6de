// How light and how fast the page is, beside what it aims at. Prints a table; nothing fails here.
//   node bench/page.mjs [--runs N]     measures dist/ (or CAIRN_DIST); medians over N runs
import { createHash, randomUUID } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import canonicalize from 'canonicalize';

import { serve } from '../web/build/serve.mjs';
import { dist, go, launch, Profile, saved, still, usable, visit } from '../tests/page/support/browser.mjs';
import { research, startEmpty } from '../tests/page/support/portfolio.mjs';

const at = process.argv.indexOf('--runs');
const runs = at > 0 ? Number(process.argv[at + 1]) : 5;
const manyRecords = 1000;

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
    await again.reload();
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

/** Reads the document's files out of the page, or puts others in their place. */
const files = (page, put) => page.evaluate(async (wanted) => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('/cairn'));
  const name = database.objectStoreNames[0];
  if (wanted) {
    const store = database.transaction(name, 'readwrite').objectStore(name);
    const { mode } = await asked(store.get('/cairn/index.json'));
    for (const [path, text] of wanted) {
      await asked(store.put({ mode, timestamp: new Date(), contents: new TextEncoder().encode(text) }, path));
    }
  }
  const store = database.transaction(name).objectStore(name);
  const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
  database.close();
  return keys.flatMap((key, index) => (values[index].contents ? [[key, new TextDecoder().decode(values[index].contents)]] : []));
}, put);

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** The stored form (docs/data-format.md) of the same portfolio with many copies of its one record. */
function multiplied(stored, count) {
  const all = new Map(stored);
  const index = JSON.parse(all.get('/cairn/index.json'));
  const { records: [model] } = JSON.parse(all.get(`/cairn/${index.shards[0].file}`));
  const copies = Array.from({ length: count }, (_, number) => (number === 0 ? model : {
    ...model, id: `urn:uuid:${randomUUID()}`, criteria: undefined, fields: { ...model.fields, title: `Sample record ${number}` },
  }));
  const written = [];
  index.shards = [];
  for (let from = 0; from < count; from += 200) {
    const records = copies.slice(from, from + 200);
    const text = canonicalize({ records });
    const hash = sha256(text);
    const file = `shards/${hash.slice(0, 16)}.json`;
    written.push([`/cairn/${file}`, text]);
    index.shards.push({ file, sha256: hash, bytes: Buffer.byteLength(text), records: records.length });
  }
  index.counts.records = count;
  delete index.checksum;
  index.checksum = sha256(canonicalize(index));
  written.push(['/cairn/index.json', canonicalize(index)]);
  return written;
}

async function withManyRecords() {
  const profile = await open();
  const page = await profile.tab();
  await startEmpty(page);
  await research(page);
  await saved(page);
  await files(page, multiplied(await files(page), manyRecords));
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
} finally {
  await browser.close();
  await server.close();
}
const wide = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
console.log(`${'what'.padEnd(wide[0])}  ${'measured'.padStart(wide[1])}  aim`);
for (const [what, value, aim] of rows) console.log(`${what.padEnd(wide[0])}  ${value.padStart(wide[1])}  ${aim}`.trimEnd());
