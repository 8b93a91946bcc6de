import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cairn, repository } from './command.mjs';

test('help goes to standard output, in lines that fit a terminal', () => {
  for (const args of [['--help'], ['-h'], ['help'], ...['verify', 'canonicalize', 'to-rdf', 'inspect', 'bake', 'unbake'].flatMap((name) => [[name, '--help'], ['help', name], [name, '-h', 'FILE']])]) {
    const { code, out, err } = cairn(args);
    assert.equal(code, 0, args.join(' '));
    assert.equal(err, '');
    assert.match(out, /^Usage: cairn /);
    for (const line of out.split('\n')) assert.ok(line.length <= 90, line);
  }
  assert.equal(cairn(['help', 'verify']).out, cairn(['verify', '--help']).out);
});

test('the help of each command names every option and the exit codes, as docs/command.md does', () => {
  const page = readFileSync(join(repository, 'docs/command.md'), 'utf8');
  for (const [name, options] of Object.entries({ verify: ['--json', '--at TIME', '--with PATH'], canonicalize: ['--rdfc'], 'to-rdf': ['--base IRI'], inspect: [], bake: ['-o OUT'], unbake: [] })) {
    const { out } = cairn([name, '--help']);
    for (const option of [...options, '--help']) {
      assert.ok(out.includes(`  ${option}`), `${name}: ${option}`);
      assert.ok(page.includes(option), `docs/command.md: ${option}`);
    }
    assert.match(out, /Exit code 0: [\s\S]+ 1: [\s\S]+ 2: /);
    assert.ok(page.includes(out.split('\n')[0].replace('Usage: ', '')), name);
  }
});

test('the version is the one of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  assert.deepEqual({ ...cairn(['--version']), bytes: null }, { code: 0, out: `cairn ${version}\n`, err: '', bytes: null });
});

const misuses = [
  ['no command', []],
  ['an unknown command', ['vrify', 'x']],
  ['an unknown option before the command', ['--json', 'verify']],
  ['an unknown option', ['verify', '--jason', 'x']],
  ['an option of another command', ['canonicalize', '--json', 'x']],
  ['a short option that there is not', ['verify', '-j', 'x']],
  ['an option without its value', ['verify', 'x', '--at']],
  ['a value for an option that takes none', ['verify', '--json=yes', 'x']],
  ['no file', ['verify', '--json']],
  ['no file after the end of the options', ['verify', '--']],
  ['a time that is none', ['verify', '--at', 'yesterday', 'x']],
  ['a day without a time', ['verify', '--at=2026-01-15', 'x']],
  ['a time without a zone', ['verify', '--at=2026-01-15T12:00:00', 'x']],
  ['standard input twice', ['verify', '-', '-']],
  ['two files to canonicalize', ['canonicalize', 'a', 'b']],
  ['nothing to canonicalize', ['canonicalize']],
  ['nothing to turn into RDF', ['to-rdf']],
  ['a base that is not named', ['to-rdf', 'x', '--base']],
  ['nothing to inspect', ['inspect']],
  ['help for what there is not', ['help', 'vrify']],
];

for (const [name, args] of misuses) {
  test(`misuse is exit code 2, one sentence and where help is: ${name}`, () => {
    const { code, out, err } = cairn(args, { input: '{}' });
    assert.equal(code, 2);
    assert.equal(out, '');
    const lines = err.trimEnd().split('\n');
    assert.equal(lines.length, 2, err);
    assert.match(lines[0], /^cairn: ([\w-]+: )?[A-Z][^[\]{}]+\.$/);
    assert.match(lines[1], /^cairn: Try: cairn ([\w-]+ )?--help$/);
  });
}
