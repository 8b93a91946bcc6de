// Badges as files that a learner was given, and what the page says of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository, still, visit } from './browser.mjs';
import { text } from './portfolio.mjs';

/** The title of every sample badge in tests/data/badges. */
export const title = 'Career Prepared, Level 1 (sample)';
export const learnersAddress = 'learner@example.org';

/** A sample of tests/data/badges. @returns {import('./photo.mjs').Given} */
export function badge(name) {
  return { name, mimeType: 'application/json', buffer: readFileSync(join(repository, 'tests', 'data', 'badges', name)) };
}

/** Runs in the page: its learner gets the key that the sample badges are made out to, of 32 zero bytes. */
export function sampleLearner() {
  const random = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = (bytes) => (bytes.byteLength === 32 ? bytes.fill(0) : random(bytes));
}

/** Says that the sample badges' address is the learner's. */
export async function addAddress(page, address = learnersAddress) {
  await visit(page, '#/settings');
  await text(page, /^(Your|Another) e-mail address$/, address);
  await page.getByRole('button', { name: 'Add the address', exact: true }).click();
  await page.getByText(address, { exact: true }).waitFor();
}

/** Picks files on the badges screen and waits until each was read. */
export async function pick(page, files) {
  await visit(page, '#/badges');
  await page.getByLabel('Add a badge').setInputFiles(files);
  await reported(page, files);
}

/** Waits until the page says what became of each. */
export async function reported(page, files) {
  for (const { name } of files) await reportOf(page, name).waitFor();
  await still(page);
}

export const reportOf = (page, name) => page.getByRole('list', { name: 'What became of your files' }).getByText(new RegExp(`^${name.replaceAll(/[.()]/g, '\\$&')}, (Kept|Not kept)$`));

/** What was checked of a file or badge, line by line: {Signature: 'holds', …}. */
export async function checksOf(page, name) {
  const lines = await page.getByRole('list', { name: `What was checked of ${name}`, exact: true }).getByRole('listitem').allTextContents();
  return Object.fromEntries(lines.map((line) => {
    const cut = line.indexOf(': ');
    return [line.slice(0, cut), line.slice(cut + 2).trim()];
  }));
}
