// Evidence that nothing stored names any more goes after a start, and nothing else goes.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, heading, saved, stage, still, usable, visit } from './support/browser.mjs';
import { textFile } from './support/photo.mjs';
import { jobBoard, recordFor, give, startEmpty, text } from './support/portfolio.mjs';
import { stored } from './support/stored.mjs';

const cairn = stage();

const blobCount = (page) => page.evaluate(async () => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('cairn'));
  const count = await asked(database.transaction('blobs').objectStore('blobs').count());
  database.close();
  return count;
});

async function reloaded(page) {
  await page.reload();
  await usable(page);
  await still(page);
}

/** As after so many changes that the oldest rows of the journal went. */
const forgetRows = (page) => page.evaluate(async () => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('/cairn'));
  const store = database.transaction('FILE_DATA', 'readwrite').objectStore('FILE_DATA');
  await asked(store.delete(IDBKeyRange.bound('/cairn/journal/', '/cairn/journal/~')));
  database.close();
});

async function checkpoint(page) {
  const generation = async () => JSON.parse(new Map(await stored(page)).get('/cairn/index.json')).generation;
  const before = await generation();
  await page.keyboard.press('Control+s');
  await eventually(async () => await generation() > before, 'a checkpoint is stored');
}

test('the files of a record that was deleted for good stay while that can be undone, and go at a later start', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await jobBoard(page, { files: [textFile('welcome.txt', 'Welcome, as a sample.\n')] });
  await recordFor(page, 'L1.G1.event');
  await text(page, 'Title', 'A workshop');
  await give(page, [textFile()]);
  await saved(page);
  assert.equal(await blobCount(page), 2);

  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await heading(page, 'Evidence');
  await saved(page);
  await reloaded(page);
  assert.equal(await blobCount(page), 2);

  await visit(page, '#/trash');
  await page.getByRole('button', { name: 'Delete for good: A workshop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('The trash is empty.').waitFor();
  await saved(page);
  for (const name of ['Sample Learner', 'Sample learner']) {
    await visit(page, '#/settings');
    await text(page, 'Your name', name);
    await saved(page);
    await checkpoint(page);
  }
  await reloaded(page);
  assert.equal(await blobCount(page), 2);

  await forgetRows(page);
  await reloaded(page);
  await eventually(async () => (await blobCount(page)) === 1, 'the file of the deleted record is gone');
  await visit(page, '#/evidence');
  await page.getByRole('link', { name: /^My job board account/ }).click();
  await page.getByText('Welcome, as a sample.').waitFor();
  await profile.close();
});
