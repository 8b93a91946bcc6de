import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { levelOneBadge } from '../data/badges/make.mjs';
import { whole } from '../data/bundles/make.mjs';
import { contexts, keys, pretty, signed } from '../data/signing.mjs';
import { zipOf } from '../data/zip.mjs';
import { cairn, data, inFolder, moment, program, repository, verify, verifyOne } from './command.mjs';

const badge = data('badges/level-1.json');
const expired = data('badges/level-1-expired.json');
const members = ['file', 'kind', 'signature', 'proofs', 'issuerBound', 'time', 'status', 'faults', 'nested', 'state', 'reason'];
const kinds = ['clr', 'achievement', 'endorsement', 'presentation', 'status-list', 'jwt', 'badge-2', 'other'];
const signatures = ['valid', 'mixed', 'invalid', 'unsupported', 'none', 'reject'];
const times = ['ok', 'expired', 'notYetValid', 'malformed', 'proofExpired'];
const states = ['good', 'goodAsOf', 'issuerUnknown', 'notChecked', 'bad'];

test('the members and the values of an answer are those of docs/data-format.md', () => {
  const [, page] = readFileSync(join(repository, 'docs/data-format.md'), 'utf8').split('## 6. Answers');
  const rows = new Map([...page.matchAll(/^\| `(\w+)`(?:, `\w+`)? \| (.+) \|$/gm)].map(([, name, words]) => [name, words]));
  for (const name of [...members, 'claims']) assert.ok(rows.has(name), name);
  for (const [name, values] of [['kind', kinds], ['signature', signatures], ['time', times]]) {
    for (const value of values) assert.ok(rows.get(name).includes(`\`${value}\``), value);
  }
  for (const state of states) assert.ok(rows.has(state), state);
});

function assertShape(answer, first = 'file') {
  const expected = [first, ...members.slice(1)];
  if (answer.kind === 'jwt') expected.splice(expected.indexOf('status') + 1, 0, 'claims');
  assert.deepEqual(Object.keys(answer), expected);
  assert.ok(kinds.includes(answer.kind) && signatures.includes(answer.signature) && times.includes(answer.time) && states.includes(answer.state));
  for (const proof of answer.proofs) {
    assert.deepEqual(Object.keys(proof), ['cryptosuite', 'verdict', 'reason']);
    assert.ok(['valid', 'invalid', 'unsupported'].includes(proof.verdict));
    assert.equal(proof.reason === '', proof.verdict === 'valid');
  }
  assert.ok([true, false, null].includes(answer.issuerBound));
  for (const fault of answer.faults) assert.deepEqual(Object.keys(fault), ['path', 'message']);
  assert.match(answer.reason, /^\p{L}.*[.)]$/u);
  for (const nested of answer.nested) assertShape(nested, 'path');
}

test('with --json there is one object a line for every file, whatever happens', async () => {
  await inFolder((folder, write) => {
    const token = write('token.jwt', `${Buffer.from('{"alg":"EdDSA"}').toString('base64url')}.${Buffer.from('{"iss":"x"}').toString('base64url')}.AAAA`);
    const files = [badge, join(folder, 'missing'), expired, folder, write('empty', ''), write('letter', 'Dear campus'), token, data('badges/level-1-dual.json'),
      data('bundles/inside.json'), data('bundles/beside.zip'), data('invalid/no-subject.json'), '-'];
    const { code, answers, err } = verify(['--at', moment, ...files], { input: '[]' });
    assert.equal(code, 2);
    assert.equal(err, '');
    assert.deepEqual(answers.map(({ file }) => file), files);
    for (const answer of answers) assertShape(answer);
    assert.equal(answers[6].kind, 'jwt');
    assert.ok(answers[8].nested.length > 0);
    for (const unread of [answers[1], answers[3]]) {
      assert.deepEqual([unread.signature, unread.state], ['reject', 'notChecked']);
    }
  });
});

