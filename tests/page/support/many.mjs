// Portfolios of any size, put into the page's database as if they had been written there.
import { createHash, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';

import { eventually, saved } from './browser.mjs';
import { stored } from './stored.mjs';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** The stored form (docs/data-format.md) of the same portfolio with many copies of its one record. */
function multiplied(all, count, words) {
  const index = JSON.parse(all.get('/cairn/index.json'));
  const { records: [model] } = JSON.parse(all.get(`/cairn/${index.shards[0].file}`));
  const copies = Array.from({ length: count }, (_, number) => (number === 0 ? model : {
    ...model, id: `urn:uuid:${randomUUID()}`, criteria: undefined, fields: { ...model.fields, title: `Sample record ${number}`, ...(words && { notes: words }) },
  }));
  const written = [];
  index.shards = [];
  // The record of the path stands in front, as the program would put it.
  const groups = [copies.slice(0, 1)];
  for (let from = 1; from < count; from += 200) groups.push(copies.slice(from, from + 200));
  for (const [at, records] of groups.entries()) {
    const text = canonicalize({ records });
    const hash = sha256(text);
    const file = `shards/${hash.slice(0, 16)}.json`;
    written.push([`/cairn/${file}`, text]);
    index.shards.push({ file, sha256: hash, bytes: Buffer.byteLength(text), records: records.length, ...(at === 0 && { front: true }) });
  }
  index.counts.records = count;
  delete index.checksum;
  index.checksum = sha256(canonicalize(index));
  written.push(['/cairn/index.json', canonicalize(index)]);
  return written;
}

/**
 * Puts so many copies of a page's one record where its portfolio is stored; they are there after a reload.
 * @param {string} [words] that each copy holds besides
 */
export async function multiply(page, count, words = '') {
  await page.keyboard.press('Control+s');
  let all;
  await eventually(async () => {
    all = new Map(await stored(page));
    return JSON.parse(all.get('/cairn/index.json') ?? '{}').shards?.length > 0;
  }, 'a checkpoint with the record is stored');
  await saved(page);
  if (count > 1) await stored(page, Object.fromEntries(multiplied(all, count, words)));
}
