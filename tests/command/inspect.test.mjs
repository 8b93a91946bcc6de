import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import canonicalizeJson from 'canonicalize';
import { levelOneBadge } from '../data/badges/make.mjs';
import { bundleText, note, whole } from '../data/bundles/make.mjs';
import { keys, pretty, signed } from '../data/signing.mjs';
import { cairn, data, inFolder, repository } from './command.mjs';

const hex = (bytes) => createHash('sha256').update(bytes).digest('hex');
const inspect = (...files) => cairn(['inspect', ...files]);

test('of a submission it says level, learner, time, fingerprint, claims, titles, and each file with size, digest and whether it travels', async () => {
  await inFolder((folder, write) => {
    const bundle = whole();
    const level = bundle.credentialSubject.achievement?.find(({ achievementType }) => achievementType === 'Badge');
    const text = bundleText(bundle);
    const { code, out, err } = inspect(write('bundle.json', text));
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /: collection of claims and badges \(CLR 2\.0\), “Career Prepared, Level 1: submission \(sample\)”\n/);
    assert.match(out, /^ {2}Verified: +Holds/m);
    assert.match(out, new RegExp(`^  Fingerprint: +${hex(text)}$`, 'm'));
    assert.match(out, new RegExp(`^  Learner: +Sample learner, ${keys.learner.did}$`, 'm'));
    assert.match(out, /^ {2}From: +15 January 2026, 12:00 UTC$/m);
    if (level) assert.ok(out.includes(level.name));
    assert.match(out, /^ {2}Claim: +L1\.G1\.event Career event attended$/m);
    assert.match(out, new RegExp(`attendance\\.txt, text/plain, ${note.length} bytes, travels inside, SHA-256 ${hex(note)}$`, 'm'));
  });
});

test('of a ZIP it says what travels beside the bundle, and of what was left out that it does not travel', () => {
  assert.match(inspect(data('bundles/beside.zip')).out, /attendance\.txt, text\/plain, \d+ bytes, travels in the ZIP, SHA-256 [0-9a-f]{64}$/m);
  assert.match(inspect(data('bundles/left-out.json')).out, /attendance\.txt, text\/plain, does not travel, SHA-256 [0-9a-f]{64}$/m);
});

test('of a submission in a presentation it says the same, and what stands beside its collection', async () => {
  await inFolder((folder, write) => {
    const presentation = (...credentials) => pretty({
      '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'], holder: keys.learner.did, verifiableCredential: credentials,
    });
    const text = presentation(whole(), JSON.parse(readFileSync(data('badges/level-1-older-context.json'), 'utf8')));
    const { out } = inspect(write('bundle.json', text));
    assert.match(out, new RegExp(`^  Fingerprint: +${hex(text)}$`, 'm'));
    assert.match(out, new RegExp(`^  Learner: +Sample learner, ${keys.learner.did}$`, 'm'));
    assert.match(out, /^ {2}Claim: +L1\.G1\.event Career event attended$/m);
    assert.match(out, new RegExp(`attendance\\.txt, text/plain, ${note.length} bytes, travels inside`));
    assert.match(out, /^ {2}Badge: +Career Prepared, Level 1 \(sample\)\n {4}Sample campus, did:key/m);
    assert.doesNotMatch(inspect(write('one.json', presentation(levelOneBadge()))).out, /Claims:/);
  });
});

test('a claim that another learner signed is told as that learner’s', async () => {
  await inFolder((folder, write) => {
    const bundle = { ...whole(), issuer: { id: keys.stranger.did, type: ['Profile'], name: 'Another learner' } };
    bundle.credentialSubject = { ...bundle.credentialSubject, id: keys.stranger.did };
    const { out } = inspect(write('bundle.json', pretty(signed(bundle, keys.stranger))));
    assert.match(out, new RegExp(`^  Learner: +Another learner, ${keys.stranger.did}$`, 'm'));
    assert.match(out, new RegExp(`^  Claim: .+\\n    Sample learner, ${keys.learner.did}$`, 'm'));
    assert.doesNotMatch(inspect(data('bundles/inside.json')).out, /^ {4}Sample learner/m);
  });
});

test('of the level it says code, name and revision where the submission has them', async () => {
  await inFolder((folder, write) => {
    const bundle = { ...whole(), credentialSubject: { ...whole().credentialSubject } };
    const criterion = { id: 'urn:uuid:c', type: ['Achievement'], name: 'Criterion', achievementType: 'ext:Criterion', humanCode: 'L2.G1', version: 'R' };
    const level = { id: 'urn:uuid:l', type: ['Achievement'], name: 'A level', achievementType: 'Badge', humanCode: 'L2', version: 'R' };
    bundle.credentialSubject.achievement = [level, criterion];
    bundle.credentialSubject.association = [{ type: 'Association', associationType: 'isChildOf', sourceId: criterion.id, targetId: level.id }];
    const { out } = inspect(write('bundle.json', pretty(bundle)));
    assert.match(out, /^ {2}Level: +L2 A level$/m);
    assert.match(out, /^ {2}Revision: +R$/m);
    assert.match(out, /^ {2}Verified: +Not checked: /m);
  });
});

