// Submission bundles, read by software that other people wrote: 1EdTech's schemas through ajv, JSON-LD safe mode through
// jsonld, signatures through Digital Bazaar's eddsa-rdfc-2022 and eddsa-jcs-2022, canonical form through canonicalize.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { readZip } from '../page/support/zip.mjs';
import { readStandard, repository, standards } from './standards.mjs';
import { bothSuites, describe, suitesOf, tools } from './tools.mjs';

const bundles = [
  ['the bundle that the page exported', 'bundle.json'],
  ['the bundle in the ZIP that the page exported', 'bundle.zip'],
  ['the bundle of the native test', 'native-bundle.json'],
  ['the bundle with held badges', 'native-bundle-badges.json'],
  ['the bundle in a presentation', 'native-bundle-presented.json'],
];

function changed(document, change) {
  const copy = structuredClone(document);
  change(copy);
  return copy;
}

function textIn(path) {
  const bytes = readFileSync(path);
  return (path.endsWith('.zip') ? readZip(bytes).find(({ name }) => name === 'bundle.json').content : bytes).toString('utf8');
}

for (const [label, file] of bundles) {
  const path = join(repository, 'build', 'artifacts', file);
  const skip = !standards && 'no published schemas and contexts';
  test(`${label} was made by this run`, { skip }, () => assert.ok(existsSync(path), `${file} is missing in build/artifacts`));
  if (!skip && !existsSync(path)) continue;
  const text = skip ? '' : textIn(path);
  const whole = skip ? null : JSON.parse(text);
  // Where held badges cannot stand in the collection, both stand in a presentation, the collection first.
  const presented = whole?.type.includes('VerifiablePresentation') ?? false;
  const bundle = presented ? whole.verifiableCredential[0] : whole;
  const credentials = skip ? [] : bundle.credentialSubject.verifiableCredential;
  const claims = credentials.filter(({ issuer }) => issuer.id === bundle.issuer.id);
  const held = credentials.filter(({ issuer }) => issuer.id !== bundle.issuer.id);
  const now = skip ? undefined : new Date(Date.parse(bundle.validFrom) + 1000);

  test(`${label} is valid against the CLR 2.0 schema, and each credential inside against Open Badges 3.0`, { skip }, async () => {
    const { validate } = await tools();
    assert.deepEqual(validate(bundle), []);
    assert.ok(claims.length > 0);
    for (const credential of credentials) assert.deepEqual(validate(credential), [], credential.name);
  });

  test(`${label} passes JSON-LD safe mode, whole and claim by claim`, { skip }, async () => {
    const { jsonld, loader } = await tools();
    for (const document of [whole, bundle, ...credentials]) {
      const quads = await jsonld.toRDF(document, { documentLoader: loader, safe: true, format: 'application/n-quads' });
      assert.ok(quads.length > 100);
    }
  });

  test(`${label} verifies as a whole with Digital Bazaar's eddsa-rdfc-2022 and eddsa-jcs-2022`, { skip }, async () => {
    const { verifyProof, verifyCredential } = await tools();
    assert.deepEqual(suitesOf(whole), bothSuites);
    assert.equal(new Set(whole.proof.map(({ verificationMethod }) => verificationMethod)).size, 1);
    const proof = await verifyProof(whole, bothSuites, presented ? 'authentication' : 'assertionMethod');
    assert.ok(proof.verified, describe(proof.error));
    const credential = await verifyCredential(bundle, now);
    assert.ok(credential.verified, describe(credential.error));
  });

  test(`each credential in ${label} verifies with Digital Bazaar by each of its suites, ours by both`, { skip }, async () => {
    const { verifyCredential } = await tools();
    for (const claim of claims) assert.deepEqual(suitesOf(claim), bothSuites);
    for (const credential of credentials) {
      const result = await verifyCredential(credential, now, suitesOf(credential));
      assert.ok(result.verified, `${credential.name}: ${describe(result.error)}`);
    }
  });

  if (presented) {
    test(`${label} holds what could not be nested, and fails when it is exchanged`, { skip }, async () => {
      const { verifyProof } = await tools();
      const older = JSON.parse(readFileSync(join(repository, 'tests/data/badges/level-1-version-1.json'), 'utf8'));
      const token = readFileSync(join(repository, 'tests/data/tokens/eddsa-kid.jwt'), 'utf8');
      assert.deepEqual(whole.verifiableCredential.slice(1), [older, {
        '@context': 'https://www.w3.org/ns/credentials/v2', id: `data:application/vc+jwt,${token}`, type: 'EnvelopedVerifiableCredential',
      }]);
      assert.equal(whole.holder, bundle.issuer.id);
      for (const suite of bothSuites) {
        const copy = changed(whole, (one) => { one.verifiableCredential.pop(); });
        assert.equal((await verifyProof(copy, [suite], 'authentication')).verified, false);
      }
    });
  }

  test(`each digest of ${label} equals its bytes, and each file entry has its bytes or stands alone`, { skip }, () => {
    const inside = new Set();
    for (const entry of bundle.evidence) {
      const [head, base64] = entry.id.split(',');
      assert.equal(head, `data:${entry.mediaType};base64`);
      const hash = createHash('sha256').update(Buffer.from(base64, 'base64')).digest();
      const multihash = Buffer.concat([Buffer.from([0x12, 0x20]), hash]);
      assert.equal(entry.digestMultibase, `u${multihash.toString('base64url')}`);
      inside.add(entry.digestMultibase);
    }
    for (const claim of claims) {
      const own = claim.evidence.find((entry) => entry.name === 'record.json');
      assert.ok(inside.has(own.digestMultibase), claim.name);
    }
  });

  test(`each record.json of ${label} is in the canonical form that another implementation gives`, { skip }, async () => {
    const { canonicalize } = await tools();
    for (const entry of bundle.evidence.filter(({ name }) => name === 'record.json')) {
      const json = Buffer.from(entry.id.split(',')[1], 'base64').toString('utf8');
      assert.equal(json, canonicalize(JSON.parse(json)));
      assert.equal(JSON.parse(json).format, 'cairn-record');
    }
  });

  if (held.length > 1) {
    test(`${label} ties each held badge to the path, and fails when one is exchanged`, { skip }, async () => {
      const { verifyProof } = await tools();
      assert.ok(held.length >= 3);
      const { achievement, association } = bundle.credentialSubject;
      const there = new Set([...achievement, ...credentials.map(({ credentialSubject }) => credentialSubject.achievement)].map(({ id }) => id));
      for (const { sourceId, targetId } of association) assert.ok(there.has(sourceId) && there.has(targetId), `${sourceId} ${targetId}`);
      assert.ok(association.some(({ associationType }) => associationType === 'exactMatchOf'));
      const copy = changed(bundle, (one) => { one.credentialSubject.verifiableCredential.pop(); });
      for (const suite of bothSuites) assert.equal((await verifyProof(copy, [suite])).verified, false);
    });
  }

  test(`a copy of ${label} with one changed character fails`, { skip }, async () => {
    const { verifyProof } = await tools();
    const copies = [
      changed(bundle, (copy) => { copy.name = copy.name.replace(/.$/, '~'); }),
      changed(bundle, (copy) => { copy.credentialSubject.verifiableCredential[0].evidence[0].genre += 'x'; }),
      changed(bundle, (copy) => { copy.evidence[0].digestMultibase = copy.evidence[0].digestMultibase.replace(/.$/, '~'); }),
      changed(bundle, (copy) => { for (const proof of copy.proof) proof.created = proof.created.replace(/.Z$/, 'xZ'); }),
    ];
    const claim = changed(claims[0], (copy) => { copy.credentialSubject.achievement.humanCode += '1'; });
    for (const suite of bothSuites) {
      for (const copy of [...copies, claim]) assert.equal((await verifyProof(copy, [suite])).verified, false);
    }
  });

  test(`${label} uses arrays for proofs and lists, and neither nulls nor empty lists`, { skip }, () => {
    const visit = (value) => {
      assert.notEqual(value, null);
      if (Array.isArray(value)) assert.notEqual(value.length, 0);
      if (typeof value === 'object') for (const inner of Object.values(value)) visit(inner);
    };
    visit(bundle);
    for (const document of [bundle, ...credentials]) assert.ok(Array.isArray(document.proof));
    assert.ok(text.endsWith('}\n'));
  });
}

