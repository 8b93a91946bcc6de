// How fast the core checks credentials and canonicalizes JSON: natively and as WebAssembly in Node, beside other
// people's software on the same inputs in the same run. Prints a table; nothing fails here.
//   node bench/core.mjs [--rounds N] [--ms N]     medians over N rounds (default 7) of N ms (default 200) each
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import jsonld from 'jsonld';
import jsigs from 'jsonld-signatures';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { cryptosuite as rdfcSuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as multikey from '@digitalbazaar/ed25519-multikey';

import { makeLoader, repository, standards } from '../tests/interop/standards.mjs';

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? Number(process.argv[at + 1]) : fallback;
};
const rounds = option('rounds', 7);
const ms = option('ms', 200);

for (const preset of ['native', 'web']) execFileSync('tools/ninja.sh', [preset, 'cairn_bench'], { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
const programs = {
  native: (words) => execFileSync(join(repository, 'build/native/cairn_bench'), words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  wasm: (words) => execFileSync(process.execPath, [join(repository, 'build/web/cairn_bench.cjs'), ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
};

// --- the inputs ---------------------------------------------------------------------------------------------------

/** About 1 MB of records: texts with escapes and other scripts, numbers of every size. */
function records() {
  const list = [];
  for (let i = 0; i < 1400; i += 1) {
    list.push({
      id: `urn:uuid:5a000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`, type: 'event.attendance', lang: 'en', approved: i % 2 === 0,
      fields: { title: `Career fair ${i} (sample)`, narrative: 'I talked with "three" employers.\n\nWhat I had learned: äöü 😀. '.repeat(7) },
      numbers: [i, i / 7, i * 1e15 / 3, i * 1e-9, -i],
      links: [{ url: `https://example.org/${i}`, title: 'Notes' }],
    });
  }
  return JSON.stringify({ records: list });
}

const folder = join(repository, 'build/bench');
mkdirSync(folder, { recursive: true });
const large = join(folder, 'records.json');
writeFileSync(large, records());
const badge = join(repository, 'tests/data/badges/level-1.json');
const rdfcBadge = join(repository, 'tests/data/badges/level-1-rdfc-only.json');
const stack = standards ? join(standards, 'signed/clr-ok-stack.json') : '';
const clr = existsSync(stack) ? stack : join(repository, 'tests/data/bundles/inside.json');
const signatures = (file) => 1 + (JSON.parse(readFileSync(file, 'utf8')).credentialSubject.verifiableCredential?.length ?? 0);

// --- the others ---------------------------------------------------------------------------------------------------

const known = new Map();
const load = makeLoader(multikey);
const documentLoader = async (url) => {
  if (!known.has(url)) known.set(url, await load(url));
  return known.get(url);
};

const suites = { 'eddsa-jcs-2022': createVerifyCryptosuite, 'eddsa-rdfc-2022': () => rdfcSuite };

/** Its library checks one document at a time, so what is inside is handed over as well. */
const digitalBazaar = (name) => async (text) => {
  const document = JSON.parse(text);
  for (const one of [document, ...(document.credentialSubject.verifiableCredential ?? [])]) {
    const proof = [one.proof].flat().filter(({ cryptosuite }) => cryptosuite === name);
    const { verified } = await jsigs.verify({ ...one, proof }, {
      suite: new DataIntegrityProof({ cryptosuite: suites[name]() }), purpose: new jsigs.purposes.AssertionProofPurpose(), documentLoader,
    });
    if (!verified) throw new Error('what should hold does not');
  }
};

/** Its canonical text of what a document says, in safe mode, as its suites make it. */
const canonize = (text) => jsonld.canonize(JSON.parse(text), { algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, documentLoader });

async function often(task) {
  const measured = async (span) => {
    const begun = performance.now();
    let count = 0;
    for (; performance.now() - begun < span; count += 1) await task();
    return count / (performance.now() - begun) * 1000;
  };
  await measured(ms / 2);
  return measured(ms);
}

const ours = (program, task, file) => async () => {
  const [count, ns] = programs[program]([task, file, String(ms)]).split(' ').map(Number);
  return count / ns * 1e9;
};
const theirs = (file, task) => {
  const text = readFileSync(file, 'utf8');
  return () => often(() => task(text));
};

// --- the measurements ---------------------------------------------------------------------------------------------

const size = (file) => readFileSync(file).length;
const megabytes = size(large) / 1e6;
const groups = [
  {
    what: 'bare Ed25519 check', of: '64 bytes', unit: '/s',
    contestants: { 'libsodium, native': ours('native', 'ed25519', badge), 'libsodium, wasm': ours('wasm', 'ed25519', badge) },
  },
  ...[['verify a badge', badge, 'eddsa-jcs-2022'], ['verify a CLR', clr, 'eddsa-jcs-2022'], ['verify a badge, rdfc', rdfcBadge, 'eddsa-rdfc-2022'], ['verify a CLR, rdfc', clr, 'eddsa-rdfc-2022']].map(([what, file, suite]) => ({
    what, of: `${size(file)} bytes, signatures: ${signatures(file)}`, unit: '/s',
    contestants: { 'Cairn, native': ours('native', 'verify', file), 'Cairn, wasm': ours('wasm', 'verify', file), 'Digital Bazaar': theirs(file, digitalBazaar(suite)) },
  })),
  ...[['RDFC of a badge', rdfcBadge], ['RDFC of a CLR', clr]].map(([what, file]) => ({
    what, of: `${size(file)} bytes`, unit: '/s',
    contestants: { 'Cairn, native': ours('native', 'rdfc', file), 'Cairn, wasm': ours('wasm', 'rdfc', file), 'jsonld and rdf-canonize': theirs(file, canonize) },
  })),
  {
    what: 'canonicalize', of: `${megabytes.toFixed(2)} MB`, unit: ' MB/s', scale: megabytes,
    contestants: {
      'Cairn, native': ours('native', 'canonicalize', large), 'Cairn, wasm': ours('wasm', 'canonicalize', large),
      'canonicalize of npm': theirs(large, (text) => canonicalize(JSON.parse(text))),
    },
  },
];

// Whoever is fast with another answer is not in this race.
const digest = (text) => createHash('sha256').update(text).digest('hex');
const expected = [['digest', large, digest(canonicalize(JSON.parse(readFileSync(large, 'utf8'))))]];
for (const file of [rdfcBadge, clr]) expected.push(['digest-rdfc', file, digest(await canonize(readFileSync(file, 'utf8')))]);
for (const [name, run] of Object.entries(programs)) {
  for (const [task, file, text] of expected) if (run([task, file]).trim() !== text) throw new Error(`${name}: the canonical text of ${file} differs`);
}

// One after the other in every round, so that whatever else the machine does meets all of them.
const seen = new Map();
for (let round = 0; round < rounds; round += 1) {
  for (const { what, contestants, scale = 1 } of groups) {
    for (const [name, measure] of Object.entries(contestants)) {
      const key = `${what} ${name}`;
      seen.set(key, [...(seen.get(key) ?? []), await measure() * scale]);
    }
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const shown = (value) => (value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));
const rows = [];
const tell = (what, value, ratio, of) => rows.push([what, value, ratio, of]);
for (const { what, of, unit, contestants } of groups) {
  const names = Object.keys(contestants);
  const last = median(seen.get(`${what} ${names.at(-1)}`));
  for (const name of names) {
    const value = median(seen.get(`${what} ${name}`));
    tell(`${what}: ${name}`, shown(value) + unit, `${(value / last).toFixed(2)} x`, of);
  }
}
console.log(`Medians of ${rounds} rounds; the ratio is to the last row of its group.`);
for (const [what, value, ratio, of] of rows) console.log(`${what.padEnd(36)} ${value.padStart(12)} ${ratio.padStart(9)}  ${of}`);
