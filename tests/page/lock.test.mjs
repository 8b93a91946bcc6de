// The lock in the browser: set, and nothing of the portfolio can be read where the browser keeps it; opened with the
// passphrase alone; interrupted anywhere, and nothing is lost; removed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { away, eventually, heading, saved, stage, still, usable, visit } from './support/browser.mjs';
import { textFile } from './support/photo.mjs';
import { give, recordFor, startEmpty, text, tick } from './support/portfolio.mjs';
import { deleteDatabases } from './support/stored.mjs';

const cairn = stage();
const passphrase = 'stones by the river';
const marker = 'MARKER-OF-THE-TEST';
const evidence = 'EVIDENCE-OF-THE-TEST\n'.repeat(20_000); // more than one piece
const patience = 60_000; // Argon2id takes its time, the more so beside other tests

/** Everything that the browser keeps for the page, byte by byte, by where it lies. */
async function everyByte(page) {
  const found = await page.evaluate(async () => {
    const asked = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const latin = (bytes) => Array.from({ length: Math.ceil(bytes.length / 8192) }, (_, at) => String.fromCharCode(...bytes.subarray(at * 8192, (at + 1) * 8192))).join('');
    const textOf = async (value) => {
      if (value instanceof Blob) return `${value.type} ${latin(new Uint8Array(await value.arrayBuffer()))}`;
      if (ArrayBuffer.isView(value)) return latin(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      if (value === null || typeof value !== 'object') return String(value);
      return (await Promise.all(Object.entries(value).map(async ([name, one]) => `${name} ${await textOf(one)}`))).join('\n');
    };
    const places = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      for (const storeName of database.objectStoreNames) {
        const store = database.transaction(storeName).objectStore(storeName);
        const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
        for (const [at, key] of keys.entries()) places.push([`${name} ${storeName} ${key}`, await textOf(values[at])]);
      }
      database.close();
    }
    const walk = async (folder, path) => {
      for await (const [name, handle] of folder.entries()) {
        if (handle.kind === 'directory') await walk(handle, `${path}/${name}`);
        else places.push([`${path}/${name}`, await textOf(await handle.getFile())]);
      }
    };
    await walk(await navigator.storage.getDirectory(), 'opfs');
    for (const kept of [localStorage, sessionStorage]) {
      for (const [name, value] of Object.entries(kept)) places.push([`storage ${name}`, value]);
    }
    return places;
  });
  return new Map(found);
}

const whereIs = async (page, words) => [...await everyByte(page)].filter(([, content]) => content.includes(words)).map(([place]) => place);

/** The secret half of the key, as keys.json has it. */
async function secretKey(page) {
  const keys = (await everyByte(page)).get('/cairn FILE_DATA /cairn/keys.json');
  return /"secretKeyMultibase":"(z\w+)"/.exec(keys)[1];
}

/** A portfolio with words and a piece of evidence; the address of its record. */
async function written(page) {
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', marker);
  await give(page, [textFile('notes.txt', evidence)]);
  await saved(page);
  return new URL(page.url()).hash;
}

async function setLock(page, words = passphrase) {
  await visit(page, '#/settings');
  await page.getByRole('button', { name: 'Set a passphrase…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a passphrase' });
  await dialog.getByText('Nobody can recover a lost passphrase.').first().waitFor();
  await dialog.getByLabel('New passphrase', { exact: true }).fill(words);
  await dialog.getByLabel('The same once more', { exact: true }).fill(words);
  await tick(dialog, 'I have written the passphrase down, or I keep a file with everything');
  await dialog.getByRole('button', { name: 'Encrypt everything' }).click();
}

const isSet = (page) => page.getByText('Everything here is encrypted.').first().waitFor({ timeout: patience });
const isLocked = (page) => page.getByRole('heading', { level: 1, name: 'Your portfolio is locked' }).waitFor({ timeout: patience });

