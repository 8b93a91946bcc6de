// The sample has something on every screen: what assistive technology finds there.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe, plain } from './support/axe.mjs';
import { heading, stage, still, themes, visit, widths } from './support/browser.mjs';

const cairn = stage();

async function openSample(page) {
  await page.getByRole('button', { name: 'Open the sample', exact: true }).click();
  await heading(page, 'Career Prepared');
}

/** Shows every screen of the sample that an empty portfolio leaves bare. */
async function everyScreen(page, look) {
  for (const [name, hash] of [
    ['path', '#/path'], ['evidence', '#/evidence'], ['new record', '#/evidence/new'], ['reflections', '#/reflections'], ['plan', '#/plan'],
    ['wall', '#/wall'], ['skills', '#/skills'], ['more', '#/more'], ['settings', '#/settings'], ['Level 2', '#/path/L2'],
  ]) {
    await visit(page, hash);
    await still(page);
    await look(name);
  }
  const main = page.getByRole('main');
  for (const [name, hash, list] of [['reflection', '#/reflections', 0], ['journal entry', '#/reflections', -1], ['skill badge', '#/skills', 0]]) {
    await visit(page, hash);
    await main.getByRole('listitem').getByRole('link').nth(list).click();
    await still(page);
    await look(name);
  }
  await visit(page, '#/path');
  await page.keyboard.press('Control+KeyK');
  await page.getByRole('dialog').waitFor();
  await still(page);
  await look('palette');
  await page.keyboard.press('Escape');
}

test('axe finds nothing on the screens of the sample, narrow and wide, and the auditor neither', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await openSample(page);
  await everyScreen(page, async (name) => {
    for (const [width, size] of Object.entries(widths)) {
      await page.setViewportSize(size);
      await still(page);
      await axe(page, `${name}, ${width}`, ['color-contrast']);
      assert.equal(await page.evaluate(() => globalThis.cairnStats.audit()), '', `${name}, ${width}: the auditor`);
    }
  });
  await profile.close();
});

for (const colorScheme of themes) {
  test(`as an ordinary page every text of the sample has enough contrast, ${colorScheme}`, async () => {
    const profile = await cairn.open({ init: plain, colorScheme, viewport: widths[360] });
    const page = await profile.tab();
    await openSample(page);
    await everyScreen(page, (name) => axe(page, `${name}, ordinary page`));
    await profile.close();
  });
}
