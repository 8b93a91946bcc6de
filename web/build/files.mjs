// Small helpers of the build: names with a content hash, files read with one clear sentence when they are missing.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, extname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A failure that a person can act on: printed as one sentence, without a stack. */
export class BuildError extends Error {}

export function read(path, encoding = 'utf8') {
  try {
    return readFileSync(path, encoding);
  } catch (error) {
    throw new BuildError(`${relative(process.cwd(), path)} could not be read (${error.code})`);
  }
}

export function readJson(path) {
  const text = read(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BuildError(`${relative(process.cwd(), path)} is not JSON: ${error.message}`);
  }
}

export function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** 12 hexadecimal digits of the SHA-256: a file's name changes exactly when its bytes do. */
export function hashOf(content) {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}

/** `fonts/x.woff2` and its bytes -> `fonts/x.0123456789ab.woff2`. */
export function hashedName(name, content) {
  const extension = extname(name);
  return `${name.slice(0, name.length - extension.length)}.${hashOf(content)}${extension}`;
}

/** `--name value` pairs, each one of `known`. */
export function options(known, given = process.argv.slice(2)) {
  const found = { ...known };
  for (let i = 0; i < given.length; i += 2) {
    const name = given[i].replace(/^--/, '');
    if (!given[i].startsWith('--') || !(name in known) || given[i + 1] === undefined) {
      throw new BuildError(`"${given[i]}" is not understood; known are ${Object.keys(known).map((key) => `--${key} VALUE`).join(', ')}`);
    }
    found[name] = given[i + 1];
  }
  return found;
}

/** Runs a tool's main function; a BuildError becomes one sentence and exit code 1. */
export async function main(run) {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  }
}
