// The whole browser is killed while somebody writes. What the page had said to be saved is there afterwards, whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { heading, long, saved } from './support/browser.mjs';
import { dice, diskStage, editOn, evidence, isWhole, shownEdit, until } from './support/faults.mjs';
import { textFile } from './support/photo.mjs';
import { recordFor, startEmpty, text } from './support/portfolio.mjs';
import { stored } from './support/stored.mjs';

const cairn = diskStage();
const seed = Number(process.env.CAIRN_SEED ?? Date.now() % 1_000_000);
const kills = long ? 100 : 5;

test('the browser is killed at random moments of continuous editing: nothing is torn, nothing that was acknowledged is lost', async (t) => {
  t.diagnostic(`CAIRN_SEED=${seed}`);
  const random = dice(seed);
  const profile = cairn.profile();
  await profile.start();
  const first = await profile.tab();
  await startEmpty(first);
  await recordFor(first, 'L1.G1.meeting');
  await text(first, 'Title', 'Edit 1');
  await saved(first);
  const hash = new URL(first.url()).hash;
  await profile.quit();

  let acknowledged = 1;
  let typed = 1;
  for (let round = 1; round <= kills; round += 1) {
    const said = `CAIRN_SEED=${seed}, start ${round}`;
    await profile.start();
    const page = await profile.tab(hash);
    await heading(page, /^Edit \d+$/);
    const found = await shownEdit(page);
    assert.ok(found.number >= acknowledged, `${said}: Edit ${acknowledged} was said to be saved, and ${found.title} is there`);
    assert.ok(found.number <= typed, `${said}: ${found.title} was never written`);
    assert.ok(found.text === '' || isWhole(found.text), `${said}: half a text: ${found.text.slice(0, 80)}`);
    assert.ok(round === 1 || Number.parseInt(found.text, 10) >= acknowledged - 1, `${said}: the text is older: ${found.text.slice(0, 20)}`);
    const seen = await editOn(page, { from: Math.max(found.number, typed), random });
    await until(seen, seen.typed + 3);
    // Anywhere in what the next edits do: their input, their row, the checkpoint.
    await new Promise((resolve) => { setTimeout(resolve, random(700)); });
    await profile.kill();
    await seen.ended;
    acknowledged = seen.acknowledged;
    t.diagnostic(`start ${round}: wrote to Edit ${seen.typed}, ${seen.count} acknowledged, the last Edit ${seen.acknowledged}`);
    typed = seen.typed;
  }
  await profile.start();
  const page = await profile.tab(hash);
  await heading(page, /^Edit \d+$/);
  assert.ok((await shownEdit(page)).number >= acknowledged, `CAIRN_SEED=${seed}: after the last kill`);
  await profile.discard();
});

test('the browser is killed while evidence is added: no record names what is not there', async (t) => {
  t.diagnostic(`CAIRN_SEED=${seed}`);
  const random = dice(seed);
  const profile = cairn.profile();
  let hash = '';
  const rounds = long ? 20 : 1;
  for (let round = 0; round <= rounds; round += 1) {
    await profile.start();
    const page = await profile.tab(hash);
    if (round === 0) {
      await startEmpty(page);
      await recordFor(page, 'L1.G1.meeting');
      await saved(page);
      hash = new URL(page.url()).hash;
    }
    const names = Array.from({ length: 3 }, (_, at) => `notes-${round}-${at}.txt`);
    await page.getByLabel('Add files').setInputFiles(names.map((name) => textFile(name, `${name} `.repeat(100_000))));
    if (round === rounds) for (const name of names) await page.getByRole('button', { name: `Remove ${name}`, exact: true }).waitFor();
    else await new Promise((resolve) => { setTimeout(resolve, random(500)); });
    if (round < rounds) await profile.kill();
    else await saved(page).then(() => profile.quit());
    await profile.start();
    const next = await profile.tab(hash);
    await heading(next, /./);
    const kept = await next.getByRole('button', { name: /^Remove notes-/ }).count();
    const there = new Map(await evidence(next));
    const named = (await stored(next)).flatMap(([, words]) => [...words?.matchAll(/"sha256":"([0-9a-f]{64})","size":(\d+)/g) ?? []]);
    assert.ok(named.length >= kept);
    for (const [, sha256, size] of named) assert.equal(there.get(sha256), Number(size), `CAIRN_SEED=${seed}, round ${round}: ${sha256}`);
    if (round === rounds) assert.ok(kept >= names.length, 'the last ones were said to be saved');
    await profile.quit();
  }
  await profile.discard();
});
