// The screen Check: what others hand over is told, and none of it becomes part of a portfolio.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { standards } from '../interop/standards.mjs';
import { axe, plain } from './support/axe.mjs';
import { checksOf } from './support/badges.mjs';
import { eventually, go, heading, repository, saved, stage, still, themes, usable, visit, widths } from './support/browser.mjs';
import { take } from './support/pictures.mjs';
import { course, event, jobBoard, selfAssessment, startEmpty } from './support/portfolio.mjs';
import { everythingStored } from './support/stored.mjs';

const cairn = stage();
const sample = (folder, name, as = name) => ({ name: as, mimeType: 'application/octet-stream', buffer: readFileSync(join(repository, 'tests', 'data', folder, name)) });
const standard = (...path) => ({ name: path.at(-1), mimeType: 'application/json', buffer: readFileSync(join(standards, ...path)) });
const note = Buffer.from('Sample attendance note.\n');
const film = { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(2 * 1024 * 1024, 'a film, as a sample ') };
const needsStandards = { skip: standards ? false : 'CAIRN_STANDARDS is not there' };

/** Everything that is said of one file. */
const fileOf = (page, name) => page.getByRole('group', { name, exact: true });
const partOf = (page, file, part) => fileOf(page, file).getByRole('group', { name: part, exact: true });

async function check(page, files) {
  await page.getByLabel('Choose files to check').setInputFiles(files);
  for (const { name } of files) await fileOf(page, name).getByRole('heading', { name, exact: true }).waitFor();
  await still(page);
}

/** The screen, in a browser that holds no portfolio. */
async function opened(options) {
  const profile = await cairn.open(options);
  const page = await profile.tab('#/check');
  await heading(page, 'Check a file');
  return { profile, page };
}

