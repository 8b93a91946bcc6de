// clang-tidy-19 over src/, as the native preset compiles it, in parallel. A file whose own text, headers of ours and
// checks did not change since it passed is not checked again (build/tidy/). Most of the time goes to headers, so that
// many files are first checked as one; where anything is said of them, each is checked by itself and that is what counts.
//   node tests/tidy.mjs     exit code 0: nothing found
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const build = join(root, 'build/native');
const passed = join(root, 'build/tidy');
const together = join(passed, 'together');
const tool = 'clang-tidy-19';

const include = /^#include "([^"]+)"/gm;
const read = new Map();

/** A file of ours and every header of ours that it reads, directly or not. */
function filesOf(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  if (!read.has(file)) read.set(file, readFileSync(file, 'utf8'));
  for (const [, name] of read.get(file).matchAll(include)) {
    const header = [join(root, 'src', name), join(dirname(file), name)].find((path) => existsSync(path));
    if (header) filesOf(header, found);
  }
  return found;
}

function keyOf(command, files) {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, '.clang-tidy'))).update(command);
  for (const file of [...files].sort()) hash.update(file).update(read.get(file));
  return hash.digest('hex');
}

function check(file, folder = build) {
  return new Promise((done) => {
    execFile(tool, ['-p', folder, '--quiet', file], { maxBuffer: 1 << 26 }, (error, out) => done(error ? out || error.message : ''));
  });
}

/** Names that a file keeps to itself: two such files cannot be read as one. */
function ownNames(text) {
  const names = new Set();
  for (const [, body] of text.matchAll(/^namespace \{$([^]*?)^\} \/\/ namespace$/gm)) {
    for (const [, name] of body.matchAll(/^(?:struct|class|enum class|enum|using) (\w+)/gm)) names.add(name);
    for (const [, name] of body.matchAll(/^[A-Za-z][^\n;(={]*?\b(\w+)(?:\[\w*\])*(?:\(| = |\{|;)/gm)) names.add(name);
  }
  return names;
}

/** Parts the work into lists that can be read as one: the same flags, and no name twice. */
function grouped(items, most) {
  const groups = [];
  for (const item of items) {
    const names = ownNames(read.get(item.file));
    const flags = item.command.replace(/ -o .*$/, '');
    let group = groups.find((one) => one.flags === flags && one.items.length < most && [...names].every((name) => !one.names.has(name)));
    if (!group) {
      group = { flags, names: new Set(), items: [] };
      groups.push(group);
    }
    group.items.push(item);
    for (const name of names) group.names.add(name);
  }
  return groups;
}

const work = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
  .filter(({ file }) => file.startsWith(join(root, 'src/')) && file.endsWith('.cpp'))
  .map(({ file, command }) => ({ file, command, mark: join(passed, keyOf(command, filesOf(file))) }))
  .filter(({ mark }) => !existsSync(mark));

mkdirSync(together, { recursive: true });
const total = work.length;
const few = 12;
const groups = total <= few ? work.map((item) => ({ items: [item] })) : grouped(work, few);
const commands = [];
for (const [at, group] of groups.entries()) {
  if (group.items.length < 2) continue;
  group.file = join(together, `${at}.cpp`);
  writeFileSync(group.file, group.items.map(({ file }) => `#include "${file}"\n`).join(''));
  commands.push({ directory: build, file: group.file, command: `${group.flags} -o ${at}.o -c ${group.file}` });
}
writeFileSync(join(together, 'compile_commands.json'), JSON.stringify(commands));

let faulty = 0;
let alone = 0;
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
  for (let group = groups.shift(); group; group = groups.shift()) {
    const clean = group.file && !await check(group.file, together);
    for (const { file, mark } of group.items) {
      if (!clean) alone += 1;
      const told = clean ? '' : await check(file);
      if (told) {
        faulty += 1;
        console.log(told.trim());
      } else {
        writeFileSync(mark, relative(root, file));
      }
    }
  }
}));
console.log(`${tool}: ${total} files checked, ${alone} of them by themselves, ${faulty} with findings`);
process.exitCode = faulty > 0 ? 1 : 0;
