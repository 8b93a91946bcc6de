// docs/promises.md, and the faults of docs/storage.md: the last cell of each row says in backticks what shows it. Each of
// these has to be there:
//   tests/core/json/jcs_test.cpp: the exact name of a test in that file
//   tests/run.sh: a stage of it, or an option
//   build/artifacts/screens/path-begun-360-dark.png, a picture that tests/page/screens.test.mjs takes
//   bench/page.mjs: a line of the table that it prints
//   a picture of the repository
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const screens = 'tests/page/screens.test.mjs';

/** "a" "b" over several lines is one text; `\"` is a quotation mark. */
function joined(literals) {
  return [...literals.matchAll(/(["'`])((?:[^\\]|\\.)*?)\1/g)].map(([, , text]) => text.replace(/\\(.)/g, '$1')).join('');
}

function namesInCpp(text) {
  return [...text.matchAll(/^\s*(?:TEST_CASE|SUBCASE)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/gm)].map(([, literals]) => joined(literals));
}

function namesInMjs(text) {
  const literal = /^\s*(?:await )?(?:test|it|\w+\.test)(?:\.skip|\.only)?\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/gm;
  return [...text.matchAll(literal)].map(([, found]) => joined(found));
}

function linesIn(text) {
  return [...text.matchAll(/^\s*tell\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/gm)].map(([, found]) => joined(found));
}

function stagesIn(text) {
  const options = [...text.matchAll(/^\s*(--[\w-]+)\) /gm)].map(([, option]) => option);
  return [...text.match(/^stages=\(([\w ]*)\)$/m)?.[1].split(' ') ?? [], ...options];
}

/** A name with ${…} fits what it can make of words that stand in its file. */
function fits(name, wanted, text) {
  const parts = name.split(/\$\{[^}]*\}/);
  if (parts.length === 1) return name === wanted;
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+)');
  const [, ...words] = wanted.match(new RegExp(`^${pattern}$`)) ?? [];
  return words.length > 0 && words.every((word) => text.includes(word));
}

/**
 * @param {string} file a path in the repository @param {string} text what stands in it
 * @returns {string[]} the names of its tests, stages or lines
 */
export function testNames(file, text) {
  if (file.startsWith('bench/')) return linesIn(text);
  if (file.endsWith('.cpp')) return namesInCpp(text);
  if (file.endsWith('.mjs')) return namesInMjs(text);
  return file.endsWith('.sh') ? stagesIn(text) : [];
}

/** The rows of all tables: the promise, and what stands in backticks in the last cell. */
export function promisesIn(markdown) {
  const rows = markdown.split('\n').map((line) => (/^\|.*\|\s*$/.test(line)
    ? line.trim().slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim()) : null));
  const isRule = (cells) => cells?.every((cell) => /^:?-+:?$/.test(cell));
  return rows.filter((cells, index) => cells && !isRule(cells) && !isRule(rows[index + 1]))
    .map((cells) => ({ promise: cells[0], shown: [...cells.at(-1).matchAll(/`([^`]+)`/g)].map(([, item]) => item) }));
}

/**
 * @param {string} item what stands in backticks
 * @param {(path: string) => string | null} read the text of a file of the repository, null where there is none
 */
export function isThere(item, read) {
  const [, file, name] = item.match(/^(\S+\.(?:cpp|mjs|sh)): (.+)$/) ?? [];
  if (file) {
    const text = read(file);
    return text !== null && testNames(file, text).some((known) => fits(known, name, text));
  }
  const taken = item.match(/^build\/artifacts\/screens\/([\w-]+?)-(?:360|1440)-(?:light|dark)\.png$/)?.[1];
  if (taken) return (read(screens) ?? '').includes(`'${taken}'`);
  return /^docs\/pictures\/[\w-]+\.(?:png|svg)$/.test(item) && read(item) !== null;
}

const inRepository = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null);
const promises = ['docs/promises.md', 'docs/storage.md'].flatMap((name) => promisesIn(inRepository(name) ?? ''));

test('every promise is shown by something', () => {
  assert.ok(promises.length > 0, 'no rows');
  assert.deepEqual(promises.filter(({ shown }) => shown.length === 0).map(({ promise }) => promise), []);
});

test('every test and picture that a promise names is there', () => {
  const missing = promises.flatMap(({ promise, shown }) =>
    shown.filter((item) => !isThere(item, inRepository)).map((item) => `${promise}: ${item}`));
  assert.deepEqual(missing, []);
});

test('a promise whose test or picture does not exist is found', () => {
  const files = {
    'tests/a_test.cpp': '// TEST_CASE("a comment is a test")\nTEST_CASE("a record is "\n          "kept") {\n',
    'tests/b.test.mjs': "test('a file: stored', () => {\n  test(`a ${state} stone differs`, async () => {\n['ready']",
    'tests/run.sh': 'stages=(native page)\n    --fresh) exec x ;;\n',
    'bench/page.mjs': "  tell('frames while idle', String(frames), '0');\n// tell('nothing')\n",
    [screens]: "take(page, 'path-begun')",
    'docs/pictures/path.png': '',
  };
  const there = (item) => isThere(item, (path) => files[path] ?? null);
  for (const item of ['tests/a_test.cpp: a record is kept', 'tests/b.test.mjs: a file: stored', 'tests/b.test.mjs: a ready stone differs',
    'tests/run.sh: page', 'tests/run.sh: --fresh', 'bench/page.mjs: frames while idle', 'build/artifacts/screens/path-begun-360-dark.png', 'docs/pictures/path.png']) assert.ok(there(item), item);
  for (const item of ['a record is kept', 'tests/a_test.cpp: a record is', 'tests/a_test.cpp: a comment is a test',
    'tests/b.test.mjs: a record is kept', 'tests/b.test.mjs: a golden stone differs', 'tests/c_test.cpp: a record is kept', 'tests/run.sh: stages', 'tests/run.sh: --old', 'bench/page.mjs: nothing', 'tests/run.sh', 'tests/b.test.mjs',
    'build/artifacts/screens/path-360-dark.png', 'build/artifacts/screens/path-begun-360-blue.png', 'docs/pictures/none.png',
    'docs/promises.md']) assert.ok(!there(item), item);
  const rows = promisesIn('| Promise | Shown by |\n|---|---|\n| It keeps | `a: b`<br>`x.png` |\n| It sings | |\n');
  assert.deepEqual(rows, [{ promise: 'It keeps', shown: ['a: b', 'x.png'] }, { promise: 'It sings', shown: [] }]);
});
