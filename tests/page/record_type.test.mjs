// A kind of record is data: one JSON file more, packed again without a compiler, is a form, a stored record and a part
// of the bundle.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { go, heading, repository, saved, stage, still, usable, visit } from './support/browser.mjs';
import { textFile } from './support/photo.mjs';
import {
  choose, claim, date, event, exported, give, jobBoard, recordsIn, research, row, startEmpty, text, tick,
} from './support/portfolio.mjs';

const en = (words) => ({ en: words });
const column = (id, label, more = {}) => ({ id, kind: 'text', label: en(label), ...more });
const options = (...all) => all.map(([value, label]) => ({ value, label: en(label) }));

// A sample kind with every kind of field.
const journal = {
  format: 'cairn-record-type',
  version: 1,
  id: 'sample.journal',
  uri: 'urn:uuid:5f1d7d0a-3f0e-5b59-9c2e-6f6f1f2b8a11',
  icon: 'sprout',
  name: en('Garden journal'),
  description: en('A sample kind: what grew, and what you make of it.'),
  titleField: 'title',
  startField: 'begun',
  takesFiles: true,
  filesHint: en('A page of the journal.'),
  fields: [
    { id: 'title', kind: 'text', label: en('Name of the bed'), required: true, maxLength: 120 },
    { id: 'begun', kind: 'date', label: en('First day in the bed') },
    { id: 'soil', kind: 'choice', label: en('Soil'), options: options(['clay', 'Clay'], ['sand', 'Sand']) },
    { id: 'plants', kind: 'choices', label: en('Plants'), options: options(['bean', 'Beans'], ['kale', 'Kale'], ['leek', 'Leeks']) },
    { id: 'watered', kind: 'checkbox', label: en('It was watered every week') },
    { id: 'notes', kind: 'longText', label: en('What grew'), maxLength: 4000 },
    {
      id: 'people', kind: 'people', label: en('Who helped'), addLabel: en('Add a helper'),
      columns: [column('name', 'Name', { required: true }), {
        id: 'role', kind: 'choice', label: en('Role'), required: true,
        options: options(['approver', 'Approved this for me'], ['other', 'Somebody else']),
      }],
    },
    { id: 'links', kind: 'links', label: en('Pages'), addLabel: en('Add a page'), columns: [column('url', 'Web address', { required: true }), column('title', 'What it shows')] },
    {
      id: 'harvests', kind: 'rows', label: en('Harvests'), addLabel: en('Add a harvest'),
      columns: [column('what', 'Crop'), { id: 'day', kind: 'date', label: en('Day of the harvest') },
        { id: 'words', kind: 'longText', label: en('How it went') }],
    },
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'cairn-record-type-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function packed() {
  const assets = join(folder, 'assets');
  const out = join(folder, 'dist');
  cpSync(join(repository, 'assets'), assets, { recursive: true });
  writeFileSync(join(assets, 'record-types', 'sample.journal.json'), JSON.stringify(journal));
  const wasm = process.env.CAIRN_WASM ? ['--wasm', process.env.CAIRN_WASM] : [];
  execFileSync(process.execPath, [join(repository, 'web/build/bundle.mjs'), '--assets', assets, '--out', out, ...wasm], { stdio: 'pipe' });
  return out;
}

const cairn = stage({ folder: packed });
const story = 'Beans first, then kale.\nThe leeks — slow, as they said — came in “October”.';

test('a record type added as one JSON file is a form, is stored, exported and read back', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await go(page, 'Evidence');
  await page.getByRole('link', { name: 'Add evidence' }).click();
  await page.getByText('A sample kind: what grew, and what you make of it.').first().waitFor();
  await page.getByRole('button', { name: 'Record this: Garden journal' }).click();
  await heading(page, 'Garden journal');
  await text(page, 'Name of the bed', 'Bed behind the library');
  await date(page, 'First day in the bed', '2026-04-02');
  await choose(page, 'Soil', 'Sand');
  await tick(page, 'Beans');
  await tick(page, 'Leeks');
  await tick(page, 'It was watered every week');
  await text(page, 'What grew', story);
  await row(page, 'Who helped', 'Add a helper', { Name: 'Sample Approver' }, { Role: 'Approved this for me' });
  await row(page, 'Pages', 'Add a page', { 'Web address': 'https://example.org/garden', 'What it shows': 'The plan of the beds' });
  await row(page, 'Harvests', 'Add a harvest', { Crop: 'Beans', 'How it went': 'Two baskets.' });
  await date(page.getByRole('group', { name: 'Harvests 1', exact: true }), 'Day of the harvest', '2026-07-19');
  await row(page, 'Harvests', 'Add a harvest', { Crop: 'Leeks' });
  await give(page, [textFile('journal.txt', 'A page of the sample journal.\n')]);
  await choose(page, 'Attach to', 'Level 1: Self-assessment');
  await claim(page, 'Self-assessment');
  await saved(page);

  await page.reload();
  await usable(page);
  await still(page);
  await heading(page, 'Bed behind the library');
  const value = (role, name) => page.getByRole(role, { name, exact: true }).first().inputValue();
  assert.equal(await value('textbox', 'What grew'), story);
  assert.equal(await value('combobox', 'Soil'), 'sand');
  assert.equal(await page.getByLabel('First day in the bed', { exact: true }).inputValue(), '2026-04-02');
  for (const [name, checked] of [['Beans', true], ['Kale', false], ['Leeks', true], ['It was watered every week', true]]) {
    assert.equal(await page.getByRole('checkbox', { name, exact: true }).isChecked(), checked, name);
  }
  const second = page.getByRole('group', { name: 'Harvests 2', exact: true });
  assert.equal(await second.getByRole('textbox', { name: 'Crop', exact: true }).inputValue(), 'Leeks');
  await page.getByRole('button', { name: 'Withdraw the claim: Self-assessment' }).waitFor();

  await event(page, { files: [textFile('ticket.txt', 'A ticket, as a sample.\n')] });
  await research(page);
  await jobBoard(page, { files: [textFile('welcome.txt', 'Welcome, as a sample.\n')] });
  const { bundle } = await exported(page);
  const records = recordsIn(bundle).filter(({ type }) => type === 'sample.journal');
  assert.equal(records.length, 1);
  const { fields, files } = records[0];
  assert.deepEqual(fields, {
    title: 'Bed behind the library',
    begun: '2026-04-02',
    soil: 'sand',
    plants: ['bean', 'leek'],
    watered: true,
    notes: story,
    people: [{ name: 'Sample Approver', role: 'approver' }],
    links: [{ url: 'https://example.org/garden', title: 'The plan of the beds' }],
    harvests: [{ what: 'Beans', day: '2026-07-19', words: 'Two baskets.' }, { what: 'Leeks' }],
  });
  assert.deepEqual(files.map(({ name, mediaType }) => [name, mediaType]), [['journal.txt', 'text/plain']]);
  const claims = bundle.credentialSubject.verifiableCredential.filter(({ evidence }) => evidence.some(({ genre }) => genre === 'sample.journal'));
  assert.equal(claims.length, 1);
  await visit(page, '#/path');
  await profile.close();
});
