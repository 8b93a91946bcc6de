// The signed vectors beside the repository, against their manifest.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { standards } from '../interop/standards.mjs';
import { verify } from './command.mjs';

const folder = standards && join(standards, 'signed');
const skip = folder ? false : 'the standards are not beside the repository';
const manifest = folder ? JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) : { vectors: [] };

function answerOf({ file, list }) {
  const { answers } = verify(['--at', manifest.evaluateAt, ...(list ? ['--with', join(folder, list)] : []), join(folder, file)]);
  assert.equal(answers.length, 1);
  return answers[0];
}

// "must be reported as unsupported, not as valid", says the note of this one.
const signatureOf = ({ file, signature }) => (file === 'jcs-bad-unknown-cryptosuite.json' ? 'unsupported' : signature);

function assertVector(vector) {
  const answer = answerOf(vector);
  assert.equal(answer.signature, signatureOf(vector));
  if (vector.proofs) assert.deepEqual(answer.proofs.map(({ verdict }) => verdict === 'valid'), vector.proofs);
  if (vector.file.startsWith('jwt-')) assert.equal(answer.kind, 'jwt');
  if (vector.claims) assert.equal(answer.claims, vector.claims);
  for (const member of ['issuerBound', 'time', 'status']) {
    if (member in vector) assert.equal(answer[member], vector[member], member);
  }
  if (vector.nested) assert.deepEqual(answer.nested.map(({ signature }) => signature === 'valid'), vector.nested);
  assert.ok(answer.reason.length > 0 && !answer.reason.includes('[') && answer.state.length > 0);
}

const named = manifest.vectors.length > 0 ? manifest.vectors : ['jcs', 'json', 'dual', 'clr', 'jwt', 'vp', 'status'].map((file) => ({ file }));
for (const vector of named) {
  test(`the command says of the vector ${vector.file} what its manifest says`, { skip }, () => assertVector(vector));
}

test('every vector is in the manifest once', { skip }, () => {
  const files = manifest.vectors.map(({ file }) => file);
  assert.equal(new Set(files).size, files.length);
  assert.ok(files.length > 50 && files.every((file) => existsSync(join(folder, file))));
});
