// "Saved" means committed; what could not be saved is said; what cannot be read is left as it is.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { addAddress, badge, pick, title } from './support/badges.mjs';
import { away, eventually, heading, noIcon, saved, saveWords, stage, still, usable, visit } from './support/browser.mjs';
import { textFile } from './support/photo.mjs';
import { give, recordFor, startEmpty, text } from './support/portfolio.mjs';
import { deleteDatabases, stored } from './support/stored.mjs';

const cairn = stage();

/**
 * Runs in the page before its scripts: writes of the document (its database has the name of the mount point) can be made
 * to fail, for good or until the ballast is given up, or to wait for a word.
 */
function meddle() {
  const control = { fail: null, of: '/cairn', full: false, hold: false, committed: 0, ballast: false };
  globalThis.meddling = control;
  const { put, delete: remove } = IDBObjectStore.prototype;
  const { commit } = IDBTransaction.prototype;
  const { transaction } = IDBDatabase.prototype;
  const held = new Set();
  IDBObjectStore.prototype.put = function wrapped(value, key) {
    const { name } = this.transaction.db;
    if (name === '/cairn' && key === 'ballast') control.ballast = true;
    const fault = (name === control.of && control.fail) || (name === '/cairn' && this.name === 'FILE_DATA' && control.full && 'QuotaExceededError');
    if (fault) throw new DOMException('made to fail', fault);
    return put.call(this, value, key);
  };
  IDBObjectStore.prototype.delete = function wrapped(key) {
    if (key === 'ballast') Object.assign(control, { ballast: false, full: false });
    return remove.call(this, key);
  };
  IDBTransaction.prototype.commit = function wrapped() {
    this.addEventListener('complete', () => { control.committed += 1; });
    if (!held.has(this)) commit.call(this);
  };
  IDBDatabase.prototype.transaction = function wrapped(names, mode, ...more) {
    const made = transaction.call(this, names, mode, ...more);
    if (mode === 'readwrite' && this.name === '/cairn' && control.hold) {
      held.add(made);
      // An own request, asked again and again, keeps the transaction open.
      const store = made.objectStore(made.objectStoreNames[0]);
      const again = () => { if (control.hold) store.count().onsuccess = again; };
      again();
    }
    return made;
  };
}

const say = (page, words) => page.evaluate((given) => Object.assign(globalThis.meddling, given), words);

test('the page says Saved only after the transaction is committed', async () => {
  const profile = await cairn.open({ init: meddle });
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await saved(page);
  const before = await page.evaluate(() => globalThis.meddling.committed);
  await say(page, { hold: true });
  await text(page, 'Title', 'Held back');
  await heading(page, 'Held back');
  await eventually(async () => (await saveWords(page)) === 'Saving…', 'the page is saving');
  await still(page);
  assert.equal(await saveWords(page), 'Saving…');
  assert.equal(await page.evaluate(() => globalThis.meddling.committed), before);
  await say(page, { hold: false });
  await saved(page);
  assert.ok(await page.evaluate(() => globalThis.meddling.committed) > before);
  await profile.close();
});

const texts = async (page, folder) => (await stored(page)).filter(([path]) => path.startsWith(`/cairn/${folder}`));
const generation = async (page) => JSON.parse(new Map(await stored(page)).get('/cairn/index.json')).generation;

/** Saves as a person who asks for it, and waits until the document is stored whole. */
async function checkpoint(page) {
  const before = await generation(page);
  await page.keyboard.press('Control+s');
  await eventually(async () => await generation(page) > before, 'a checkpoint is stored');
}

test('words are saved as a row of the journal, and Control+S makes a checkpoint of them', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await saved(page);
  const before = await generation(page);
  await text(page, 'Title', 'Only in the journal');
  await saved(page);
  const rows = await texts(page, 'journal/');
  assert.match(rows.at(-1)[1], /Only in the journal/);
  assert.equal(await generation(page), before);
  await checkpoint(page);
  assert.equal(await generation(page), before + 1);
  assert.ok((await texts(page, 'shards/')).some(([, content]) => content.includes('Only in the journal')));
  await profile.close();
});

test('on a full disk words are saved all the same, with the room that was kept for them', async () => {
  const profile = await cairn.open({ init: meddle, expected: /made to fail/ });
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await saved(page);
  await eventually(() => page.evaluate(() => globalThis.meddling.ballast), 'room is kept');
  await say(page, { full: true });
  await text(page, 'Title', 'The last words that fit');
  await saved(page);
  assert.equal(await page.evaluate(() => globalThis.meddling.ballast), false);
  await page.reload();
  await heading(page, 'The last words that fit');
  await profile.close();
});

test('when the browser deletes the database of an open page, the next words are saved with everything else', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'From before');
  await saved(page);
  await deleteDatabases(page, '/cairn');
  await text(page, 'What happened', 'I asked about fairs.');
  await saved(page);
  await page.reload();
  await heading(page, 'From before');
  assert.equal(await page.getByRole('textbox', { name: 'What happened', exact: true }).inputValue(), 'I asked about fairs.');
  await profile.close();
});

