// One tab writes. Another is told, shows the portfolio, and takes over when the first one is gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, go, heading, saved, stage, still, visit } from './support/browser.mjs';
import { recordFor, startEmpty, text } from './support/portfolio.mjs';

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
