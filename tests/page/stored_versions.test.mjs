// What every earlier build stored opens in this one with everything, and is not what is written over.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { eventually, heading, repository, saved, stage, still, usable, visit } from './support/browser.mjs';
import { played, recorded } from './support/everything.mjs';
import { text } from './support/portfolio.mjs';

const cairn = stage();
const folder = join(repository, 'tests', 'data', 'stored-page');

/** An empty page of the origin, which opens no database. */
async function playedInto(profile, recording) {
  const page = await profile.context.newPage();
  await page.goto(`${profile.url}licences.txt`);
  await played(page, recording);
  await page.goto(profile.url);
  await usable(page);
  return page;
}

/** What the recording script wrote, in the words of the page. */
async function everythingIsThere(page) {
  await heading(page, 'Career Prepared');
  await visit(page, '#/evidence');
  for (const title of ['Spring career fair', 'My job board account', 'First talk with career services', 'First-year seminar (sample)', 'My interests, first year', 'Jobs in marine science']) {
    await page.getByRole('link', { name: new RegExp(`^${title.replaceAll(/[()]/g, '\\$&')}`) }).first().waitFor();
  }
  await page.getByRole('link', { name: /^Spring career fair/ }).first().click();
  await heading(page, 'Spring career fair');
  await page.getByRole('button', { name: 'Withdraw the claim: Career event attended', exact: true }).waitFor();
  await page.getByText('Notes of the fair, as a sample.').waitFor();
  await visit(page, '#/reflections');
  await page.getByRole('link', { name: /^What the autumn taught me/ }).first().click();
  const answer = page.getByRole('textbox', { name: 'What did you learn that you could not do before?', exact: true });
  assert.equal(await answer.inputValue(), 'To speak with people whom I do not know. “Quotes”, an umlaut: ü, and a picture: 🪨.');
  await visit(page, '#/plan');
  await page.getByRole('link', { name: /^Learn a second language/ }).first().waitFor();
  await visit(page, '#/trash');
  await page.getByRole('button', { name: 'Delete for good: A workshop that I did not attend' }).waitFor();
  await visit(page, '#/badges');
  await page.getByRole('heading', { level: 3, name: 'Career Prepared, Level 1 (sample)' }).waitFor();
  await visit(page, '#/wall');
  assert.equal(await page.getByRole('textbox', { name: 'Title', exact: true }).inputValue(), 'My wall');
  await visit(page, '#/settings');
  assert.equal(await page.getByRole('textbox', { name: 'Your name', exact: true }).inputValue(), 'Sample Learner');
  await page.getByText('learner@example.org', { exact: true }).first().waitFor();
}

const named = (recording, name) => recording.files.find(({ path }) => path === `/cairn/${name}`)?.text;

const versions = ['version-1.json'];

test('every recording is opened by a test', () => {
  assert.deepEqual(readdirSync(folder).filter((file) => /^version-\d+\.json$/.test(file)), versions);
});

for (const name of versions) {
  test(`a portfolio stored in the form of ${name} opens with everything, and stays so after changes`, async () => {
    const recording = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const profile = await cairn.open({ expected: /404/ }); // a text has no icon
    const page = await playedInto(profile, recording);
    await everythingIsThere(page);
    // As it was it can be returned to.
    await eventually(async () => (await recorded(page)).files.some(({ path, text: words }) => path.startsWith('/cairn/points/') && words?.includes('migration')), 'a restore point of before');
    await visit(page, '#/settings');
    await text(page, 'Your name', 'Sample Learner, renamed');
    await saved(page);
    await page.reload();
    await usable(page);
    await still(page);
    await visit(page, '#/settings');
    assert.equal(await page.getByRole('textbox', { name: 'Your name', exact: true }).inputValue(), 'Sample Learner, renamed');
    await text(page, 'Your name', 'Sample Learner');
    await saved(page);
    await page.reload();
    await usable(page);
    await visit(page, '#/path');
    await everythingIsThere(page);
    const now = await recorded(page);
    assert.deepEqual(JSON.parse(named(now, 'keys.json')).keys, JSON.parse(named(recording, 'keys.json')).keys, 'another signing key');
    assert.deepEqual(now.blobs, recording.blobs, 'other evidence');
    await profile.close();
  });
}