for (const [name, words] of [
  ['QuotaExceededError', 'The storage of this browser is full.'],
  ['UnknownError', 'Your latest changes are still in this tab but could not be saved.'],
]) {
  test(`a save that fails (${name}) is shown, and saving again works`, async () => {
    const profile = await cairn.open({ init: meddle, expected: /made to fail|AbortError|Uncaught/ });
    const page = await profile.tab();
    await startEmpty(page);
    await recordFor(page, 'L1.G1.meeting');
    await saved(page);
    await say(page, { fail: name });
    await text(page, 'Title', 'Not on the disk yet');
    await page.getByText('Not saved', { exact: true }).waitFor();
    await page.getByText(words).first().waitFor();
    await say(page, { fail: null });
    await page.getByRole('button', { name: 'Save again' }).click();
    await saved(page);
    await page.reload();
    await heading(page, 'Not on the disk yet');
    profile.faults.length = 0;
    await profile.close();
  });
}

test('a file that finds no room is refused in words, and the record stays as it was', async () => {
  const profile = await cairn.open({ init: meddle, expected: /made to fail/ });
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await saved(page);
  await say(page, { fail: 'QuotaExceededError', of: 'cairn' });
  await page.getByLabel('Add files').setInputFiles([textFile('large.txt')]);
  await page.getByText('was not added: there is no room for it on this device.').first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Remove large.txt' }).count(), 0);
  await text(page, 'Title', 'Words still fit');
  await saved(page);
  await say(page, { fail: null });
  await give(page, [textFile()]);
  await saved(page);
  await profile.close();
});

const damages = [
  ['cut off in the middle', (text) => text.slice(0, text.length / 2)],
  ['of a newer version', (text) => text.replace(/"version":\s*\d+/, '"version":99')],
  ['with a member that nobody knows', (text) => text.replace('{', '{"unknownMember":true,')],
  ['nested deeper than any limit', () => '['.repeat(100_000)],
];

for (const [what, damage] of damages) {
  test(`a stored index ${what} is refused in words and left untouched`, async () => {
    const profile = await cairn.open({ expected: noIcon });
    const page = await profile.tab();
    await startEmpty(page);
    await recordFor(page, 'L1.G1.meeting');
    await text(page, 'Title', 'A talk');
    await saved(page);
    await away(page);
    const files = new Map(await stored(page));
    const before = await stored(page, { '/cairn/index.json': damage(files.get('/cairn/index.json')) });
    await page.goto(cairn.url);
    await usable(page);
    await page.getByText(/What is stored on this device is damaged|This portfolio was written by a newer version|cannot be read/).first().waitFor();
    await heading(page, /^(Part of your portfolio cannot be read|This portfolio needs a newer Cairn)$/);
    assert.equal(await page.getByRole('button', { name: 'Start empty' }).count(), 0);
    await still(page);
    assert.deepEqual(await stored(page), before);
    await profile.close();
  });
}

const given = badge('level-1-email.json');
const badgeFile = `/cairn/badges/${createHash('sha256').update(given.buffer).digest('hex').slice(0, 16)}.json`;

/** A page whose portfolio holds one badge, saved. */
async function withBadge() {
  const profile = await cairn.open({ expected: noIcon });
  const page = await profile.tab();
  await startEmpty(page);
  await addAddress(page);
  await pick(page, [given]);
  await page.getByRole('heading', { level: 3, name: title }).waitFor();
  await saved(page);
  await checkpoint(page);
  return { profile, page };
}

test('a held badge is a stored file of its own, which goes two checkpoints after it was removed', async () => {
  const { profile, page } = await withBadge();
  const there = async () => new Map(await stored(page)).get(badgeFile);
  assert.equal(await there(), given.buffer.toString('utf8'));
  await page.getByRole('button', { name: `Remove: ${title}`, exact: true }).click();
  await page.getByRole('button', { name: 'Undo: badge removed' }).waitFor();
  await checkpoint(page);
  assert.equal(await there(), given.buffer.toString('utf8'), 'the generation before still names it');
  await visit(page, '#/settings');
  await text(page, 'Your name', 'Sample learner');
  await page.getByRole('button', { name: 'Undo: name changed' }).waitFor();
  await checkpoint(page);
  assert.equal(await there(), undefined);
  await profile.close();
});

test('a stored badge that was changed is named, and nothing is written over', async () => {
  const { profile, page } = await withBadge();
  await page.keyboard.press('Control+s');
  await saved(page);
  await away(page);
  const before = await stored(page, { [badgeFile]: given.buffer.toString('utf8').replace('Sample campus', 'Another campus') });
  await page.goto(cairn.url);
  await usable(page);
  await heading(page, 'Part of your portfolio cannot be read');
  await page.getByText(`What is stored on this device is damaged (${badgeFile.slice('/cairn/'.length)}).`).first().waitFor();
  await still(page);
  assert.deepEqual(await stored(page), before);
  await profile.close();
});
