// clang-tidy-19 over src/, as the native preset compiles it, in parallel. A file whose own text, headers of ours and
// checks did not change since it passed is not checked again (build/tidy/).
//   node tests/tidy.mjs     exit code 0: nothing found
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const build = join(root, 'build/native');
const passed = join(root, 'build/tidy');
const tool = 'clang-tidy-19';

/** object file -> our files that it was made from, as ninja learnt from the compiler */
function dependencies() {
  const found = new Map();
  let files = [];
  for (const line of execFileSync('ninja', ['-C', build, '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n')) {
    if (/^\S.*: #deps/.test(line)) {
      files = [];
      found.set(line.slice(0, line.indexOf(':')), files);
    } else if (line.startsWith('    ')) {
      const path = resolve(build, line.trim());
      if (path.startsWith(root) && existsSync(path)) files.push(path);
    }
  }
  return found;
}

function keyOf(command, files) {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, '.clang-tidy'))).update(command);
  for (const file of [...files].sort()) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function check(file) {
  return new Promise((done) => {
    execFile(tool, ['-p', build, '--quiet', file], { maxBuffer: 1 << 26 }, (error, out) => done(error ? out || error.message : ''));
  });
}

const known = dependencies();
const work = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'))
  .filter(({ file }) => file.startsWith(join(root, 'src/')) && file.endsWith('.cpp'))
  .map(({ file, command, output }) => ({ file, mark: join(passed, keyOf(command, known.get(output) ?? [file])) }))
  .filter(({ mark }) => !existsSync(mark));

mkdirSync(passed, { recursive: true });
let faulty = 0;
const total = work.length;
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
  for (let item = work.shift(); item; item = work.shift()) {
    const told = await check(item.file);
    if (told) {
      faulty += 1;
      console.log(told.trim());
    } else {
      writeFileSync(item.mark, relative(root, item.file));
    }
  }
}));
console.log(`${tool}: ${total} files checked, ${faulty} with findings`);
process.exitCode = faulty > 0 ? 1 : 0;
