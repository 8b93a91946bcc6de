// Which sources are compiled as one: most of a file's time goes to headers and to what they make the compiler write
// anew. Sources stay apart where one keeps a name to itself (in `namespace {`) that the other speaks of.
//   node tools/together.mjs FILE...     prints "GROUP FILE", a line each
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const most = { files: 12, characters: 60_000 };

/** Names that a file keeps to itself. */
function ownNames(text) {
  const names = new Set();
  for (const [, body] of text.matchAll(/^namespace \{$([^]*?)^\} \/\/ namespace$/gm)) {
    for (const [, name] of body.matchAll(/^(?:struct|class|enum class|enum|using) (\w+)/gm)) names.add(name);
    for (const [, name] of body.matchAll(/^[A-Za-z][^\n;(={]*?\b(\w+)(?:\[\w*\])*(?:\(| = |\{|;)/gm)) names.add(name);
  }
  return names;
}

const wordsOf = (text) => new Set(text.replaceAll(/\/\/.*$/gm, '').replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '').match(/\b[A-Za-z_]\w*/g));
const apart = (one, other) => [...one].every((name) => !other.has(name));

/** @returns {string[][]} the paths, in groups. */
export function together(paths) {
  const groups = [];
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    const names = ownNames(text);
    const words = wordsOf(text);
    const fits = (group) => group.paths.length < most.files && group.characters + text.length <= most.characters
      && apart(names, group.words) && apart(group.names, words);
    let group = groups.find(fits);
    if (!group) {
      group = { paths: [], names: new Set(), words: new Set(), characters: 0 };
      groups.push(group);
    }
    group.paths.push(path);
    group.characters += text.length;
    for (const name of names) group.names.add(name);
    for (const word of words) group.words.add(word);
  }
  return groups.map((group) => group.paths);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [at, paths] of together(process.argv.slice(2)).entries()) for (const path of paths) console.log(`${at} ${path}`);
}
