// What cannot be read, or is gone: the page says so in place of every screen, offers what is left, and writes nothing
// before the person chooses.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { away, eventually, heading, noIcon, saved, stage, still, usable, visit } from './support/browser.mjs';
import { copies } from './support/faults.mjs';
import { textFile } from './support/photo.mjs';
import { jobBoard, recordFor, startEmpty, text } from './support/portfolio.mjs';
import { deleteDatabases, stored } from './support/stored.mjs';
import { readZip } from './support/zip.mjs';

const cairn = stage();
const unread = 'Part of your portfolio cannot be read';
const vanished = 'Your portfolio is not where it was';
const evidence = textFile('welcome.txt', 'Welcome, as a sample.\n');

/** A page with a record and evidence, in a checkpoint, and a change after it, in a row. */
async function withPortfolio(profile) {
  const page = await profile.tab();
  await startEmpty(page);
  await jobBoard(page, { files: [evidence] });
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'A talk');
  await saved(page);
  await page.keyboard.press('Control+s');
  await saved(page);
  await text(page, 'Title', 'A talk about work in a lab');
  await saved(page);
  return page;
}

async function back(page, hash = '') {
  await page.goto(cairn.url + hash);
  await usable(page);
}

async function asks(page, words) {
  await heading(page, words);
  await page.getByText('Looking for copies on this device…').first().waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('button', { name: 'Start empty' }).count(), 0);
}

async function bothRecords(page) {
  await visit(page, '#/evidence');
  await page.getByRole('link', { name: /^My job board account/ }).waitFor();
  await page.getByRole('link', { name: /^A talk about work in a lab/ }).waitFor();
}

/** Deletes the database of the document; the evidence stays. */
const withoutDocument = (page) => deleteDatabases(page, '/cairn');

/** Everything but what localStorage holds. */
async function cleared(page) {
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      });
    }
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
  });
}

