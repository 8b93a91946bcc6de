// The credentials of tests/data: made again they are the same bytes, and other people's software says of their
// signatures what their tables say.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { badges } from '../data/badges/make.mjs';
import { bundles } from '../data/bundles/make.mjs';
import { invalidFiles } from '../data/invalid/make.mjs';
import { tokens } from '../data/tokens/make.mjs';
import { hasContexts } from '../data/signing.mjs';
import { makeLoader } from './standards.mjs';

const skip = !hasContexts && 'no published contexts';
const folder = new URL('../data/badges/', import.meta.url);
const textOf = (name) => readFileSync(new URL(name, folder), 'utf8');
const sampleFiles = (place) => readdirSync(place).filter((name) => /\.(json|jwt|zip)$/.test(name) && name !== 'rsa-test-key.json').sort();
const files = sampleFiles(folder);

for (const [what, place, make, reason] of [
  ['sample badges', folder, badges, skip],
  ['sample tokens', new URL('../data/tokens/', import.meta.url), tokens, skip],
  ['sample submissions', new URL('../data/bundles/', import.meta.url), bundles, false],
  ['invalid files', new URL('../data/invalid/', import.meta.url), invalidFiles, false],
]) {
  test(`the ${what} are those that their generator makes`, { skip: reason }, async () => {
    const made = await make();
    assert.deepEqual([...made.keys()].sort(), sampleFiles(place));
    for (const [name, content] of made) assert.ok(readFileSync(new URL(name, place)).equals(Buffer.from(content)), name);
  });
}

test('the signatures of the sample badges hold for Digital Bazaar, where they are eddsa-jcs-2022', { skip }, async () => {
  const [{ default: jsigs }, { DataIntegrityProof }, jcs, multikey] = await Promise.all([
    import('jsonld-signatures'), import('@digitalbazaar/data-integrity'), import('@digitalbazaar/eddsa-jcs-2022-cryptosuite'), import('@digitalbazaar/ed25519-multikey'),
  ]);
  for (const name of files) {
    const badge = JSON.parse(textOf(name));
    badge.proof = badge.proof.filter(({ cryptosuite }) => cryptosuite === 'eddsa-jcs-2022');
    if (badge.proof.length === 0) continue;
    const { verified } = await jsigs.verify(badge, {
      suite: new DataIntegrityProof({ cryptosuite: jcs.createVerifyCryptosuite() }),
      purpose: new jsigs.purposes.AssertionProofPurpose(),
      documentLoader: makeLoader(multikey),
    });
    assert.ok(verified, name);
  }
});
