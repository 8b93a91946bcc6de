// Signatures that the program cannot check itself, answered by the browser's WebCrypto: ES256 and RS256.

const prime = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const constant = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const coordinate = 32;

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const numberOf = (bytes) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const coordinateOf = (number) => bytesOfHex(number.toString(16).padStart(2 * coordinate, '0'));
const bytesOfHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));

function power(base, exponent) {
  let result = 1n;
  for (let square = base; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

/**
 * A point of P-256 with both coordinates: not every browser takes the short form (SEC 1, 2.3.4). Nothing where no
 * point has that x.
 * @param {Uint8Array} point
 */
export function wholePoint(point) {
  if (point.length !== 1 + coordinate || (point[0] !== 2 && point[0] !== 3)) return point;
  const x = numberOf(point.subarray(1));
  if (x >= prime) return null;
  const square = (x * x * x + (prime - 3n) * x + constant) % prime;
  // The prime is 3 modulo 4, so this is a root if there is one.
  const root = power(square, (prime + 1n) / 4n);
  if ((root * root) % prime !== square) return null;
  const y = (root & 1n) === BigInt(point[0] & 1) ? root : prime - root;
  return Uint8Array.of(4, ...coordinateOf(x), ...coordinateOf(y));
}

const algorithms = {
  ES256: {
    noKey: 'DataError', // its bytes are no point of the curve
    format: 'raw',
    key: { name: 'ECDSA', namedCurve: 'P-256' },
    verify: { name: 'ECDSA', hash: 'SHA-256' },
    bytes: wholePoint,
  },
  RS256: {
    format: 'spki',
    key: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    verify: { name: 'RSASSA-PKCS1-v1_5' },
    bytes: (key) => key,
  },
};

async function holds({ algorithm, key, message, signature }, subtle) {
  const way = algorithms[algorithm];
  const bytes = way.bytes(bytesOf(key));
  if (!bytes) return false;
  let imported;
  try {
    imported = await subtle.importKey(way.format, bytes, way.key, false, ['verify']);
  } catch (error) {
    // Bytes that are no key sign nothing. Any other reason is the browser's own: of RSA the program has made the key
    // from numbers that it looked at, and not every browser takes every one of them.
    if (way.noKey && error?.name === way.noKey) return false;
    throw error;
  }
  return subtle.verify(way.verify, imported, bytesOf(signature), bytesOf(message));
}

/**
 * @param {{ id: string, algorithm: string, key: string, message: string, signature: string }[]} questions bytes in base64
 * @param {SubtleCrypto | undefined} subtle where there is none (a page that did not come safely), nothing is answered
 * @returns {Promise<Record<string, boolean>>} what could be answered, by id
 */
export async function answersTo(questions, subtle = globalThis.crypto?.subtle) {
  const answers = {};
  if (!subtle) return answers;
  for (const question of questions) {
    try {
      answers[question.id] = await holds(question, subtle);
    } catch (error) {
      console.warn(question.algorithm, error);
    }
  }
  return answers;
}
