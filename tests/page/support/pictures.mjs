// Pictures for build/artifacts/screens/.
import assert from 'node:assert/strict';
import { join } from 'node:path';

import { artifactFolder, long, still, themes, widths } from './browser.mjs';

const folder = artifactFolder('screens');

const contentHeight = (page) => page.getByRole('main').evaluate((main) => main.scrollHeight - main.clientHeight);
const overhang = (page) => page.evaluate(() => {
  const wide = [document.scrollingElement, ...document.querySelectorAll('main')];
  return Math.max(...wide.map((element) => element.scrollWidth - element.clientWidth));
});

/** Pictures of what is shown, narrow and wide, light and dark, to look at; it does not scroll sideways. */
export async function take(page, name) {
  for (const [width, size] of Object.entries(widths)) {
    await page.setViewportSize(size);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await still(page);
      await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`) });
    }
    assert.equal(await overhang(page), 0, `${name} is wider than ${width} pixels`);
    // What lies below is for looking at alone.
    const hidden = long ? await contentHeight(page) : 0;
    if (hidden <= 0) continue;
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: size.width, height: size.height + hidden });
    await still(page);
    await page.screenshot({ path: join(folder, `${name}-${width}-light-whole.png`) });
  }
  await page.setViewportSize({ width: 320, height: 640 });
  await still(page);
  assert.equal(await overhang(page), 0, `${name} is wider than 320 pixels`);
  await page.setViewportSize(widths[1440]);
  await still(page);
}
