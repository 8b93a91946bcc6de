// The two commands of the README on a machine that has everything, and their parts on machines that lack something.
// The whole on a fresh machine: tests/run.sh --fresh.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'cairn-setup-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

const fresh = () => mkdtempSync(join(scratch, 'part-'));
const run = (command, options = {}) => spawnSync(command[0], command.slice(1), { cwd: root, encoding: 'utf8', timeout: 120_000, ...options });

/** A folder with an em++ that only says its version. */
function emscripten(folder, version) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'emscripten-version.txt'), `"${version}"\n`);
  writeFileSync(join(folder, 'em++'), '#!/bin/sh\n');
  chmodSync(join(folder, 'em++'), 0o755);
  return folder;
}

test('an Emscripten on PATH is taken where it is new enough, and the prepared one where it is not', () => {
  const cache = fresh();
  emscripten(join(cache, 'emscripten-debian13/usr/share/emscripten'), '3.1.69');
  writeFileSync(join(cache, 'emscripten-debian13/ready'), '');
  const found = (version) => {
    const folder = emscripten(fresh(), version);
    const { status, stdout } = run(['tools/emscripten.sh'], { env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, CAIRN_CACHE: cache } });
    assert.equal(status, 0);
    return Object.fromEntries(stdout.trim().split('\n').map((line) => line.split(/=(.*)/s)));
  };
  for (const version of ['3.1.69', '3.1.70', '4.0.1', '10.0.0-git']) {
    const { EMSCRIPTEN_FROM, EMSCRIPTEN_VERSION } = found(version);
    assert.deepEqual([EMSCRIPTEN_FROM, EMSCRIPTEN_VERSION], ['PATH', version.replace('-git', '')]);
  }
  for (const version of ['3.1.6', '3.1.68', '2.9.99']) {
    const { EMSCRIPTEN_FROM, EMSCRIPTEN_VERSION } = found(version);
    assert.match(EMSCRIPTEN_FROM, /^Debian 13's packages/);
    assert.equal(EMSCRIPTEN_VERSION, '3.1.69');
  }
});

test('the Emscripten that this machine builds with is new enough and compiles C++23', () => {
  const { status, stdout } = run(['tools/emscripten.sh']);
  assert.equal(status, 0);
  const [, folder] = stdout.match(/^EMSCRIPTEN_ROOT=(.+)$/m);
  const [, version] = stdout.match(/^EMSCRIPTEN_VERSION=(.+)$/m);
  assert.equal(run(['bash', '-c', 'printf "3.1.69\\n$0\\n" | sort -C -V', version]).status, 0, version);
  const source = join(fresh(), 'a.cpp');
  writeFileSync(source, '#include <expected>\nstd::expected<int, int> f() { return 1; }\n');
  const built = run([join(folder, 'em++'), '-std=c++23', '-c', source, '-o', `${source}.o`]);
  assert.equal(built.status, 0, built.stderr);
});

test('a missing tool is one sentence and a failure', () => {
  const bin = fresh();
  for (const name of ['bash', 'dirname', 'mkdir', 'sort', 'head', 'sha256sum', 'cut', 'cat', 'flock']) {
    symlinkSync(run(['bash', '-c', `command -v ${name}`]).stdout.trim(), join(bin, name));
  }
  const { status, stdout, stderr } = run([join(bin, 'bash'), 'tools/needs.sh', 'build'], { env: { PATH: bin, HOME: fresh() } });
  assert.notEqual(status, 0);
  assert.equal(stdout, '');
  assert.equal(stderr, 'error: cmake is missing: install it and run this again\n');
});

test('build-wasm.sh serve shows its progress, takes seconds when nothing changed, and prints the address', async () => {
  assert.equal(run(['./build-wasm.sh'], { timeout: 900_000 }).status, 0);
  const begun = performance.now();
  const server = spawn('./build-wasm.sh', ['serve', '--port', '0'], { cwd: root });
  try {
    let said = '';
    let progress = '';
    server.stderr.on('data', (bytes) => { progress += bytes; });
    const address = await new Promise((resolve, reject) => {
      server.stdout.on('data', (bytes) => {
        said += bytes;
        const found = said.match(/served at (http:\/\/localhost:\d+\/)/);
        if (found) resolve(found[1]);
      });
      server.on('exit', () => reject(new Error(`it ended: ${progress}`)));
    });
    assert.ok(performance.now() - begun < 30_000, `${Math.round(performance.now() - begun)} ms`);
    for (const step of ['Compiling', 'Packing', 'Built']) assert.ok(progress.includes(step), step);
    const page = await fetch(address);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-security-policy'), /default-src 'self'/);
    assert.match(await page.text(), /<title>Cairn<\/title>/);
  } finally {
    server.kill();
  }
});

test('without the files of third parties the tests that need them count as skipped, by name', () => {
  const copy = join(fresh(), 'main');
  for (const part of ['tests/interop', 'tests/page/support/zip.mjs', 'src/core/credentials']) cpSync(join(root, part), join(copy, part), { recursive: true });
  const { NODE_TEST_CONTEXT, CAIRN_STANDARDS, ...env } = process.env;
  const { stdout } = run([process.execPath, '--test', '--test-reporter=tap', join(copy, 'tests/interop/bundle.test.mjs')], { cwd: copy, env });
  const skipped = [...stdout.matchAll(/^\s*ok \d+ - (.+) # SKIP \S+/gm)].map(([, name]) => name);
  assert.ok(skipped.some((name) => name.includes('CLR 2.0 schema')), stdout);
  assert.match(stdout, /^# fail 0$/m);
});

test('tests/run.sh installs what tests need first, and knows how to run each of its stages', () => {
  const script = readFileSync(join(root, 'tests/run.sh'), 'utf8');
  const stages = script.match(/^stages=\((.+)\)$/m)[1].split(' ');
  for (const stage of stages) assert.match(script, new RegExp(`^stage_${stage}\\(\\)`, 'm'), stage);
  assert.ok(script.indexOf('\ntools/needs.sh tests\n') > 0);
  assert.ok(script.indexOf('\ntools/needs.sh tests\n') < script.indexOf('\nfor stage in '));
  const { status, stderr } = run(['tests/run.sh', '--only', 'nothing']);
  assert.notEqual(status, 0);
  assert.match(stderr, /^error: --only needs one of: /m);
});

test('tests/run.sh says when it takes longer than half an hour', () => {
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  const { status, stdout } = run(['tests/run.sh', '--only', 'promises'], { env: { ...env, CAIRN_TEST_LIMIT: '0' } });
  assert.equal(status, 0);
  assert.match(stdout, /^SLOW: the tests took \d+ s; they should take less than 0 s$/m);
  const script = readFileSync(join(root, 'tests/run.sh'), 'utf8');
  assert.match(script, /^longest=1500$/m);
  assert.match(script, /^limit=\$\{CAIRN_TEST_LIMIT:-\$\(\(longest \+ 300\)\)\}$/m);
});