async function savedBytes(page, locator) {
  const begun = page.waitForEvent('download');
  await locator.click();
  const download = await begun;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test('our own submission is told with its level, claims and files by a page that holds no portfolio', async () => {
  const learner = await cairn.open();
  const writing = await learner.tab();
  await startEmpty(writing);
  await event(writing, { files: [film] });
  await course(writing, {});
  await selfAssessment(writing);
  await jobBoard(writing, { files: [{ name: 'note.txt', mimeType: 'text/plain', buffer: note }] });
  await go(writing, 'Submit');
  const { bytes } = await savedBytes(writing, writing.getByRole('button', { name: 'Export bundle.zip', exact: true }));
  await learner.close();

  const profile = await cairn.open();
  const page = await profile.tab();
  await page.getByRole('link', { name: 'Check a file', exact: true }).click();
  await heading(page, 'Check a file');
  const before = await everythingStored(page);
  await check(page, [{ name: 'bundle.zip', mimeType: 'application/zip', buffer: bytes }]);
  const file = fileOf(page, 'bundle.zip');
  await file.getByRole('heading', { name: /^Submission for .*Level 1$/ }).waitFor();
  const checks = await checksOf(page, 'bundle.zip');
  assert.equal(checks.Signature, 'holds');
  const claims = file.getByRole('list', { name: 'What is claimed', exact: true }).getByRole('group', { name: /^L1\./ });
  assert.equal(await claims.count(), 4);
  await file.getByText(/^Nothing is claimed for: /).waitFor();
  await file.getByText('Evidence: ').first().waitFor();
  const got = await savedBytes(page, file.getByRole('button', { name: 'Save this file: film.mp4', exact: true }));
  assert.equal(got.name, 'film.mp4');
  assert.ok(got.bytes.equals(film.buffer), 'other bytes');
  assert.equal(await everythingStored(page), before, 'something was stored');
  await page.getByRole('link', { name: 'Back to the start' }).click();
  await heading(page, 'Your learning, stone by stone');
  await profile.close();
});

test('of a submission with a swapped file the others are handed over, the swapped one is not', async () => {
  const { profile, page } = await opened();
  await check(page, [sample('invalid', 'swapped-file.zip'), sample('bundles', 'beside.zip')]);
  const swapped = fileOf(page, 'swapped-file.zip');
  await swapped.getByText('Does not hold', { exact: true }).first().waitFor();
  await swapped.getByText(/Its bytes are not those that the statement names/).first().waitFor();
  assert.equal(await swapped.getByRole('button', { name: 'Save this file: attendance.txt' }).count(), 0);
  const whole = fileOf(page, 'beside.zip');
  const got = await savedBytes(page, whole.getByRole('button', { name: 'Save this file: attendance.txt' }));
  assert.ok(got.bytes.equals(note), 'other bytes');
  await profile.close();
});

test('a submission of which a letter was changed does not hold, and a damaged one cannot be read', async () => {
  const { profile, page } = await opened();
  const whole = sample('bundles', 'inside.json');
  const tampered = { ...whole, name: 'tampered.json', buffer: Buffer.from(whole.buffer.toString('utf8').replace('Sample learner', 'Simple learner')) };
  const cut = { ...whole, name: 'cut.json', buffer: whole.buffer.subarray(0, 2000) };
  await check(page, [whole, tampered, cut]);
  assert.equal((await checksOf(page, 'inside.json')).Signature, 'holds');
  assert.equal((await checksOf(page, 'tampered.json')).Signature, 'does not hold');
  await fileOf(page, 'tampered.json').getByText('Does not hold', { exact: true }).first().waitFor();
  await fileOf(page, 'cut.json').getByText('Could not be read', { exact: true }).first().waitFor();
  assert.deepEqual(Object.keys(await checksOf(page, 'cut.json')), ['Signature'], 'of what cannot be read nothing else is known');
  await profile.close();
});

test('a badge of the DCC holds by an issuer who is not known, and its did.json is asked for where it is needed', needsStandards, async () => {
  const { profile, page } = await opened();
  const own = standard('dcc', 'v2__dataIntegrityProof__didKey__legacyRegistry-noStatus-noExpiry-minimal.json');
  const web = standard('dcc', 'v1__dataIntegrityProof__didWeb__legacy-noStatus-noExpiry.json');
  await check(page, [own, web]);
  await fileOf(page, own.name).getByText('Holds, by an issuer who is not known here', { exact: true }).first().waitFor();
  assert.equal((await checksOf(page, own.name)).Signature, 'holds');
  const open = fileOf(page, web.name);
  await open.getByText('Holds, by an issuer who is not known here', { exact: true }).first().waitFor();
  assert.equal((await checksOf(page, web.name))['Signing key'], 'a key that is not shown to be the issuer’s');
  await open.getByRole('list', { name: 'What would tell more' }).getByText(/https:\/\/\S+did\.json/).waitFor();

  // The person brings the document along: it is used, it is no file that was looked at, and it is not kept.
  await page.getByLabel('Choose files to check').setInputFiles([standard('dcc', 'dids__legacy__did.json')]);
  await fileOf(page, 'dids__legacy__did.json').getByText(/^Document with an issuer’s keys/).waitFor();
  await still(page);
  assert.match((await checksOf(page, web.name))['Signing key'], /^the issuer’s own key/);
  assert.equal(await open.getByRole('list', { name: 'What would tell more' }).count(), 0);
  await profile.close();
});

test('a token is checked by the browser’s own cryptography, and a changed one does not hold', async () => {
  const { profile, page } = await opened();
  const token = sample('tokens', 'es256-kid.jwt');
  const [header, payload, signature] = token.buffer.toString('utf8').trim().split('.');
  const other = Buffer.from(Buffer.from(payload, 'base64url').toString('utf8').replace('"name"', '"Name"')).toString('base64url');
  const changed = { ...token, name: 'changed.jwt', buffer: Buffer.from([header, other, signature].join('.')) };
  const byAddress = sample('tokens', 'rs256-vc.jwt');
  await check(page, [token, changed, sample('tokens', 'rs256-jwk.jwt'), byAddress]);
  const says = async (name, words) => {
    await fileOf(page, name).getByRole('list', { name: `What was checked of ${name}` }).getByText(`Signature: ${words}`, { exact: true }).waitFor();
  };
  await says(token.name, 'holds');
  await says(changed.name, 'does not hold');
  await says('rs256-jwk.jwt', 'holds');
  await fileOf(page, token.name).getByText(/token/).first().waitFor();
  assert.notEqual((await checksOf(page, byAddress.name)).Signature, 'holds', 'its key is not here');

  // With the issuer's document at hand the question can be asked.
  await page.getByLabel('Choose files to check').setInputFiles([sample('tokens', 'campus.did.json')]);
  await says(byAddress.name, 'holds');
  assert.match((await checksOf(page, byAddress.name))['Signing key'], /^the issuer’s own key/);
  await profile.close();
});

test('what is pasted beside the fields is looked at like a dropped file', async () => {
  const { profile, page } = await opened();
  await page.evaluate((words) => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', words);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true }));
  }, sample('bundles', 'inside.json').buffer.toString('utf8'));
  await fileOf(page, 'pasted.json').waitFor();
  await still(page);
  assert.equal((await checksOf(page, 'pasted.json')).Signature, 'holds');
  await profile.close();
});

