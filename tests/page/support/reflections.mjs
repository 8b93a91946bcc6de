// Reflections and journal entries, in the words of the page.
import { go } from './browser.mjs';
import { date, text } from './portfolio.mjs';

const main = (page) => page.getByRole('main', { name: 'Content' });

export const questions = {
  learning: 'What did you learn that you could not do before?',
  skill: 'Which skill grew? Show the moment.',
};

/** From anywhere: a Level 2 reflection with its first question answered. */
export async function beginReflection(page, answer) {
  await go(page, 'Reflections');
  await main(page).getByRole('button', { name: 'Write your Level 2 reflection', exact: true }).click();
  await page.getByRole('heading', { name: 'Covered so far', exact: true }).waitFor();
  await text(page, 'Title', 'What the autumn taught me');
  await date(page, 'Date', '2026-03-10');
  await text(page, questions.learning, answer);
}

/** Links a record, by its title, with the one that is shown. */
export async function link(page, title) {
  await main(page).getByRole('button', { name: 'Link evidence', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Link evidence' });
  await dialog.getByRole('button', { name: `Link: ${title}`, exact: true }).click();
  const done = main(page).getByRole('button', { name: `Unlink: ${title}`, exact: true });
  const close = dialog.getByRole('button', { name: 'Close', exact: true });
  await done.or(close).first().waitFor();
  if (await close.isVisible()) await close.click();
  await done.waitFor();
}

export async function journal(page, title, words) {
  await go(page, 'Reflections');
  await main(page).getByRole('button', { name: 'Write in the journal', exact: true }).click();
  await text(page, 'Title', title);
  await text(page, 'Text', words);
}
