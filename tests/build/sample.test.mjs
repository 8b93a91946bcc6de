// The sample portfolio that comes with the page is the one that its source says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { root } from '../../web/build/files.mjs';
import { makeSample } from '../../web/build/sample.mjs';
import { readZip } from '../page/support/zip.mjs';

test('the sample portfolio is the one that sample.json and its files give, byte for byte', async () => {
  const kept = readFileSync(join(root, 'assets/sample/portfolio.zip'));
  assert.ok((await makeSample()).equals(kept), 'it is out of date: node web/build/sample.mjs');
});

test('nothing in the sample passes for somebody’s: every name says that it is one, and no key comes with it', () => {
  const entries = readZip(readFileSync(join(root, 'assets/sample/portfolio.zip')));
  const names = entries.map(({ name }) => name);
  assert.ok(!names.includes('document/keys.json'));
  const text = (name) => entries.find((entry) => entry.name === name).content.toString('utf8');
  const index = JSON.parse(text('document/index.json'));
  assert.equal(index.sample, true);
  assert.match(index.profile.name, /sample/);
  assert.match(index.wall.title, /sample/);
  for (const email of index.profile.emails) assert.match(email, /@example\.org$/);
  const badge = JSON.parse(text(names.find((name) => name.startsWith('document/badges/'))));
  assert.match(badge.issuer.name, /Sample/);
  assert.match(badge.name, /sample/);
  const { records } = JSON.parse(text(names.find((name) => name.startsWith('document/shards/'))));
  for (const { fields, files = [] } of records) {
    for (const { name } of fields.people ?? []) assert.match(name, /Sample/);
    for (const { name } of files) assert.match(name, /sample/);
  }
});
