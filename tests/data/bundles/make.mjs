// Makes the submissions of this folder; the same bytes at every run.
//   node tests/data/bundles/make.mjs [FOLDER]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { contexts, digestMultibase, keys, pretty, sha256, signed } from '../signing.mjs';
import { zipOf } from '../zip.mjs';

const moment = '2026-01-15T12:00:00Z';
const learner = keys.learner;
const id = (number) => `urn:uuid:5a000000-0000-4000-8000-00000000c${String(number).padStart(3, '0')}`;

export const note = Buffer.from('Sample attendance note.\n');
const record = Buffer.from(canonicalize({
  format: 'cairn-record', version: 1, id: id(1), type: 'event.attendance', created: '2026-01-10T09:00:00Z', modified: '2026-01-10T09:00:00Z', lang: 'en',
  fields: { title: 'Career fair (sample)', date: '2026-01-09', kind: 'career-event', approved: true },
  files: [{ id: id(3), sha256: sha256(note).toString('hex'), name: 'attendance.txt', mediaType: 'text/plain', size: note.length, cleaned: false, added: '2026-01-10T09:00:00Z' }],
}));

const entry = (number, name, mediaType, bytes) => ({ id: id(number), type: ['Evidence'], name, genre: 'File', mediaType, digestMultibase: digestMultibase(bytes) });
const inside = (file, bytes) => ({ ...file, id: `data:${file.mediaType};base64,${bytes.toString('base64')}` });
const recordEntry = entry(2, 'record.json', 'application/json', record);
const noteEntry = entry(3, 'attendance.txt', 'text/plain', note);

/** A claim with its record and one file. */
export function claim() {
  return signed({
    '@context': [contexts.credentials, contexts.badges],
    id: id(4),
    type: ['VerifiableCredential', 'AchievementCredential'],
    name: 'Claim: career event attended',
    description: 'Stated by the learner; nobody has reviewed it.',
    issuer: { id: learner.did, type: ['Profile'], name: 'Sample learner' },
    validFrom: '2026-01-10T09:00:00Z',
    credentialSubject: {
      id: learner.did,
      type: ['AchievementSubject'],
      achievement: {
        id: 'urn:uuid:f19d51da-8f9f-5041-9ce8-558bcce17c3d', type: ['Achievement'], achievementType: 'ext:Criterion', name: 'Career event attended',
        humanCode: 'L1.G1.event', description: 'Sample wording of the criterion.', criteria: { narrative: 'Sample wording of the criterion.' },
      },
    },
    evidence: [recordEntry, noteEntry],
  }, learner);
}

/** The whole, unsigned, with the files that travel inside. */
export function whole(files = [inside(recordEntry, record), inside(noteEntry, note)]) {
  const bundle = {
    '@context': [contexts.credentials, contexts.clr, contexts.badges],
    id: id(5),
    type: ['VerifiableCredential', 'ClrCredential'],
    name: 'Career Prepared, Level 1: submission (sample)',
    partial: true,
    issuer: { id: learner.did, type: ['Profile'], name: 'Sample learner' },
    validFrom: moment,
    credentialSubject: { id: learner.did, type: ['ClrSubject'], verifiableCredential: [claim()] },
    evidence: files,
  };
  if (files.length === 0) delete bundle.evidence;
  return bundle;
}

export const bundleText = (bundle) => pretty(signed(bundle, learner));
export const beside = (bytes) => ({ name: `files/${sha256(bytes).toString('hex')}`, bytes });

/** @returns {Map<string, string | Buffer>} file name to content */
export function bundles() {
  return new Map([
    ['inside.json', bundleText(whole())],
    ['beside.zip', zipOf([{ name: 'bundle.json', bytes: bundleText(whole([])), packed: true }, beside(record), beside(note)])],
    ['left-out.json', bundleText(whole([inside(recordEntry, record)]))],
    ['left-out.zip', zipOf([{ name: 'bundle.json', bytes: bundleText(whole([])) }, beside(record)])],
  ]);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const folder = process.argv[2] ?? new URL('.', import.meta.url).pathname;
  for (const [name, content] of bundles()) writeFileSync(join(folder, name), content);
}
