// What Cairn signs, read by the verifier of the Digital Credentials Consortium: each claim and each wall credential by
// itself. It carries no context of CLR 2.0, so it can say nothing of a bundle as a whole.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { readZip } from '../page/support/zip.mjs';
import { repository } from './standards.mjs';
import { describe } from './tools.mjs';

const artifacts = join(repository, 'build', 'artifacts');
const jsonOf = (bytes) => JSON.parse(bytes.toString('utf8'));
const claimsOf = (bundle) => bundle.credentialSubject.verifiableCredential.filter(({ issuer }) => issuer.id === bundle.issuer.id);
const own = (credentials) => credentials.filter(({ issuer, credentialSubject }) => issuer.id === credentialSubject.id);

const sources = [
  ['claim of the bundle that the page exported', 'bundle.json', (bytes) => claimsOf(jsonOf(bytes))],
  ['claim of the bundle of the native test', 'native-bundle.json', (bytes) => claimsOf(jsonOf(bytes))],
  ['claim of the wall that the page exported', 'wall.zip', (bytes) => own(readZip(bytes)
    .filter(({ name }) => name.startsWith('credentials/')).map(({ content }) => jsonOf(content)))],
  ['claim of the wall of the native test', 'native-bundle-wall.json', (bytes) => own(jsonOf(bytes))],
];

/** What it says of the signature; it looks for schemas on the network, where nothing is. */
async function signatureOf(credential) {
  globalThis.fetch = () => Promise.reject(new Error('no network'));
  const { verifyCredential } = await import('@digitalcredentials/verifier-core');
  const { log, errors } = await verifyCredential({ credential: structuredClone(credential), knownDIDRegistries: [] });
  return { valid: log?.find(({ id }) => id === 'valid_signature')?.valid === true, errors };
}

for (const [label, file, read] of sources) {
  const path = join(artifacts, file);
  test(`each ${label} is one whose signature DCC's verifier-core accepts, and a changed one is not`, async () => {
    assert.ok(existsSync(path), `${file} is missing in build/artifacts`);
    const credentials = read(readFileSync(path));
    assert.ok(credentials.length >= 2);
    for (const credential of credentials) {
      const { valid, errors } = await signatureOf(credential);
      assert.ok(valid, `${credential.name}: ${describe(errors)}`);
      const changed = structuredClone(credential);
      changed.credentialSubject.achievement.name += '~';
      assert.equal((await signatureOf(changed)).valid, false);
    }
  });
}

test('DCC\'s verifier-core does not know eddsa-jcs-2022, which is why the other proof stands first', async () => {
  const [claim] = claimsOf(jsonOf(readFileSync(join(artifacts, 'native-bundle.json'))));
  const alone = { ...claim, proof: claim.proof.filter(({ cryptosuite }) => cryptosuite === 'eddsa-jcs-2022') };
  assert.equal((await signatureOf(alone)).valid, false);
});
