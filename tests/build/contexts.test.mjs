import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { licences } from '../../web/build/licences.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'cairn-contexts-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

const rows = () => readFileSync(join(root, 'cmake/contexts/packages.tsv'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));

/** Runs the script where its files may be changed. */
function embed(name, change = () => {}) {
  const folder = join(scratch, name);
  mkdirSync(join(folder, 'cmake'), { recursive: true });
  cpSync(join(root, 'cmake/contexts'), join(folder, 'cmake/contexts'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  change(join(folder, 'cmake/contexts'));
  const out = join(folder, 'contexts.hpp');
  const { status, stderr } = spawnSync('node', [join(folder, 'cmake/contexts/embed.mjs'), out], { encoding: 'utf8' });
  return { status, stderr, text: existsSync(out) ? readFileSync(out, 'utf8') : '' };
}

test('contexts are compiled in from packages that package.json pins, and each is there once', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { status, text } = embed('as-it-is');
  assert.equal(status, 0);
  assert.ok(rows().length >= 15);
  for (const [address, name] of rows()) {
    assert.match(dependencies[name] ?? '', /^\d/, name);
    assert.equal(text.split(`{"${address}", `).length, 2, address);
  }
});

test('a context that differs from its hash is named, and nothing is built of it', () => {
  const [address, name] = rows()[0];
  const { status, stderr, text } = embed('changed', (folder) => {
    const file = join(folder, 'packages.tsv');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\t([0-9a-f])([0-9a-f]{63})$/m, (all, first, rest) => `\t${first === '0' ? '1' : '0'}${rest}`));
  });
  assert.notEqual(status, 0);
  assert.ok(stderr.includes(address) && stderr.includes(name), stderr);
  assert.equal(text, '');
});

test('the licences of the contexts go with the page', () => {
  const text = licences();
  for (const [, name] of rows()) assert.ok(text.includes(`\n${name} `), name);
});
