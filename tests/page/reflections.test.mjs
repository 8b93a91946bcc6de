// Reflections and the journal: from the question to a claim that waits for a reviewer, backed by what was recorded.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { go, saved, stage, visit } from './support/browser.mjs';
import { claim, meeting, startEmpty, text } from './support/portfolio.mjs';
import { beginReflection, journal, link, questions } from './support/reflections.mjs';

const cairn = stage();
const main = (page) => page.getByRole('main', { name: 'Content' });
const covered = (page, met) => main(page).getByText(`${met} of 2 questions answered`, { exact: true }).waitFor();
const talk = (page) => meeting(page, {
  leaf: 'L1.G1.meeting', criterion: 'Career services talk', topic: 'What career services offers', title: 'First talk (sample)',
});

test('a reflection is written question by question, backed by a record, claimed, and waits for a reviewer', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await talk(page);
  await go(page, 'Reflections');
  await main(page).getByText('Nothing written yet.').waitFor();
  await beginReflection(page, 'I **asked** first.\n\n- one\n- two <script>alert(1)</script>');
  await covered(page, 1);
  const other = main(page).getByRole('textbox', { name: 'Which learning goals did you set, and which did you reach?' });
  assert.equal(await other.count(), 0, 'the questions of another form are not asked');

  const reads = main(page).getByRole('group', { name: `How it reads: ${questions.learning}`, exact: true });
  await reads.getByText('I asked first.', { exact: true }).waitFor();
  assert.equal(await reads.getByRole('listitem').count(), 2);
  await reads.getByText('two <script>alert(1)</script>', { exact: true }).waitFor();
  await text(page, questions.skill, 'I listen before I answer.');
  await covered(page, 2);
  await link(page, 'First talk (sample)');
  await main(page).getByRole('list', { name: 'Backed by' }).getByRole('link', { name: /First talk \(sample\)/ }).waitFor();

  await claim(page, 'Level 2 reflection');
  await main(page).getByText('Claimed, waits for a reviewer', { exact: true }).waitFor();
  await saved(page);
  await go(page, 'Reflections');
  const list = main(page).getByRole('list', { name: 'Reflections and journal' });
  await list.getByRole('link', { name: /What the autumn taught me.*2 of 2 questions answered.*Claimed, waits for a reviewer/ }).waitFor();

  await visit(page, '#/evidence');
  await main(page).getByRole('link', { name: /^First talk \(sample\)/ }).click();
  await main(page).getByRole('list', { name: 'Mentioned in' }).getByRole('link', { name: /What the autumn taught me/ }).waitFor();
  await profile.close();
});

test('a journal entry is written, listed with what it says, and unlinked again', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await talk(page);
  await journal(page, 'A good question', 'She asked *why* I came.');
  await link(page, 'First talk (sample)');
  await main(page).getByRole('button', { name: 'Unlink: First talk (sample)', exact: true }).click();
  await main(page).getByText('Link what shows it: a meeting, an event, a result.', { exact: true }).waitFor();
  await saved(page);
  await main(page).getByRole('link', { name: 'Reflections', exact: true }).click();
  await main(page).getByText('She asked why I came.', { exact: true }).waitFor();
  await profile.close();
});
