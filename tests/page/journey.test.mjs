// The main job, from an empty page to the exported bundle, by roles and names only.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { artifactFolder, eventually, go, heading, saved, stage, still, usable, visit } from './support/browser.mjs';
import { pdfFile, photo, secrets, textFile } from './support/photo.mjs';
import {
  choose, claim, course, event, exported, give, jobBoard, meeting, recordFor, recordsIn, research, selfAssessment, startEmpty, text,
  tick,
} from './support/portfolio.mjs';

const cairn = stage();

/** Every stored Blob as [key, base64]. */
const blobsOf = (page) => page.evaluate(async () => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('cairn'));
  const store = database.transaction('blobs').objectStore('blobs');
  const [keys, blobs] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
  database.close();
  return Promise.all(blobs.map(async (blob, index) => {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return [keys[index], btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))];
  }));
});

async function titlesShown(page, count) {
  await go(page, 'Evidence');
  const rows = page.getByRole('list', { name: 'Your records' }).getByRole('link');
  await eventually(async () => (await rows.count()) === count, `${count} records are listed`);
  return rows.allTextContents();
}

/** The preview of the text file says what the file says, once it is in sight. */
async function readable(page) {
  await page.getByRole('group', { name: 'notes.txt', exact: true }).scrollIntoViewIfNeeded();
  await page.getByText('What I asked, and what I heard.').waitFor();
}

test('a learner starts empty, meets Level 1, reloads, works offline, undoes and redoes, and exports', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await page.getByText('there is no account, and nothing is sent anywhere').waitFor();
  await startEmpty(page);
  await page.getByText('0 of 4 goals claimed').first().waitFor();

  const notes = textFile();
  const confirmation = pdfFile('confirmation.pdf');
  await meeting(page, {
    leaf: 'L1.G1.meeting', criterion: 'Career services talk', topic: 'What career services offers',
    title: 'First talk with career services', files: [notes, confirmation],
  });
  await readable(page);
  await page.getByRole('link', { name: 'Open confirmation.pdf' }).waitFor();
  await go(page, 'Path');
  await page.getByText('1 of 4 goals claimed').first().waitFor();
  await selfAssessment(page);
  await research(page);

  const picture = await photo(page);
  const alt = 'My profile page on the job board, with my name and my field of study';
  await visit(page, '#/path/L1.G3');
  await jobBoard(page, { files: [picture], alt });
  await page.getByText('From photos, Cairn removes the place').waitFor();
  await page.getByText(/Hidden details removed/).waitFor();
  await page.getByRole('img', { name: alt, exact: true }).waitFor();

  const blobs = new Map(await blobsOf(page));
  assert.equal(blobs.size, 3);
  const bytesOf = new Map([...blobs].map(([key, base64]) => [key, Buffer.from(base64, 'base64')]));
  for (const [key, bytes] of bytesOf) assert.equal(createHash('sha256').update(bytes).digest('hex'), key);
  const jpegs = [...bytesOf.values()].filter((bytes) => bytes.readUInt16BE(0) === 0xffd8);
  assert.equal(jpegs.length, 1);
  for (const secret of secrets) {
    assert.ok(picture.buffer.includes(secret), `the photo of the test holds ${secret}`);
    if (secret !== 'Exif') assert.ok(!jpegs[0].includes(secret), `${secret} is still in the photo`);
  }

  await go(page, 'Path');
  await page.getByText('Ready to submit: 4 of 4 goals claimed').first().waitFor();
  await page.getByRole('listitem', { name: /^Level 1, Foundation: Ready to submit/ }).or(page.getByText(/^Level 1, Foundation: Ready to submit/)).first().waitFor();
  const titles = await titlesShown(page, 4);
  await saved(page);

  await page.reload();
  await usable(page);
  await still(page);
  assert.deepEqual(await titlesShown(page, 4), titles);
  await page.getByRole('link', { name: /^First talk with career services/ }).click();
  await heading(page, 'First talk with career services');
  await still(page);
  assert.equal(await page.getByLabel('Date of the meeting', { exact: true }).inputValue(), '2026-03-04');
  assert.equal(await page.getByRole('textbox', { name: 'Name', exact: true }).inputValue(), 'Sample Counselor');
  assert.equal(await page.getByRole('combobox', { name: 'What you talked about', exact: true }).inputValue(), 'career-services');
  await readable(page);

  // Offline, in a tab of its own: the first one gives up the right to write by going.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.close();
  await profile.context.setOffline(true);
  const offline = await profile.tab();
  assert.deepEqual(await titlesShown(offline, 4), titles);
  await offline.getByRole('link', { name: /^My job board account/ }).click();
  await offline.getByRole('img', { name: alt, exact: true }).waitFor();
  const title = offline.getByRole('textbox', { name: 'Title', exact: true });
  await text(offline, 'Title', 'My account on the job board');
  await heading(offline, 'My account on the job board');
  await offline.getByRole('button', { name: 'Undo: record changed' }).click();
  await heading(offline, 'My job board account');
  assert.equal(await title.inputValue(), 'My job board account');
  await offline.getByRole('button', { name: 'Redo: record changed' }).click();
  await heading(offline, 'My account on the job board');
  assert.equal(await title.inputValue(), 'My account on the job board');
  await offline.keyboard.press('Control+z');
  await heading(offline, 'My job board account');
  await saved(offline);
  await offline.close();
  await profile.context.setOffline(false);

  const last = await profile.tab();
  assert.deepEqual(await titlesShown(last, 4), titles);
  const first = await exported(last);
  assert.equal(first.name, 'bundle.json');
  await last.getByText('Exported. Send bundle.json to your reviewer.').first().waitFor();
  const again = await exported(last);
  assert.deepEqual(again.bytes, first.bytes);
  await last.getByText('this is the very same file again').first().waitFor();
  writeFileSync(join(artifactFolder(), 'bundle.json'), first.bytes);

  const inside = first.bundle.evidence.filter(({ name }) => name !== 'record.json');
  const digests = new Set(inside.map(({ id }) => createHash('sha256').update(Buffer.from(id.split(',')[1], 'base64')).digest('hex')));
  assert.deepEqual([...digests].sort(), [...blobs.keys()].sort());
  assert.equal(first.bundle.credentialSubject.verifiableCredential.length, 4);
  assert.deepEqual(recordsIn(first.bundle).map(({ type }) => type).sort(),
    ['account.registration', 'careers.research', 'meeting.record', 'selfAssessment.result']);
  await go(last, 'Path');
  await last.getByText(/^Submitted on .+, waits for a reviewer$/).first().waitFor();
  await profile.close();
});

