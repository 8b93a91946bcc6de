// Our canonical RDF of other people's credentials against jsonld and rdf-canonize, which most verifiers ride on.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cairn, inFolder } from '../command/command.mjs';
import { standards } from './standards.mjs';
import { tools } from './tools.mjs';

const skip = standards ? false : 'the standards are not beside the repository';
const folders = ['dcc', 'ob30-1edtech', 'clr20-1edtech', 'signed', 'vc-di-eddsa'];

const documents = () => folders.flatMap((folder) =>
  readdirSync(join(standards, folder)).filter((name) => name.endsWith('.json') && name !== 'manifest.json' && name !== 'expected-results.json')
    .map((name) => join(standards, folder, name)));

// As a signature covers it; nothing where it is no JSON object.
function unsigned(file) {
  try {
    const { proof, ...document } = JSON.parse(readFileSync(file, 'utf8'));
    return document['@context'] ? document : undefined;
  } catch {
    return undefined;
  }
}

test('what a signature covers of published credentials is the same text here and in jsonld', { skip }, async () => {
  const { jsonld, loader } = await tools();
  const seen = { same: 0, refused: 0 };
  await inFolder(async (folder, write) => {
    for (const file of documents()) {
      const document = unsigned(file);
      if (!document) continue;
      const theirs = await jsonld.canonize(document, { algorithm: 'RDFC-1.0', safe: true, base: null, documentLoader: loader }).catch(() => undefined);
      const ours = cairn(['canonicalize', '--rdfc', write('document.json', JSON.stringify(document))]);
      if (theirs === undefined) assert.equal(ours.code, 1, `${file}: they refuse it`);
      else assert.equal(ours.out, theirs, `${file}: ${ours.err}`);
      seen[theirs === undefined ? 'refused' : 'same'] += 1;
    }
  });
  assert.ok(seen.same > 80 && seen.refused > 0, JSON.stringify(seen));
});
