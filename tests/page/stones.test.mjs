// The stones say their state without colour, come back after the graphics were lost, and are drawn plainly when
// shaders fail. Without WebGL2 the page is an ordinary document.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { artifactFolder, eventually, go, heading, saved, stage, still, visit } from './support/browser.mjs';
import { textFile } from './support/photo.mjs';
import { brightness, difference, levels } from './support/pixels.mjs';
import { event, exported, jobBoard, recordFor, research, selfAssessment, startEmpty, text } from './support/portfolio.mjs';

const cairn = stage();
const folder = artifactFolder('stones');
const stone = (page) => page.getByRole('list', { name: 'Your cairn, from the bottom up' }).getByRole('listitem').first();

async function look(page, name) {
  await visit(page, '#/path');
  await still(page);
  const area = await brightness(page, stone(page));
  await page.screenshot({ path: join(folder, `${name}.png`), clip: await stone(page).boundingBox() });
  return { name, area, words: (await stone(page).textContent()).trim() };
}

async function everyState(page, label) {
  const seen = [];
  seen.push(await look(page, `${label}-open`));
  await event(page, { files: [textFile('ticket.txt')] });
  seen.push(await look(page, `${label}-filling`));
  await selfAssessment(page);
  await research(page);
  await jobBoard(page, { files: [textFile('welcome.txt')] });
  seen.push(await look(page, `${label}-ready`));
  await exported(page);
  seen.push(await look(page, `${label}-submitted`));
  return seen;
}

function allDiffer(seen) {
  for (let one = 0; one < seen.length; one += 1) {
    assert.ok(levels(seen[one].area) > 8, `${seen[one].name} is drawn`);
    for (let other = one + 1; other < seen.length; other += 1) {
      const share = difference(seen[one].area, seen[other].area);
      assert.ok(share > 0.01, `${seen[one].name} and ${seen[other].name} differ in ${(share * 100).toFixed(2)} % of their pixels`);
      assert.notEqual(seen[one].words, seen[other].words);
    }
  }
}

for (const theme of ['light', 'dark']) {
  test(`stones differ by state with colour taken away, ${theme}`, async () => {
    const profile = await cairn.open({ colorScheme: theme });
    const page = await profile.tab();
    await startEmpty(page);
    allDiffer(await everyState(page, theme));
    await profile.close();
  });
}

const graphics = (page, act) => page.evaluate((what) => {
  const context = document.getElementById('canvas').getContext('webgl2');
  globalThis.lossExtension ??= context.getExtension('WEBGL_lose_context');
  globalThis.lossExtension[what]();
}, act);

test('the stones are right again after the graphics context is lost and restored', async () => {
  const profile = await cairn.open({ expected: /CONTEXT_LOST_WEBGL|WebGL: INVALID_OPERATION/ });
  const page = await profile.tab();
  await startEmpty(page);
  await event(page, { files: [textFile('ticket.txt')] });
  const before = await look(page, 'loss-before');
  for (const round of [1, 2]) {
    await graphics(page, 'loseContext');
    await page.getByText(/^Level 1, Foundation: 1 of 4 goals claimed/).waitFor();
    await go(page, 'Evidence');
    await heading(page, 'Evidence');
    await go(page, 'Path');
    await graphics(page, 'restoreContext');
    await eventually(async () => difference((await look(page, `loss-after-${round}`)).area, before.area, 8) === 0, 'the stone looks as before');
  }
  await profile.close();
});

/** Runs in the page: the stones' own shaders do not compile; Dear ImGui's do. */
function breakShaders() {
  const { shaderSource } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.shaderSource = function wrapped(shader, source) {
    const own = /\bv_point\b/.test(source);
    return shaderSource.call(this, shader, own ? 'this is no shader' : source);
  };
}

test('the stones are drawn plainly, and still differ by state, when shaders fail', async () => {
  const profile = await cairn.open({ init: breakShaders, expected: /shader/i });
  const page = await profile.tab();
  await startEmpty(page);
  allDiffer(await everyState(page, 'plain'));
  await profile.close();
});

/** Runs in the page: there is no WebGL2. */
function withoutGraphics() {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function wrapped(kind, ...more) {
    return kind === 'webgl2' ? null : getContext.call(this, kind, ...more);
  };
}

test('without WebGL2 the page is an ordinary, readable document that works', async () => {
  const profile = await cairn.open({ init: withoutGraphics, viewport: { width: 1024, height: 768 } });
  const page = await profile.tab();
  await startEmpty(page);
  const title = await brightness(page, page.getByRole('heading', { level: 1 }));
  assert.ok(Math.max(...title.light) - Math.min(...title.light) > 120, 'the heading can be read');
  await page.getByText(/^Level 1, Foundation: 0 of 4 goals claimed/).waitFor();
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'Written without graphics');
  await heading(page, 'Written without graphics');
  await saved(page);
  await page.screenshot({ path: join(folder, 'without-webgl.png') });
  await profile.close();
});