async function downloaded(page, press) {
  const begun = page.waitForEvent('download');
  await press();
  const download = await begun;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('where the index is damaged, the one before and the journal bring everything back', async () => {
  const profile = await cairn.open({ expected: noIcon });
  const page = await withPortfolio(profile);
  await away(page);
  const files = new Map(await stored(page));
  const index = files.get('/cairn/index.json');
  const before = await stored(page, { '/cairn/index.json': index.slice(0, index.length / 2) });
  await back(page);
  await asks(page, unread);
  await page.getByText('Nothing in it is missing').first().waitFor();
  await still(page);
  assert.deepEqual(await stored(page), before, 'written before the person chose');
  await page.getByRole('button', { name: 'Go on with this: What is stored here' }).click();
  await heading(page, 'Career Prepared');
  await page.getByText('Your portfolio is back: 2 records').first().waitFor();
  await saved(page);
  await bothRecords(page);
  assert.equal(new Map(await stored(page)).get('/cairn/damaged-index.json'), index.slice(0, index.length / 2), 'what could not be read was thrown away');
  await page.reload();
  await usable(page);
  await bothRecords(page);
  await page.getByRole('link', { name: /^My job board account/ }).click();
  await page.getByRole('button', { name: `Remove ${evidence.name}` }).waitFor();
  await profile.close();
});

test('where the database is gone, the second copy is offered and brings everything back', async () => {
  const profile = await cairn.open({ expected: noIcon });
  const page = await withPortfolio(profile);
  await page.keyboard.press('Control+s');
  await eventually(async () => (await copies(page)).some((copy) => copy.text.includes('A talk about work in a lab')), 'the second copy holds it', 30_000);
  await away(page);
  await withoutDocument(page);
  await back(page);
  await asks(page, vanished);
  await page.getByRole('button', { name: /^Go on with this: The second copy of / }).first().click();
  await heading(page, 'Career Prepared');
  await saved(page);
  await bothRecords(page);
  await page.getByRole('link', { name: /^My job board account/ }).click();
  await page.getByRole('button', { name: `Remove ${evidence.name}` }).waitFor();
  await profile.close();
});

test('where everything is gone, the page knows that something was here, and a backup file brings it back', async () => {
  const profile = await cairn.open({ expected: noIcon });
  const page = await withPortfolio(profile);
  await visit(page, '#/settings');
  await page.getByRole('button', { name: 'Export everything', exact: true }).click();
  const { bytes } = await downloaded(page, () => page.getByRole('button', { name: 'Export with the key' }).click());
  await saved(page);
  await away(page);
  await cleared(page);
  await back(page, '#/evidence');
  await asks(page, vanished);
  await page.getByText('No copy that can be read was found on this device.').first().waitFor();
  await page.reload();
  await usable(page);
  await asks(page, vanished);
  await page.getByLabel('Open a portfolio file').setInputFiles([{ name: 'everything.zip', mimeType: 'application/zip', buffer: bytes }]);
  await page.getByRole('dialog', { name: 'Open this portfolio?' }).getByRole('button', { name: 'Open it' }).click();
  await heading(page, 'Career Prepared');
  await saved(page);
  await bothRecords(page);
  await page.reload();
  await usable(page);
  await bothRecords(page);
  await profile.close();
});

test('starting over needs the word, and what is stored stays until a new portfolio begins', async () => {
  const profile = await cairn.open({ expected: noIcon });
  const page = await withPortfolio(profile);
  await away(page);
  const before = await stored(page, { '/cairn/index.json': '{' });
  await back(page);
  await asks(page, unread);
  await page.getByRole('button', { name: 'Start over without it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start over without your portfolio?' });
  assert.equal(await dialog.getByRole('button', { name: 'Start over', exact: true }).isDisabled(), true);
  await dialog.getByRole('textbox', { name: /^Type “delete”/ }).fill('delete');
  await dialog.getByRole('button', { name: 'Start over', exact: true }).click();
  await page.getByRole('button', { name: 'Start empty' }).waitFor();
  await still(page);
  assert.deepEqual(await stored(page), before);
  await page.reload();
  await usable(page);
  await asks(page, unread);
  await profile.close();
});

test('what can be read is exported as a file that opens elsewhere', async () => {
  const profile = await cairn.open({ expected: noIcon });
  const page = await withPortfolio(profile);
  await away(page);
  await stored(page, { '/cairn/index.json': 'no index' });
  await back(page);
  await asks(page, unread);
  const { name, bytes } = await downloaded(page, () => page.getByRole('button', { name: 'Export what can be read' }).click());
  assert.match(name, /^cairn-rescued-\d{4}-\d\d-\d\d\.zip$/);
  await page.getByText(`Exported: ${name}.`).first().waitFor();
  assert.ok(readZip(bytes).some((entry) => entry.name.startsWith('files/')));
  await profile.close();
  const elsewhere = await cairn.open({ expected: noIcon });
  const other = await elsewhere.tab();
  await other.getByLabel('Open a portfolio file').setInputFiles([{ name, mimeType: 'application/zip', buffer: bytes }]);
  await other.getByRole('dialog', { name: 'Open this portfolio?' }).getByRole('button', { name: 'Open it' }).click();
  await heading(other, 'Career Prepared');
  await saved(other);
  await bothRecords(other);
  await elsewhere.close();
});

test('what a newer version wrote is left to it: the page offers to export what is there, and no more', async () => {
  const profile = await cairn.open({ expected: noIcon });
  const page = await withPortfolio(profile);
  await away(page);
  const files = new Map(await stored(page));
  const newer = files.get('/cairn/index.json').replace(/"version":\s*\d+/, '"version":99');
  const before = await stored(page, { '/cairn/index.json': newer });
  await back(page);
  await asks(page, 'This portfolio needs a newer Cairn');
  for (const gone of ['Start over without it', /^Go on with this/]) assert.equal(await page.getByRole('button', { name: gone }).count(), 0);
  assert.equal(await page.getByLabel('Open a portfolio file').count(), 0);
  const { bytes } = await downloaded(page, () => page.getByRole('button', { name: 'Export what can be read' }).click());
  assert.ok(readZip(bytes).some((entry) => entry.name === 'stored/index.json'));
  assert.deepEqual(await stored(page), before);
  await profile.close();
});
