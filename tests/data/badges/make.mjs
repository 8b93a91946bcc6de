// Makes the badges of this folder; the same bytes at every run.
//   node tests/data/badges/make.mjs [FOLDER]
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contexts, hasContexts, jcsProof, keys, pretty, rdfcProof, sha256, signed } from '../signing.mjs';

// The level's own id in assets/pathways/career-prepared.B-nace-2025-06-06.json.
const levelOne = 'urn:uuid:b7a977ac-ddf6-5749-bc5f-4eaadaacf275';
const email = 'learner@example.org';
const salt = 'sample-salt';

/** A badge for Level 1 without a proof. Members of `changes` replace those of the subject or of the whole. */
export function levelOneBadge({ number = 1, subject = { id: keys.learner.did }, achievement = levelOne, issuer = keys.campus, whole = {} } = {}) {
  return {
    '@context': [contexts.credentials, contexts.badges],
    id: `urn:uuid:5a000000-0000-4000-8000-00000000b${String(number).padStart(3, '0')}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Career Prepared, Level 1 (sample)',
    issuer: { id: issuer.did, type: ['Profile'], name: 'Sample campus' },
    validFrom: '2026-01-05T12:00:00Z',
    credentialSubject: {
      ...subject,
      type: ['AchievementSubject'],
      achievement: {
        id: achievement,
        type: ['Achievement'],
        achievementType: 'Badge',
        name: 'Career Prepared, Level 1 (sample)',
        description: 'A sample; nobody has earned it.',
        criteria: { narrative: 'Sample wording of the criteria of Level 1.' },
      },
    },
    ...whole,
  };
}

const identifier = (members) => ({ identifier: [{ type: 'IdentityObject', identityType: 'emailAddress', ...members }] });

/** @returns {Promise<Map<string, string>>} file name to text */
export async function badges() {
  const made = new Map();
  const add = (name, badge) => made.set(name, pretty(badge));
  const created = '2026-01-05T12:00:00Z';

  add('level-1.json', signed(levelOneBadge(), keys.campus));
  add('level-1-email.json', signed(levelOneBadge({
    number: 2, subject: identifier({ hashed: true, identityHash: `sha256$${sha256(email + salt).toString('hex')}`, salt }),
  }), keys.campus));
  add('level-1-email-plain.json', signed(levelOneBadge({ number: 3, subject: identifier({ hashed: false, identityHash: email }) }), keys.campus));
  add('level-1-other-id.json', signed(levelOneBadge({ number: 4, achievement: 'https://campus.example/badges/career-prepared-1' }), keys.campus));
  add('level-1-expired.json', signed(levelOneBadge({
    number: 5, whole: { validFrom: '2025-01-05T12:00:00Z', validUntil: '2025-12-31T23:59:59Z' },
  }), keys.campus));
  add('level-1-not-yet.json', signed(levelOneBadge({ number: 6, whole: { validFrom: '2099-01-01T00:00:00Z' } }), keys.campus, created));
  add('level-1-other-key.json', signed(levelOneBadge({ number: 7 }), keys.stranger));
  // Open Badges 3.0.1 has other terms than the 3.0.3 of a bundle, so JSON-LD cannot nest one in the other.
  add('level-1-older-context.json', signed(levelOneBadge({
    number: 8, whole: { '@context': [contexts.credentials, contexts.badges.replace('3.0.3', '3.0.1')] },
  }), keys.campus));
  add('level-1-status.json', signed(levelOneBadge({
    number: 9,
    whole: {
      credentialStatus: {
        id: 'https://campus.example/status/1#42', type: 'BitstringStatusListEntry', statusPurpose: 'revocation',
        statusListIndex: '42', statusListCredential: 'https://campus.example/status/1',
      },
    },
  }), keys.campus));
  const { validFrom, ...first } = levelOneBadge({ number: 13 });
  add('level-1-version-1.json', signed({
    ...first, issuanceDate: validFrom,
    '@context': ['https://www.w3.org/2018/credentials/v1', contexts.badges.replace('3.0.3', '3.0.1'), 'https://w3id.org/security/data-integrity/v2'],
  }, keys.campus, created));
  // A suite that nobody here knows.
  const other = levelOneBadge({ number: 12 });
  add('level-1-other-suite.json', { ...other, proof: [{ ...jcsProof(other, keys.campus, created), cryptosuite: 'bbs-2023' }] });
  if (hasContexts) {
    const rdfcOnly = levelOneBadge({ number: 10 });
    add('level-1-rdfc-only.json', { ...rdfcOnly, proof: [await rdfcProof(rdfcOnly, keys.campus, created)] });
    const dual = levelOneBadge({ number: 11 });
    add('level-1-dual.json', { ...dual, proof: [await rdfcProof(dual, keys.campus, created), jcsProof(dual, keys.campus, created)] });
  }
  return made;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const folder = process.argv[2] ?? new URL('.', import.meta.url).pathname;
  for (const [name, text] of await badges()) writeFileSync(join(folder, name), text);
}