test('tokens and proofs by P-256 and RSA are checked, and changed ones do not hold', async () => {
  await inFolder((folder, write) => {
    for (const [name, bound] of [['eddsa-kid.jwt', true], ['es256-kid.jwt', true], ['es256-jwk.jwt', false], ['rs256-jwk.jwt', false], ['ecdsa-jcs.json', true], ['ecdsa-rdfc.json', true]]) {
      const answer = verifyOne(data('tokens', name));
      assert.deepEqual([answer.signature, answer.issuerBound, answer.code], ['valid', bound, 0], name);
      const text = readFileSync(data('tokens', name), 'utf8');
      const at = Math.floor(text.length / 2);
      const changed = name.endsWith('.jwt') ? text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1) : text.replace('Sample campus', 'Another campus');
      assert.equal(verifyOne(write(name, changed)).code, 1, name);
    }
    const token = data('tokens/rs256-vc.jwt');
    assert.equal(verifyOne(token).signature, 'unsupported');
    const answer = verifyOne(token, '--with', data('tokens/campus.did.json'));
    assert.deepEqual([answer.signature, answer.issuerBound, answer.claims, answer.code], ['valid', true, 'ok', 0]);
  });
});

test('exit code 0 is for files that hold, 1 for others, 2 for what cannot be read, whatever else', async () => {
  await inFolder((folder, write) => {
    const tampered = write('tampered.json', readFileSync(badge, 'utf8').replaceAll('Sample campus', 'Another campus'));
    const missing = join(folder, 'missing');
    const table = [
      [0, [badge]],
      [0, [badge, data('badges/level-1-dual.json')]],
      [1, [tampered]],
      [1, [expired]],
      [1, [data('badges/level-1-not-yet.json')]],
      [1, [data('badges/level-1-other-suite.json')]],
      [1, [data('invalid/duplicate-key.json')]],
      [1, [badge, tampered]],
      [1, [tampered, badge]],
      [2, [missing]],
      [2, [folder]],
      [2, [missing, badge]],
      [2, [tampered, missing, badge]],
      [2, [badge, folder, tampered]],
    ];
    for (const [code, files] of table) {
      for (const format of [[], ['--json']]) assert.equal(cairn(['verify', ...format, '--at', moment, ...files]).code, code, files.join(' '));
    }
  });
});

test('time is judged as of --at, else now', () => {
  const answer = (at) => verify([...(at ? ['--at', at] : []), expired]).answers[0];
  assert.equal(answer('2025-06-01T00:00:00Z').time, 'ok');
  assert.equal(answer('2025-06-01T02:00:00+02:00').time, 'ok');
  assert.equal(answer('2024-06-01T00:00:00Z').time, 'notYetValid');
  assert.equal(answer('2026-06-01T00:00:00Z').time, 'expired');
  assert.equal(answer().time, 'expired');
  assert.equal(verify(['--at=2025-06-01T00:00:00.5Z', expired]).code, 0);
});

test('a minus is standard input, and two of them end the options', async () => {
  const text = readFileSync(badge);
  const { code, answers } = verify(['--at', moment, '-'], { input: text });
  assert.equal(code, 0);
  assert.deepEqual([answers[0].file, answers[0].signature], ['-', 'valid']);
  assert.deepEqual({ ...answers[0], file: badge }, verify(['--at', moment, badge]).answers[0]);
  assert.equal(verify(['--at', moment, '-'], { input: '{"a":1' }).code, 1);
  const zip = readFileSync(data('bundles/beside.zip'));
  assert.equal(verify(['--at', '2030-01-01T00:00:00Z', '-'], { input: zip }).answers[0].kind, 'clr');
  await inFolder((folder, write) => {
    write('--json', text);
    const { out } = cairn(['verify', '--at', moment, '--', '--json'], { cwd: folder });
    assert.match(out, /^--json: Holds/);
  });
});

test('a file that is too large for a pipe is refused in words', () => {
  const { code, err } = cairn(['verify', '-'], { input: Buffer.alloc(64 * 1024 * 1024 + 1, ' ') });
  assert.equal(code, 2);
  assert.match(err, /^cairn: verify: standard input: More than 64 MiB came through a pipe\. Save it/);
});

const campus = 'did:web:campus.example';
const webKey = { id: `${campus}#key-1`, type: 'Multikey', controller: campus, publicKeyMultibase: keys.campus.method.split('#')[1] };
const controller = { '@context': ['https://www.w3.org/ns/did/v1'], id: campus, verificationMethod: [webKey], assertionMethod: [webKey.id] };
const webCampus = { ...keys.campus, did: campus, method: webKey.id };
const issuers = (extra = {}) => ({ format: 'cairn-issuers', version: 1, name: 'Sample list', issuers: [{ id: campus, name: 'Sample campus' }, { id: keys.campus.did, name: 'Sample campus' }], ...extra });

