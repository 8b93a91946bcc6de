// The screens about keeping what is there: pictured, and clean for axe.
import { test } from 'node:test';

import { axe } from './support/axe.mjs';
import { away, heading, noIcon, saved, stage, still, usable, visit } from './support/browser.mjs';
import { take } from './support/pictures.mjs';
import { recordFor, startEmpty, text, tick } from './support/portfolio.mjs';
import { deleteDatabases } from './support/stored.mjs';

const cairn = stage();
const passphrase = 'stones by the river';

async function seen(page, name) {
  await still(page);
  await axe(page, name, ['color-contrast']);
  await take(page, name);
}

async function withRecord(profile) {
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'A talk');
  await saved(page);
  return page;
}

test('restore points, backups and the lock are pictured, and clean for axe', async () => {
  const profile = await cairn.open();
  const page = await withRecord(profile);
  await visit(page, '#/history');
  await page.getByRole('button', { name: 'Keep a restore point' }).click();
  await seen(page, 'dialog-keep-point');
  await page.getByRole('dialog').getByRole('textbox').fill('Before the interview');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByText('Before the interview').first().waitFor();
  await visit(page, '#/path');
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'A second talk');
  await visit(page, '#/history');
  await page.getByRole('button', { name: /^Compare/ }).first().click();
  await page.getByText('A second talk').first().waitFor();
  await seen(page, 'history');

  await visit(page, '#/settings');
  await page.getByRole('button', { name: 'Check a backup' }).click();
  await seen(page, 'dialog-check-backup');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Set a passphrase…' }).click();
  await seen(page, 'dialog-set-lock');
  const dialog = page.getByRole('dialog', { name: 'Set a passphrase' });
  await dialog.getByLabel('New passphrase', { exact: true }).fill(passphrase);
  await dialog.getByLabel('The same once more', { exact: true }).fill(passphrase);
  await tick(dialog, 'I have written the passphrase down, or I keep a file with everything');
  await dialog.getByRole('button', { name: 'Encrypt everything' }).click();
  await page.getByText('Everything here is encrypted.').first().waitFor({ timeout: 60_000 });
  await saved(page);
  await page.getByRole('button', { name: 'Change the passphrase' }).click();
  const change = page.getByRole('dialog', { name: 'Change the passphrase' });
  await change.getByLabel('Present passphrase', { exact: true }).fill('stones by the sea');
  await change.getByLabel('New passphrase', { exact: true }).fill('another river');
  await change.getByLabel('The same once more', { exact: true }).fill('another river');
  await tick(change, 'I have written the passphrase down, or I keep a file with everything');
  await change.getByRole('button', { name: 'Change the passphrase' }).click();
  await change.getByText('This is not the present passphrase').first().waitFor({ timeout: 60_000 });
  await change.getByText(/^The next try is possible after/).first().waitFor({ state: 'hidden' });
  await seen(page, 'dialog-change-lock');
  await page.reload();
  await usable(page);
  await heading(page, 'Your portfolio is locked');
  await seen(page, 'locked');
  await profile.close();
});

test('what stands in place of a portfolio that cannot be read is pictured, and clean for axe', async () => {
  const profile = await cairn.open({ expected: noIcon });
  const page = await withRecord(profile);
  await page.keyboard.press('Control+s');
  await saved(page);
  await away(page);
  await deleteDatabases(page, '/cairn');
  await page.goto(cairn.url);
  await usable(page);
  await heading(page, 'Your portfolio is not where it was');
  await page.getByText('Looking for copies on this device…').first().waitFor({ state: 'hidden' });
  await seen(page, 'recovery');
  await profile.close();
});
