// The words of the command stand in assets/strings/command.en.json, and only there.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packAssets } from '../../web/build/pack_assets.mjs';
import { cairn, data, repository } from './command.mjs';

const flatten = (value, prefix = '') => Object.entries(value).flatMap(([key, inner]) => (
  typeof inner === 'string' || Array.isArray(inner) ? [[`${prefix}${key}`, inner]] : flatten(inner, `${prefix}${key}.`)));
const words = new Map(flatten(JSON.parse(readFileSync(join(repository, 'assets/strings/command.en.json'), 'utf8'))));
const folder = join(repository, 'src/cli');
const source = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8').replace(/^\s*\/\/.*$/gm, '')).join('\n');
const literals = new Set([...source.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, text]) => text));

test('every text that the command asks for is there, and none waits for nobody', () => {
  for (const literal of literals) {
    if (!/^command(\.\w+)+$/.test(literal)) continue;
    assert.ok(words.has(literal) || words.has(`error.${literal}`) || words.has(`${literal}.one`), literal);
  }
  for (const key of words.keys()) {
    const asked = literals.has(key.replace(/^error\./, '')) || literals.has(key.replace(/\.(one|other)$/, '')) || key.startsWith('command.help.');
    assert.ok(asked, key);
  }
});

test('no words for people stand in the code of the command', () => {
  for (const literal of literals) assert.doesNotMatch(literal, /[a-z] [a-z]/i, literal);
});

test('the page does not carry the words of the command', () => {
  assert.ok(!JSON.stringify(packAssets(join(repository, 'assets')).strings).includes('Usage: cairn'));
});

test('the command runs from anywhere, without the repository’s files', () => {
  const { code, out } = cairn(['verify', data('badges/level-1.json')], { cwd: '/' });
  assert.equal(code, 0);
  assert.doesNotMatch(out, /\[[a-z.]+\]/i);
});
