// Who may include whom, over the #include lines of src/ (ARCHITECTURE.md). The link graph of CMake says the same
// between libraries; this says it between files, and says it of third parties too.
//   node tests/layers/check.mjs [FOLDER]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

// Folder of src/ -> what its files may include of our own. The longest folder that fits a file holds.
const ours = {
  base: ['base/'],
  core: ['core/', 'base/', 'compiled_contexts.hpp'],
  app: ['app/', 'core/', 'base/'],
  semantics: ['semantics/', 'base/'],
  gl: ['gl/', 'shaders.hpp'],
  ui: ['ui/', 'app/', 'core/', 'base/', 'semantics/', 'gl/scene.hpp', 'gl/plain_stones.hpp'],
  cli: ['cli/', 'app/', 'core/', 'base/', 'command_words.hpp'],
  'platform/headless': ['platform/headless/', 'ui/', 'app/', 'core/', 'base/', 'semantics/', 'gl/'],
  'platform/web': ['platform/web/', 'ui/', 'app/', 'core/', 'base/', 'semantics/', 'gl/'],
};

// Headers that the build makes.
const made = ['shaders.hpp', 'command_words.hpp', 'compiled_contexts.hpp'];

// What else is named -> the only places that may name it.
const theirs = [
  { what: 'Dear ImGui', include: /^imgui/, only: ['ui/', 'gl/', 'platform/'] },
  { what: 'Emscripten', include: /^emscripten/, text: /\b(__EMSCRIPTEN__|EMSCRIPTEN_\w+)\b/, only: ['platform/web/'] },
  { what: 'inline JavaScript', text: /\bEM_(ASM|JS)\w*\b/, only: [] },
  { what: 'an ImGui call', text: /\bImGui::/, only: ['ui/kit/', 'ui/theme', 'gl/', 'platform/'] },
  { what: 'OpenGL', include: /^(GLES|GL\/|EGL)/, only: ['gl/', 'platform/web/'] },
  { what: 'libsodium', include: /^sodium/, only: ['core/crypto/'] },
  { what: 'zlib', include: /^(zlib|zconf)\.h$/, only: ['core/archive/'] },
  { what: 'OpenSSL', include: /^openssl\//, only: ['cli/signatures.cpp'] },
  { what: 'md4c', include: /^md4c/, only: ['core/markdown/'] },
  { what: 'nlohmann/json', include: /^nlohmann\//, only: ['core/json/'] },
  { what: 'doctest', include: /^doctest/, only: [] },
  { what: 'a header that is too large for the page', include: /^(iostream|format|regex|print)$/, only: [] },
  { what: 'an exception', text: /\b(throw|try|catch)\b(?!\w)/, only: [] },
];

function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true }).map(String).filter((name) => /\.(hpp|cpp|h)$/.test(name)).sort();
}

// Comments and literals say nothing about dependencies.
function code(text) {
  return text
    .replace(/R"(\w*)\([\s\S]*?\)\1"/g, '""')
    .replace(/\/\*[\s\S]*?\*\//g, (found) => found.replace(/[^\n]/g, ''))
    .replace(/^([^"\n]*?)\/\/.*$/gm, '$1')
    .replace(/^(?!\s*#).*$/gm, (line) => line.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\/\/.*$/, ''));
}

function layerOf(file) {
  return Object.keys(ours).filter((folder) => file.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
}

function faultsOf(file, text, exists) {
  const faults = [];
  const layer = layerOf(file);
  const at = (line, message) => faults.push(`src/${file}:${line}: ${message}`);
  if (!layer) at(1, 'lies in no layer');
  const isHeader = /\.h(pp)?$/.test(file);
  if (isHeader && !text.startsWith('//')) at(1, 'a header opens with what it is for');
  if (isHeader && !/^#pragma once$/m.test(text)) at(1, 'has no #pragma once');

  code(text).split('\n').forEach((line, index) => {
    const include = line.match(/^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)/);
    const quoted = include?.[1];
    const named = quoted ?? include?.[2];
    if (quoted && layer && !ours[layer].some((allowed) => quoted.startsWith(allowed))) {
      at(index + 1, `${layer} must not include "${quoted}"`);
    } else if (quoted && !made.includes(quoted) && !exists(quoted)) {
      at(index + 1, `"${quoted}" is not there (includes are relative to src/)`);
    }
    for (const rule of theirs) {
      const hit = include ? rule.include?.test(named) : rule.text?.test(line);
      if (hit && !rule.only.some((place) => file.startsWith(place))) at(index + 1, `${rule.what} has no place here`);
    }
  });
  return faults;
}

/**
 * @param {string} folder a src/ folder
 * @returns {string[]} one line for each fault: "src/FILE:LINE: what is wrong"
 */
export function checkLayers(folder) {
  const exists = (name) => existsSync(join(folder, name));
  return sourceFiles(folder).flatMap((name) =>
    faultsOf(name.split(sep).join('/'), readFileSync(join(folder, name), 'utf8'), exists));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const folder = process.argv[2] ?? new URL('../../src', import.meta.url).pathname;
  const faults = checkLayers(folder);
  for (const fault of faults) console.log(fault);
  console.log(`${relative(process.cwd(), folder)}: ${faults.length} faults`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
