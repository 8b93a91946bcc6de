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
