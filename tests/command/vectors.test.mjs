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
// Of a JWT today: nothing is checked, but what must never be accepted is refused.
const tokens = { 'jwt-bad-alg-none.jwt': 'invalid', 'jwt-bad-private-jwk.jwt': 'invalid' };
const jcs = 'eddsa-jcs-2022';

function answerOf({ file, list }) {
  const { answers } = verify(['--at', manifest.evaluateAt, ...(list ? ['--with', join(folder, list)] : []), join(folder, file)]);
  assert.equal(answers.length, 1);
  return answers[0];
}

/** Whether each proof of the vector holds, by the manifest. */
const expectedProofs = (vector, proofs) => vector.proofs ?? proofs.map(() => vector.signature === 'valid');

function assertVector(vector) {
  const answer = answerOf(vector);
  if (vector.file.startsWith('jwt-')) {
    assert.deepEqual([answer.kind, answer.signature], ['jwt', tokens[vector.file] ?? 'unsupported']);
  } else if (vector.signature === 'reject' || vector.signature === 'none') {
    assert.equal(answer.signature, vector.signature);
  } else {
    const expected = expectedProofs(vector, answer.proofs);
    assert.equal(answer.proofs.length, expected.length);
    const verdicts = answer.proofs.map((proof, index) => {
      if (proof.cryptosuite !== jcs) assert.equal(proof.verdict, 'unsupported', 'another suite is not judged');
      else assert.equal(proof.verdict, expected[index] ? 'valid' : 'invalid');
      return proof.verdict;
    }).filter((verdict) => verdict !== 'unsupported');
    const signature = verdicts.length === 0 ? 'unsupported' : new Set(verdicts).size === 2 ? 'mixed' : verdicts[0];
    assert.equal(answer.signature, signature);
  }
  for (const member of ['issuerBound', 'time', 'status']) {
    if (member in vector && !vector.file.startsWith('jwt-')) assert.equal(answer[member], vector[member], member);
  }
  if (vector.nested) assert.deepEqual(answer.nested.map(({ signature }) => signature === 'valid'), vector.nested);
  assert.ok(answer.reason.length > 0 && !answer.reason.includes('[') && answer.state.length > 0);
}

const named = manifest.vectors.length > 0 ? manifest.vectors : ['jcs', 'json', 'dual', 'clr', 'jwt', 'vp', 'status'].map((file) => ({ file }));
for (const vector of named) {
  test(`the command says of the vector ${vector.file} what its manifest says`, { skip }, () => assertVector(vector));
}

test('every vector is in the manifest once, and the command never calls one of another suite valid', { skip }, () => {
  const files = manifest.vectors.map(({ file }) => file);
  assert.equal(new Set(files).size, files.length);
  assert.ok(files.length > 50 && files.every((file) => existsSync(join(folder, file))));
  const { answers } = verify(['--at', manifest.evaluateAt, ...files.map((file) => join(folder, file))]);
  for (const { proofs } of answers) for (const { cryptosuite, verdict } of proofs) if (cryptosuite !== jcs) assert.notEqual(verdict, 'valid');
});