test('of a claim it says that nobody reviewed it, of a badge who gave it to whom for what', async () => {
  await inFolder((folder, write) => {
    const claim = whole().credentialSubject.verifiableCredential[0];
    const said = inspect(write('claim.json', pretty(claim))).out;
    assert.match(said, /: learner’s claim, which nobody has reviewed/);
    assert.match(said, /^ {2}Criterion: +L1\.G1\.event Career event attended$/m);
    assert.match(said, /attendance\.txt, text\/plain, SHA-256/);

    const badge = levelOneBadge({ subject: { identifier: [{ type: 'IdentityObject', identityType: 'emailAddress', hashed: true, identityHash: 'sha256$00' }, { type: 'IdentityObject', identityType: 'emailAddress', hashed: false, identityHash: 'learner@example.org' }] } });
    badge.credentialSubject.achievement.alignment = [{ type: ['Alignment'], targetName: 'A framework', targetUrl: 'https://framework.example/1' }];
    badge.evidence = [{ id: 'https://campus.example/evidence', type: ['Evidence'], name: 'A talk', genre: 'Talk' }];
    badge.validUntil = '2027-01-05T12:00:00Z';
    const { out } = inspect(write('badge.json', pretty(signed(badge, keys.campus))));
    assert.match(out, /^ {2}Verified: +Holds, by an issuer/m);
    for (const row of ['Achievement: +Career Prepared, Level 1 \\(sample\\)', 'Issuer named: +Sample campus, did:key:\\S+', 'Given to: +emailAddress, not legible \\(hashed\\); emailAddress, learner@example\\.org',
      'From: +5 January 2026, 12:00 UTC', 'Until: +5 January 2027, 12:00 UTC', 'Criteria: +Sample wording', 'Aligned with: A framework, https://framework\\.example/1']) {
      assert.match(out, new RegExp(`^  ${row}`, 'm'));
    }
    assert.match(out, /^ {4}A talk \(Talk\)$/m);
  });
});

/** A stored portfolio with one record, as docs/data-format.md has it. */
function stored() {
  const record = {
    id: 'urn:uuid:aaaaaaaa-0000-4000-8000-000000000001', type: 'meeting.record', created: '2026-01-02T10:00:00Z', modified: '2026-01-02T10:00:00Z', lang: 'en',
    fields: { title: 'A talk', people: [{ name: 'Sample Counselor', role: 'coach' }], done: true }, device: 'urn:uuid:aaaaaaaa-0000-4000-8000-000000000002', revision: 1,
    files: [{ id: 'urn:uuid:aaaaaaaa-0000-4000-8000-000000000003', sha256: hex('x'), name: 'notes.txt', mediaType: 'text/plain', size: 1, cleaned: false, added: '2026-01-02T10:00:00Z' }],
  };
  const shard = canonicalizeJson({ records: [record] });
  const index = {
    format: 'cairn-portfolio', version: 1, portfolio: 'urn:uuid:aaaaaaaa-0000-4000-8000-000000000004', device: record.device, generation: 3, created: '2026-01-01T10:00:00Z',
    profile: { name: 'Sample learner', lang: 'en', theme: 'system' }, pathway: { id: 'ums.career-prepared', revision: 'B-nace-2025-06-06' }, counts: { records: 1, files: 1 },
    claims: [{ id: 'urn:uuid:aaaaaaaa-0000-4000-8000-000000000005', criterion: 'urn:uuid:a280679e-e881-590d-9df4-63eb74f61d4b', record: record.id, claimed: '2026-01-03T10:00:00Z', device: record.device, revision: 1 }],
    submissions: [{ id: 'urn:uuid:aaaaaaaa-0000-4000-8000-000000000006', level: 'urn:uuid:b7a977ac-ddf6-5749-bc5f-4eaadaacf275', time: '2026-01-04T10:00:00Z', sha256: hex('y') }],
    tombstones: [], shards: [{ file: `shards/${hex(shard).slice(0, 16)}.json`, sha256: hex(shard), bytes: Buffer.byteLength(shard), records: 1 }],
  };
  return { record, shard, index: canonicalizeJson({ ...index, checksum: hex(canonicalizeJson(index)) }), name: index.shards[0].file };
}

