// Everything under assets/ that the program reads, in one file: strings, theme, pathways, record types, icon names,
// and what an exported wall is made of.
// Icon number i of the pack is drawn as code point U+E000+i.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError, main, options, read, readJson, root, write } from './files.mjs';

const mostIcons = 0x1000;

function filesIn(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    throw new BuildError(`the folder ${folder} is missing`);
  }
}

const jsonFiles = (folder) => filesIn(folder).filter((name) => name.endsWith('.json'));

function iconsOf(value, found = new Set()) {
  if (Array.isArray(value)) {
    for (const item of value) iconsOf(item, found);
  } else if (value && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'icon' && typeof item === 'string') found.add(item);
      else iconsOf(item, found);
    }
  }
  return found;
}

/**
 * @param {string} folder the assets folder
 * @returns {{strings: object, theme: object, pathways: object[], recordTypes: object[], icons: string[], wall: object}}
 */
export function packAssets(folder) {
  const all = (name) => jsonFiles(join(folder, name)).map((file) => readJson(join(folder, name, file)));
  const pathways = all('pathways');
  const recordTypes = all('record-types');
  const used = readJson(join(folder, 'icons.json'));
  if (!Array.isArray(used)) throw new BuildError('assets/icons.json is not a list of names');
  const icons = [...new Set([...used, ...iconsOf(pathways), ...iconsOf(recordTypes)])].sort();
  if (icons.length > mostIcons) throw new BuildError(`${icons.length} icons are more than the ${mostIcons} that have a code point`);
  return {
    strings: readJson(join(folder, 'strings', 'en.json')),
    theme: readJson(join(folder, 'theme', 'tokens.json')),
    pathways,
    recordTypes,
    icons,
    wall: Object.fromEntries(filesIn(join(folder, 'wall')).map((name) => [name, read(join(folder, 'wall', name))])),
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  main(() => {
    const { assets, out } = options({ assets: join(root, 'assets'), out: join(root, 'build/generated/assets.json') });
    write(out, JSON.stringify(packAssets(assets)));
  });
}