const ways = [
  { name: 'an event and a course', records: 'course.completion event.attendance', act: async (page) => {
    await event(page, { files: [textFile('ticket.txt', 'One ticket, as a sample.\n')] });
    await course(page, {});
  } },
  { name: 'an event and a talk about careers', records: 'event.attendance meeting.record', act: async (page) => {
    await event(page, { files: [pdfFile('ticket.pdf')] });
    await meeting(page, { leaf: 'L1.G2.meeting', criterion: 'Career exploration talk', topic: 'Careers that could suit me', title: 'A talk about careers' });
  } },
];

test('every other way through the choices of Level 1 ends in a bundle too', async (context) => {
  for (const { name, records, act } of ways) {
    await context.test(name, async () => {
      const profile = await cairn.open();
      const page = await profile.tab();
      await startEmpty(page);
      await act(page);
      await selfAssessment(page);
      await jobBoard(page, { files: [textFile('welcome.txt', 'Welcome to the job board, as a sample.\n')] });
      await go(page, 'Path');
      await page.getByText('Ready to submit: 4 of 4 goals claimed').first().waitFor();
      const { bundle } = await exported(page);
      const types = recordsIn(bundle).map(({ type }) => type).filter((type) => !/^(account|selfAssessment)/.test(type));
      assert.equal(types.sort().join(' '), records);
      await profile.close();
    });
  }
});

test('a record says what is missing before it can be claimed, in the words of the pathway', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.event');
  const missing = page.getByRole('list', { name: 'Still missing' });
  const gone = (words) => eventually(async () => (await missing.getByText(words).count()) === 0, `no longer missing: ${words}`);
  const kind = 'Say what kind of event it was.';
  const file = 'Attach a file that shows it, or name a person with a role who can confirm it.';
  for (const words of [kind, 'Tick that the event is approved.', file]) await missing.getByText(words).waitFor();
  await choose(page, 'What kind it was', 'Workshop');
  await gone(kind);
  await tick(page, 'It is approved for this pathway');
  await text(page, 'Title', 'A workshop');
  await give(page, [textFile()]);
  await claim(page, 'Career event attended');
  await page.getByRole('button', { name: 'Remove notes.txt' }).click();
  await page.getByText('You claimed this, but the record no longer meets it, so the claim does not count.').waitFor();
  await missing.getByText(file).waitFor();
  await page.getByRole('button', { name: 'Withdraw the claim: Career event attended' }).waitFor();
  await go(page, 'Submit');
  await page.getByRole('heading', { name: 'What is still missing' }).waitFor();
  await profile.close();
});

test('a record in the trash can be restored, and is gone after it is deleted for good', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await research(page);
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await heading(page, 'Evidence');
  await visit(page, '#/trash');
  await page.getByRole('button', { name: 'Restore Jobs in marine science' }).click();
  await titlesShown(page, 1);
  await page.getByRole('link', { name: /^Jobs in marine science/ }).click();
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await heading(page, 'Evidence');
  await visit(page, '#/trash');
  await page.getByRole('button', { name: 'Delete for good: Jobs in marine science' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this record for good?' });
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('The trash is empty.').waitFor();
  await profile.close();
});
