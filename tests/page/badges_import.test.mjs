// Badges in every form that people are given them in: brought in, told of one by one, and handed out as pictures.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { bakedPng, bakedSvg, png } from '../data/pictures.mjs';
import { zipOf } from '../data/zip.mjs';
import { repository, saved, stage, usable, visit } from './support/browser.mjs';
import { badge, checksOf, pick, reportOf, sampleLearner, title } from './support/badges.mjs';
import { startEmpty } from './support/portfolio.mjs';

const cairn = stage();
const words = JSON.parse(readFileSync(join(repository, 'assets', 'strings', 'en.json'), 'utf8'));
const token = (name) => readFileSync(join(repository, 'tests', 'data', 'tokens', name), 'utf8');
const given = (name, content) => ({ name, mimeType: '', buffer: Buffer.from(content) });
const badgeText = (name) => badge(name).buffer.toString('utf8');

/** A page of the learner whom the sample badges are made out to. */
async function learner(profile) {
  const page = await profile.tab();
  await startEmpty(page);
  return page;
}

async function downloaded(page, button) {
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const download = await begun;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const kept = async (page, name) => assert.match(await reportOf(page, name).textContent(), /, Kept$/, name);
const notKept = async (page, name) => assert.match(await reportOf(page, name).textContent(), /, Not kept$/, name);

test('pictures, tokens, a ZIP and a presentation are picked at once, and each thing in them has its report', async () => {
  const profile = await cairn.open({ init: sampleLearner });
  const page = await learner(profile);
  const wallet = zipOf([
    { name: 'in/other.png', bytes: bakedPng(badgeText('level-1-other-id.json')) }, { name: 'in/plain.png', bytes: png() },
    { name: 'notes.txt', bytes: 'Hello' }, { name: 'broken.svg', bytes: '<svg' },
  ]);
  const presentation = `{"type":"VerifiablePresentation","verifiableCredential":[${badgeText('level-1-expired.json')}]}`;
  await visit(page, '#/badges');
  await page.getByLabel('Add a badge').setInputFiles([
    given('one.png', bakedPng(badgeText('level-1.json'))), given('two.svg', bakedSvg(badgeText('level-1-dual.json'))),
    given('three.jwt', token('eddsa-kid.jwt')), given('wallet.zip', wallet), given('plain.png', png()), given('all.json', presentation),
  ]);
  await reportOf(page, 'all.json (1)').waitFor();
  for (const name of ['one.png', 'two.svg', 'three.jwt', 'wallet.zip: in/other.png', 'all.json (1)']) await kept(page, name);
  for (const name of ['plain.png', 'wallet.zip: broken.svg']) await notKept(page, name);
  await page.getByText('5 of 7 are kept as badges.').first().waitFor();
  await page.getByText(words.error.baking.none).first().waitFor();
  assert.equal(await page.getByRole('heading', { level: 3 }).count(), 5);
  await profile.close();
});

test('a signed token counts, is the same after a reload, and is handed back byte for byte', async () => {
  const profile = await cairn.open({ init: sampleLearner });
  const page = await learner(profile);
  for (const name of ['eddsa-kid.jwt', 'es256-kid.jwt']) {
    const text = token(name);
    await pick(page, [given(name, text)]);
    await kept(page, name);
    assert.equal((await checksOf(page, title)).Signature, 'holds', name);
    assert.deepEqual((await downloaded(page, `Save the file: ${title}`)), { name, bytes: Buffer.from(text) });
    await saved(page);
    await page.reload();
    await usable(page);
    assert.deepEqual((await downloaded(page, `Save the file: ${title}`)), { name, bytes: Buffer.from(text) });
    await page.getByRole('button', { name: `Remove: ${title}`, exact: true }).click();
    await page.getByText(words.badges.none).waitFor();
  }
  await profile.close();
});

test('a badge is pasted beside the fields or into the field for it', async () => {
  const profile = await cairn.open({ init: sampleLearner });
  const page = await learner(profile);
  await visit(page, '#/badges');
  const paste = (parts) => page.evaluate(([text, file]) => {
    const clipboardData = new DataTransfer();
    if (text) clipboardData.setData('text/plain', text);
    if (file) clipboardData.items.add(new File([Uint8Array.from(file)], 'image.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, parts);
  await paste([badgeText('level-1.json')]);
  await kept(page, 'pasted.json');
  await paste(['', [...bakedPng(badgeText('level-1-dual.json'))]]);
  await kept(page, 'image.png');
  const field = page.getByRole('textbox', { name: words.badges.paste });
  await field.fill(token('eddsa-kid.jwt'));
  await page.getByRole('button', { name: words.badges.pasteAdd }).click();
  await kept(page, 'pasted.jwt');
  assert.equal(await field.inputValue(), '');
  // What is pasted into a field is that field's.
  await field.focus();
  await field.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, badgeText('level-1-other-id.json'));
  assert.equal(await page.getByRole('heading', { level: 3 }).count(), 3);
  await profile.close();
});

test('a held badge is handed out as PNG and SVG that show a picture and carry it byte for byte', async () => {
  const profile = await cairn.open({ init: sampleLearner });
  const page = await learner(profile);
  await pick(page, [badge('level-1.json')]);
  const text = badgeText('level-1.json');
  const sizes = await (async () => {
    const found = {};
    for (const [kind, button] of [['png', words.badges.pngNamed], ['svg', words.badges.svgNamed]]) {
      const { name, bytes } = await downloaded(page, button.replace('{title}', title));
      assert.equal(name, `level-1.${kind}`);
      assert.ok(bytes.includes(Buffer.from(text)), kind);
      found[kind] = await page.evaluate(async ([base64, type]) => {
        const image = new Image();
        image.src = `data:${type};base64,${base64}`;
        await image.decode();
        return [image.naturalWidth, image.naturalHeight];
      }, [bytes.toString('base64'), kind === 'png' ? 'image/png' : 'image/svg+xml']);
      // Brought in again it is the same badge.
      await pick(page, [given(name, bytes)]);
      await notKept(page, name);
      await page.getByText(words.error.badge.twice).first().waitFor();
    }
    return found;
  })();
  assert.deepEqual(sizes, { png: [480, 384], svg: [120, 96] });
  await profile.close();
});
