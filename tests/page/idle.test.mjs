// While nothing happens nothing is drawn.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { saved, stage, still, visit } from './support/browser.mjs';
import { recordFor, row, startEmpty, text } from './support/portfolio.mjs';

const cairn = stage();
const watched = 10_000;

const counted = (page) => page.evaluate(() => {
  const { frames, draws, mirrorSyncs } = globalThis.cairnStats;
  return { frames, draws, mirrorSyncs };
});

/** What was counted before and after ten seconds in which nobody does anything. */
async function idle(page) {
  const before = await counted(page);
  await page.evaluate((time) => new Promise((resolve) => { setTimeout(resolve, time); }), watched);
  return [before, await counted(page)];
}

test('no frame is drawn in 10 s of idleness on the path and on a record form', async () => {
  const profile = await cairn.open({ reducedMotion: 'no-preference' });
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'A talk');
  await row(page, 'Who you met', 'Add a person', { Name: 'Sample Counselor' });
  await saved(page);
  await page.getByRole('textbox', { name: 'Title', exact: true }).focus();
  await still(page);
  const [formBefore, formAfter] = await idle(page);
  assert.ok(formBefore.frames > 0 && formBefore.draws > 0);
  assert.deepEqual(formAfter, formBefore);
  await visit(page, '#/path');
  await still(page);
  const [before, after] = await idle(page);
  assert.deepEqual(after, before);
  await profile.close();
});
