// The canvas paints every screen: with the elements over it taken away, the words are still to be seen.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { stage, still, visit } from './support/browser.mjs';
import { brightness, difference, levels } from './support/pixels.mjs';
import { research, startEmpty } from './support/portfolio.mjs';

const cairn = stage();

test('with the elements taken away the canvas still shows every screen', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  const hide = (hidden) => page.evaluate((on) => { document.getElementById('mirror').style.opacity = on ? '0' : ''; }, hidden);
  const main = page.getByRole('main');
  const painted = async (name) => {
    await still(page);
    await hide(true);
    const alone = await brightness(page, main);
    await hide(false);
    assert.ok(levels(alone) > 8, `the canvas shows ${name}`);
    return alone;
  };
  const seen = [await painted('the welcome')];
  await startEmpty(page);
  await research(page);
  for (const hash of ['#/path', '#/path/L1.G2', '#/path/L1.G1.meeting', '#/evidence', '#/evidence/new', '#/submit', '#/settings', '#/trash']) {
    await visit(page, hash);
    seen.push(await painted(hash));
  }
  seen.slice(2).forEach((area, index) => assert.ok(difference(area, seen[index + 1]) > 0.01, `screen ${index + 2} differs from the one before`));
  await profile.close();
});
