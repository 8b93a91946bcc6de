// No room, storage that is taken away while the page is open, and a page that crashes: words are kept, and it is told
// what happened. Evidence is refused before words are.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';

import { eventually, heading, saved, saveWords, stage, still, usable, visit } from './support/browser.mjs';
import { names } from './support/faults.mjs';
import { textFile } from './support/photo.mjs';
import { jobBoard, recordFor, startEmpty, text } from './support/portfolio.mjs';

const cairn = stage();
const megabyte = 1024 * 1024;
const limit = 10 * megabyte;
/** Bytes that no compression makes fewer. */
const film = (name, size) => ({ name, mimeType: 'video/mp4', buffer: randomBytes(size) });

/** A page, and what its storage can be told by the protocol of the browser's tools. */
async function withStorage({ quota, expected } = {}) {
  const profile = await cairn.open({ expected });
  const page = await profile.context.newPage();
  const session = await profile.context.newCDPSession(page);
  const { origin } = new URL(cairn.url);
  const storage = {
    /** Without a size the browser's own holds again. */
    limit: (quotaSize) => session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize }),
    used: async () => (await session.send('Storage.getUsageAndQuota', { origin })).usage,
    clear: () => session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' }),
  };
  if (quota) await storage.limit(quota);
  await page.goto(cairn.url);
  await usable(page);
  return { profile, page, session, storage };
}

const refused = (page, name) => page.getByText(`${name} was not added: there is no room for it on this device.`).first();
const notSaved = (page) => page.getByText('Not saved', { exact: true });
const ofQuota = /QuotaExceeded|quota|no second copy|offline use is off/i;

/** Runs in the page: whether so many random bytes find room in a database of its own, where they may stay. */
async function fill({ size, stay }) {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const request = indexedDB.open('filler', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('filler', { autoIncrement: true });
  const database = await asked(request);
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  const done = async (work) => {
    const transaction = database.transaction('filler', 'readwrite');
    const made = work(transaction.objectStore('filler'));
    return new Promise((resolve) => {
      transaction.oncomplete = () => resolve(made.result);
      transaction.onabort = () => resolve(null);
    });
  };
  const key = await done((store) => store.add(bytes));
  if (key !== null && !stay) await done((store) => store.delete(key));
  database.close();
  return key !== null;
}

/** Runs in the page: whether the bytes lie there that are given up for words. */
async function spareIsThere() {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('/cairn'));
  const count = await asked(database.transaction('GUARD').objectStore('GUARD').count('ballast'));
  database.close();
  return count === 1;
}

test('evidence is refused before words; words without room stay on the page, which says why and saves by itself when there is room', async () => {
  const { profile, page, storage } = await withStorage({ quota: limit, expected: ofQuota });
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'Edit 1');
  await saved(page);
  let films = 0;
  const add = async () => {
    films += 1;
    const name = `film ${films}.mp4`;
    await page.getByLabel('Add files').setInputFiles([film(name, 2 * megabyte)]);
    await page.getByRole('button', { name: `Remove ${name}`, exact: true }).or(refused(page, name)).first().waitFor();
    return await refused(page, name).count() === 0;
  };
  assert.ok(await add(), 'there was room');
  await eventually(() => page.evaluate(spareIsThere), 'room is kept for words', 30_000);
  // Something else takes what is left. For half a minute Chromium goes by how much room there was, and so it is asked
  // until it says no.
  const leave = async (rest) => {
    const size = limit - await storage.used() - rest;
    if (size > 0) assert.ok(await page.evaluate(fill, { size, stay: true }), 'there was room');
    await eventually(async () => !await page.evaluate(fill, { size: 2 * rest, stay: false }), 'there is no room', 60_000);
  };
  await leave(megabyte);
  assert.equal(await add(), false, 'evidence without room');
  let words = '';
  let edit = 1;
  const write = async () => {
    edit += 1;
    words = `Edit ${edit}: ${randomBytes(5000).toString('base64')}`;
    await text(page, 'What happened', words);
    await text(page, 'Title', `Edit ${edit}`);
    await heading(page, `Edit ${edit}`);
  };
  const isSaved = async () => /^Saved/.test(await saveWords(page));
  const isOneOrOther = () => eventually(async () => (await notSaved(page).count() > 0 ? 'not' : await isSaved() && 'saved'), 'it is saved, or not');
  await write();
  await eventually(isSaved, 'words while evidence is refused');
  await leave(20_000);
  while (await page.evaluate(spareIsThere)) {
    await write();
    await eventually(isSaved, 'words are saved with the room that was kept for them', 30_000);
  }
  assert.equal(await add(), false, 'evidence does not get the room for words');
  await leave(20_000);
  do {
    assert.ok(edit < 60, 'there is always room');
    await write();
  } while (await isOneOrOther() === 'saved');
  await page.getByText('The storage of this browser is full.').first().waitFor();
  await still(page);
  await heading(page, `Edit ${edit}`);
  await storage.limit(100 * megabyte);
  // Nobody presses anything.
  await eventually(isSaved, 'it saves by itself', 90_000);
  await page.reload();
  await heading(page, `Edit ${edit}`);
  assert.ok(await page.getByRole('textbox', { name: 'What happened', exact: true }).inputValue() === words, 'other words');
  await profile.close();
});

test('after the data of the site was cleared while the page was open, the next change stores everything that the page holds', async () => {
  const { profile, page, storage } = await withStorage({ expected: /./ });
  await startEmpty(page);
  await jobBoard(page, { files: [textFile('welcome.txt', 'Welcome, as a sample.\n')] });
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'Edit 1');
  await saved(page);
  await storage.clear();
  await text(page, 'Title', 'Edit 2');
  await text(page, 'What happened', 'Written after it was cleared.');
  await saved(page);
  assert.ok((await names(page)).includes('/cairn/index.json'));
  await page.reload();
  await usable(page);
  await heading(page, 'Edit 2');
  assert.equal(await page.getByRole('textbox', { name: 'What happened', exact: true }).inputValue(), 'Written after it was cleared.');
  await visit(page, '#/evidence');
  await page.getByRole('link', { name: /^My job board account/ }).first().click();
  await heading(page, 'My job board account');
  await page.getByRole('button', { name: 'Withdraw the claim: Job board account', exact: true }).waitFor();
  await profile.context.close();
});

test('after a page crashed the next one has what was saved, and may write', async () => {
  const { profile, page, session } = await withStorage();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  for (let edit = 1; edit <= 5; edit += 1) await text(page, 'Title', `Edit ${edit}`);
  await saved(page);
  const hash = new URL(page.url()).hash;
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
  const next = await profile.tab(hash);
  await heading(next, 'Edit 5');
  await eventually(() => next.getByRole('textbox', { name: 'Title', exact: true }).isEditable(), 'it may write');
  await text(next, 'Title', 'Edit 6');
  await saved(next);
  await next.reload();
  await heading(next, 'Edit 6');
  await profile.close();
});
