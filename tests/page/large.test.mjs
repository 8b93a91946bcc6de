// A large portfolio: what the first screen needs is there at once, the rest follows, and nothing is lost by it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { go, heading, saved, stage, still, usable } from './support/browser.mjs';
import { multiply } from './support/many.mjs';
import { research, startEmpty, text } from './support/portfolio.mjs';

const cairn = stage();

test('a portfolio of some megabytes shows its path first, then every record, and can be changed', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await research(page);
  await multiply(page, 1500, 'words '.repeat(300));
  await page.goto(`${cairn.url}#/path`);
  await page.reload();
  await usable(page);
  await page.getByRole('heading', { level: 1, name: 'Career Prepared' }).waitFor();
  await go(page, 'Evidence');
  await still(page);
  assert.equal(await page.getByText('Your records are still being read…').count(), 0);
  await page.getByRole('textbox', { name: 'Search your records' }).fill('Sample record 1499');
  await page.getByRole('link', { name: /^Sample record 1499/ }).click();
  await text(page, 'Title', 'Changed in a large portfolio');
  await saved(page);
  await page.reload();
  await heading(page, 'Changed in a large portfolio');
  await profile.close();
});
