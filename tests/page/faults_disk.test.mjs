// What is stored is damaged or gone when the page starts. It shows everything or what can be brought back, never the
// welcome as if nothing had been there, and writes nothing by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { away, eventually, heading, long, saved, still, usable, visit } from './support/browser.mjs';
import { copies, diskStage, isWhole, names, shownEdit, wholeText } from './support/faults.mjs';
import { textFile } from './support/photo.mjs';
import { jobBoard, recordFor, startEmpty, text } from './support/portfolio.mjs';
import { deleteDatabases } from './support/stored.mjs';

const cairn = diskStage();
const edits = 12;
const copied = 6; // the edit that the second copy holds for sure

/** Runs in the page: random bytes into the log of LevelDB, which all databases of the origin share. */
async function fillLog() {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const request = indexedDB.open('filler', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('filler', { autoIncrement: true });
  const database = await asked(request);
  const bytes = new Uint8Array(50_000);
  crypto.getRandomValues(bytes);
  await asked(database.transaction('filler', 'readwrite').objectStore('filler').put(bytes));
  database.close();
}

let built = null;
/** The profile that every test damages a copy of, and where its last record is. */
const intact = () => built ??= (async () => {
  const base = cairn.profile();
  await base.start();
  const page = await base.tab();
  await startEmpty(page);
  await jobBoard(page, { files: [textFile('welcome.txt', 'Welcome, as a sample.\n')] });
  // LevelDB makes a table of what it has, and begins a new log: what comes now is in the log. A table that is there already,
  // as of the room that is kept for words, may be older than the record.
  const older = new Set(base.tables());
  while (base.tables().every((name) => older.has(name))) await page.evaluate(fillLog);
  await recordFor(page, 'L1.G1.meeting');
  for (let number = 1; number <= edits; number += 1) {
    await text(page, 'Title', `Edit ${number}`);
    await text(page, 'What happened', wholeText(number, 10));
    await saved(page);
    if (number === copied) {
      await page.keyboard.press('Control+s');
      await eventually(async () => (await copies(page)).some(({ text: words }) => words.includes(`Edit ${copied}`)), 'the second copy holds it', 30_000);
    }
  }
  const { hash } = new URL(page.url());
  // As a machine without power: nothing is written on the way out.
  await base.kill();
  return { base, hash };
})();

const welcome = (page) => page.getByRole('button', { name: 'Start empty', exact: true });
const asks = (page) => page.getByRole('heading', { level: 1, name: /^(Part of your portfolio cannot be read|Your portfolio is (not where|older than) it was)$/ });

/** What the person sees: their portfolio, what can be brought back, or the welcome. */
async function shown(page) {
  return eventually(async () => {
    if (await welcome(page).count() > 0) return 'the welcome';
    if (await asks(page).count() > 0) return 'recovery';
    return await page.getByRole('heading', { level: 1 }).count() > 0 && 'the portfolio';
  }, 'a screen');
}

/** A copy of the profile, damaged, and the page on it. */
async function damaged(damage, { expected } = {}) {
  const { base, hash } = await intact();
  const profile = base.copy();
  await damage(profile);
  await profile.start({ expected });
  const page = await profile.tab(hash);
  return { profile, page };
}

/** The record and its evidence are as they were; the one that was written last is whole, and of that edit or later. */
async function everythingSince(page, edit, { evidence = true } = {}) {
  await visit(page, '#/evidence');
  await page.getByRole('link', { name: /^My job board account/ }).first().click();
  await heading(page, 'My job board account');
  await page.getByText(evidence ? 'Welcome, as a sample.' : 'This file is not on this device.').first().waitFor();
  await visit(page, '#/evidence');
  await page.getByRole('link', { name: /^Edit \d+/ }).first().click();
  await heading(page, /^Edit \d+$/);
  const found = await shownEdit(page);
  assert.ok(found.number >= edit, `Edit ${edit} was kept, and ${found.title} is there`);
  assert.ok(isWhole(found.text), `half a text: ${found.text.slice(0, 80)}`);
  return found.number;
}

/** It goes on: what is written now is there at the next start. */
async function goesOn(page) {
  await text(page, 'Title', 'Edit 100');
  await saved(page);
  await page.reload();
  await usable(page);
  await heading(page, 'Edit 100');
}

test('the profile as it was opens with everything', async () => {
  const { profile, page } = await damaged(() => {});
  assert.equal(await shown(page), 'the portfolio');
  assert.equal(await everythingSince(page, edits), edits);
  await goesOn(page);
  await profile.discard();
});

for (const [how, damage, since] of [
  ['without its last 200 bytes', (profile) => profile.truncateLog(() => 200), edits - 2],
  ['cut in half', (profile) => profile.truncateLog((length) => length / 2), 1],
]) {
  test(`a log ${how} opens as it once was, whole, and goes on from there`, async () => {
    const { profile, page } = await damaged(damage);
    // It is known to be older if the browser had put the note of how far it was on the disk by then.
    if (await shown(page) === 'recovery') await page.getByRole('button', { name: 'Go on with this' }).first().click();
    await everythingSince(page, since);
    await goesOn(page);
    await profile.discard();
  });
}

/** Ways in which the browser loses the whole database. */
const losses = [
  ['64 bytes of the log turned over at 50 %', (profile) => profile.flipLog(0.5)],
  ['the folder of the databases removed', (profile) => profile.removeIndexedDB()],
  ['a table of the database removed', (profile) => profile.removeTable()],
  ...(long ? [
    ['64 bytes of the log turned over at 1 %', (profile) => profile.flipLog(0.01)],
    ['64 bytes of the log turned over at 95 %', (profile) => profile.flipLog(0.95)],
    ['the databases and localStorage removed', (profile) => {
      profile.removeIndexedDB();
      profile.removeLocalStorage();
    }],
  ] : []),
];

for (const [how, damage] of losses) {
  test(`with ${how} the second copy is offered, nothing is written before it is taken, and it brings the words back`, async () => {
    const { profile, page } = await damaged(damage);
    assert.equal(await shown(page), 'recovery');
    const left = await copies(page);
    assert.ok(left.length > 0);
    await still(page);
    assert.deepEqual(await names(page), [], 'the page wrote before anybody chose');
    assert.deepEqual(await copies(page), left, 'a second copy was written over');
    await page.getByRole('button', { name: /^Go on with this: The second copy of / }).first().click();
    await heading(page, 'Career Prepared');
    await saved(page);
    await everythingSince(page, copied, { evidence: false });
    await goesOn(page);
    await profile.discard();
  });

  if (!long && how !== 'the folder of the databases removed') continue;
  test(`with ${how} and no second copy left the page says so, and is no new beginning`, async () => {
    const { profile, page } = await damaged((one) => {
      damage(one);
      one.removeOPFS();
      if (how.includes('localStorage')) return;
      assert.equal(one.hasOPFS(), false);
    });
    const seen = await shown(page);
    // Without a database, a second copy and localStorage there is no trace of anybody.
    assert.equal(seen, how.includes('localStorage') ? 'the welcome' : 'recovery');
    if (seen === 'recovery') {
      await page.getByText('No copy that can be read was found on this device.').first().waitFor();
      await page.getByLabel('Open a portfolio file').waitFor({ state: 'attached' });
    }
    await still(page);
    assert.deepEqual(await names(page), []);
    await page.reload();
    await usable(page);
    assert.equal(await shown(page), seen, 'the second start has forgotten');
    await profile.discard();
  });
}

test('a database that a script deleted is told from a new beginning, and the second copy brings it back', async () => {
  const { profile, page } = await damaged(() => {});
  await away(page);
  await deleteDatabases(page, '/cairn', 'cairn');
  await page.goto(cairn.url);
  await usable(page);
  assert.equal(await shown(page), 'recovery');
  await page.getByRole('button', { name: /^Go on with this: The second copy of / }).first().click();
  await heading(page, 'Career Prepared');
  await saved(page);
  await everythingSince(page, copied, { evidence: false });
  await profile.discard();
});

test('evidence whose bytes are gone from the disk leaves the words as they are, and is told', async () => {
  const { profile, page } = await damaged((one) => one.removeBlobs());
  assert.equal(await shown(page), 'the portfolio');
  await everythingSince(page, edits, { evidence: false });
  await profile.discard();
});
