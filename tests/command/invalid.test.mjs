// Every kind of bad input that tests/data/invalid holds.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cairn, data, inFolder, moment, verifyOne } from './command.mjs';

const rows = JSON.parse(readFileSync(data('invalid/rows.json'), 'utf8'));

async function withFile(row, work) {
  if (existsSync(data('invalid', row.file))) return work(data('invalid', row.file));
  return inFolder((folder, write) => work(write(row.file, row.make.repeat.repeat(row.make.times))));
}

for (const row of rows) {
  test(`bad input is answered with file, place and next step: ${row.row}, ${row.file}`, () => withFile(row, (file) => {
    const answer = verifyOne(file);
    assert.deepEqual({ signature: answer.signature, exit: answer.code }, row.command);
    const { out, err } = cairn(['verify', '--at', moment, file]);
    assert.equal(err, '');
    assert.ok(out.startsWith(`${file}: `), out);
    assert.match(out, /^ {2}Why: +[^\n]+\.$/m);
    assert.doesNotMatch(out, /\[[a-z]+\.[a-z.]+\]|\{\w+\}|\((json|zip|fault|check|badge)\.\w+\)/i);
    if (row.command.signature === 'reject') {
      if (row.where !== '$') assert.ok(out.includes(row.where), out);
      if (row.code.startsWith('json.') && row.code !== 'json.tooLarge') assert.match(out, /Line \d+, column \d+, /);
    } else if (row.code.startsWith('fault.')) {
      const at = row.where;
      assert.ok(answer.faults.some(({ path, message }) => path === at && /\. \p{Lu}.*\.$/u.test(message)), JSON.stringify(answer.faults));
      assert.ok(out.includes(at));
    }
  }));
}

test('what canonicalize refuses is named with file, line, column, path and next step, and nothing is written', async () => {
  for (const row of rows.filter(({ code }) => code.startsWith('json.'))) {
    await withFile(row, (file) => {
      const { code, out, err } = cairn(['canonicalize', file]);
      assert.deepEqual([code, out], [1, ''], row.row);
      assert.ok(err.startsWith(`cairn: canonicalize: ${file}: `), err);
      if (row.code !== 'json.tooLarge') assert.ok(/Line \d+, column \d+, /.test(err) && err.includes(`, ${row.where}: `), err);
      assert.match(err, /\. \p{Lu}[^.]+\.\n$|: ask for it again\.\n$|ask for it again\.\n$/u);
      assert.equal(err.trimEnd().split('\n').length, 1);
    });
  }
});
