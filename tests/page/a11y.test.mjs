// What assistive technology and the keyboard find on every screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe, plain } from './support/axe.mjs';
import { addAddress, badge, pick, sampleLearner } from './support/badges.mjs';
import { eventually, go, heading, stage, still, themes, visit, widths } from './support/browser.mjs';
import { photo, textFile } from './support/photo.mjs';
import { exported, jobBoard, meeting, recordFor, research, selfAssessment, startEmpty } from './support/portfolio.mjs';

const cairn = stage();

/** Shows every screen with its states, one after another. */
async function everyScreen(page, look) {
  const then = async (name, arrive) => {
    await arrive();
    await still(page);
    await look(name);
  };
  await look('welcome');
  await startEmpty(page);
  await look('path');
  await then('group page', () => visit(page, '#/path/L1.G2'));
  await then('criterion', () => visit(page, '#/path/L1.G1.meeting'));
  await then('closed level', () => visit(page, '#/path/L2'));
  await then('criterion of a badge', () => visit(page, '#/path/L2.pre'));
  await then('badges, none', () => visit(page, '#/badges'));
  await then('evidence, empty', () => go(page, 'Evidence'));
  await then('new record', () => page.getByRole('link', { name: 'Add evidence' }).click());
  await then('record form, empty', () => recordFor(page, 'L1.G1.event'));
  await then('submit, open', () => go(page, 'Submit'));
  await meeting(page, {
    leaf: 'L1.G1.meeting', criterion: 'Career services talk', topic: 'What career services offers', title: 'First talk', files: [textFile()],
  });
  await look('record form with rows and files');
  await jobBoard(page, { files: [await photo(page)], alt: 'My profile page' });
  await look('record form with a photo');
  await selfAssessment(page);
  await research(page);
  await then('criterion, claimed', () => visit(page, '#/path/L1.G3'));
  await visit(page, '#/path/L1.G2.meeting');
  await then('dialog', () => page.getByRole('button', { name: 'Use a record you have' }).click());
  await page.keyboard.press('Escape');
  await then('path, ready', () => go(page, 'Path'));
  await then('evidence', () => go(page, 'Evidence'));
  await then('submit, ready', () => go(page, 'Submit'));
  await exported(page);
  await then('submit, exported', () => still(page));
  await then('settings', () => addAddress(page));
  const whole = badge('level-1.json');
  await then('badges, held and refused', () => pick(page, [
    whole, badge('level-1-other-id.json'), badge('level-1-other-suite.json'), badge('level-1-expired.json'),
    { ...whole, name: 'changed.json', buffer: Buffer.from(whole.buffer.toString('utf8').replace('nobody has', 'somebody has')) },
  ]));
  await then('path, earned', () => go(page, 'Path'));
  await then('criterion of a held badge', () => visit(page, '#/path/L2.pre'));
  await visit(page, '#/evidence');
  await page.getByRole('link', { name: /^First talk/ }).click();
  await page.getByRole('button', { name: 'Move to the trash' }).click();
  await heading(page, 'Evidence');
  await then('trash', () => visit(page, '#/trash'));
  await then('dialog, delete', () => page.getByRole('button', { name: 'Delete for good: First talk' }).click());
}

test('axe finds nothing on any screen, in both themes and widths, and the auditor neither', async () => {
  const profile = await cairn.open({ init: sampleLearner });
  const page = await profile.tab();
  const titles = new Set();
  await everyScreen(page, async (name) => {
    for (const [width, size] of Object.entries(widths)) {
      await page.setViewportSize(size);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await still(page);
        await axe(page, `${name}, ${width}, ${colorScheme}`, ['color-contrast']);
        assert.equal(await page.evaluate(() => globalThis.cairnStats.audit()), '', `${name}, ${width}: the auditor`);
      }
    }
    titles.add(await page.title());
  });
  assert.ok(titles.size >= 8, `the title of the page says where one is: ${[...titles].join(' | ')}`);
  await profile.close();
});

for (const colorScheme of themes) {
  test(`as an ordinary page every text has enough contrast, and axe finds nothing, ${colorScheme}`, async () => {
    const profile = await cairn.open({ init: plain, colorScheme, viewport: widths[360] });
    await profile.context.addInitScript(sampleLearner);
    const page = await profile.tab();
    await everyScreen(page, (name) => axe(page, `${name}, ordinary page`));
    await profile.close();
  });
}

