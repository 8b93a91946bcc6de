// How the page starts: what runs while what is still on its way, and what is waited for.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { heading, saved, stage, usable } from './support/browser.mjs';
import { startEmpty } from './support/portfolio.mjs';

const cairn = stage();

test('wasm is a file of its own that is compiled while it streams', async () => {
  const profile = await cairn.open({ init: () => {
    globalThis.compiled = [];
    const { compileStreaming } = WebAssembly;
    WebAssembly.compileStreaming = async (source) => {
      const response = await source;
      globalThis.compiled.push([new URL(response.url).pathname, response.headers.get('content-type'), response.bodyUsed]);
      return compileStreaming(response);
    };
    for (const name of ['compile', 'Module']) {
      WebAssembly[name] = () => { throw new Error(`WebAssembly.${name} was given bytes`); };
    }
  } });
  const page = await profile.tab();
  const compiled = await page.evaluate(() => globalThis.compiled);
  assert.equal(compiled.length, 1);
  const [[path, type, used]] = compiled;
  assert.match(path, /^\/cairn\.[0-9a-f]{12}\.wasm$/);
  assert.equal(type, 'application/wasm');
  assert.equal(used, false);
  await profile.close();
});

test('what is stored has been read before the first screen is shown', async () => {
  const profile = await cairn.open({ init: () => {
    globalThis.headings = [];
    new MutationObserver(() => {
      const words = document.querySelector('#mirror h1')?.textContent;
      if (words && words !== globalThis.headings.at(-1)) globalThis.headings.push(words);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  } });
  const page = await profile.tab();
  await startEmpty(page);
  await saved(page);
  assert.deepEqual(await page.evaluate(() => globalThis.headings), ['Your learning, stone by stone', 'Career Prepared']);
  await page.reload();
  await usable(page);
  await heading(page, 'Career Prepared');
  assert.deepEqual(await page.evaluate(() => globalThis.headings), ['Career Prepared']);
  await profile.close();
});
