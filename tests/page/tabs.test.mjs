// One tab writes. The others are told, show what it does as it does it, and take over when they are asked to or when it
// is gone; what a tab had not saved then is not lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, go, heading, saved, stage, still, visit } from './support/browser.mjs';
import { recordFor, startEmpty, text } from './support/portfolio.mjs';
import { stored } from './support/stored.mjs';

const cairn = stage();
const told = 'Cairn is open in another tab, so this one only shows your portfolio.';

test('a second tab is told and stays read-only, and edits once the first is gone', async () => {
  const profile = await cairn.open();
  const first = await profile.tab();
  await startEmpty(first);
  await recordFor(first, 'L1.G1.meeting');
  await text(first, 'Title', 'What the first tab wrote');
  await saved(first);

  const second = await profile.tab('#/evidence');
  await second.getByText(told).first().waitFor();
  await second.getByText('Read only', { exact: true }).waitFor();
  await second.getByRole('link', { name: /^What the first tab wrote/ }).click();
  await heading(second, 'What the first tab wrote');
  const title = second.getByRole('textbox', { name: 'Title', exact: true });
  assert.equal(await title.isEditable(), false);
  for (const name of ['Add a person', 'Move to the trash']) {
    assert.equal(await second.getByRole('button', { name, exact: true }).isDisabled(), true, name);
  }
  assert.equal(await second.getByLabel('Add files').count(), 0);
  assert.equal(await second.getByRole('combobox', { name: 'What you talked about' }).isDisabled(), true);

  await text(first, 'Title', 'What the first tab wrote last');
  await saved(first);
  await first.close();

  await eventually(() => title.isEditable(), 'the second tab may edit');
  await heading(second, 'What the first tab wrote last');
  assert.equal(await second.getByText(told).count(), 0);
  assert.equal(await title.inputValue(), 'What the first tab wrote last');
  await text(second, 'Title', 'What the second tab wrote');
  await saved(second);
  await second.reload();
  await heading(second, 'What the second tab wrote');
  await profile.close();
});

test('a second tab on the welcome says why it cannot start, and shows the portfolio when the first made it and went', async () => {
  const profile = await cairn.open();
  const first = await profile.tab();
  const second = await profile.tab();
  await second.getByText(told).first().waitFor();
  assert.equal(await second.getByRole('button', { name: 'Start empty' }).count(), 0);
  await startEmpty(first);
  await saved(first);
  await first.close();
  await heading(second, 'Career Prepared');
  await go(second, 'Evidence');
  await visit(second, '#/path');
  await still(second);
  await profile.close();
});

const edit = (page) => page.getByRole('button', { name: 'Edit here instead', exact: true });
const title = (page) => page.getByRole('textbox', { name: 'Title', exact: true });
const mayEdit = (page) => eventually(() => title(page).isEditable(), 'this tab may edit');

/** Tabs of one portfolio, all at its one record; the first writes. */
async function tabsOf(count) {
  const profile = await cairn.open({ expected: /Synchronous XMLHttpRequest/ });
  const first = await profile.tab();
  await startEmpty(first);
  await recordFor(first, 'L1.G1.meeting');
  await text(first, 'Title', 'As all know it');
  await saved(first);
  const address = await first.evaluate(() => location.hash);
  const all = [first];
  for (let i = 1; i < count; i += 1) {
    const tab = await profile.tab(address);
    await edit(tab).waitFor();
    await heading(tab, 'As all know it');
    all.push(tab);
  }
  return { profile, all };
}

/**
 * Types into the title and stops everything that the tab does, in the same moment: a request that blocks the page is
 * not answered. @returns {Promise<() => Promise<void>>} lets it go on
 */
