import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { answersTo, wholePoint } from '../../web/app/signatures.mjs';

const base64 = (bytes) => Buffer.from(bytes).toString('base64');

/** The question that a token of tests/data/tokens comes to. */
function question(name, { short = false, change = () => {} } = {}) {
  const [header, payload, signature] = readFileSync(new URL(`../data/tokens/${name}`, import.meta.url), 'utf8').split('.');
  const { alg, jwk } = JSON.parse(Buffer.from(header, 'base64url'));
  const spki = createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' });
  const point = spki.subarray(-65);
  const whole = alg === 'ES256' ? point : spki;
  const asked = {
    id: name, algorithm: alg, key: short ? Buffer.concat([Buffer.from([2 + (point[64] & 1)]), point.subarray(1, 33)]) : Buffer.from(whole),
    message: Buffer.from(`${header}.${payload}`), signature: Buffer.from(signature, 'base64url'),
  };
  change(asked);
  return { ...asked, key: base64(asked.key), message: base64(asked.message), signature: base64(asked.signature) };
}

test('WebCrypto says that signatures of ES256 and RS256 hold, with a point in the short form and in the long one', async () => {
  for (const asked of [question('es256-jwk.jwt'), question('es256-jwk.jwt', { short: true }), question('rs256-jwk.jwt')]) {
    assert.deepEqual(await answersTo([asked]), { [asked.id]: true });
  }
});

test('a changed message or signature, and another key do not hold', async () => {
  for (const name of ['es256-jwk.jwt', 'rs256-jwk.jwt']) {
    for (const change of [
      (asked) => { asked.message[9] ^= 1; },
      (asked) => { asked.signature[9] ^= 1; },
      (asked) => { asked.signature = asked.signature.subarray(1); },
      (asked) => { asked.key[asked.key.length - 9] ^= 1; },
    ]) {
      assert.deepEqual(await answersTo([question(name, { change })]), { [name]: false });
    }
  }
});

test('bytes that are no point of the curve sign nothing; of a key of RSA that the browser does not take nothing is said', async (t) => {
  t.mock.method(console, 'warn', () => {});
  for (const bytes of [Buffer.from('no key'), Buffer.alloc(0), Buffer.alloc(65, 4)]) {
    const change = (asked) => { asked.key = bytes; };
    assert.deepEqual(await answersTo([question('es256-jwk.jwt', { change })]), { 'es256-jwk.jwt': false });
    assert.deepEqual(await answersTo([question('rs256-jwk.jwt', { change })]), {});
  }
});

test('where the browser fails for a reason of its own, nothing is said of either kind', async (t) => {
  t.mock.method(console, 'warn', () => {});
  const subtle = { importKey: () => Promise.reject(new DOMException('busy', 'OperationError')) };
  assert.deepEqual(await answersTo([question('es256-jwk.jwt'), question('rs256-jwk.jwt')], subtle), {});
});

test('an x that no point of the curve has, or that is beyond its field, is no key', async () => {
  const x = (number) => Uint8Array.of(2, ...Buffer.from(number.toString(16).padStart(64, '0'), 'hex'));
  const none = [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n].find((number) => wholePoint(x(number)) === null);
  assert.ok(none);
  assert.equal(wholePoint(x(2n ** 256n - 1n)), null);
  const asked = question('es256-jwk.jwt', { change: (one) => { one.key = Buffer.from(x(none)); } });
  assert.deepEqual(await answersTo([asked]), { [asked.id]: false });
});

test('where the browser offers no cryptography, nothing is answered', async () => {
  assert.deepEqual(await answersTo([question('rs256-jwk.jwt')], null), {});
});

test('what the browser cannot do at all stays without an answer, and the others have theirs', async (t) => {
  t.mock.method(console, 'warn', () => {});
  const subtle = {
    importKey: (format, ...rest) => format === 'spki'
      ? Promise.reject(new DOMException('no RSA', 'NotSupportedError'))
      : crypto.subtle.importKey(format, ...rest),
    verify: (...all) => crypto.subtle.verify(...all),
  };
  const both = [question('rs256-jwk.jwt'), question('es256-jwk.jwt')];
  assert.deepEqual(await answersTo(both, subtle), { 'es256-jwk.jwt': true });
});
