// Badges on the page: picked and dropped, kept as they were received, and judged as the command judges them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { standards } from '../interop/standards.mjs';
import { eventually, go, heading, repository, saved, stage, still, usable, visit } from './support/browser.mjs';
import { addAddress, badge, checksOf, pick, reported, reportOf, title } from './support/badges.mjs';
import { textFile } from './support/photo.mjs';
import { give, recordFor, startEmpty, text } from './support/portfolio.mjs';
import { everythingStored } from './support/stored.mjs';

const cairn = stage();
const words = JSON.parse(readFileSync(join(repository, 'assets', 'strings', 'en.json'), 'utf8'));

/** The bytes that "Save the file" hands over. */
async function savedFile(page, name = title) {
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save the file: ${name}`, exact: true }).click();
  const download = await begun;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const stone = (page) => page.getByRole('list', { name: 'Your cairn, from the bottom up' }).getByRole('listitem').first();

test('a held Level 1 badge makes its stone earned and opens Level 2, also after a reload', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await page.getByRole('link', { name: /Opens when you hold the badge of Level 1$/ }).click();
  await page.getByText('Opens when you hold the badge of Level 1', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Add the badge' }).click();
  await heading(page, 'Badges you hold');
  await addAddress(page);
  await pick(page, [badge('level-1-email.json')]);
  await page.getByText('It counts on your path as “Level 1, Foundation”.').first().waitFor();
  for (const again of [false, true]) {
    if (again) {
      await saved(page);
      await page.reload();
      await usable(page);
    }
    await go(page, 'Path');
    assert.equal((await stone(page).textContent()).trim(), `Level 1, Foundation: ${words.level.earned}`);
    await page.getByRole('heading', { level: 2, name: 'Level 2, Training and practice' }).waitFor();
    await page.getByRole('link', { name: 'Badges you hold, 1 badge, earned' }).waitFor();
  }
  await profile.close();
});

test('a badge is kept byte for byte: after a reload, offline, and after it was removed and brought back', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await addAddress(page);
  const given = badge('level-1-email.json');
  await pick(page, [given]);
  assert.deepEqual(await savedFile(page), { name: given.name, bytes: given.buffer });
  await saved(page);
  await page.reload();
  await usable(page);
  assert.deepEqual((await savedFile(page)).bytes, given.buffer);

  await page.getByRole('button', { name: `Remove: ${title}`, exact: true }).click();
  await page.getByText(words.badges.none).waitFor();
  await page.getByRole('button', { name: 'Undo: badge removed' }).click();
  assert.deepEqual((await savedFile(page)).bytes, given.buffer);
  await saved(page);

  await profile.context.setOffline(true);
  const offline = await profile.tab('#/badges');
  await offline.getByRole('heading', { level: 3, name: title }).waitFor();
  assert.deepEqual((await savedFile(offline)).bytes, given.buffer);
  await profile.close();
});

test('a dropped badge is added like a picked one, and one with an id of its own is matched by hand', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await addAddress(page);
  await visit(page, '#/badges');
  const given = badge('level-1-email-plain.json');
  const data = await page.evaluateHandle(([name, words_]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([words_], name, { type: 'application/json' }));
    return transfer;
  }, [given.name, given.buffer.toString('utf8')]);
  const target = page.getByRole('main', { name: 'Content' });
  await target.dispatchEvent('dragover', { dataTransfer: data });
  await target.dispatchEvent('drop', { dataTransfer: data });
  await reported(page, [given]);
  const choice = page.getByRole('combobox', { name: 'On your path it is' });
  await choice.selectOption({ label: 'Skill badge: Professionalism' });
  await go(page, 'Path');
  await page.getByText('Professionalism: skill badge, earned: you hold the signed badge', { exact: true }).waitFor();
  assert.doesNotMatch(await stone(page).textContent(), /Earned/);
  await visit(page, '#/badges');
  await choice.selectOption({ label: 'Level 1, Foundation (its own id says so)' });
  await go(page, 'Path');
  assert.match(await stone(page).textContent(), /Earned/);
  await profile.close();
});

test('what is refused is told in words, and nothing that is stored changes', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'A talk');
  await give(page, [textFile()]);
  await saved(page);
  await page.keyboard.press('Control+s');
  await eventually(async () => (await everythingStored(page)).includes('/cairn/shards/'), 'a checkpoint holds everything');
  const before = await everythingStored(page);
  for (const seen of ['/cairn/index.json', '/cairn/shards/', textFile().buffer.toString('base64')]) assert.ok(before.includes(seen), seen);
  const files = readdirSync(join(repository, 'tests', 'data', 'invalid')).filter((name) => /\.(json|zip)$/.test(name))
    .map((name) => ({ name, mimeType: '', buffer: readFileSync(join(repository, 'tests', 'data', 'invalid', name)) }));
  assert.ok(files.length > 10);
  await pick(page, files);
  for (const { name } of files) {
    assert.match(await reportOf(page, name).textContent(), /Not kept$/, name);
  }
  const said = await page.getByRole('main').textContent();
  assert.doesNotMatch(said, /That did not work|\[[a-z]+\.|\{[a-z]+\}/);
  await page.getByText(words.badges.none).waitFor();
  await saved(page);
  assert.equal(await everythingStored(page), before);
  await pick(page, [{ ...badge('level-1-email.json'), name: 'theirs.json' }]);
  assert.equal(await everythingStored(page), before, 'a badge of somebody else is not kept either');
  await page.reload();
  await usable(page);
  assert.equal(await everythingStored(page), before);
  await addAddress(page);
  await saved(page);
  assert.notEqual(await everythingStored(page), before, 'a change would be seen');
  await profile.close();
});

// What the words of a check mean, in the words of the command's answer.

const pattern = (template) => new RegExp(`^${template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '(.+)')}$`);

function meaning(said, group, names) {
  const found = Object.entries(names).filter(([key]) => pattern(group[key]).test(said));
  assert.equal(found.length, 1, `“${said}” means one thing`);
  return found[0][1];
}

const same = (names) => Object.fromEntries(names.map((name) => [name, name]));
const { check } = words;

/** The page's lines as the members of `cairn verify --json`. */
function verdict(lines) {
  const found = {
    signature: meaning(lines.Signature, check.signature, same(Object.keys(check.signature))),
    state: meaning(lines['As a whole'], { ...check.state, dated: check.goodAsOf, unread: check.unreadable, over: check.over, notYet: check.notYet, withdrawn: check.withdrawn, suspended: check.suspended, statusOpen: check.statusOpen }, {
      ...same(Object.keys(check.state)), dated: 'goodAsOf', unread: 'bad', over: 'bad', notYet: 'bad', withdrawn: 'bad', suspended: 'bad', statusOpen: 'notChecked',
    }),
  };
  if (found.signature === 'reject') return found;
  const status = lines.Withdrawal;
  return {
    ...found,
    issuerBound: lines['Signing key'] === undefined ? null : meaning(lines['Signing key'], check.issuer, { own: true, unlisted: true, notOwn: false, unknown: null }),
    time: meaning(lines.Time, check.time, {
      ok: 'ok', until: 'ok', ended: 'expired', over: 'expired', begins: 'notYetValid', notYet: 'notYetValid', malformed: 'malformed', proofExpired: 'proofExpired',
    }),
    status: pattern(check.status.unusable).exec(status)?.[1]
      ?? meaning(status, check.status, same(Object.keys(check.status).filter((key) => key !== 'unusable'))),
  };
}

const signed = standards && join(standards, 'signed');
const command = process.env.CAIRN_COMMAND ?? join(repository, 'build', 'native', 'cairn');
const without = !standards ? 'the published vectors are not here' : !existsSync(command) ? 'the command is not built' : false;

test('the page says of every vector what the command answers', { skip: without }, async () => {
  const { evaluateAt } = JSON.parse(readFileSync(join(signed, 'manifest.json'), 'utf8'));
  // A presentation is taken apart here: what is in it has reports of its own.
  const files = readdirSync(signed).filter((name) => name !== 'manifest.json' && !name.startsWith('vp-'))
    .map((name) => ({ name, mimeType: '', buffer: readFileSync(join(signed, name)) }));
  assert.ok(files.length > 40);
  let answers = '';
  try {
    answers = execFileSync(command, ['verify', '--json', '--at', evaluateAt, ...files.map(({ name }) => join(signed, name))], { encoding: 'utf8' });
  } catch (error) { // 1 and 2: some do not hold, some cannot be read
    assert.ok([1, 2].includes(error.status), String(error));
    answers = error.stdout;
  }
  const wanted = new Map(answers.trim().split('\n').map((line) => JSON.parse(line)).map((answer) => [answer.file.split('/').at(-1), answer]));
  assert.equal(wanted.size, files.length);

  const profile = await cairn.open();
  const page = await profile.context.newPage();
  await page.clock.setFixedTime(new Date(evaluateAt));
  await page.goto(profile.url);
  await usable(page);
  await startEmpty(page);
  const differ = [];
  await pick(page, files);
  for (const { name } of files) {
    const { signature, state, issuerBound, time, status } = wanted.get(name);
    const said = verdict(await checksOf(page, name));
    const answered = signature === 'reject' ? { signature, state } : { signature, state, issuerBound, time, status };
    try {
      assert.deepEqual(said, answered);
    } catch {
      differ.push(`${name}: the page says ${JSON.stringify(said)}, the command ${JSON.stringify(answered)}`);
    }
  }
  assert.deepEqual(differ, []);
  await profile.close();
});

test('the page says of a badge that it keeps what the command answers', { skip: existsSync(command) ? false : 'the command is not built' }, async () => {
  const at = '2026-06-15T12:00:00Z';
  const profile = await cairn.open();
  const page = await profile.context.newPage();
  await page.clock.setFixedTime(new Date(at));
  await page.goto(profile.url);
  await usable(page);
  await startEmpty(page);
  await addAddress(page);
  for (const name of ['level-1-email.json', 'level-1-email-plain.json']) {
    const answer = JSON.parse(execFileSync(command, ['verify', '--json', '--at', at, join(repository, 'tests', 'data', 'badges', name)], { encoding: 'utf8' }));
    await pick(page, [badge(name)]);
    const { signature, state, issuerBound, time, status } = answer;
    assert.deepEqual(verdict(await checksOf(page, title)), { signature, state, issuerBound, time, status });
    await page.getByRole('button', { name: `Remove: ${title}`, exact: true }).click();
    await still(page);
  }
  await profile.close();
});
