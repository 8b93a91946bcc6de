// The whole browser is killed while somebody writes. What the page had said to be saved is there afterwards, whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { heading, saved } from './support/browser.mjs';
import { dice, diskStage, editOn, isWhole, long, shownEdit, until } from './support/faults.mjs';
import { recordFor, startEmpty, text } from './support/portfolio.mjs';

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
    await until(seen, seen.typed + 1);
    // Anywhere in what the next edits do: their input, their row, the checkpoint.
    await new Promise((resolve) => { setTimeout(resolve, random(700)); });
    await profile.kill();
    await seen.ended;
    acknowledged = seen.acknowledged;
    typed = seen.typed;
  }
  await profile.start();
  const page = await profile.tab(hash);
  await heading(page, /^Edit \d+$/);
  assert.ok((await shownEdit(page)).number >= acknowledged, `CAIRN_SEED=${seed}: after the last kill`);
  await profile.discard();
});