async function frozen(profile, page, words) {
  let answer = null;
  const answered = new Promise((resolve) => { answer = resolve; });
  const asked = new Promise((resolve) => {
    void profile.context.route('**/unanswered', async (route) => {
      resolve();
      await answered;
      await route.fulfill({ status: 200, body: '' });
    });
  });
  const blocked = title(page).evaluate((field, typed) => {
    if (typed) {
      field.focus();
      field.value = typed;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    const request = new XMLHttpRequest();
    request.open('GET', 'unanswered', false);
    request.send();
  }, words);
  await asked;
  return async () => {
    answer();
    await blocked;
  };
}

test('readers show what the other tab saves, while it saves it', async () => {
  const { profile, all: [first, second, third] } = await tabsOf(3);
  await text(first, 'Title', 'Seen in all tabs');
  for (const reader of [second, third]) {
    await heading(reader, 'Seen in all tabs');
    assert.equal(await title(reader).inputValue(), 'Seen in all tabs');
    assert.equal(await title(reader).isEditable(), false);
  }
  await visit(second, '#/evidence');
  await recordFor(first, 'L1.G3');
  await text(first, 'Title', 'A record more');
  await second.getByRole('link', { name: /^A record more/ }).waitFor();
  await first.getByRole('button', { name: /^Undo: / }).first().click();
  await eventually(async () => await second.getByRole('link', { name: /^A record more/ }).count() === 0, 'the undo is seen');
  await profile.close();
});

test('edit here instead: the tab that writes saves what is being typed and leaves off, and a third does not come between', async () => {
  const { profile, all: [first, second, third] } = await tabsOf(3);
  await title(first).fill('Typed and not left yet');
  await edit(third).click();
  await mayEdit(third);
  await heading(third, 'Typed and not left yet');
  await first.getByText(told).first().waitFor();
  assert.equal(await title(first).isEditable(), false);
  assert.equal(await title(second).isEditable(), false);
  assert.equal(await third.getByText(told).count(), 0);
  await text(third, 'Title', 'From the third');
  await saved(third);
  for (const reader of [first, second]) await heading(reader, 'From the third');

  await edit(first).click();
  await mayEdit(first);
  await text(first, 'Title', 'And back again');
  await saved(first);
  await heading(third, 'And back again');
  assert.equal(await title(third).isEditable(), false);
  await profile.close();
});

test('a frozen tab is taken over from; nothing that it does later lands, and its words come back as the other side', async () => {
  const { profile, all: [first, second] } = await tabsOf(2);
  const thaw = await frozen(profile, first, 'Typed before it froze');
  await edit(second).click();
  await mayEdit(second);
  await text(second, 'Title', 'Written after taking over');
  await saved(second);
  const before = await stored(second);

  await thaw();
  await first.getByText('Another tab took over before everything in this one was saved.').first().waitFor();
  await still(first);
  assert.equal(await title(first).inputValue(), 'Typed before it froze');
  assert.equal(await title(first).isEditable(), false);
  assert.deepEqual(await stored(second), before, 'the frozen tab wrote nothing');
  await heading(second, 'Written after taking over');

  await edit(first).click();
  await first.getByText('What this tab had not saved is in your portfolio again.').first().waitFor();
  await saved(first);
  await visit(first, '#/evidence');
  for (const name of [/^Typed before it froze/, /^Written after taking over/]) {
    await first.getByRole('main', { name: 'Content' }).getByRole('link', { name }).first().waitFor();
  }
  await profile.close();
});

test('a frozen tab that had saved everything shows afterwards what was written meanwhile', async () => {
  const { profile, all: [first, second] } = await tabsOf(2);
  const thaw = await frozen(profile, first, '');
  await edit(second).click();
  await mayEdit(second);
  await text(second, 'Title', 'Written after taking over');
  await saved(second);
  await thaw();
  await first.getByText(/so this one only shows your portfolio/).first().waitFor();
  await heading(first, 'Written after taking over');
  await profile.close();
});

test('when the tab that writes crashes, the next one writes at once and has everything that was saved', async () => {
  const { profile, all: [first, second, third] } = await tabsOf(3);
  await text(first, 'Title', 'Saved before the crash');
  await saved(first);
  const crashed = first.waitForEvent('crash');
  const protocol = await profile.context.newCDPSession(first);
  void protocol.send('Page.crash').catch(() => {});
  await crashed;
  await mayEdit(second);
  await heading(second, 'Saved before the crash');
  assert.equal(await title(third).isEditable(), false);
  await text(second, 'Title', 'Written after the crash');
  await saved(second);
  await heading(third, 'Written after the crash');
  await second.close();
  await mayEdit(third);
  await heading(third, 'Written after the crash');
  profile.faults.length = 0;
  await profile.close();
});
