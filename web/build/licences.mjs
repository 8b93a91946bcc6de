// The licences of what the page is made of, as their authors ask: dist/licences.txt.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { BuildError, read, root } from './files.mjs';

const modules = createRequire(import.meta.url);
const shippedModules = ['@fontsource/atkinson-hyperlegible', 'client-zip', 'lucide-static'];
const notShipped = new Set(['doctest']);
// Those whose contexts are compiled into the program.
const contextModules = () => new Set(read(join(root, 'cmake/contexts/packages.tsv')).split('\n')
  .filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t')[1]));

function cacheFolder() {
  return process.env.CAIRN_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cairn');
}

function licenceIn(folder, name) {
  const file = existsSync(folder) && readdirSync(folder).sort().find((entry) => /^licen[sc]e(\.(md|txt|mit))?$/i.test(entry));
  if (!file) throw new BuildError(`the licence of ${name} was not found in ${folder}`);
  return read(join(folder, file)).trim();
}

// A package need not say where its package.json is, so it is looked for as Node looks for packages.
function folderOf(name) {
  const folder = modules.resolve.paths(name).map((path) => join(path, name)).find((path) => existsSync(join(path, 'package.json')));
  if (!folder) throw new BuildError(`${name} is not installed`);
  return folder;
}

export function licences() {
  const rows = new Map();
  for (const line of read(join(root, 'cmake/dependencies.tsv')).split('\n')) {
    const [name, version] = line.split('\t');
    if (version && !line.startsWith('#') && !notShipped.has(name)) rows.set(`${name} ${version}`, join(cacheFolder(), 'src', `${name}-${version}`));
  }
  for (const name of [...shippedModules, ...contextModules()]) {
    const folder = folderOf(name);
    rows.set(`${name} ${JSON.parse(read(join(folder, 'package.json'))).version}`, folder);
  }
  const own = existsSync(join(root, 'LICENSE')) ? [['Cairn', root]] : [];
  return [...own, ...rows].map(([name, folder]) => `${name}\n${'='.repeat(name.length)}\n\n${licenceIn(folder, name)}\n`).join('\n\n');
}