async function unlock(page, words = passphrase) {
  await page.getByLabel('Passphrase', { exact: true }).fill(words);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

const canTry = (page) => eventually(() => page.getByRole('button', { name: 'Unlock' }).isEnabled(), 'another try is possible', patience);

async function reloaded(page) {
  await page.reload();
  await usable(page);
  await isLocked(page);
}

async function showsAll(page, hash) {
  await visit(page, hash);
  await heading(page, marker);
  await eventually(() => page.getByText('EVIDENCE-OF-THE-TEST').first().isVisible(), 'the evidence is shown', patience);
}

test('nothing of a locked portfolio can be read where the browser keeps it, and the passphrase brings all of it back', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  const hash = await written(page);
  await page.keyboard.press('Control+s');
  const secret = await secretKey(page);
  await eventually(async () => (await whereIs(page, marker)).some((place) => place.startsWith('opfs')), 'there is a second copy', patience);
  assert.notDeepEqual(await whereIs(page, 'EVIDENCE-OF-THE-TEST'), []);
  assert.notDeepEqual(await whereIs(page, secret), []);

  await setLock(page);
  await isSet(page);
  await saved(page);
  for (const words of [marker, 'EVIDENCE-OF-THE-TEST', secret, passphrase]) assert.deepEqual(await whereIs(page, words), []);
  // What is written from now on is encrypted too.
  await visit(page, hash);
  await text(page, 'What happened', `${marker} again`);
  await saved(page);
  await page.keyboard.press('Control+s');
  await saved(page);

  await reloaded(page);
  for (const words of [marker, 'EVIDENCE-OF-THE-TEST', secret, passphrase]) assert.deepEqual(await whereIs(page, words), []);
  assert.ok(!(await page.content()).includes(marker));
  assert.ok(!(await page.title()).includes(marker));

  await unlock(page, 'stones by the sea');
  await page.getByText('This is not the passphrase.').first().waitFor({ timeout: patience });
  await canTry(page);
  await unlock(page);
  await showsAll(page, hash);
  assert.equal(await page.getByRole('textbox', { name: 'What happened', exact: true }).inputValue(), `${marker} again`);

  await visit(page, '#/settings');
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Export everything/ }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: /^Export/ }).first().click();
  const file = readFileSync(await (await begun).path()).toString('latin1');
  assert.ok(file.includes(marker) && file.includes('EVIDENCE-OF-THE-TEST'), 'the exported file holds words and evidence');
  await profile.close();
});

test('a page that is closed while the lock is set opens with the lock or without, and has everything', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  const hash = await written(page);
  await page.evaluate(() => {
    // Evidence is never done: the page goes while it is at that.
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function wrapped(value, key) {
      if (this.name === 'blobs') {
        globalThis.reached = true;
        return this.get(key);
      }
      return put.call(this, value, key);
    };
  });
  await setLock(page);
  await eventually(() => page.evaluate(() => globalThis.reached === true), 'the evidence is reached', patience);
  const again = await profile.tab(hash);
  await page.close();
  await isLocked(again);
  assert.deepEqual(await whereIs(again, marker), []);
  await unlock(again);
  await showsAll(again, hash);
  await eventually(async () => (await whereIs(again, 'EVIDENCE-OF-THE-TEST')).length === 0, 'the evidence is encrypted after all', patience);
  await showsAll(again, hash);
  await profile.close();
});

test('a lock that the storage does not take is not there', async () => {
  const profile = await cairn.open({ expected: /made to fail/ });
  const page = await profile.tab();
  const hash = await written(page);
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    globalThis.healed = () => { IDBObjectStore.prototype.put = put; };
    IDBObjectStore.prototype.put = function wrapped(value, key) {
      if (this.name === 'FILE_DATA') throw new DOMException('made to fail', 'UnknownError');
      return put.call(this, value, key);
    };
  });
  await setLock(page);
  await page.getByText('The lock was not changed').first().waitFor({ timeout: patience });
  await page.evaluate(() => globalThis.healed());
  await visit(page, hash);
  await text(page, 'What happened', 'Afterwards');
  await saved(page);
  await page.reload();
  await usable(page);
  await showsAll(page, hash);
  assert.notDeepEqual(await whereIs(page, marker), []);
  await profile.close();
});

