import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'cairn-build-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

function run(command, options = {}) {
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), { cwd: root, encoding: 'utf8', timeout: 120_000, ...options });
  return { status, stdout, stderr };
}

/** The tools alone, with a table and a cache of their own. */
function copyWith(table) {
  const folder = mkdtempSync(join(scratch, 'copy-'));
  cpSync(join(root, 'tools'), join(folder, 'tools'), { recursive: true });
  mkdirSync(join(folder, 'cmake'));
  writeFileSync(join(folder, 'cmake/dependencies.tsv'), table);
  return { cwd: folder, env: { ...process.env, CAIRN_CACHE: join(folder, 'cache') } };
}

test('build-wasm.sh explains itself', () => {
  const { status, stdout } = run(['./build-wasm.sh', '--help']);
  assert.equal(status, 0);
  assert.match(stdout, /serve/);
});

for (const [name, given] of [['an unknown word', ['sreve']], ['a port that is none', ['serve', '--port', '70000']], ['a port without a number', ['--port']]]) {
  test(`build-wasm.sh refuses ${name}`, () => {
    const { status, stderr } = run(['./build-wasm.sh', ...given]);
    assert.notEqual(status, 0);
    assert.match(stderr, /^error: .+$/m);
  });
}

test('a dependency with the wrong hash is named and nothing of it is kept', () => {
  const wrong = 'doctest\t9.9.9\tMIT\tfiles:00\tFILE\tWhy\n'.replace('FILE', `file://${scratch}/doctest.tar`);
  execFileSync('tar', ['-cf', join(scratch, 'doctest.tar'), '-C', root, 'tools/lib.sh']);
  const copy = copyWith(wrong);
  const { status, stderr } = run(['tools/dependencies.sh'], copy);
  assert.notEqual(status, 0);
  assert.match(stderr, /wrong hash: doctest 9\.9\.9/);
  assert.deepEqual(readdirSync(join(copy.env.CAIRN_CACHE, 'src')).filter((entry) => !entry.endsWith('.work')), []);
});

test('a dependency that no source has is named', () => {
  const { status, stderr } = run(['tools/dependencies.sh'], copyWith(`absent\t1.0\tMIT\t${'0'.repeat(64)}\tfile:///absent.tar\tWhy\n`));
  assert.notEqual(status, 0);
  assert.match(stderr, /absent 1\.0 could not be fetched/);
});

test('the dependency table gives a name, a version, a licence, a hash, a source and a reason', () => {
  const rows = readFileSync(join(root, 'cmake/dependencies.tsv'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  assert.ok(rows.length > 0);
  for (const row of rows) {
    const [name, version, licence, sha256, source, why, ...more] = row.split('\t');
    assert.ok(name && version && licence && why && more.length === 0, row);
    assert.match(sha256, /^(files:)?[0-9a-f]{64}$/, row);
    assert.match(source, /^(debian:[a-z]+\/[a-z0-9-]+|https:\/\/\S+)$/, row);
  }
});

test('without root and without sudo the missing packages are listed', () => {
  const script = 'source tools/lib.sh; id() { echo 1000; }; have() { [ "$1" != sudo ]; }; install_packages no-such-package-a no-such-package-b';
  const { status, stderr } = run(['bash', '-c', script]);
  assert.notEqual(status, 0);
  assert.match(stderr, /no-such-package-a no-such-package-b/);
  assert.match(stderr, /apt-get install/);
});

test('lock files name no address', () => {
  for (const file of ['package-lock.json', 'tools/node22/package-lock.json']) {
    assert.doesNotMatch(readFileSync(join(root, file), 'utf8'), /"resolved"/);
  }
});
