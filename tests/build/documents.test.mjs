// What a stranger reads first: is it there, does it say what it promised, and do its links lead somewhere.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const made = new Set(['.git', 'build', 'dist', 'node_modules']);
const read = (path) => readFileSync(join(root, path), 'utf8');

/** Every file of the repository that is not made by a build. */
function files(folder = '') {
  return readdirSync(join(root, folder), { withFileTypes: true }).filter(({ name }) => folder !== '' || !made.has(name))
    .flatMap((entry) => (entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]));
}
const all = files();
const documents = all.filter((name) => name.endsWith('.md'));

test('the README says on its first screen what this is, shows a picture and gives the two commands', () => {
  const first = read('README.md').split('\n').slice(0, 20).join('\n');
  assert.match(first, /^# Cairn\n\nCairn is [^\n]+/);
  const [, words, picture] = first.match(/^!\[(.+)\]\((.+\.png)\)$/m);
  assert.ok(words.length > 20);
  assert.equal(readFileSync(join(root, picture)).subarray(1, 4).toString(), 'PNG');
  assert.ok(statSync(join(root, picture)).size < 250_000);
  assert.match(first, /^\.\/build-wasm\.sh serve\b/m);
  assert.match(first, /^tests\/run\.sh\b/m);
});

test('the documents are there, and every link in them leads to a file', () => {
  for (const name of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE', 'docs/data-format.md',
    'docs/pathway-format.md', 'docs/accessibility.md', 'docs/security.md', 'docs/storage.md', 'docs/ui-copy.md', 'docs/promises.md']) assert.ok(existsSync(join(root, name)), name);
  const dead = documents.flatMap((name) => [...read(name).replace(/```[\s\S]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target.split('#')[0]).filter((target) => target && !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(root, dirname(name), target))).map((target) => `${name}: ${target}`));
  assert.deepEqual(dead, []);
});

test('the licence is MIT, here and in package.json', () => {
  assert.match(read('LICENSE'), /^MIT License\n\nCopyright \(c\) \d{4} Cairn contributors\n/);
  assert.equal(JSON.parse(read('package.json')).license, 'MIT');
});

test('every room of the map is there, and every room that is there is on the map', () => {
  const map = read('ARCHITECTURE.md');
  const named = [...map.matchAll(/^\| ((?:`[\w/]+`(?:, )?)+) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([\w/]+)`/g)].map(([, room]) => room))
    .filter((room) => !room.startsWith('cairn_'));
  assert.ok(named.length > 20);
  for (const room of named) assert.ok(existsSync(join(root, room)), room);
  const rooms = new Set(all.map((name) => dirname(name)).filter((folder) => folder.startsWith('src/') || folder.startsWith('web/')));
  for (const folder of rooms) assert.ok(named.includes(folder), `${folder} is not on the map`);
});

test('every decision has its context, its consequences, one page, and a line in the list', () => {
  const list = read('docs/adr/README.md');
  const decisions = all.filter((name) => /^docs\/adr\/\d{4}-/.test(name)).sort();
  assert.ok(decisions.length > 0);
  decisions.forEach((name, index) => {
    const text = read(name);
    const number = String(index + 1).padStart(4, '0');
    assert.match(text, new RegExp(`^# ${number}: \\S`), name);
    for (const part of ['Context', 'Decision', 'Consequences']) assert.match(text, new RegExp(`^## ${part}$`, 'm'), name);
    assert.ok(text.split('\n').length <= 60, `${name} is longer than a page`);
    assert.ok(list.includes(`[${number}](${name.slice('docs/adr/'.length)}) | ${text.match(/^# \d+: (.+)$/m)[1]} |`), `${name} is not in the list`);
  });
});

test('nothing of third parties lies in the repository', () => {
  const foreign = /(^|\/)(vendor|third_party|external|node_modules)\/|\.(woff2?|ttf|otf|wasm|a|o|so|jar|zip|gz|xz|tar|min\.js)$/;
  // The sample ZIPs were made here: by the scripts and as the README.md beside them say, and by web/build/sample.mjs.
  const sample = /^(tests\/data\/(zip|bundles|invalid)\/[\w-]+|assets\/sample\/portfolio)\.zip$/;
  assert.deepEqual(all.filter((name) => foreign.test(name) && !sample.test(name)), []);
  const claimed = all.filter((name) => /\.(c|h|cpp|hpp|js|mjs|css|html|json|sh|cmake|frag|vert|svg)$/.test(name))
    .filter((name) => /^\W*(copyright|spdx-license-identifier|\(c\) )/im.test(read(name)));
  assert.deepEqual(claimed, []);
});

test('continuous integration runs everything', () => {
  assert.match(read('.ci/run'), /^exec .*\/tests\/run\.sh"?$/m);
  assert.ok((statSync(join(root, '.ci/run')).mode & 0o111) !== 0);
});
