// Backups in a real browser: encrypted ones, where they are written to, damaged ones, and checking one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { eventually, go, heading, saved, stage, still, visit } from './support/browser.mjs';
import { event, jobBoard, startEmpty, text } from './support/portfolio.mjs';
import { everythingStored } from './support/stored.mjs';
import { readZip } from './support/zip.mjs';

const cairn = stage();
const film = { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(2 * 1024 * 1024, 'a film, as a sample ') };
const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('A short note, as a sample.\n') };
const passphrase = 'four words of mine';
const dialog = (page, name) => page.getByRole('dialog', { name });
const file = (buffer, name = 'everything.zip') => ({ name, mimeType: 'application/octet-stream', buffer });
const openFile = (page, one) => page.getByLabel('Open a portfolio file').setInputFiles([one]);

/** In place of the system's dialog: a file on the page's own disk, written as any other. */
const picker = () => {
  globalThis.showSaveFilePicker = async ({ suggestedName }) => {
    const folder = await navigator.storage.getDirectory();
    const chosen = await folder.getFileHandle(`chosen-${suggestedName}`, { create: true });
    const made = chosen.createWritable.bind(chosen);
    if (globalThis.slowDisk) {
      chosen.createWritable = async () => {
        const writing = await made();
        return { write: (bytes) => new Promise((go) => { setTimeout(() => go(writing.write(bytes)), 200); }), close: () => writing.close(), abort: () => writing.abort() };
      };
    }
    return chosen;
  };
};
const chosenFiles = (page) => page.evaluate(async () => {
  const found = [];
  for await (const [name, handle] of (await navigator.storage.getDirectory()).entries()) {
    if (!name.startsWith('chosen-')) continue;
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    found.push([name, bytes.length, new TextDecoder().decode(bytes.subarray(0, 24))]);
  }
  return found;
});

async function begun(profile) {
  const page = await profile.tab();
  await startEmpty(page);
  await event(page, { files: [film] });
  await jobBoard(page, { files: [note] });
  await saved(page);
  return page;
}

async function exportDialog(page) {
  await visit(page, '#/settings');
  await page.getByRole('button', { name: 'Export everything', exact: true }).click();
  const asked = dialog(page, 'Export everything as one file');
  await asked.waitFor();
  return asked;
}

async function exported(page, words = '') {
  const asked = await exportDialog(page);
  if (words) {
    await text(asked, 'Passphrase', words);
    await text(asked, 'Passphrase once more', words);
  }
  const begins = page.waitForEvent('download');
  await asked.getByRole('button', { name: words ? 'Export encrypted' : 'Export with the key' }).click();
  const download = await begins;
  await page.getByText(/^Exported: /).first().waitFor();
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** What a file holds of the portfolio itself: records, keys, badges, evidence. */
const contents = (bytes) => readZip(bytes).filter(({ name }) => /^(files|document\/(shards|badges|keys))/.test(name))
  .map(({ name, content }) => [name, content.toString('latin1')]).sort();

let plain = null;

test('an encrypted backup opens in an empty browser with its passphrase, and with no other, and nothing is lost', async () => {
  const one = await cairn.open();
  const page = await begun(one);
  plain = (await exported(page)).bytes;
  const { name, bytes } = await exported(page, passphrase);
  assert.match(name, /^cairn-portfolio-encrypted-\d{4}-\d\d-\d\d\.cairn$/);
  assert.ok(bytes.subarray(0, 24).toString().startsWith('{"format":"cairn-sealed"'));
  assert.ok(!bytes.includes('a film, as a sample') && !bytes.includes('document/'));
  await page.getByText(/^Everything was last exported on .* Nothing has changed since\.$/).first().waitFor();
  await one.close();

  const other = await cairn.open();
  const elsewhere = await other.tab();
  await openFile(elsewhere, file(bytes, 'backup.cairn'));
  const asked = dialog(elsewhere, 'This file is encrypted');
  await asked.getByLabel('Passphrase', { exact: true }).fill('another one');
  await asked.getByRole('button', { name: 'Open the file' }).click();
  await asked.getByText('This passphrase does not open it.').first().waitFor();
  await asked.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await asked.getByRole('button', { name: 'Open the file' }).click();
  await dialog(elsewhere, 'Open this portfolio?').getByRole('button', { name: 'Open it' }).click();
  await heading(elsewhere, 'Career Prepared');
  await saved(elsewhere);
  assert.deepEqual(contents((await exported(elsewhere)).bytes), contents(plain));
  await other.close();
});

test('a backup is written into the file that the person chooses', async () => {
  const profile = await cairn.open({ init: picker });
  const page = await begun(profile);
  const asked = await exportDialog(page);
  await asked.getByRole('button', { name: 'Export with the key' }).click();
  await page.getByText(/^Exported: /).first().waitFor();
  const [[name, size, begin], ...more] = await chosenFiles(page);
  assert.match(name, /cairn-portfolio-with-key/);
  assert.ok(size > film.buffer.length && begin.startsWith('PK'), `${size} ${begin}`);
  assert.deepEqual(more, []);
  await profile.close();
});

test('an export that is stopped leaves no file, and the page says so', async () => {
  const profile = await cairn.open({ init: picker });
  const page = await begun(profile);
  await page.evaluate(() => { globalThis.slowDisk = true; });
  const asked = await exportDialog(page);
  await asked.getByRole('button', { name: 'Export with the key' }).click();
  await asked.getByText(/^Putting the file together: .* of .*\.$/).first().waitFor();
  await asked.getByRole('button', { name: 'Stop the export' }).click();
  await page.getByText('The export was stopped, and no file was kept.').first().waitFor();
  await eventually(async () => (await chosenFiles(page)).length === 0, 'a part of the file was left');
  await page.getByText('Everything has never been exported from this device.').first().waitFor();
  await profile.close();
});

test('what can be read of a file that is cut off is offered, and opened when the person says so', async () => {
  assert.ok(plain, 'the first test made no file');
  const profile = await cairn.open();
  const page = await profile.tab();
  await openFile(page, file(plain.subarray(0, plain.length - 1_000_000)));
  const asked = dialog(page, 'This file is damaged');
  await asked.getByText('Records: 2 of 2').or(asked.getByText('2 of 2')).first().waitFor();
  await asked.getByRole('button', { name: 'Open what can be read' }).click();
  await heading(page, 'Career Prepared');
  await saved(page);
  await go(page, 'Evidence');
  await page.getByText('Spring career fair').first().waitFor();
  await profile.close();
});

test('a backup is checked without being opened, and damage is named', async () => {
  assert.ok(plain, 'the first test made no file');
  const profile = await cairn.open();
  const page = await begun(profile);
  await visit(page, '#/settings');
  await saved(page);
  const before = await everythingStored(page);
  await page.getByRole('button', { name: 'Check a backup', exact: true }).click();
  const asked = dialog(page, 'Check a backup');
  await asked.getByLabel('The file to check').setInputFiles([file(plain)]);
  await asked.getByText('All of it is whole').first().waitFor();
  const changed = Buffer.from(plain);
  changed[changed.indexOf('a film, as a sample ') + 1000] ^= 1;
  await asked.getByLabel('The file to check').setInputFiles([file(changed)]);
  await asked.getByText('These of its files are damaged, the rest is whole: film.mp4.').first().waitFor();
  await asked.getByRole('button', { name: 'Close' }).click();
  await still(page);
  assert.equal(await everythingStored(page), before);
  await profile.close();
});