test('of a stored portfolio it says name, pathway, counts, claims and submissions; of its folder also whether it is whole', async () => {
  await inFolder((folder, write) => {
    const { index, shard, name } = stored();
    mkdirSync(join(folder, 'shards'));
    write('index.json', index);
    write(name, shard);
    for (const path of [join(folder, 'index.json'), folder]) {
      const { code, out } = inspect(path);
      assert.equal(code, 0, out);
      for (const row of ['Learner: +Sample learner', 'Pathway: +Career Prepared, ums\\.career-prepared', 'Revision: +B-nace-2025-06-06', 'Records: +1', 'Files: +1', 'Claims: +1', 'Submissions: +1']) {
        assert.match(out, new RegExp(`^  ${row}$`, 'm'));
      }
      assert.match(out, /^ {4}3 January 2026, 10:00 UTC: L1\.G1\.meeting \S/m);
      assert.match(out, new RegExp(`^    4 January 2026, 10:00 UTC: L1 .*SHA-256 ${hex('y')}$`, 'm'));
    }
    assert.match(inspect(folder).out, /^ {2}Stored: +whole/m);
    write(name, shard.replace('A talk', 'A walk'));
    const damaged = inspect(folder);
    assert.equal(damaged.code, 1);
    assert.match(damaged.out, /^ {2}Stored: +not whole \(shards\//m);
  });
});

test('of a whole portfolio as one file it says the same, and that one that was changed is not whole', async () => {
  await inFolder((folder, write) => {
    const sample = readFileSync(join(repository, 'assets/sample/portfolio.zip'));
    const { code, out } = inspect(write('everything.zip', sample));
    assert.equal(code, 0, out);
    assert.match(out, /: whole portfolio\n/);
    assert.match(out, /^ {2}Stored: +whole/m);
    assert.match(out, /^ {2}Learner: +Sam Sample \(sample learner\)$/m);
    const changed = Buffer.from(sample);
    changed[changed.indexOf('Career kick-off evening')] ^= 1;
    const damaged = inspect(write('changed.zip', changed));
    assert.equal(damaged.code, 1);
    assert.match(damaged.out, /^ {2}Stored: +not whole/m);
  });
});

test('an index that asks for files elsewhere gets none', async () => {
  await inFolder((folder, write) => {
    const { index, name } = stored();
    write('secret.json', '{"records":[]}');
    mkdirSync(join(folder, 'portfolio'));
    writeFileSync(join(folder, 'portfolio', 'index.json'), index.replace(name, '../secret.json'));
    const { code, out } = inspect(join(folder, 'portfolio'));
    assert.equal(code, 1);
    assert.match(out, /not whole/);
    assert.match(inspect(folder).err, /This folder holds no stored portfolio/);
  });
});

test('of a record it says its fields and files; of keys it shows no secret; of a newer version that there may be more', async () => {
  await inFolder((folder, write) => {
    const { record } = stored();
    const said = inspect(write('record.json', canonicalizeJson({ format: 'cairn-record', version: 1, ...record }))).out;
    assert.match(said, /^ {2}Kind: +meeting\.record$/m);
    assert.match(said, /^ {2}Field: +people: Sample Counselor, coach$/m);
    assert.match(said, /^ {2}Field: +done: yes$/m);
    assert.match(said, new RegExp(`notes\\.txt, text/plain, 1 byte, SHA-256 ${hex('x')}`));
    const secret = 'z3u2en7t5LR2WtQH5PfFqMqwVHgeXouLzo6haApm8XHqvjxq';
    const kept = inspect(write('keys.json', JSON.stringify({ format: 'cairn-keys', version: 1, keys: [{ did: keys.learner.did, secretKeyMultibase: secret }] })));
    assert.equal(kept.code, 0);
    assert.ok(/signing keys/.test(kept.out) && !kept.out.includes(secret));
    assert.match(inspect(data('invalid/newer-portfolio.json')).out, /^ {2}Version: +99, which is newer than this command/m);
  });
});

test('of anything else it says what it seems to be', async () => {
  await inFolder((folder, write) => {
    const table = [
      ['picture.png', Buffer.from('89504e470d0a1a0a', 'hex'), 1, /: a picture$/m],
      ['paper.pdf', '%PDF-1.7', 1, /: a PDF$/m],
      ['page.html', '<!doctype html>', 1, /: a page or a drawing/m],
      ['empty', '', 1, /: an empty file$/m],
      ['letter.txt', 'Dear campus', 1, /: not JSON$/m],
      ['cut.json', '{"a":', 1, /: text that begins like JSON$/m],
      ['data.json', '{"b":1,"a":2}', 0, /: JSON, an object of 2 members: a, b$/m],
      ['list.json', '[1,2]', 0, /: JSON, a list$/m],
    ];
    for (const [name, content, expected, what] of table) {
      const { code, out } = inspect(write(name, content));
      assert.equal(code, expected, name);
      assert.match(out, what);
    }
    assert.equal(inspect(join(folder, 'missing'), join(folder, 'list.json')).code, 2);
    assert.match(cairn(['inspect', '-'], { input: readFileSync(data('badges/level-1.json')) }).out, /^standard input: badge/);
  });
});