/** What has the focus, as an assistive technology names it. */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const name = element.getAttribute('aria-label') ?? (element.labels?.[0] ?? element).textContent;
  const box = element.getBoundingClientRect();
  return {
    what: element === document.body ? 'page' : `${element.localName} ${element.type ?? ''} ${name.trim()}`.replaceAll(/\s+/g, ' '),
    mirror: document.getElementById('mirror').contains(element),
    top: box.top, left: box.left, seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    outlined: element.matches(':focus-visible'),
  };
});

const controls = 'a[href], button, input, select, textarea, [tabindex="0"], summary, audio, video';

/** Tabs from the top of the page until the focus leaves it; gives what was met. */
async function walk(page) {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const met = [];
  for (let steps = 0; steps < 200; steps += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate((all) => {
      const list = [...document.querySelectorAll(all)].filter((element) => element.checkVisibility());
      return { index: list.indexOf(document.activeElement), count: list.length };
    }, controls);
    if (at.index < 0) return { met, count: at.count };
    if (met.length > 1 && at.index === met[0].index) return { met, count: at.count };
    // The parts of a date are stops of one control.
    if (at.index !== met.at(-1)?.index) met.push({ ...await focused(page), index: at.index });
  }
  throw new Error('the focus goes round and round');
}

for (const [width, viewport] of Object.entries(widths)) {
  test(`Tab meets every control once, in reading order, always in sight, at ${width} pixels`, async () => {
    const profile = await cairn.open({ viewport, init: sampleLearner });
    const page = await profile.tab();
    await startEmpty(page);
    const looks = [
      ['path', () => visit(page, '#/path')],
      ['record form', async () => {
        await recordFor(page, 'L1.G1.meeting');
        await page.getByRole('button', { name: 'Add a person' }).click();
        await page.getByLabel('Add files').setInputFiles([textFile()]);
        await page.getByRole('button', { name: 'Remove notes.txt' }).waitFor();
      }],
      ['settings', () => visit(page, '#/settings')],
      ['badges', () => pick(page, [badge('level-1.json'), badge('level-1-expired.json')])],
    ];
    for (const [name, arrive] of looks) {
      await arrive();
      await still(page);
      const { met, count } = await walk(page);
      assert.deepEqual(met.map(({ index }) => index), [...Array(count).keys()], `${name}: ${met.map(({ what }) => what).join(', ')}`);
      for (const one of met) {
        assert.ok(one.mirror, `${name}: ${one.what}`);
        assert.ok(one.seen, `${name}: ${one.what} is in sight when it has the focus`);
        assert.ok(one.outlined, `${name}: ${one.what} shows that it has the focus`);
      }
    }
    await profile.close();
  });
}

test('everything can be done with the keyboard, and the focus goes where the work goes on', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  const press = async (locator, key) => {
    await locator.focus();
    await page.keyboard.press(key);
    await still(page);
  };
  await press(page.getByRole('button', { name: 'Start empty' }), 'Enter');
  await heading(page, 'Career Prepared');
  assert.equal((await focused(page)).what, 'h1 Career Prepared');
  await press(page.getByRole('navigation').getByRole('link', { name: 'Evidence', exact: true }), 'Enter');
  assert.equal((await focused(page)).what, 'h1 Evidence');
  await press(page.getByRole('link', { name: 'Add evidence' }), 'Enter');
  await press(page.getByRole('button', { name: 'Record this: Event or workshop' }), 'Space');
  await heading(page, 'Event or workshop');
  assert.equal((await focused(page)).what, 'h1 Event or workshop');
  const box = page.getByRole('checkbox', { name: 'It is approved for this pathway' });
  await press(box, 'Space');
  assert.equal(await box.isChecked(), true);
  await page.getByRole('textbox', { name: 'Title', exact: true }).focus();
  await page.keyboard.type('Typed with the keyboard');
  await page.keyboard.press('Tab');
  await heading(page, 'Typed with the keyboard');

  await visit(page, '#/path/L1.G1.event');
  const opener = page.getByRole('button', { name: 'Use a record you have' });
  await press(opener, 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Use a record you have' });
  await dialog.waitFor();
  assert.equal(await dialog.evaluate((element) => element.contains(document.activeElement)), true);
  for (let steps = 0; steps < 6; steps += 1) {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null), true);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await eventually(async () => (await focused(page)).what.endsWith('Use a record you have'), 'the focus is where the dialog was opened');
  await profile.close();
});