// What src/core/credentials/nesting.cpp lets stand inside a bundle as a credential.
const contextsInside = new Set([...readFileSync(join(repository, 'src/core/credentials/nesting.cpp'), 'utf8')
  .match(/contexts_inside = {[^}]*}/)[0].matchAll(/"(https:\/\/[^"]+)"/g), ...readFileSync(join(repository, 'src/core/credentials/nesting.hpp'), 'utf8')
  .matchAll(/(?:vc|ob)_context = "(https:\/\/[^"]+)"/g)].map(([, url]) => url));

test('published badges under the contexts that may stand inside a bundle pass JSON-LD safe mode and the CLR schema there', {
  skip: !standards && 'no published badges',
}, async () => {
  const { jsonld, loader, validate } = await tools();
  assert.equal(contextsInside.size, 5);
  const bundle = JSON.parse(readFileSync(join(repository, 'build/artifacts/native-bundle.json'), 'utf8'));
  const seen = new Set();
  let count = 0;
  for (const folder of ['dcc', 'ob30-1edtech']) {
    // Those that are wrong on purpose say so in their names.
    for (const file of readdirSync(join(standards, folder)).filter((name) => name.endsWith('.json') && !name.includes('-err-'))) {
      const badge = readStandard(folder, file);
      const contexts = badge['@context'];
      if (!Array.isArray(contexts) || !badge.credentialSubject?.achievement || !badge.validFrom) continue;
      if (!contexts.every((context) => contextsInside.has(context))) continue;
      const whole = changed(bundle, (copy) => { copy.credentialSubject.verifiableCredential.push(badge); });
      assert.deepEqual(validate(whole), [], file);
      await jsonld.toRDF(whole, { documentLoader: loader, safe: true, format: 'application/n-quads' })
        .catch((error) => assert.fail(`${file}: ${describe(error)}`));
      for (const context of contexts) seen.add(context);
      count += 1;
    }
  }
  assert.ok(count >= 20, String(count));
  // Nobody published one with each of them; a badge of the native test has all.
  const ours = JSON.parse(readFileSync(join(repository, 'build/artifacts/native-bundle-badges.json'), 'utf8'));
  for (const credential of ours.credentialSubject.verifiableCredential) for (const context of credential['@context']) seen.add(context);
  assert.deepEqual([...seen].sort(), [...contextsInside].sort());
});

test('a badge of an older Open Badges breaks JSON-LD inside a collection, which is why it stands beside it', {
  skip: !standards && 'no published contexts',
}, async () => {
  const { jsonld, loader } = await tools();
  const badge = JSON.parse(readFileSync(join(repository, 'tests/data/badges/level-1-older-context.json'), 'utf8'));
  const bundle = JSON.parse(readFileSync(join(repository, 'build/artifacts/native-bundle-badges.json'), 'utf8'));
  const whole = changed(bundle, (copy) => { copy.credentialSubject.verifiableCredential.push(badge); });
  await assert.rejects(jsonld.toRDF(whole, { documentLoader: loader, safe: true }), /protected term/);
});