test('text in the field, a dropped file and several at once are looked at alike, and put away together', async () => {
  const { profile, page } = await opened();
  const bundle = sample('bundles', 'inside.json');
  await page.getByRole('textbox', { name: 'Or paste the text of one' }).fill(bundle.buffer.toString('utf8'));
  await page.getByRole('button', { name: 'Check this text', exact: true }).click();
  await fileOf(page, 'Pasted text').waitFor();
  assert.equal((await checksOf(page, 'Pasted text')).Signature, 'holds');
  assert.equal(await page.getByRole('textbox', { name: 'Or paste the text of one' }).inputValue(), '');

  const data = await page.evaluateHandle(([name, words]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([words], name, { type: 'application/json' }));
    transfer.items.add(new File(['nothing'], 'nothing.txt', { type: 'text/plain' }));
    return transfer;
  }, [bundle.name, bundle.buffer.toString('utf8')]);
  await page.getByRole('main').dispatchEvent('drop', { dataTransfer: data });
  await fileOf(page, 'nothing.txt').getByText('Could not be read', { exact: true }).first().waitFor();
  assert.equal((await checksOf(page, bundle.name)).Signature, 'holds');

  await page.getByRole('button', { name: 'Put everything away', exact: true }).click();
  await still(page);
  assert.equal(await page.getByRole('heading', { name: 'What was found' }).count(), 0);
  await profile.close();
});

test('a list of issuers is used for what is shown, and is there after a reload only where the person keeps it', async () => {
  const badge = sample('badges', 'level-1.json');
  const campus = JSON.parse(badge.buffer.toString('utf8')).issuer.id;
  const list = { name: 'issuers.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({
    format: 'cairn-issuers', version: 1, name: 'Sample list', asOf: '2026-01-10', issuers: [{ id: campus, name: 'Sample campus' }],
  })) };
  const known = (page) => fileOf(page, badge.name).getByText(/^Held on 10 January 2026/).first();
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await go(page, 'Check');
  await check(page, [badge]);
  await fileOf(page, badge.name).getByText('Holds, by an issuer who is not known here', { exact: true }).first().waitFor();
  await page.getByLabel('Choose files to check').setInputFiles([list]);
  await known(page).waitFor();

  await saved(page);
  await page.reload();
  await usable(page);
  assert.equal(await fileOf(page, list.name).count(), 0, 'nobody asked to keep it');

  await page.getByLabel('Choose files to check').setInputFiles([list]);
  await fileOf(page, list.name).getByRole('checkbox', { name: `Keep “${list.name}” on this device` }).check();
  await saved(page);
  await page.reload();
  await usable(page);
  await fileOf(page, list.name).getByRole('checkbox', { name: `Keep “${list.name}” on this device`, checked: true }).waitFor();
  await check(page, [badge]);
  await known(page).waitFor();
  await profile.close();
});

