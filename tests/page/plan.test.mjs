// The action plan, the next step that comes from it, and skill badges, by roles and names only.
import { test } from 'node:test';

import { go, heading, saved, stage, still, visit } from './support/browser.mjs';
import { choose, claim, date, give, recordFor, row, startEmpty, text } from './support/portfolio.mjs';
import { textFile } from './support/photo.mjs';

const cairn = stage();
const button = (page, name) => page.getByRole('button', { name, exact: true });

test('a plan written on the page is claimed and says that it waits for a reviewer', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await go(page, 'Plan');
  await page.getByRole('heading', { name: 'You have no plan yet' }).waitFor();
  await button(page, 'Start your plan').click();
  await text(page, 'Title', 'Toward the lab');
  await choose(page, 'What kind of plan it is', 'Career action plan');
  await row(page, 'Values', 'Add a value', { 'What matters to you': 'Work outdoors' });
  await go(page, 'Plan');
  await page.getByRole('link', { name: /^Values, 1 entry/ }).waitFor();
  await button(page, 'Claim: Career action plan').click();
  await page.getByRole('link', { name: /^Career action plan, .*waits for a reviewer.*Claimed$/ }).waitFor();
  await page.getByText('You claimed this. A reviewer decides whether it is accepted.').waitFor();
  await saved(page);
  await page.reload();
  await page.getByRole('link', { name: /^Career action plan, .*waits for a reviewer.*Claimed$/ }).waitFor();
  await profile.close();
});

test('an activity of the plan becomes the next step with its reason, and once done it is recorded', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await page.getByText('It counts for “Get to know career services” in Level 1.').waitFor();
  await go(page, 'Plan');
  await page.getByRole('main').getByRole('button', { name: 'Add an activity', exact: true }).click();
  await text(page, 'What you will do', 'Visit the spring career fair');
  await choose(page, 'What it is for', 'Meeting people');
  await date(page, 'When it should be done', '2040-12-03');
  await page.getByRole('combobox', { name: 'What it may count for', exact: true }).selectOption({ label: 'Level 1: Career event attended' });
  await text(page, 'What you will keep as proof', 'The ticket');
  await go(page, 'Path');
  await heading(page, 'Career Prepared');
  await page.getByRole('heading', { name: 'Visit the spring career fair' }).waitFor();
  await page.getByText('In your plan, due on 3 December 2040. It can count for “Career event attended”.').waitFor();
  await page.getByRole('link', { name: 'See your plan', exact: true }).click();
  await page.getByText('Proof to keep: The ticket').waitFor();
  await button(page, 'Mark as done: Visit the spring career fair').click();
  await button(page, 'Record it: Visit the spring career fair').click();
  await heading(page, 'Visit the spring career fair');
  await page.getByRole('combobox', { name: 'What kind it was', exact: true }).waitFor();
  await go(page, 'Path');
  await page.getByText('It counts for “Get to know career services” in Level 1.').waitFor();
  await profile.close();
});

test('a claimed criterion of a skill badge raises its pebble', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await page.getByText('Professionalism: skill badge, not begun', { exact: true }).waitFor();
  await page.getByRole('link', { name: /^Professionalism, / }).click();
  await heading(page, 'Professionalism');
  await page.getByText(/^Our reading: /).waitFor();
  await page.getByRole('link', { name: /^Be prepared and reliable, / }).click();
  await heading(page, 'Be prepared and reliable');
  await recordFor(page, 'ums.nace.professionalism.reliability');
  await text(page, 'Title', 'A month of early mornings');
  await text(page, 'What you did', 'I opened the lab every morning for a month.');
  await give(page, [textFile()]);
  await claim(page, 'Be prepared and reliable');
  await still(page);
  await visit(page, '#/skills/ums.nace.professionalism');
  await page.getByText('1 of 8 goals claimed').first().waitFor();
  await go(page, 'Path');
  await page.getByText('Professionalism: skill badge, 1 of 8 goals claimed', { exact: true }).waitFor();
  await profile.close();
});
