// What `cairn verify` takes for many files at once: time for each, and whether memory grows with their number.
// Prints a table; nothing fails here.
//   node bench/files.mjs [--files N]     the larger number (default 10000)
import { execFileSync, spawn } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from '../tests/interop/standards.mjs';

const at = process.argv.indexOf('--files');
const most = at > 0 ? Number(process.argv[at + 1]) : 10_000;

execFileSync('tools/ninja.sh', ['native', 'cairn_cli'], { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
const samples = ['badges/level-1.json', 'badges/level-1-dual.json', 'bundles/inside.json', 'tokens/eddsa-kid.jwt'];
const folder = join(repository, 'build/bench/files');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
samples.forEach((sample, index) => writeFileSync(join(folder, `sample-${index}`), readFileSync(join(repository, 'tests/data', sample))));
const files = Array.from({ length: most }, (_, index) => {
  const name = `${index}.json`;
  linkSync(join(folder, `sample-${index % samples.length}`), join(folder, name));
  return name;
});

/** Seconds, and the most memory that it had: the system's own high-water mark, asked for until it ends. */
function verify(names) {
  return new Promise((resolve) => {
    const begun = performance.now();
    const child = spawn(join(repository, 'build/native/cairn'), ['verify', ...names], { cwd: folder, stdio: 'ignore' });
    let kilobytes = 0;
    const look = setInterval(() => {
      try {
        kilobytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? kilobytes);
      } catch { /* it has ended */ }
    }, 5);
    child.on('close', () => {
      clearInterval(look);
      resolve({ seconds: (performance.now() - begun) / 1000, megabytes: kilobytes / 1024 });
    });
  });
}

let first;
for (const count of [most / 100, most / 10, most]) {
  const { seconds, megabytes } = await verify(files.slice(0, count));
  first ??= megabytes;
  console.log(`cairn verify, ${String(count).padStart(6)} files ${seconds.toFixed(2).padStart(8)} s ${((count / seconds).toFixed(0)).padStart(7)} files/s `
    + `${megabytes.toFixed(1).padStart(7)} MB ${(megabytes / first).toFixed(2)} x`);
}
rmSync(folder, { recursive: true, force: true });
