// Runs build/native/cairn as a person would, from another folder than the repository's.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
export const program = join(repository, 'build/native/cairn');
export const data = (...path) => join(repository, 'tests/data', ...path);
export const moment = '2026-02-01T00:00:00Z';

/**
 * @param {string[]} args
 * @param {{input?: string | Uint8Array, cwd?: string, uid?: number, from?: string}} options (`from`: another place of the program)
 * @returns {{code: number | null, out: string, err: string, bytes: Buffer}}
 */
export function cairn(args, { input = '', cwd = tmpdir(), uid, from = program } = {}) {
  const { status, stdout, stderr, error } = spawnSync(from, args, { input, cwd, uid, maxBuffer: 1 << 28, timeout: 120_000 });
  if (error && error.code !== 'EPIPE') throw error;
  return { code: status, out: stdout.toString(), err: stderr.toString(), bytes: stdout };
}

/** What `cairn verify --json` answers: the objects, and the exit code. */
export function verify(args, options) {
  const { code, out, err } = cairn(['verify', '--json', ...args], options);
  return { code, err, answers: out.trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line)) };
}

/** The one object for one file. */
export function verifyOne(file, ...args) {
  const { code, answers } = verify(['--at', moment, ...args, '--', file]);
  if (answers.length !== 1) throw new Error(`${answers.length} answers for ${file}`);
  return { ...answers[0], code };
}

/** Calls `work` with a new folder and a function that writes a file in it and gives its path. */
export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-command-'));
  try {
    await work(folder, (name, content) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the command with pipes that the caller reads. */
export const start = (args) => spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
