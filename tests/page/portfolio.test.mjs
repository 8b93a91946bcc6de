// Everything as one file, the sample, and the end of it all: what a browser keeps before and after.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { artifactFolder, eventually, go, heading, saved, stage, still, usable, visit } from './support/browser.mjs';
import { course, event, jobBoard, selfAssessment, startEmpty, text } from './support/portfolio.mjs';
import { everythingStored, stored } from './support/stored.mjs';
import { readZip } from './support/zip.mjs';

const cairn = stage();
const film = { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(2 * 1024 * 1024, 'a film, as a sample ') };
const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('A short note, as a sample.\n') };
const dialog = (page, name) => page.getByRole('dialog', { name });
const zipFile = (buffer) => ({ name: 'everything.zip', mimeType: 'application/zip', buffer });

async function downloaded(page, press) {
  const begun = page.waitForEvent('download');
  await press();
  const download = await begun;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

async function exportEverything(page) {
  await visit(page, '#/settings');
  await page.getByRole('button', { name: 'Export everything', exact: true }).click();
  await dialog(page, 'Export everything as one file').getByText('It holds your signing key.').waitFor();
  const file = await downloaded(page, () => page.getByRole('button', { name: 'Export with the key' }).click());
  await page.getByText(/^Exported: .*It holds your signing key/).first().waitFor();
  return file;
}

async function exportLevel(page, level = '') {
  await visit(page, `#/submit${level}`);
  return (await downloaded(page, () => page.getByRole('button', { name: /^Export (sample-)?bundle\./ }).first().click())).bytes;
}

async function ready(page) {
  await startEmpty(page);
  await event(page, { files: [film] });
  await course(page, {});
  await selfAssessment(page);
  await jobBoard(page, { files: [note] });
  await visit(page, '#/settings');
  await text(page, 'Your name', 'Sample Learner');
  await saved(page);
}

async function openFile(page, file) {
  await page.getByLabel('Open a portfolio file').setInputFiles([file]);
}

const withoutDevice = (files) => files.map(([path, words]) => [path.replace(/[0-9a-f]{16}\.json$/, '*.json'), words]);

/** The index without what differs from device to device and from save to save. */
function indexOf(files) {
  const { device, generation, checksum, journal, ...index } = JSON.parse(files.find(([path]) => path === '/cairn/index.json')[1]);
  return index;
}

const generationOf = async (page) => JSON.parse((await stored(page)).find(([path]) => path === '/cairn/index.json')[1]).generation;

/** All of it stands in the index, and not in rows of the journal. */
async function checkpoint(page) {
  const before = await generationOf(page);
  await page.keyboard.press('Control+s');
  await eventually(async () => await generationOf(page) > before, 'a checkpoint is stored');
  await saved(page);
}

let portfolio = null;

test('a whole portfolio opened in an empty browser has lost nothing and exports the same', async () => {
  const one = await cairn.open();
  const page = await one.tab();
  await ready(page);
  const bundle = await exportLevel(page);
  await saved(page);
  await checkpoint(page);
  const before = await stored(page);
  const { name, bytes } = await exportEverything(page);
  assert.match(name, /^cairn-portfolio-with-key-\d{4}-\d\d-\d\d\.zip$/);
  writeFileSync(join(artifactFolder(), 'portfolio.zip'), bytes);
  portfolio = bytes;
  const names = readZip(bytes).map((entry) => entry.name);
  assert.ok(names.includes('document/keys.json') && names.filter((entry) => entry.startsWith('files/')).length === 2, names.join());
  await one.close();

  const other = await cairn.open();
  const elsewhere = await other.tab();
  await openFile(elsewhere, zipFile(bytes));
  const asked = dialog(elsewhere, 'Open this portfolio?');
  await asked.getByText('Sample Learner').first().waitFor();
  await asked.getByRole('button', { name: 'Open it' }).click();
  await heading(elsewhere, 'Career Prepared');
  await elsewhere.getByText('everything.zip is open').first().waitFor();
  await saved(elsewhere);
  const after = await stored(elsewhere);
  assert.deepEqual(indexOf(after), indexOf(before));
  assert.deepEqual(after.find(([path]) => path === '/cairn/keys.json'), before.find(([path]) => path === '/cairn/keys.json'));
  const shards = (files) => withoutDevice(files.filter(([path, words]) => path.includes('/shards/') && words !== null
    && indexOf(files).shards.some(({ file }) => path.endsWith(file))));
  assert.deepEqual(shards(after), shards(before));
  assert.ok((await exportLevel(elsewhere)).equals(bundle), 'another bundle');
  await elsewhere.reload();
  await usable(elsewhere);
  await go(elsewhere, 'Evidence');
  await elsewhere.getByText('Spring career fair').first().waitFor();
  await other.close();
});

test('a damaged file changes nothing, neither on an empty device nor beside a portfolio', async () => {
  assert.ok(portfolio, 'the first test made no file');
  const at = portfolio.indexOf('a film, as a sample ') + 1000;
  const changed = Buffer.from(portfolio);
  changed[at] ^= 1;
  const damaged = [
    ['its evidence changed', changed, true, true],
    ['cut off', portfolio.subarray(0, portfolio.length - 100), false, true],
    ['no ZIP', Buffer.from('A letter.'), false, false],
  ];
  const profile = await cairn.open();
  const page = await profile.tab();
  for (const round of ['empty', 'begun']) {
    if (round === 'begun') {
      await startEmpty(page);
      await jobBoard(page, { files: [note] });
      await visit(page, '#/settings');
      await saved(page);
    }
    for (const [name, bytes, shows, offers] of damaged) {
      const before = await everythingStored(page);
      await openFile(page, zipFile(bytes));
      if (shows) await dialog(page, 'Open this portfolio?').getByRole('button', { name: 'Open it' }).click();
      await page.getByText('everything.zip was not opened, and nothing here has changed.').first().waitFor();
      // What can be read is offered; here nobody wants it.
      if (offers) await dialog(page, 'This file is damaged').getByRole('button', { name: 'Leave everything as it is' }).click();
      await still(page);
      await eventually(async () => await everythingStored(page) === before, `${name} left something behind`);
      if (round === 'begun') await page.getByRole('button', { name: 'Got it' }).click();
      else await page.reload().then(() => usable(page));
    }
  }
  await profile.close();
});

test('the sample opens, says on every screen and in every export that it is one, and gives way to a portfolio', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await page.getByRole('button', { name: 'Open the sample', exact: true }).click();
  await heading(page, 'Career Prepared');
  for (const hash of ['#/path', '#/path/L2', '#/evidence', '#/evidence/new', '#/reflections', '#/plan', '#/wall', '#/submit', '#/badges', '#/trash', '#/settings']) {
    await visit(page, hash);
    await page.getByText('This is a sample').first().waitFor();
    await eventually(async () => (await page.title()).startsWith('Sample: '), `the title on ${hash}`);
  }
  const bundle = await exportLevel(page, '/L1');
  const text_ = bundle.subarray(0, 2).toString() === 'PK' ? readZip(bundle)[0].content : bundle;
  assert.ok(JSON.parse(text_.toString('utf8')).name.startsWith('SAMPLE: '));
  const { name, bytes } = await exportEverything(page);
  assert.match(name, /^sample-cairn-portfolio-with-key-/);
  const index = readZip(bytes).find((entry) => entry.name === 'document/index.json').content;
  assert.equal(JSON.parse(index.toString('utf8')).sample, true);

  await page.getByRole('main').getByRole('button', { name: 'Start your own' }).click();
  await dialog(page, 'Leave the sample?').getByRole('button', { name: 'Start your own' }).click();
  await heading(page, 'Career Prepared');
  await eventually(async () => !(await page.title()).startsWith('Sample: '), 'the title says no more that it is a sample');
  assert.equal(await page.getByText('This is a sample').count(), 0);
  await profile.close();
});

test('after everything is deleted nothing is stored, and the page is as on a new device', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await jobBoard(page, { files: [note] });
  await visit(page, '#/settings');
  await page.getByRole('combobox', { name: 'Colors' }).selectOption({ label: 'Dark' });
  await saved(page);
  await page.getByRole('button', { name: 'Delete everything', exact: true }).click();
  const asked = dialog(page, 'Delete everything on this device?');
  const press = asked.getByRole('button', { name: 'Delete everything', exact: true });
  assert.ok(await press.isDisabled());
  await text(asked, 'Type “delete” to go on', 'delete');
  await press.click();
  await page.getByText('Everything is deleted').first().waitFor();
  await page.getByRole('button', { name: 'Start empty' }).waitFor();
  // What guards the store, and a block of noise that makes room where it gets tight, say nothing of anybody.
  assert.deepEqual(JSON.parse(await everythingStored(page)).filter(([, store]) => store !== 'GUARD'), []);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.reload();
  await usable(page);
  await page.getByRole('button', { name: 'Start empty' }).waitFor();
  await profile.close();
});