function statusList(bit) {
  const bits = Buffer.alloc(16 * 1024);
  if (bit !== undefined) bits[bit >> 3] |= 0x80 >> (bit & 7);
  return signed({
    '@context': [contexts.credentials],
    id: 'https://campus.example/status/1',
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: keys.campus.did,
    validFrom: '2026-01-01T00:00:00Z',
    credentialSubject: { id: 'https://campus.example/status/1#list', type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: `u${gzipSync(bits).toString('base64url')}` },
  }, keys.campus);
}
const withStatus = (index) => signed(levelOneBadge({
  whole: { credentialStatus: { id: `https://campus.example/status/1#${index}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: String(index), statusListCredential: 'https://campus.example/status/1' } },
}), keys.campus);

test('--with a did document, the key is found and is the issuer’s; without it nothing is called wrong', async () => {
  await inFolder((folder, write) => {
    const file = write('badge.json', pretty(signed(levelOneBadge({ issuer: webCampus }), webCampus)));
    const without = verifyOne(file);
    assert.deepEqual([without.signature, without.state, without.code], ['unsupported', 'notChecked', 1]);
    const found = verifyOne(file, '--with', write('did.json', pretty(controller)));
    assert.deepEqual([found.signature, found.issuerBound, found.state, found.code], ['valid', true, 'issuerUnknown', 0]);
    const known = verifyOne(file, '--with', join(folder, 'did.json'), `--with=${write('issuers.json', pretty(issuers({ asOf: moment })))}`);
    assert.deepEqual([known.state, known.code], ['good', 0]);
    const older = verifyOne(file, '--with', join(folder, 'did.json'), '--with', write('issuers.json', pretty(issuers({ asOf: '2026-01-20T00:00:00Z' }))));
    assert.deepEqual([older.state, older.code], ['goodAsOf', 0]);
  });
});

test('--with a status list, what was withdrawn is said; without it, that nobody looked', async () => {
  await inFolder((folder, write) => {
    const file = write('badge.json', pretty(withStatus(7)));
    const status = (...args) => (({ status: said, state }) => [said, state])(verifyOne(file, ...args));
    assert.deepEqual(status(), ['notChecked', 'notChecked']);
    assert.deepEqual(status('--with', write('clear.json', pretty(statusList()))), ['ok', 'issuerUnknown']);
    assert.deepEqual(status('--with', write('other.json', pretty(statusList(8)))), ['ok', 'issuerUnknown']);
    assert.deepEqual(status('--with', write('set.json', pretty(statusList(7)))), ['revoked', 'bad']);
    // As docs/command.md says: the code tells of signatures and time alone.
    assert.equal(verifyOne(file, '--with', join(folder, 'set.json')).code, 0);
  });
});

test('--with a folder reads what is in it and below, and passes over the rest', async () => {
  await inFolder((folder, write) => {
    const file = write('badge.json', pretty(signed(levelOneBadge({ issuer: webCampus }), webCampus)));
    mkdirSync(join(folder, 'with', 'below', 'deeper'), { recursive: true });
    write('with/README.txt', 'No JSON at all.');
    write('with/below/broken.json', '{"id":');
    write('with/below/did.json', pretty(controller));
    write('with/below/deeper/issuers.json', pretty(issuers({ asOf: moment.slice(0, 10) })));
    symlinkSync('..', join(folder, 'with', 'below', 'circle'));
    const { code, err, answers } = verify(['--at', moment, '--with', join(folder, 'with'), file]);
    assert.equal(err, '');
    assert.deepEqual([code, answers[0].signature, answers[0].state], [0, 'valid', 'good']);
  });
});

test('what --with names and cannot be used is said, the files are answered all the same, and the exit code is 2', async () => {
  await inFolder((folder, write) => {
    const deep = Array.from({ length: 18 }, () => 'd');
    mkdirSync(join(folder, ...deep), { recursive: true });
    const table = [
      [join(folder, 'missing'), /missing: There is no such file\./],
      [write('letter.txt', 'Dear campus'), /letter\.txt: Line 1, column 1, \$: This is not JSON\./],
      [write('odd.json', '{"id":"x"}'), /odd\.json: \p{L}/u],
      [join(folder, deep[0]), /Folders stand inside each other more than 16 deep/],
    ];
    for (const [path, message] of table) {
      const { code, err, answers } = verify(['--at', moment, '--with', path, badge]);
      assert.equal(code, 2, path);
      assert.match(err, message);
      assert.match(err, /^cairn: verify: [^\n]+\n$/);
      assert.equal(answers[0].signature, 'valid');
    }
  });
});

test('more files than --with takes are said and the rest is not read', async () => {
  await inFolder((folder, write) => {
    mkdirSync(join(folder, 'many'));
    for (let i = 0; i <= 10_000; i += 1) writeFileSync(join(folder, 'many', String(i)), '');
    const { code, err } = verify(['--at', moment, '--with', join(folder, 'many'), badge]);
    assert.equal(code, 2);
    assert.match(err, /^cairn: verify: [^\n]+: More than 10000 files or 256 MiB [^\n]+\n$/);
  });
});

test('for people there are a few lines a file: the state, why, what it is, who says so, signature, time, withdrawal', () => {
  const { code, out, err } = cairn(['verify', '--at', moment, badge, expired]);
  assert.equal(code, 1);
  assert.equal(err, '');
  const [first, second] = out.split('\n\n');
  assert.match(first, /^\S+level-1\.json: Holds/);
  for (const label of ['Why', 'What it is', 'Issuer named', 'Signature', 'Time', 'Withdrawal']) assert.match(first, new RegExp(`^  ${label}: +\\S`, 'm'));
  assert.match(first, /Sample campus, did:key:/);
  assert.match(second, /Time: +ended on 31 December 2025/);
  assert.ok(!out.includes('\x1b'));
  assert.doesNotMatch(out, /\[[a-z.]+\]|\{\w+\}/i);
});

test('what could not be checked is called neither valid nor invalid', async () => {
  await inFolder((folder, write) => {
    const unsigned = levelOneBadge();
    for (const file of [data('badges/level-1-other-suite.json'), write('unsigned.json', pretty(unsigned)), write('list.json', '[]')]) {
      const { out } = cairn(['verify', '--at', moment, file]);
      assert.match(out, /: Not checked$/m);
      assert.doesNotMatch(out, /valid|does not hold/i);
    }
  });
});

test('a ZIP is checked with the files beside its bundle', async () => {
  const good = verifyOne(data('bundles/beside.zip'));
  assert.deepEqual([good.kind, good.signature, good.code], ['clr', 'valid', 0]);
  await inFolder((folder, write) => {
    const bundle = readFileSync(data('bundles/inside.json'));
    const answer = verifyOne(write('more.zip', zipOf([{ name: 'bundle.json', bytes: bundle }, { name: 'notes.txt', bytes: 'x' }])));
    assert.deepEqual(answer.faults.map(({ path }) => path), ['notes.txt']);
    const empty = verifyOne(write('empty.zip', zipOf([{ name: 'notes.txt', bytes: 'x' }])));
    assert.deepEqual([empty.signature, empty.code], ['reject', 1]);
  });
});

test('what a collection holds about another subject is told with its place', async () => {
  await inFolder((folder, write) => {
    const bundle = { ...whole(), issuer: { id: keys.stranger.did, type: ['Profile'] } };
    const around = (subject) => pretty(signed({ ...bundle, credentialSubject: { ...bundle.credentialSubject, id: subject } }, keys.stranger));
    const { signature, faults } = verifyOne(write('other.json', around(keys.stranger.did)));
    assert.equal(signature, 'valid');
    assert.deepEqual(faults.map(({ path }) => path), ['$.credentialSubject.verifiableCredential[0].credentialSubject.id']);
    assert.ok(faults[0].message.includes(keys.learner.did));
    assert.deepEqual(verifyOne(write('same.json', around(keys.learner.did))).faults, []);
  });
});

test('a file that may not be read is said so', async () => {
  await inFolder((folder, write) => {
    const file = write('secret.json', '{}');
    chmodSync(folder, 0o755);
    chmodSync(file, 0);
    // The root user may read everything; another may not reach where the program was built.
    const from = join(folder, 'cairn');
    copyFileSync(program, from);
    const { code, err } = cairn(['verify', file], process.getuid() === 0 ? { uid: 65534, cwd: '/', from } : {});
    assert.equal(code, 2);
    assert.match(err, /You are not allowed to read it/);
  });
});
