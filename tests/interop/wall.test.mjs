// What a wall hands to everybody, read by software that other people wrote: 1EdTech's schema through ajv, JSON-LD safe
// mode through jsonld, signatures through Digital Bazaar's eddsa-rdfc-2022 and eddsa-jcs-2022.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { readZip } from '../page/support/zip.mjs';
import { repository, standards } from './standards.mjs';
import { bothSuites, describe, suitesOf, tools } from './tools.mjs';

const walls = [
  ['the wall that the page exported', 'wall.zip', (bytes) => readZip(bytes)
    .filter(({ name }) => name.startsWith('credentials/')).map(({ content }) => JSON.parse(content.toString('utf8')))],
  ['the wall of the native test', 'native-bundle-wall.json', (bytes) => JSON.parse(bytes.toString('utf8'))],
];
const skip = !standards && 'no published schemas and contexts';

for (const [label, file, read] of walls) {
  const path = join(repository, 'build', 'artifacts', file);
  test(`${label} was made by this run`, { skip }, () => assert.ok(existsSync(path), `${file} is missing in build/artifacts`));
  if (skip || !existsSync(path)) continue;
  const credentials = read(readFileSync(path));
  const latest = Math.max(...credentials.map(({ validFrom }) => Date.parse(validFrom)));

  test(`each credential of ${label} is valid against the Open Badges 3.0 schema and passes JSON-LD safe mode`, async () => {
    const { validate, jsonld, loader } = await tools();
    assert.ok(credentials.length >= 3);
    for (const credential of credentials) {
      assert.deepEqual(validate(credential), [], credential.name);
      const quads = await jsonld.toRDF(credential, { documentLoader: loader, safe: true, format: 'application/n-quads' });
      assert.ok(quads.length > 100);
    }
  });

  test(`each credential of ${label} verifies with Digital Bazaar by each of its suites, and a changed copy fails`, async () => {
    const { verifyCredential, verifyProof } = await tools();
    for (const credential of credentials) {
      // A badge that somebody else issued is handed on as it is.
      const suites = suitesOf(credential);
      if (credential.issuer.id === credential.credentialSubject.id) assert.deepEqual(suites, bothSuites);
      const result = await verifyCredential(credential, new Date(latest + 1000), suites);
      assert.ok(result.verified, `${credential.name}: ${describe(result.error)}`);
      const copy = structuredClone(credential);
      copy.credentialSubject.achievement.name += '~';
      for (const suite of suites) assert.equal((await verifyProof(copy, [suite])).verified, false);
    }
  });

  test(`the claims of ${label} carry no narrative, no file and no digest`, () => {
    const claims = credentials.filter(({ issuer, credentialSubject }) => issuer.id === credentialSubject.id);
    assert.ok(claims.length >= 2);
    for (const { evidence } of claims) {
      for (const entry of evidence) assert.deepEqual(Object.keys(entry).sort(), ['genre', 'name', 'type']);
    }
  });
}
