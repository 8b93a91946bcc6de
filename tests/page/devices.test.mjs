// One portfolio on two devices: each is changed, and a file brings both together.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { axe } from './support/axe.mjs';
import { heading, saved, stage, usable, visit } from './support/browser.mjs';
import { textFile } from './support/photo.mjs';
import { take } from './support/pictures.mjs';
import { give, recordFor, startEmpty, text } from './support/portfolio.mjs';

const cairn = stage();

async function everything(page) {
  await visit(page, '#/settings');
  await page.getByRole('button', { name: 'Export everything', exact: true }).click();
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export with the key' }).click();
  const buffer = readFileSync(await (await begun).path());
  return { name: 'everything.zip', mimeType: 'application/zip', buffer };
}

async function opened(page, file, button) {
  await page.getByLabel('Open a portfolio file').setInputFiles([file]);
  await page.getByRole('dialog', { name: 'Open this portfolio?' }).getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

async function retitled(page, from, to) {
  await visit(page, '#/evidence');
  await page.getByRole('link', { name: new RegExp(`^${from}`) }).click();
  await heading(page, from);
  await text(page, 'Title', to);
  await saved(page);
}

const evidenceOf = async (page) => {
  await visit(page, '#/evidence');
  return page.getByRole('list', { name: 'Your records' }).getByRole('link').allTextContents();
};

test('two devices with the same portfolio become one again, with what each changed, and a conflict is settled', async () => {
  const one = await cairn.open();
  const here = await one.tab();
  await startEmpty(here);
  await recordFor(here, 'L1.G1.meeting');
  await text(here, 'Title', 'First talk');
  await recordFor(here, 'L1.G1.event');
  await text(here, 'Title', 'Career fair');
  await saved(here);
  const copy = await everything(here);

  const two = await cairn.open();
  const there = await two.tab();
  await opened(there, copy, 'Open it');
  await heading(there, 'Career Prepared');
  await saved(there);
  await retitled(there, 'Career fair', 'Career fair in spring');
  await retitled(there, 'First talk', 'First talk, told there');
  await recordFor(there, 'L1.G3');
  await text(there, 'Title', 'Job board, from the other device');
  await give(there, [textFile('there.txt', 'Evidence of the other device, as a sample.\n')]);
  await saved(there);

  await retitled(here, 'First talk', 'First talk, told here');
  await recordFor(here, 'L1.G1.meeting');
  await text(here, 'Title', 'Second talk');
  await saved(here);
  const before = await evidenceOf(here);
  const theirs = await everything(there);
  await two.close();

  await visit(here, '#/settings');
  await opened(here, theirs, 'Bring both together');
  await here.getByText('Both copies are together.').first().waitFor();
  await saved(here);
  await visit(here, '#/evidence');
  for (const title of ['Career fair in spring', 'Job board, from the other device', 'Second talk', 'First talk, told here', 'First talk, told there']) {
    await here.getByRole('link', { name: new RegExp(`^${title}`) }).waitFor();
  }
  await here.getByText('1 record stands in two versions.').first().waitFor();
  await here.getByRole('link', { name: 'Choose a version' }).first().click();
  await heading(here, 'Two versions');
  const sides = ['first version', 'second version'].map((side) => here.getByRole('group', { name: new RegExp(`${side}$`) }));
  const titles = await Promise.all(sides.map(async (side) => (await side.getByText(/^First talk, told (here|there)$/).first().textContent()).trim()));
  assert.deepEqual([...titles].sort(), ['First talk, told here', 'First talk, told there']);
  const [left, right] = await Promise.all(sides.map((side) => side.boundingBox()));
  assert.ok(left.x + left.width <= right.x, 'they do not stand beside each other');

  await axe(here, 'two versions', ['color-contrast']);
  await take(here, 'conflicts');

  await here.getByRole('button', { name: titles[0].endsWith('there') ? /^Keep this one: / : /^Keep the other: / }).click();
  await here.getByText('No record stands in two versions.').first().waitFor();
  await saved(here);
  await here.reload();
  await usable(here);
  await visit(here, '#/evidence');
  await here.getByRole('link', { name: /^First talk, told there/ }).waitFor();
  assert.equal(await here.getByRole('link', { name: /^First talk, told here/ }).count(), 0);

  await here.getByRole('button', { name: 'Undo: version chosen' }).click();
  await here.getByRole('button', { name: 'Undo: two copies brought together' }).click();
  await here.getByRole('button', { name: 'Redo: two copies brought together' }).waitFor();
  assert.deepEqual(await evidenceOf(here), before);
  await saved(here);
  await one.close();
});