test('looking at files leaves a portfolio as it was, byte for byte', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await saved(page);
  await visit(page, '#/check');
  const before = await everythingStored(page);
  await check(page, [sample('bundles', 'inside.json'), sample('badges', 'level-1.json'), sample('invalid', 'swapped-file.zip')]);
  assert.equal(await everythingStored(page), before);
  await page.getByRole('button', { name: 'Undo: nothing to undo' }).or(page.getByRole('button', { name: /^(Undo|Nothing)/ })).first().waitFor();
  await profile.close();
});

for (const [width, viewport] of Object.entries(widths)) {
  test(`axe finds nothing on the screen Check with all its states, ${width}, and the auditor neither`, async () => {
    const { profile, page } = await opened({ viewport });
    await axe(page, 'empty', ['color-contrast']);
    await check(page, [
      sample('bundles', 'inside.json'), sample('invalid', 'swapped-file.zip'), sample('badges', 'level-1.json'), sample('badges', 'level-1-expired.json'),
      sample('invalid', 'too-deep.json'),
    ]);
    await axe(page, 'with files', ['color-contrast']);
    assert.equal(await page.evaluate(() => globalThis.cairnStats.audit()), '');
    await profile.close();
  });
}

for (const colorScheme of themes) {
  test(`as an ordinary page every text of the screen Check has enough contrast, ${colorScheme}`, async () => {
    const { profile, page } = await opened({ init: plain, colorScheme, viewport: widths[360] });
    await check(page, [sample('bundles', 'inside.json'), sample('invalid', 'swapped-file.zip'), sample('badges', 'level-1-status.json')]);
    await axe(page, 'ordinary page');
    await profile.close();
  });
}

test('the screen Check is pictured empty, with a submission, and with what does not hold', async () => {
  const { profile, page } = await opened();
  await take(page, 'check-empty');
  await check(page, [sample('bundles', 'inside.json')]);
  await take(page, 'check-submission');
  await page.getByRole('button', { name: 'Put everything away', exact: true }).click();
  await check(page, [sample('invalid', 'swapped-file.zip')]);
  await take(page, 'check-swapped');
  await page.getByRole('button', { name: 'Put everything away', exact: true }).click();
  const campus = { id: JSON.parse(sample('badges', 'level-1.json').buffer.toString('utf8')).issuer.id, name: 'Sample campus' };
  const list = Buffer.from(JSON.stringify({ format: 'cairn-issuers', version: 1, name: 'Sample list', asOf: '2026-01-10', issuers: [campus] }));
  await check(page, [sample('badges', 'level-1.json'), sample('badges', 'level-1-expired.json')]);
  await page.getByLabel('Choose files to check').setInputFiles([{ name: 'issuers.json', mimeType: 'application/json', buffer: list }]);
  await fileOf(page, 'issuers.json').waitFor();
  await still(page);
  await take(page, 'check-badges');
  await profile.close();
});

test('on a phone what was found is on the screen once it is there, and has the focus', async () => {
  const { profile, page } = await opened({ viewport: widths[360] });
  await check(page, [sample('badges', 'level-1.json')]);
  const found = page.getByRole('heading', { name: 'What was found', exact: true });
  await eventually(() => found.evaluate((element) => element === document.activeElement), 'the heading has the focus');
  const { y } = await fileOf(page, 'level-1.json').getByRole('heading', { name: 'level-1.json', exact: true }).boundingBox();
  assert.ok(y > 0 && y < widths[360].height, `${y}`);
  await profile.close();
});
