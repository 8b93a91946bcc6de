// Makes the files of this folder and their table, rows.json; the same bytes at every run.
//   node tests/data/invalid/make.mjs [FOLDER]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { levelOneBadge } from '../badges/make.mjs';
import { beside, bundleText, note, whole } from '../bundles/make.mjs';
import { keys, pretty, sha256, signed } from '../signing.mjs';
import { zipOf } from '../zip.mjs';

const badge = (options) => pretty(signed(levelOneBadge(options), options.issuer ?? keys.campus));
const good = badge({ number: 100 });
/** The badge's text with one place replaced by bytes. */
const spoilt = (place, bytes) => {
  if (good.split(place).length !== 2) throw new Error(`${place} does not stand there once`);
  const [before, after] = good.split(place);
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
};
const name = '"name": "Career Prepared, Level 1 (sample)",\n  "issuer"';

const withoutSubject = (() => {
  const unsigned = levelOneBadge({ number: 101 });
  delete unsigned.credentialSubject;
  return pretty(signed(unsigned, keys.campus));
})();

const newerPortfolio = (() => {
  const index = { format: 'cairn-portfolio', version: 99, novelty: 'of a version that is yet to come' };
  return canonicalize({ ...index, checksum: sha256(canonicalize(index)).toString('hex') });
})();

const digestDiffers = (() => {
  const bundle = whole();
  const file = bundle.evidence[1];
  file.id = `data:text/plain;base64,${Buffer.from('Other words than those signed for.\n').toString('base64')}`;
  return bundleText(bundle);
})();

const bundle = { name: 'bundle.json', bytes: bundleText(whole([])) };
const swapped = { ...beside(note), bytes: Buffer.from('Other words than those signed for.\n') };
const zeros = Buffer.alloc(8 * 1024 * 1024);
const bomb = { ...beside(zeros), packed: true };

const reject = { signature: 'reject', exit: 1 };
const holds = { signature: 'valid', exit: 0 };

// row: what is wrong with it. as: what somebody takes it for. code and where: the error that follows. badge: the
// code where a badge was expected and it differs. command: what `cairn verify` answers.
const rows = [
  { row: 'no JSON', file: 'no-json.json', content: 'Dear campus,\nthis is a letter and no credential.\n', as: 'badge', code: 'json.syntax', where: '$', command: reject },
  { row: 'too deep', file: 'too-deep.json', content: `${'['.repeat(65)}${']'.repeat(65)}\n`, as: 'badge', code: 'json.tooDeep', where: `$${'[0]'.repeat(64)}`, command: reject },
  { row: 'too large', file: 'too-large.json', make: { repeat: ' ', times: 16 * 1024 * 1024 + 1 }, as: 'badge', code: 'json.tooLarge', where: '$', badge: 'badge.tooLarge', command: reject },
  { row: 'duplicate key', file: 'duplicate-key.json', content: spoilt(name, `"name": "Another name (sample)",\n  ${name}`), as: 'badge', code: 'json.duplicateKey', where: '$.name', command: reject },
  { row: 'bad UTF-8', file: 'bad-utf-8.json', content: spoilt('Sample campus', Buffer.from('Sample camp\xfcs', 'latin1')), as: 'badge', code: 'json.utf8', where: '$.issuer.name', command: reject },
  { row: 'lone surrogate', file: 'lone-surrogate.json', content: spoilt('Sample campus', 'Sample \\ud83d campus'), as: 'badge', code: 'json.surrogate', where: '$.issuer.name', command: reject },
  { row: 'overflow', file: 'overflow.json', content: spoilt('"Sample wording of the criteria of Level 1."', '1e400'), as: 'badge', code: 'json.number', where: '$.credentialSubject.achievement.criteria.narrative', command: reject },
  { row: 'byte order mark', file: 'byte-order-mark.json', content: `\ufeff${good}`, as: 'badge', code: 'json.bom', where: '$', command: reject },
  { row: 'unknown version', file: 'newer-portfolio.json', content: newerPortfolio, as: 'portfolio', code: 'store.newerVersion', where: 'index.json', badge: 'badge.kind', command: { signature: 'none', exit: 1 } },
  { row: 'wrong type', file: 'array.json', content: `[${good.trimEnd()}]\n`, as: 'badge', code: 'badge.kind', where: '$.type', command: { signature: 'none', exit: 1 } },
  { row: 'wrong type', file: 'text.json', content: '"a badge"\n', as: 'badge', code: 'badge.kind', where: '$.type', command: { signature: 'none', exit: 1 } },
  { row: 'wrong shape', file: 'no-subject.json', content: withoutSubject, as: 'badge', code: 'badge.shape', where: '$.credentialSubject', command: holds },
  { row: 'swapped file', file: 'swapped-file.zip', content: zipOf([bundle, swapped]), as: 'bundle', code: 'fault.swapped', where: swapped.name, badge: 'badge.kind', command: { signature: 'valid', exit: 1 } },
  { row: 'digest that differs', file: 'digest-differs.json', content: digestDiffers, as: 'bundle', code: 'fault.digest', where: '$.evidence[1]', badge: 'badge.ownKey', command: { signature: 'valid', exit: 1 } },
  { row: 'ZIP with a path outside', file: 'path-outside.zip', content: zipOf([bundle, { name: '../outside.json', bytes: '{}' }]), as: 'bundle', code: 'zip.path', where: '../outside.json', badge: 'badge.kind', command: reject },
  { row: 'ZIP bomb', file: 'bomb.zip', content: zipOf([bundle, bomb]), as: 'bundle', code: 'zip.bomb', where: bomb.name, badge: 'badge.kind', command: reject },
  { row: 'a badge of somebody else', file: 'somebody-else.json', content: badge({ number: 102, subject: { id: keys.mentor.did } }), as: 'badge', code: 'badge.subject', where: '$.credentialSubject.id', command: holds },
  { row: "a badge signed by one of the learner's own keys", file: 'own-key.json', content: badge({ number: 103, issuer: keys.learner }), as: 'badge', code: 'badge.ownKey', where: '$.issuer', command: holds },
];

/** @returns {Map<string, string | Buffer>} file name to content */
export function invalidFiles() {
  const files = new Map(rows.filter(({ content }) => content !== undefined).map(({ file, content }) => [file, content]));
  files.set('rows.json', pretty(rows.map(({ content, ...row }) => row)));
  return files;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const folder = process.argv[2] ?? new URL('.', import.meta.url).pathname;
  for (const [name, content] of invalidFiles()) writeFileSync(join(folder, name), content);
}
