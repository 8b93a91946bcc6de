// Makes assets/sample/portfolio.zip, the portfolio of nobody that people can look around in, from sample.json and files/.
// The same bytes at every run. Run it after a change of these, and commit what it made:
//   node web/build/sample.mjs [--out FILE]
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import canonicalize from 'canonicalize';
import { contexts, keyOf, pretty, signed } from '../../tests/data/signing.mjs';
import { zipOf } from '../app/zip.mjs';
import { main, options, read, readJson, root, write } from './files.mjs';

const folder = join(root, 'assets/sample');
/** Signs nothing but the sample's badge. Its seed is a number, so nobody can take it for more. */
const issuerKey = keyOf(77);
const salt = 'sample-salt';

const sha256 = (content) => createHash('sha256').update(content).digest('hex');
const moment = (text) => new Date(text).toISOString().replace('.000Z', 'Z');

/** The same id for the same name, in the form of a UUID of version 8. */
function idOf(name) {
  const hex = sha256(`cairn sample: ${name}`);
  const variant = (0x8 | (parseInt(hex[16], 16) & 0x3)).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Canonical text whose member `checksum` covers all the others. */
const sealed = (value) => canonicalize({ ...value, checksum: sha256(canonicalize(value)) });

function nodesOf(pathway) {
  const found = new Map();
  const visit = (node) => {
    found.set(node.id, node);
    for (const child of node.of ?? []) visit(child);
  };
  pathway.levels.forEach(visit);
  return found;
}

async function png(svg) {
  const { Resvg, initWasm } = await import('@resvg/resvg-wasm');
  await initWasm(read(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm'), null)).catch(() => {});
  return Buffer.from(new Resvg(svg).render().asPng());
}

async function contentOf(file) {
  const source = join(folder, 'files', file.source);
  return file.source.endsWith('.svg') ? png(read(source)) : read(source, null);
}

function badgeOf({ badge, issuer, learner }, level) {
  return pretty(signed({
    '@context': [contexts.credentials, contexts.badges],
    id: idOf('credential'),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: badge.name,
    issuer: { id: issuerKey.did, type: ['Profile'], name: issuer },
    validFrom: badge.issued,
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', identityType: 'emailAddress', hashed: true, identityHash: `sha256$${sha256(learner.email + salt)}`, salt }],
      achievement: {
        id: level.uri, type: ['Achievement'], achievementType: 'Badge', name: badge.name, description: badge.description, criteria: { narrative: badge.criteria },
      },
    },
  }, issuerKey));
}

/** @returns {Promise<Buffer>} */
export async function makeSample() {
  const source = readJson(join(folder, 'sample.json'));
  const pathway = readJson(join(root, 'assets/pathways', source.pathway));
  const nodes = nodesOf(pathway);
  const uri = (id) => {
    if (!nodes.has(id)) throw new Error(`${id} is not in the pathway`);
    return nodes.get(id).uri;
  };
  const device = idOf('device');
  const evidence = new Map();
  const records = [];
  const claims = [];
  for (const one of source.records) {
    const files = [];
    for (const file of one.files ?? []) {
      const content = await contentOf(file);
      const hash = sha256(content);
      evidence.set(hash, content);
      files.push({
        id: idOf(`${one.key} ${file.name}`), sha256: hash, name: file.name, size: content.length, cleaned: file.mediaType.startsWith('image/'),
        mediaType: file.mediaType, added: moment(one.created), ...(file.alt && { alt: file.alt }),
      });
    }
    records.push({
      id: idOf(one.key), type: one.type, created: moment(one.created), modified: moment(one.created), lang: 'en', fields: one.fields, device, revision: 1,
      ...(files.length > 0 && { files }),
      ...(one.criteria && { criteria: one.criteria.map(uri) }),
      ...(one.links && { links: one.links.map(idOf) }),
      ...(one.tags && { tags: one.tags }),
    });
    for (const criterion of one.claimed ? one.criteria : []) {
      claims.push({ id: idOf(`claim ${one.key}`), criterion: uri(criterion), record: idOf(one.key), claimed: moment(one.claimed), device, revision: 1 });
    }
  }
  // As the program does it: within a shard by the hash of their ids.
  records.sort((a, b) => (sha256(a.id) < sha256(b.id) ? -1 : 1));
  const shard = `{"records":[${records.map(canonicalize).join(',')}]}`;
  const badge = badgeOf(source, nodes.get(source.badge.level));
  const named = (kind, text) => `${kind}/${sha256(text).slice(0, 16)}.json`;
  const index = sealed({
    format: 'cairn-portfolio',
    version: 1,
    portfolio: idOf('portfolio'),
    device,
    generation: 1,
    created: moment(source.created),
    profile: { name: source.learner.name, lang: 'en', theme: 'system', emails: [source.learner.email], contacts: source.learner.contacts },
    pathway: { id: pathway.id, revision: pathway.revision },
    counts: { records: records.length, files: records.reduce((sum, { files = [] }) => sum + files.length, 0) },
    claims,
    submissions: source.submitted.map(({ level, time }) => ({ id: idOf(`submission ${level}`), level: uri(level), time: moment(time), sha256: sha256(`sample ${level}`) })),
    tombstones: [],
    badges: [{
      id: idOf('badge'), file: named('badges', badge), sha256: sha256(badge), bytes: Buffer.byteLength(badge), fileName: source.badge.file,
      added: moment(source.badge.added), device, revision: 1,
    }],
    wall: {
      title: source.wall.title, about: source.wall.about, showName: source.wall.showName, address: '',
      items: [...(source.wall.badge ? [idOf('badge')] : []), ...source.wall.claims.map((key) => idOf(`claim ${key}`))],
    },
    sample: true,
    shards: [{ file: named('shards', shard), sha256: sha256(shard), bytes: Buffer.byteLength(shard), records: records.length }],
  });
  const entries = [
    { path: 'portfolio.json', content: sealed({ format: 'cairn-whole-portfolio', version: 1, made: moment(source.made) }) },
    { path: `document/${named('badges', badge)}`, content: badge },
    { path: 'document/index.json', content: index },
    { path: `document/${named('shards', shard)}`, content: shard },
    ...[...evidence].map(([hash, content]) => ({ path: `files/${hash}`, content: new Blob([content]) })),
  ];
  const zip = await zipOf(entries, Date.parse(source.made));
  return Buffer.from(await zip.arrayBuffer());
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await main(async () => {
    const { out } = options({ out: join(folder, 'portfolio.zip') });
    write(out, await makeSample());
  });
}
