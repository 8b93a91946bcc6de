// clang-tidy-19 over src/, as the native preset compiles it: in groups (cmake/together.cmake), in parallel. A group whose
// own text, headers of ours and checks did not change since it passed is not checked again (build/tidy/).
//   node tests/tidy.mjs     exit code 0: nothing found
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const build = join(root, 'build/native');
const passed = join(root, 'build/tidy');
const tool = 'clang-tidy-19';

const include = /^#include "([^"]+)"/gm;
const read = new Map();

/** A file and every file of ours that it reads, directly or not. */
function filesOf(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  if (!read.has(file)) read.set(file, readFileSync(file, 'utf8'));
  for (const [, name] of read.get(file).matchAll(include)) {
    const path = [name, join(root, 'src', name), join(dirname(file), name)].find((one) => one.startsWith('/') && existsSync(one));
    if (path) filesOf(path, found);
  }
  return found;
}

function keyOf(command, files) {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, '.clang-tidy'))).update(command);
  for (const file of [...files].sort()) hash.update(file).update(read.get(file));
  return hash.digest('hex');
}

function check(file) {
  return new Promise((done) => {
    execFile(tool, ['-p', build, '--quiet', file], { maxBuffer: 1 << 26 }, (error, out) => done(error ? out || error.message : ''));
  });
}

const ours = (file) => file.startsWith(join(root, 'src/')) && file.endsWith('.cpp');
// What a test program takes from src/ is checked where the program is to which it belongs.
const compiled = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8')).filter(({ command }) => !/CMakeFiles\/\w+_tests\.dir\//.test(command));
const units = compiled.map(({ file, command }) => {
  const files = filesOf(file);
  return { file, sources: [...files].filter(ours).length, mark: join(passed, keyOf(command, files)) };
});
const work = units.filter(({ sources, mark }) => sources > 0 && !existsSync(mark));
const total = work.reduce((sum, { sources }) => sum + sources, 0);

mkdirSync(passed, { recursive: true });
let faulty = 0;
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
  for (let unit = work.shift(); unit; unit = work.shift()) {
    const told = await check(unit.file);
    if (told) {
      faulty += 1;
      console.log(told.trim());
    } else {
      writeFileSync(unit.mark, '');
    }
  }
}));
console.log(`${tool}: ${total} files checked, findings in ${faulty} groups`);
process.exitCode = faulty > 0 ? 1 : 0;
