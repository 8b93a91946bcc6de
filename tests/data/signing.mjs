// Signs the sample credentials of tests/data: Data Integrity proofs made with Node's Ed25519, the canonicalize package
// and, for eddsa-rdfc-2022, jsonld. None of Cairn's own code, so that Cairn's checks have something to be right about.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import canonicalize from 'canonicalize';
import jsonld from 'jsonld';

import { makeLoader, standards } from '../interop/standards.mjs';

export const contexts = {
  credentials: 'https://www.w3.org/ns/credentials/v2',
  badges: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  clr: 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
};

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** @param {Uint8Array} bytes */
export function base58(bytes) {
  let number = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = alphabet[Number(number % 58n)] + text;
  return '1'.repeat(bytes.findIndex((byte) => byte !== 0)) + text;
}

/** A key of nobody: its seed is a number. @param {number} number */
export function keyOf(number) {
  const seed = Buffer.alloc(32);
  seed[31] = number;
  const secret = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
  const bytes = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
  const multikey = `z${base58(Buffer.concat([Buffer.from([0xed, 0x01]), bytes]))}`;
  return { secret, did: `did:key:${multikey}`, method: `did:key:${multikey}#${multikey}` };
}

/** The keys of the samples; the learner's is the one of 32 zero bytes, as in the tests of the program. */
export const keys = { learner: keyOf(0), mentor: keyOf(1), campus: keyOf(2), stranger: keyOf(3) };

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
export const digestMultibase = (bytes) => `u${Buffer.concat([Buffer.from([0x12, 0x20]), sha256(bytes)]).toString('base64url')}`;
export const pretty = (value) => `${JSON.stringify(value, null, 2)}\n`;

const withoutProof = (document) => Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'proof'));

function proofValue(key, options, document) {
  return `z${base58(sign(null, Buffer.concat([sha256(options), sha256(document)]), key.secret))}`;
}

function optionsOf(cryptosuite, key, created) {
  return { type: 'DataIntegrityProof', cryptosuite, created, verificationMethod: key.method, proofPurpose: 'assertionMethod' };
}

/** A proof by eddsa-jcs-2022 over the document without its proofs. */
export function jcsProof(document, key, created) {
  const options = { ...optionsOf('eddsa-jcs-2022', key, created), '@context': document['@context'] };
  return { ...options, proofValue: proofValue(key, canonicalize(options), canonicalize(withoutProof(document))) };
}

/** Whether eddsa-rdfc-2022 can be made here: its contexts are files of others. */
export const hasContexts = standards !== '';

/** The canonical N-Quads of a document. */
export async function rdfCanonical(document) {
  const multikey = await import('@digitalbazaar/ed25519-multikey');
  return jsonld.canonize(document, { algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, documentLoader: makeLoader(multikey) });
}

/** A proof by eddsa-rdfc-2022, with more members, over the document and the proofs that it follows. */
export async function rdfcProof(document, key, created, more = {}, previous = []) {
  const options = { ...optionsOf('eddsa-rdfc-2022', key, created), ...more };
  const head = await rdfCanonical({ ...options, '@context': document['@context'] });
  const covered = previous.length > 0 ? { ...document, proof: previous } : withoutProof(document);
  const hash = Buffer.concat([sha256(head), sha256(await rdfCanonical(covered))]);
  return { ...options, proofValue: `z${base58(sign(null, hash, key.secret))}` };
}

/** The document with one proof by eddsa-jcs-2022. */
export function signed(document, key, created = document.validFrom) {
  return { ...document, proof: [jcsProof(document, key, created)] };
}
