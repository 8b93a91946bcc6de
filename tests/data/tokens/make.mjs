// Makes the tokens and the P-256 badges of this folder; the same bytes at every run. Signed by node:crypto, and for
// P-256, whose signatures node makes anew each time, by the arithmetic below with a nonce of its own.
//   node tests/data/tokens/make.mjs [FOLDER]
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';

import { levelOneBadge } from '../badges/make.mjs';
import { base58, hasContexts, keys, pretty, rdfCanonical, rdfcProof, sha256 } from '../signing.mjs';

const here = new URL('.', import.meta.url).pathname;
const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** P-256 (SEC 2, 2.4.2). */
const p = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const generator = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
];

const mod = (value, m) => ((value % m) + m) % m;

function inverse(value, m) {
  let [a, b, x, y] = [mod(value, m), m, 1n, 0n];
  while (a > 1n) [a, b, x, y] = [b % a, a, y - (b / a) * x, x];
  return mod(x, m);
}

function add(a, b) {
  if (!a) return b;
  if (!b) return a;
  if (a[0] === b[0] && a[1] !== b[1]) return null;
  const slope = a[0] === b[0]
    ? mod((3n * a[0] * a[0] - 3n) * inverse(2n * a[1], p), p)
    : mod((b[1] - a[1]) * inverse(b[0] - a[0], p), p);
  const x = mod(slope * slope - a[0] - b[0], p);
  return [x, mod(slope * (a[0] - x) - a[1], p)];
}

function times(scalar, point) {
  let sum = null;
  for (let twice = point; scalar > 0n; scalar >>= 1n, twice = add(twice, twice)) if (scalar & 1n) sum = add(sum, twice);
  return sum;
}

const bytes32 = (number) => Buffer.from(number.toString(16).padStart(64, '0'), 'hex');
const numberOf = (bytes) => BigInt(`0x${bytes.toString('hex')}`);

/** A key of nobody: its secret is a number. */
const secret = 5n;
const [x, y] = times(secret, generator);
const multikey = `z${base58(Buffer.concat([Buffer.from([0x80, 0x24, 2 + Number(y & 1n)]), bytes32(x)]))}`;
export const p256 = {
  did: `did:key:${multikey}`,
  method: `did:key:${multikey}#${multikey}`,
  jwk: { kty: 'EC', crv: 'P-256', x: bytes32(x).toString('base64url'), y: bytes32(y).toString('base64url') },
};

/** ECDSA over SHA-256 as r and s. */
function signP256(message) {
  const hash = numberOf(sha256(message));
  const nonce = mod(numberOf(createHash('sha256').update('nonce').update(message).digest()), order);
  const r = mod(times(nonce, generator)[0], order);
  const s = mod(inverse(nonce, order) * (hash + r * secret), order);
  return Buffer.concat([bytes32(r), bytes32(s)]);
}

const rsaJwk = JSON.parse(readFileSync(join(here, 'rsa-test-key.json'), 'utf8'));
const rsa = createPrivateKey({ key: rsaJwk, format: 'jwk' });
const rsaPublic = { kty: 'RSA', n: rsaJwk.n, e: rsaJwk.e };

const signers = {
  EdDSA: (message) => sign(null, message, keys.campus.secret),
  ES256: signP256,
  RS256: (message) => sign('sha256', message, rsa),
};

export function token(header, payload) {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${signers[header.alg](Buffer.from(text)).toString('base64url')}`;
}

const claimsOf = (badge) => ({ iss: badge.issuer.id, jti: badge.id, sub: badge.credentialSubject.id, nbf: Date.parse(badge.validFrom) / 1000 });

function withProof(badge, options, head, body) {
  return { ...badge, proof: [{ ...options, proofValue: `z${base58(signP256(Buffer.concat([sha256(head), sha256(body)])))}` }] };
}

/** @returns {Promise<Map<string, string>>} file name to text */
export async function tokens() {
  const made = new Map();
  const web = { did: 'https://campus.example/issuers/1' };
  const mine = levelOneBadge({ number: 21 });
  const byPoint = levelOneBadge({ number: 22, issuer: p256 });
  const byWeb = levelOneBadge({ number: 23, issuer: web });
  made.set('eddsa-kid.jwt', token({ alg: 'EdDSA', typ: 'vc+jwt', kid: keys.campus.method }, mine));
  made.set('es256-kid.jwt', token({ alg: 'ES256', typ: 'vc+jwt', kid: p256.method }, byPoint));
  made.set('es256-jwk.jwt', token({ alg: 'ES256', typ: 'JWT', jwk: p256.jwk }, { ...byWeb, ...claimsOf(byWeb) }));
  made.set('rs256-jwk.jwt', token({ alg: 'RS256', typ: 'JWT', jwk: rsaPublic }, { ...byWeb, ...claimsOf(byWeb) }));

  // Version 1 of the data model: what stands in the claims is left out of the credential.
  const { id, issuer, validFrom, ...rest } = levelOneBadge({ number: 24, issuer: { did: 'did:web:campus.example' } });
  const older = { ...rest, '@context': ['https://www.w3.org/2018/credentials/v1', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'], issuanceDate: validFrom };
  made.set('rs256-vc.jwt', token({ alg: 'RS256', typ: 'JWT', kid: 'did:web:campus.example#rsa' }, {
    iss: issuer.id, jti: id, sub: rest.credentialSubject.id, nbf: Date.parse(validFrom) / 1000, vc: older,
  }));
  made.set('campus.did.json', pretty({
    '@context': ['https://www.w3.org/ns/did/v1'],
    id: 'did:web:campus.example',
    verificationMethod: [{ id: '#rsa', type: 'JsonWebKey', controller: 'did:web:campus.example', publicKeyJwk: rsaPublic }],
    assertionMethod: ['#rsa'],
  }));

  const options = (cryptosuite) => ({
    type: 'DataIntegrityProof', cryptosuite, created: '2026-01-05T12:00:00Z', verificationMethod: p256.method, proofPurpose: 'assertionMethod',
  });
  const badge = levelOneBadge({ number: 25, issuer: p256 });
  const jcs = { ...options('ecdsa-jcs-2019'), '@context': badge['@context'] };
  made.set('ecdsa-jcs.json', pretty(withProof(badge, jcs, canonicalize(jcs), canonicalize(badge))));
  if (hasContexts) {
    const rdfc = options('ecdsa-rdfc-2019');
    const head = await rdfCanonical({ ...rdfc, '@context': badge['@context'] });
    made.set('ecdsa-rdfc.json', pretty(withProof(badge, rdfc, head, await rdfCanonical(badge))));

    const chained = levelOneBadge({ number: 26 });
    const idOf = (number) => `urn:uuid:5a000000-0000-4000-8000-00000000f0${number}`;
    const first = await rdfcProof(chained, keys.campus, chained.validFrom, { id: idOf(1) });
    const second = await rdfcProof(chained, keys.mentor, chained.validFrom, { id: idOf(2), previousProof: idOf(1) }, [first]);
    made.set('chain-rdfc.json', pretty({ ...chained, proof: [first, second] }));
  }
  return made;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const folder = process.argv[2] ?? here;
  for (const [name, text] of await tokens()) writeFileSync(join(folder, name), text);
}
