// docs/promises.md: each row of its tables ends with what shows the promise, in backticks: the exact name of a test, or
// the path of a picture or file. Each has to be there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function sources(extension) {
  return readdirSync(join(root, 'tests'), { recursive: true }).map(String).filter((name) => name.endsWith(extension))
    .map((name) => readFileSync(join(root, 'tests', name), 'utf8'));
}

/** "a" "b" over several lines is one text; `\"` is a quotation mark. */
function joined(literals) {
  return [...literals.matchAll(/(["'`])((?:[^\\]|\\.)*?)\1/g)].map(([, , text]) => text.replace(/\\(.)/g, '$1')).join('');
}

/** The names of the tests in the sources; a name with ${…} stands for all names that it can make. */
export function testNames(cpp, mjs) {
  const exact = new Set();
  const patterns = [];
  const add = (name) => {
    const parts = name.split(/\$\{[^}]*\}/);
    if (parts.length === 1) exact.add(name);
    else patterns.push(new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`));
  };
  for (const text of cpp) {
    for (const [, literals] of text.matchAll(/\b(?:TEST_CASE|SUBCASE)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g)) add(joined(literals));
  }
  for (const text of mjs) {
    for (const [, literal] of text.matchAll(/\b(?:test|it|t\.test)(?:\.skip|\.only)?\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/g)) add(joined(literal));
  }
  return { has: (name) => exact.has(name) || patterns.some((pattern) => pattern.test(name)), size: exact.size + patterns.length };
}

/** The rows of all tables: the promise, and what stands in backticks in the last column. */
export function promisesIn(markdown) {
  const rows = markdown.split('\n').filter((line) => /^\s*\|.*\|\s*$/.test(line))
    .map((line) => line.trim().slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim()));
  const isRule = (cells) => cells.every((cell) => /^:?-+:?$/.test(cell));
  return rows.filter((cells, index) => !isRule(cells) && !(rows[index + 1] && isRule(rows[index + 1])))
    .map((cells) => ({ promise: cells[0], shown: [...cells.at(-1).matchAll(/`([^`]+)`/g)].map(([, item]) => item) }));
}

const names = testNames(sources('.cpp'), sources('.mjs'));
const markdown = existsSync(join(root, 'docs/promises.md')) ? readFileSync(join(root, 'docs/promises.md'), 'utf8') : '';
const promises = promisesIn(markdown);

/** A picture that a test takes: NAME-WIDTH-THEME.png, of a name that a page test says. */
function pictured(path) {
  const name = path.match(/([\w-]+?)-\d+-(?:light|dark)\.png$/)?.[1];
  return name !== undefined && sources('.mjs').some((text) => text.includes(`'${name}'`) || text.includes(`"${name}"`));
}

test('every promise is shown by something', () => {
  assert.ok(promises.length > 0, 'docs/promises.md has no rows');
  assert.deepEqual(promises.filter(({ shown }) => shown.length === 0).map(({ promise }) => promise), []);
});

test('every test and picture that a promise names is there', () => {
  const missing = promises.flatMap(({ promise, shown }) => shown
    .filter((item) => !(names.has(item) || (/[/.]/.test(item) && (existsSync(join(root, item)) || pictured(item)))))
    .map((item) => `${promise}: ${item}`));
  assert.deepEqual(missing, []);
});

test('a promise whose test does not exist is found', () => {
  const known = testNames(['TEST_CASE("a record is "\n  "kept") {'], ["test('a file is stored', () => {", 'test(`a ${state} stone differs`, () => {']);
  assert.ok(known.has('a record is kept'));
  assert.ok(known.has('a file is stored'));
  assert.ok(known.has('a ready stone differs'));
  assert.ok(!known.has('a record is lost'));
  const rows = promisesIn('| Promise | Shown by |\n|---|---|\n| It keeps | `a record is kept`, `x.png` |\n| It sings | |\n');
  assert.deepEqual(rows, [{ promise: 'It keeps', shown: ['a record is kept', 'x.png'] }, { promise: 'It sings', shown: [] }]);
});
