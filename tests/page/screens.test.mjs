// Pictures of every screen, narrow and wide, light and dark, to look at; and none of them scrolls sideways.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { addAddress, badge, pick, sampleLearner } from './support/badges.mjs';
import { artifactFolder, go, stage, still, themes, visit, widths } from './support/browser.mjs';
import { pdfFile, photo, textFile } from './support/photo.mjs';
import { jobBoard, meeting, plan, research, selfAssessment, startEmpty, text } from './support/portfolio.mjs';
import { beginReflection, journal, link } from './support/reflections.mjs';

const cairn = stage();
const folder = artifactFolder('screens');
const taken = [];

const contentHeight = (page) => page.getByRole('main').evaluate((main) => main.scrollHeight - main.clientHeight);
const overhang = (page) => page.evaluate(() => {
  const wide = [document.scrollingElement, ...document.querySelectorAll('main')];
  return Math.max(...wide.map((element) => element.scrollWidth - element.clientWidth));
});

async function take(page, name) {
  for (const [width, size] of Object.entries(widths)) {
    await page.setViewportSize(size);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await still(page);
      await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`) });
      taken.push(`${name}-${width}-${theme}`);
    }
    assert.equal(await overhang(page), 0, `${name} is wider than ${width} pixels`);
    const hidden = await contentHeight(page);
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

test('every screen is pictured at 360 and 1440 pixels, light and dark, and none scrolls sideways', async () => {
  const profile = await cairn.open({ init: sampleLearner });
  const page = await profile.tab();
  await take(page, 'welcome');
  await startEmpty(page);
  await take(page, 'path-empty');
  await visit(page, '#/path/L1.G2');
  await take(page, 'group');
  await visit(page, '#/path/L1.G1.meeting');
  await take(page, 'criterion-empty');
  await visit(page, '#/path/L2');
  await take(page, 'level-closed');
  await visit(page, '#/path/L2.pre');
  await take(page, 'criterion-badge');
  await visit(page, '#/badges');
  await take(page, 'badges-empty');
  await visit(page, '#/skills');
  await take(page, 'skills');
  await visit(page, '#/skills/ums.nace.professionalism');
  await take(page, 'skill');
  await visit(page, '#/path/ums.nace.professionalism.reliability');
  await take(page, 'skill-criterion');
  await visit(page, '#/plan');
  await take(page, 'plan-empty');
  await visit(page, '#/reflections');
  await take(page, 'reflections-empty');
  await go(page, 'Evidence');
  await take(page, 'evidence-empty');
  await page.getByRole('link', { name: 'Add evidence' }).click();
  await take(page, 'new-record');
  await page.getByRole('button', { name: 'Record this: Careers explored' }).click();
  await take(page, 'record-empty');
  await go(page, 'Submit');
  await take(page, 'submit-open');

  await meeting(page, {
    leaf: 'L1.G1.meeting', criterion: 'Career services talk', topic: 'What career services offers', title: 'First talk with career services',
    files: [textFile(), pdfFile('confirmation.pdf')],
  });
  await take(page, 'record-filled');
  await visit(page, '#/path/L1.G1.meeting');
  await take(page, 'criterion-claimed');
  await go(page, 'Path');
  await take(page, 'path-begun');
  await selfAssessment(page);
  await research(page);
  await take(page, 'record-rows');
  await jobBoard(page, { files: [await photo(page)], alt: 'My profile page on the job board' });
  await take(page, 'record-photo');
  await go(page, 'Path');
  await take(page, 'path-ready');
  await visit(page, '#/path/L1.G2.meeting');
  await page.getByRole('button', { name: 'Use a record you have' }).click();
  await take(page, 'dialog-use');
  await page.getByRole('button', { name: 'Close' }).click();
  await go(page, 'Evidence');
  await take(page, 'evidence');
  await page.getByRole('textbox', { name: 'Search your records' }).fill('talk');
  await page.getByRole('button', { name: 'Show all records' }).waitFor();
  await take(page, 'evidence-filtered');
  await page.getByRole('button', { name: 'Show all records' }).click();
  await visit(page, '#/more');
  await take(page, 'more');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search' }).getByRole('textbox').fill('career');
  await page.getByRole('dialog', { name: 'Search' }).getByRole('button', { name: /^First talk/ }).waitFor();
  await take(page, 'palette');
  await page.keyboard.press('Escape');
  await go(page, 'Submit');
  await take(page, 'submit-ready');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export bundle.json' }).click();
  await download;
  await take(page, 'submit-exported');
  await go(page, 'Path');
  await take(page, 'path-submitted');
  await go(page, 'Settings');
  await text(page, 'Your name', 'Sample Learner');
  await addAddress(page);
  await take(page, 'settings');
  await go(page, 'Evidence');
  await page.getByRole('link', { name: /^Careers explored|Untitled/ }).first().click();
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await visit(page, '#/trash');
  await take(page, 'trash');
  await page.getByRole('button', { name: /^Delete for good: / }).click();
  await take(page, 'dialog-delete');
  await page.getByRole('button', { name: 'Keep it' }).click();

  await plan(page);
  await take(page, 'plan');

  await journal(page, 'A good question', 'She asked *why* I came, and I had no answer yet.');
  await beginReflection(page, 'I **asked** first, at the fair in April.\n\n- one talk\n- two cards\n\n> Come back in May');
  await link(page, 'First talk with career services');
  await take(page, 'reflection');
  await page.getByRole('button', { name: 'Link evidence' }).click();
  await take(page, 'dialog-link');
  await page.getByRole('button', { name: 'Close' }).click();
  await go(page, 'Reflections');
  await take(page, 'reflections');

  const whole = badge('level-1.json');
  const changed = { ...whole, name: 'changed.json', buffer: Buffer.from(whole.buffer.toString('utf8').replace('nobody has', 'somebody has')) };
  await pick(page, [whole]);
  await take(page, 'badges-earned');
  await go(page, 'Path');
  await take(page, 'path-earned');
  await visit(page, '#/path/L2.pre');
  await take(page, 'criterion-badge-held');
  await pick(page, [badge('level-1-other-id.json'), badge('level-1-rdfc-only.json'), badge('level-1-expired.json'), changed]);
  await page.getByRole('group', { name: /\(2\)$/ }).getByRole('combobox', { name: 'On your path it is' }).selectOption({ label: 'Skill badge: Professionalism' });
  await take(page, 'badges-held');
  await go(page, 'Path');
  await take(page, 'path-pebble');
  await visit(page, '#/wall');
  await take(page, 'wall-empty');
  for (const box of await page.getByRole('list', { name: 'What can be shown' }).getByRole('checkbox').all()) await box.check();
  await still(page);
  await take(page, 'wall');
  await profile.close();
});

test('the sample, and the dialogs about everything at once, are pictured too', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await page.getByRole('button', { name: 'Open the sample', exact: true }).click();
  await page.getByText('This is a sample').first().waitFor();
  await take(page, 'sample-path');
  await visit(page, '#/evidence');
  await take(page, 'sample-evidence');
  await visit(page, '#/settings');
  await take(page, 'sample-settings');
  await page.getByRole('button', { name: 'Export everything', exact: true }).click();
  await take(page, 'dialog-export-everything');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Delete everything', exact: true }).click();
  await take(page, 'dialog-delete-everything');
  await page.getByRole('button', { name: 'Keep everything' }).click();
  await page.getByRole('main').getByRole('button', { name: 'Start your own' }).click();
  await take(page, 'dialog-leave-sample');
  await profile.close();
});
