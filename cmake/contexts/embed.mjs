// node embed.mjs OUT: the contexts of packages.tsv and facts.tsv as a header, in the order of their addresses. What
// differs from its hash is refused: a signature would come out differently. --hashes prints what is there.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, '..', '..', 'node_modules');
const require = createRequire(import.meta.url);

const rows = (file) =>
  readFileSync(join(here, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));

const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
};

// A file of JSON, or a module whose export `contexts` or `CONTEXTS` maps addresses to contexts.
function fromPackage([address, name, file]) {
  const path = join(modules, name, file);
  if (file.endsWith('.jsonld')) return JSON.parse(readFileSync(path, 'utf8'));
  const { contexts } = require(path);
  return contexts.get(address);
}

function fromFacts() {
  const prefixes = {};
  const found = {};
  const whole = (text = '') => {
    const [prefix, rest] = text.split(':');
    return prefix in prefixes ? prefixes[prefix] + rest : text;
  };
  for (const [first, second, third, address, type, container] of rows('facts.tsv')) {
    if (first === 'prefix') prefixes[second] = third;
    else if (first === 'context') found[second] = { address: third, context: {} };
    else {
      const { context } = found[first];
      const within = second === '' ? context : (context[second]['@context'] ??= {});
      const id = whole(address);
      if (third === '@protected') within[third] = address === 'true';
      else if (id.startsWith('@') || /[#/:]$/.test(id)) within[third] = id;
      else within[third] = { '@id': id, ...(type && { '@type': whole(type) }), ...(container && { '@container': container }) };
    }
  }
  return Object.values(found).map(({ address, context }) => [address, { '@context': context }]);
}

const contexts = new Map(fromFacts());
const expected = new Map();
for (const row of rows('packages.tsv')) {
  contexts.set(row[0], fromPackage(row));
  expected.set(row[0], row);
}

const entries = [...contexts].sort(([a], [b]) => (a < b ? -1 : 1));
const texts = entries.map(([address, context]) => {
  const text = JSON.stringify(sorted({ '@context': context['@context'] }));
  const hash = createHash('sha256').update(text).digest('hex');
  if (process.argv.includes('--hashes')) console.log(`${address}\t${hash}`);
  else if (expected.has(address) && expected.get(address)[3] !== hash)
    throw new Error(`${address} of ${expected.get(address)[1]} is not the one that was looked at: its SHA-256 is ${hash}`);
  return `    {"${address}", R"context(${text})context"},\n`;
});
if (!process.argv.includes('--hashes'))
  writeFileSync(
    process.argv[2],
    `// Made from cmake/contexts/ while building.\n#pragma once\n\nnamespace cairn::embedded_contexts {\n\n` +
      `struct Text {\n    const char* address;\n    const char* json;\n};\n\ninline constexpr Text texts[] = {\n${texts.join('')}};\n\n` +
      `} // namespace cairn::embedded_contexts\n`,
  );
