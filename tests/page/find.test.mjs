// Finding things: search, filters, tags, the command palette by keyboard, the trash, and a phone's page More.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, go, heading, saved, stage, still, visit, widths } from './support/browser.mjs';
import { date, startEmpty, text } from './support/portfolio.mjs';

const cairn = stage();

const main = (page) => page.getByRole('main', { name: 'Content' });
const records = (page) => page.getByRole('list', { name: 'Your records' }).getByRole('link');

/** A record of a kind, with a title. */
async function record(page, kind, title) {
  await visit(page, '#/evidence/new');
  await page.getByRole('button', { name: `Record this: ${kind}` }).click();
  await text(page, 'Title', title);
  await still(page);
}

async function three(page) {
  await startEmpty(page);
  await record(page, 'Meeting', 'Första mötet');
  await record(page, 'Event or workshop', 'Spring fair');
  await date(page, 'Date of the event', '2026-04-10');
  await record(page, 'Account', 'Job board');
  await saved(page);
}

test('records are found by words without accents, narrowed by type, state and tag, and shown again', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await three(page);
  const tag = page.getByRole('textbox', { name: 'Another tag' });
  await tag.fill('summer');
  await tag.press('Enter');
  await page.getByRole('button', { name: 'Remove the tag: summer' }).waitFor();

  await go(page, 'Evidence');
  await eventually(async () => await records(page).count() === 3, 'three records');
  const search = page.getByRole('textbox', { name: 'Search your records' });
  await search.fill('MOTET forsta');
  await page.getByText('1 of 3 records').first().waitFor();
  assert.match(await records(page).first().textContent(), /^Första mötet, Meeting/);

  // What was asked for stays while one looks at a record.
  await records(page).first().click();
  await heading(page, 'Första mötet');
  await go(page, 'Evidence');
  assert.equal(await search.inputValue(), 'MOTET forsta');

  await search.fill('nothing like it');
  await page.getByText('No record fits. Try fewer words, or show all records.').waitFor();
  await page.getByRole('button', { name: 'Show all records' }).click();
  await eventually(async () => await records(page).count() === 3, 'all records again');
  assert.equal(await search.inputValue(), '');
  assert.equal(await search.evaluate((field) => field === globalThis.document.activeElement), true);

  await page.getByRole('combobox', { name: 'Type' }).selectOption({ label: 'Event or workshop' });
  await page.getByText('1 of 3 records').first().waitFor();
  await page.getByRole('combobox', { name: 'State' }).selectOption({ label: 'Claimed' });
  await page.getByText('0 of 3 records').first().waitFor();
  await page.getByRole('button', { name: 'Show all records' }).click();
  await page.getByRole('combobox', { name: 'Tag' }).selectOption({ label: 'summer' });
  await page.getByText('1 of 3 records').first().waitFor();
  assert.match(await records(page).first().textContent(), /#summer/);
  await profile.close();
});

test('the palette opens, finds and acts by keyboard alone', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await three(page);
  await go(page, 'Path');
  const palette = page.getByRole('dialog', { name: 'Search' });
  const field = palette.getByRole('textbox', { name: 'What are you looking for?' });
  const focused = (locator) => eventually(() => locator.evaluate((element) => element === globalThis.document.activeElement), 'the focus');

  await page.keyboard.press('Control+k');
  await focused(field);
  await page.keyboard.type('spring');
  await palette.getByRole('button', { name: /^Spring fair/ }).waitFor();
  await page.keyboard.press('Enter');
  await heading(page, 'Spring fair');
  assert.equal(await palette.count(), 0);

  await page.keyboard.press('Control+k');
  await focused(field);
  await page.keyboard.type('settings');
  const fitting = palette.getByRole('list', { name: 'What fits' }).getByRole('button');
  await eventually(async () => await fitting.count() === 1, 'only what fits is left');
  await page.keyboard.press('ArrowDown');
  await focused(palette.getByRole('button', { name: /^Settings/ }));
  await page.keyboard.press('Enter');
  await heading(page, 'Settings');

  // Words without a record or an action: nothing happens, and Escape leads back.
  await page.keyboard.press('Control+k');
  await focused(field);
  await page.keyboard.type('zzzz');
  await palette.getByText('Nothing fits. Try fewer words.').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await eventually(async () => await palette.count() === 0, 'the palette is closed');
  await heading(page, 'Settings');
  await profile.close();
});

test('what is in the trash comes back from there as it was', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await three(page);
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await eventually(async () => await records(page).count() === 2, 'two records are left');
  await main(page).getByRole('link', { name: '1 record in the trash' }).click();
  await page.getByRole('button', { name: 'Restore Job board' }).click();
  await page.getByText('The trash is empty.').waitFor();
  await go(page, 'Evidence');
  await eventually(async () => await records(page).count() === 3, 'it is back');
  await profile.close();
});

test('a phone reaches every section, those behind More and the search too', async () => {
  const profile = await cairn.open({ viewport: widths[360], hasTouch: true });
  const page = await profile.tab();
  await three(page);
  const sections = page.getByRole('navigation', { name: 'Sections' }).getByRole('link');
  assert.deepEqual(await sections.allTextContents(), ['Path', 'Evidence', 'Reflections', 'Plan', 'More']);
  const more = page.getByRole('list', { name: 'More' }).getByRole('link');
  await go(page, 'More');
  await heading(page, 'More');
  const names = await more.allTextContents();
  assert.deepEqual(names, ['Wall', 'Submit', 'Badges', 'Check', 'Skills', 'Trash', 'Settings']);
  for (const name of names) {
    await go(page, 'More');
    await more.filter({ hasText: name }).tap();
    await still(page);
    assert.notEqual(await page.getByRole('heading', { level: 1 }).textContent(), 'More', name);
  }
  await go(page, 'More');
  await main(page).getByRole('button', { name: 'Search' }).tap();
  const palette = page.getByRole('dialog', { name: 'Search' });
  await palette.getByRole('textbox').fill('job');
  await palette.getByRole('button', { name: /^Job board/ }).tap();
  await heading(page, 'Job board');
  await profile.close();
});
