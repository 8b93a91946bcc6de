// What a learner exports when files do not fit inside, when one is kept back, and when one is gone.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { standards } from '../interop/standards.mjs';
import { describe, tools } from '../interop/tools.mjs';
import { artifactFolder, go, repository, stage, visit } from './support/browser.mjs';
import { course, event, jobBoard, selfAssessment, startEmpty } from './support/portfolio.mjs';
import { readZip } from './support/zip.mjs';

const cairn = stage();
const film = { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(2 * 1024 * 1024, 'a film, as a sample ') };
const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('A short note, as a sample.\n') };
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const hashOf = { film: sha256(film.buffer), note: sha256(note.buffer) };
const claimsOf = (bundle) => bundle.credentialSubject.verifiableCredential;

/** Everything that Level 1 asks for, with a file that does not fit inside a bundle. */
async function ready(page) {
  await startEmpty(page);
  await event(page, { files: [film] });
  await course(page, {});
  await selfAssessment(page);
  await jobBoard(page, { files: [note] });
}

async function exportAs(page, name) {
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: `Export ${name}`, exact: true }).click();
  const download = await begun;
  assert.equal(download.suggestedFilename(), name);
  return readFileSync(await download.path());
}

const earlier = (page) => page.getByRole('list', { name: 'Exported so far' }).getByRole('listitem');
const sends = (page, file) => page.getByRole('group', { name: file, exact: true }).getByRole('checkbox', { name: 'Send this file' });

/** Asked of other people's software, where what it needs is there. */
async function verifies(document) {
  if (!standards) return;
  const { verifyProof } = await tools();
  const { verified, error } = await verifyProof(document);
  assert.ok(verified, describe(error));
}

test('what does not fit inside is a ZIP whose entries, digests and signatures hold, made without a network', async () => {
  const profile = await cairn.open();
  const first = await profile.tab();
  await ready(first);
  await first.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await first.close();
  await profile.context.setOffline(true);
  const page = await profile.tab('#/submit');
  await page.getByText('It will be a ZIP').first().waitFor();
  const zip = await exportAs(page, 'bundle.zip');
  await page.getByText('Exported. Send bundle.zip to your reviewer.').first().waitFor();

  const entries = readZip(zip);
  assert.deepEqual(entries.map(({ name }) => name), ['bundle.json', `files/${hashOf.film}`, `files/${hashOf.note}`]);
  for (const { name, content } of entries.slice(1)) assert.equal(name, `files/${sha256(content)}`);
  const bundle = JSON.parse(entries[0].content.toString('utf8'));
  for (const { time } of entries) assert.ok(Math.abs(Date.parse(time) - Date.parse(bundle.validFrom)) <= 2000, `${time} ${bundle.validFrom}`);
  for (const { name } of bundle.evidence) assert.equal(name, 'record.json');
  const named = claimsOf(bundle).flatMap(({ evidence }) => evidence).map(({ digestMultibase }) => digestMultibase).filter(Boolean)
    .map((digest) => Buffer.from(digest.slice(1), 'base64url').subarray(2).toString('hex'));
  for (const hash of Object.values(hashOf)) assert.ok(named.includes(hash));
  for (const document of [bundle, ...claimsOf(bundle)]) await verifies(document);

  await earlier(page).first().waitFor();
  assert.equal(await earlier(page).count(), 1);
  assert.match(await earlier(page).first().textContent(), new RegExp(`${sha256(entries[0].content)}.*${bundle.id}`, 's'));

  const again = await exportAs(page, 'bundle.zip');
  assert.ok(again.equals(zip), 'another ZIP');
  await page.getByText('this is the very same file again').first().waitFor();
  assert.equal(await earlier(page).count(), 1);
  const path = join(artifactFolder(), 'bundle.zip');
  writeFileSync(path, zip);
  const command = join(repository, 'build/native/cairn');
  if (existsSync(command)) {
    const { status, stdout, stderr } = spawnSync(command, ['verify', '--json', path], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
    assert.equal(JSON.parse(stdout).signature, 'valid');
  }
  await profile.context.setOffline(false);
  await profile.close();
});

test('without a file that is kept back it is another submission, and each claim keeps its signature', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await ready(page);
  await visit(page, '#/submit');
  const whole = JSON.parse(readZip(await exportAs(page, 'bundle.zip'))[0].content.toString('utf8'));
  await sends(page, film.name).uncheck();
  await page.getByText(`You keep back: ${film.name}`).first().waitFor();
  const bytes = await exportAs(page, 'bundle.json');
  const without = JSON.parse(bytes.toString('utf8'));
  assert.deepEqual(claimsOf(without), claimsOf(whole));
  assert.notEqual(without.id, whole.id);
  for (const document of [without, ...claimsOf(without)]) await verifies(document);
  const inside = without.evidence.filter(({ name }) => name !== 'record.json');
  assert.deepEqual(inside.map(({ name }) => name), [note.name]);
  await earlier(page).nth(1).waitFor();
  assert.equal(await earlier(page).count(), 2);
  await profile.close();
});

test('a file that is gone is named, nothing is noted, and without it the level can be exported', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await ready(page);
  await page.evaluate((hash) => new Promise((resolve, reject) => {
    const opened = indexedDB.open('cairn');
    opened.onerror = () => reject(opened.error);
    opened.onsuccess = () => {
      const transaction = opened.result.transaction('blobs', 'readwrite');
      transaction.objectStore('blobs').delete(hash);
      transaction.oncomplete = () => { opened.result.close(); resolve(); };
    };
  }), hashOf.film);
  await visit(page, '#/submit');
  let handedOver = 0;
  page.on('download', () => { handedOver += 1; });
  await page.getByRole('button', { name: 'Export bundle.zip', exact: true }).click();
  await page.getByText(new RegExp(`no longer on this device: ${film.name}`)).first().waitFor();
  assert.equal(await earlier(page).count(), 0);
  assert.equal(handedOver, 0);
  await go(page, 'Path');
  await page.getByText('Ready to submit: 4 of 4 goals claimed').first().waitFor();

  await visit(page, '#/submit');
  await sends(page, film.name).uncheck();
  await exportAs(page, 'bundle.json');
  await earlier(page).first().waitFor();
  await profile.close();
});
