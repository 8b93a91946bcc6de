import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { standards } from '../interop/standards.mjs';
import { cairn, data, inFolder } from './command.mjs';

// RFC 8785, sections 3.2.2 to 3.2.4 and appendix B, and a few that people get wrong.
const pairs = [
  ['{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'],
  ['{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}'],
  ['[-0,1e21,1e-7,9007199254740993,5e-324,-1.7976931348623157e308,1.0]', '[0,1e+21,1e-7,9007199254740992,5e-324,-1.7976931348623157e+308,1]'],
  ['[56,{"d":true,"10":null,"1":[]}]', '[56,{"1":[],"10":null,"d":true}]'],
  [' "\\u007f\\u2028\\u2029" ', '"\u007f\u2028\u2029"'],
];

test('canonicalize writes what RFC 8785 says, and nothing else', async () => {
  await inFolder((folder, write) => {
    for (const [input, expected] of pairs) {
      for (const args of [['-'], [write('in.json', input)], ['--', join(folder, 'in.json')]]) {
        const { code, bytes, err } = cairn(['canonicalize', ...args], { input });
        assert.deepEqual([code, err], [0, '']);
        assert.equal(bytes.toString(), expected);
      }
    }
  });
});

test('canonicalize of canonical text is that text', () => {
  for (const file of readdirSync(data('badges')).filter((name) => name.endsWith('.json'))) {
    const { bytes } = cairn(['canonicalize', data('badges', file)]);
    assert.deepEqual(cairn(['canonicalize', '-'], { input: bytes }).bytes, bytes);
    assert.deepEqual(JSON.parse(bytes.toString()), JSON.parse(readFileSync(data('badges', file), 'utf8')));
  }
});

test('what cannot be opened is exit code 2', async () => {
  await inFolder((folder) => {
    assert.equal(cairn(['canonicalize', folder]).code, 2);
    assert.match(cairn(['canonicalize', join(folder, 'missing')]).err, /missing: There is no such file\. /);
  });
});

test('canonicalize passes the published vectors of RFC 8785', { skip: standards ? false : 'the standards are not beside the repository' }, () => {
  const folder = join(standards, 'rfc8785');
  const names = readdirSync(join(folder, 'input'));
  assert.ok(names.length >= 4);
  for (const name of names) assert.deepEqual(cairn(['canonicalize', join(folder, 'input', name)]).bytes, readFileSync(join(folder, 'output', name)), name);
  // "hex of the double,text": all of them in one list.
  const lines = readdirSync(folder).filter((name) => name.startsWith('numbers-')).flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  assert.ok(lines.length >= 4000);
  const view = new DataView(new ArrayBuffer(8));
  const values = lines.map((line) => {
    view.setBigUint64(0, BigInt(`0x${line.split(',')[0]}`));
    return view.getFloat64(0).toExponential(20);
  });
  const { bytes } = cairn(['canonicalize', '-'], { input: `[${values.join(',')}]` });
  assert.deepEqual(bytes.toString().slice(1, -1).split(','), lines.map((line) => line.split(',')[1]));
});

test('canonicalize --rdfc writes one text for one dataset, whatever its blank nodes are called', async () => {
  const expected = '<urn:s> <urn:p> _:c14n0 .\n_:c14n0 <urn:p> "\\"o\\""@en .\n';
  await inFolder((folder, write) => {
    for (const name of ['a', 'b0', 'c14n7']) {
      const input = `# sample\r\n_:${name} <urn:p> "\\u0022o\\""@en.\n\n<urn:s>\t<urn:p> _:${name} . \n_:${name} <urn:p> "\\"o\\""@en .`;
      for (const args of [['-'], [write('in.nq', input)]]) {
        const { code, bytes, err } = cairn(['canonicalize', '--rdfc', ...args], { input });
        assert.deepEqual([code, err], [0, '']);
        assert.equal(bytes.toString(), expected);
      }
    }
  });
});

test('canonicalize --rdfc of JSON-LD writes what a badge says, in whatever order it stands there', () => {
  const text = readFileSync(data('badges', 'level-1.json'), 'utf8');
  const backward = (value) => (Array.isArray(value) || value === null || typeof value !== 'object' ? value
    : Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, backward(inner)])));
  const first = cairn(['canonicalize', '--rdfc', data('badges', 'level-1.json')]);
  assert.deepEqual([first.code, first.err], [0, '']);
  const lines = first.out.trimEnd().split('\n');
  assert.ok(lines.length > 20 && lines.every((line) => /^(<|_:c14n\d+ <).* \.$/.test(line)));
  assert.deepEqual(lines, [...new Set(lines)].sort());
  assert.equal(cairn(['canonicalize', '--rdfc', '-'], { input: JSON.stringify(backward(JSON.parse(text))) }).out, first.out);
});

const refused = [
  ['{"a": 1,}', /Line 1, column 9/],
  ['<urn:s> <urn:p> .', /1:17/],
  ['{"@context": "https://example.org/unknown", "a": 1}', /https:\/\/example\.org\/unknown/],
  ['{"@context": "https://www.w3.org/ns/credentials/v2", "type": "VerifiableCredential", "unheard": 1}', /unheard/],
];

test('canonicalize --rdfc refuses what it cannot read or explain, and writes nothing', () => {
  for (const [input, why] of refused) {
    const { code, out, err } = cairn(['canonicalize', '--rdfc', '-'], { input });
    assert.deepEqual([code, out], [1, ''], input);
    assert.match(err, why);
    assert.match(err, /^cairn: canonicalize: .*\.\n$/);
  }
});

test('canonicalize --rdfc passes the published tests of RDFC-1.0 with SHA-256', { skip: standards ? false : 'the standards are not beside the repository' }, () => {
  const folder = join(standards, 'rdf-canon');
  const entries = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')).entries
    .filter(({ type, hashAlgorithm }) => type === 'rdfc:RDFC10EvalTest' && hashAlgorithm === undefined);
  assert.ok(entries.length >= 40);
  for (const { id, action, result } of entries)
    assert.deepEqual(cairn(['canonicalize', '--rdfc', join(folder, action)]).bytes, readFileSync(join(folder, result)), id);
});
