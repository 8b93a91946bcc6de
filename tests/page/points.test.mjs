// Restore points in the browser, where the storage does not take them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { saved, stage, usable, visit } from './support/browser.mjs';
import { recordFor, startEmpty, text } from './support/portfolio.mjs';

const cairn = stage();

test('a restore point before a return that the storage does not take is told, and kept after the next save', async () => {
  const profile = await cairn.open({ expected: /made to fail/ });
  const page = await profile.tab();
  await startEmpty(page);
  await visit(page, '#/history');
  await page.getByRole('button', { name: 'Keep a restore point' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('As it was');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByText('As it was').first().waitFor();
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'A talk');
  await saved(page);
  await page.evaluate(() => {
    // The page tries twice before it gives up.
    let left = 2;
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function wrapped(value, key) {
      if (this.name === 'FILE_DATA' && String(key).includes('/points/') && left > 0) {
        left -= 1;
        throw new DOMException('made to fail', 'UnknownError');
      }
      return put.call(this, value, key);
    };
    globalThis.told = new Set();
    const look = () => {
      const words = /The restore point “Before a return to a restore point” could not be kept[^“]*/.exec(document.body.textContent);
      if (words) globalThis.told.add(words[0]);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await visit(page, '#/history');
  await page.getByRole('button', { name: /^Compare/ }).first().click();
  await page.getByRole('button', { name: 'Return to this point' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Return to this point' }).click();
  await page.getByText('The restore points that could not be kept before are kept now.').first().waitFor();
  const [words] = await page.evaluate(() => [...globalThis.told]);
  assert.match(words, /Cairn went on without it\. .* leave this page open and free some space/);
  await saved(page);
  await page.reload();
  await usable(page);
  await visit(page, '#/history');
  await page.getByText('Before a return to a restore point').first().waitFor();
  await profile.close();
});