test('a page that nobody touches locks itself and the other tabs, and has saved what was typed', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  const hash = await written(page);
  await setLock(page);
  await isSet(page);
  const other = await profile.tab();
  await isLocked(other);
  await unlock(other);
  await heading(other, 'Career Prepared');
  await page.bringToFront();
  await visit(page, hash);
  await page.getByRole('textbox', { name: 'What happened', exact: true }).fill('Typed last');
  await page.evaluate(() => {
    const now = Date.now();
    Date.now = () => now + 3_600_000;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await isLocked(page);
  await isLocked(other);
  await unlock(page);
  await showsAll(page, hash);
  assert.equal(await page.getByRole('textbox', { name: 'What happened', exact: true }).inputValue(), 'Typed last');
  await profile.close();
});

test('the lock is removed with its passphrase, and everything is as it was', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  const hash = await written(page);
  await setLock(page);
  await isSet(page);
  await visit(page, '#/settings');
  await page.getByRole('button', { name: 'Remove the lock' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove the lock' });
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await dialog.getByRole('button', { name: 'Remove the lock' }).click();
  await page.getByText('The lock is removed.').first().waitFor({ timeout: patience });
  await saved(page);
  assert.notDeepEqual(await whereIs(page, marker), []);
  assert.notDeepEqual(await whereIs(page, 'EVIDENCE-OF-THE-TEST'), []);
  assert.deepEqual(await whereIs(page, 'cairn-lock'), []);
  await page.reload();
  await usable(page);
  await showsAll(page, hash);
  await profile.close();
});

async function changeLock(page, present, words) {
  await visit(page, '#/settings');
  await page.getByRole('button', { name: 'Change the passphrase' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the passphrase' });
  await dialog.getByLabel('Present passphrase', { exact: true }).fill(present);
  await dialog.getByLabel('New passphrase', { exact: true }).fill(words);
  await dialog.getByLabel('The same once more', { exact: true }).fill(words);
  await tick(dialog, 'I have written the passphrase down, or I keep a file with everything');
  await dialog.getByRole('button', { name: 'Change the passphrase' }).click();
  return dialog;
}

test('who finds the page open cannot set another passphrase without the present one', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  const hash = await written(page);
  await setLock(page);
  await isSet(page);
  const dialog = await changeLock(page, 'stones by the sea', 'words of a stranger');
  await dialog.getByText('This is not the present passphrase, so nothing was changed.').first().waitFor({ timeout: patience });
  await reloaded(page);
  await canTry(page);
  await unlock(page);
  await showsAll(page, hash);

  await changeLock(page, passphrase, 'another river');
  await page.getByText('The new passphrase counts from now on.').first().waitFor({ timeout: patience });
  await reloaded(page);
  await unlock(page);
  await page.getByText('This is not the passphrase.').first().waitFor({ timeout: patience });
  await canTry(page);
  await unlock(page, 'another river');
  await showsAll(page, hash);
  await profile.close();
});

test('a reload does not forget how long the next try has to wait, and the passphrase does', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  const hash = await written(page);
  await setLock(page);
  await isSet(page);
  await reloaded(page);
  const before = new Set((await everyByte(page)).keys());
  const other = await profile.tab();
  await isLocked(other);
  await unlock(page, 'stones by the sea');
  await page.getByText('This is not the passphrase.').first().waitFor({ timeout: patience });
  // A count and a time, and nothing else, are kept of it.
  const [[place, noted], ...more] = [...await everyByte(page)].filter(([one]) => !before.has(one));
  assert.deepEqual(more, []);
  const { count, at, ...rest } = JSON.parse(noted);
  assert.deepEqual([count, Number.isInteger(at), rest], [1, true, {}]);
  // The other tab counts it too.
  await canTry(other);
  await unlock(other, 'stones by the sea');
  await other.getByText('The next try is possible after 2 s.').waitFor({ timeout: patience });
  await other.close();
  // As after the fourth, and the clock was set back by a year since.
  const name = place.replace(/^storage /, '');
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), [name, JSON.stringify({ count: 4, at: Date.now() + 365 * 24 * 3_600_000 })]);
  await reloaded(page);
  await page.getByText('The next try is possible after 8 s.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Unlock' }).isEnabled(), false);
  await canTry(page);
  await unlock(page);
  await showsAll(page, hash);
  assert.equal((await everyByte(page)).has(place), false);
  await profile.close();
});

test('when what is stored is gone, its locked second copy opens with the passphrase and stays locked', async () => {
  // A plain text has no icon.
  const profile = await cairn.open({ expected: /404 \(Not Found\)/ });
  const page = await profile.tab();
  const hash = await written(page);
  await setLock(page);
  await isSet(page);
  await saved(page);
  await eventually(async () => (await whereIs(page, 'cairn-lock')).some((place) => place.startsWith('opfs')), 'there is a second copy', patience);
  await away(page);
  await deleteDatabases(page, '/cairn');
  await page.goto(profile.url);
  await usable(page);
  await isLocked(page);
  await unlock(page);
  await page.getByRole('button', { name: /^Go on with this/ }).first().click({ timeout: patience });
  await saved(page);
  await showsAll(page, hash);
  for (const words of [marker, 'EVIDENCE-OF-THE-TEST']) assert.deepEqual(await whereIs(page, words), []);
  await reloaded(page);
  await unlock(page);
  await showsAll(page, hash);
  await profile.close();
});

test('who has forgotten the passphrase can start over by the word, and nothing is left', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await written(page);
  await setLock(page);
  await isSet(page);
  await reloaded(page);
  await page.getByText('There is no way back.').first().waitFor();
  await page.getByRole('button', { name: 'Start over…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('delete');
  await dialog.getByRole('textbox').blur();
  await dialog.getByRole('button', { name: 'Start over', exact: true }).click();
  await page.getByRole('button', { name: 'Start empty' }).waitFor();
  await still(page);
  assert.deepEqual([...await everyByte(page)].filter(([place]) => place.startsWith('cairn ') || place.startsWith('/cairn FILE_DATA')).map(([place]) => place), []);
  await startEmpty(page);
  await saved(page);
  await profile.close();
});
