// A served page and a Chromium for page tests. Things are found by role and name; nothing waits for a while, only for
// what can be seen. Whatever the page logs as an error, or throws, fails the test that made it do so.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

import { serve } from '../../../web/build/serve.mjs';

/** Whether the long versions run: tests/run.sh --long. */
export const long = process.env.CAIRN_LONG === '1';
export const repository = fileURLToPath(new URL('../../../', import.meta.url));
export const dist = process.env.CAIRN_DIST ?? join(repository, 'dist');
export const artifacts = process.env.CAIRN_ARTIFACTS ?? join(repository, 'build', 'artifacts');
export const widths = { 360: { width: 360, height: 740 }, 1440: { width: 1440, height: 900 } };
export const themes = ['light', 'dark'];

export const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--enable-unsafe-swiftshader'];
const patience = 20_000;

/** What the software renderer says of its own speed. */
const ofTheDriver = /GL Driver Message|GPU stall due to ReadPixels|Automatic fallback to software WebGL/;

/** A folder for what tests leave to look at. */
export function artifactFolder(name = '') {
  const folder = join(artifacts, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export const executable = () => process.env.CAIRN_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

/** @returns {Promise<import('playwright-core').Browser>} */
export function launch() {
  return chromium.launch({ executablePath: executable(), args: flags });
}

/**
 * Asks again until `look` gives something true, or throws what it threw last.
 * @template T @param {() => T | Promise<T>} look @param {string} what @returns {Promise<T>}
 */
export async function eventually(look, what, timeout = patience) {
  const end = performance.now() + timeout;
  for (let pause = 8; ; pause = Math.min(pause * 1.5, 120)) {
    let fault = null;
    try {
      const seen = await look();
      if (seen) return seen;
    } catch (error) {
      fault = error;
    }
    if (performance.now() > end) throw fault ?? new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, pause); });
  }
}

/**
 * Serves a built page for the tests of one file, with one browser.
 * @param {{folder?: string}} [settings]
 * @returns {{url: string, browser: import('playwright-core').Browser,
 *   open: (options?: object) => Promise<Profile>}} filled before the first test runs
 */
export function stage({ folder = dist } = {}) {
  const made = { url: '', browser: null, open: null };
  let server = null;
  before(async () => {
    server = await serve({ folder: typeof folder === 'function' ? await folder() : folder, port: 0 });
    made.url = server.url;
    made.browser = await launch();
    made.open = (options) => Profile.open(made, options);
  });
  after(async () => {
    await made.browser?.close();
    await server?.close();
  });
  return made;
}

/** A fresh profile of a browser, and the pages in it. */
export class Profile {
  static async open({ browser, url }, { viewport = widths[1440], init, expected, ...options } = {}) {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC', ...options });
    context.setDefaultTimeout(patience);
    const profile = new Profile(context, url, expected);
    // A dialog of the system, which no test can answer: files come as downloads.
    await context.addInitScript(() => { delete globalThis.showSaveFilePicker; });
    if (init) await context.addInitScript(init);
    return profile;
  }

  constructor(context, url, expected) {
    this.context = context;
    this.url = url;
    this.faults = [];
    context.on('console', (message) => {
      const text = message.text();
      if (!['error', 'warning'].includes(message.type()) || ofTheDriver.test(text) || expected?.test(text)) return;
      this.faults.push(`${message.type()}: ${text}`);
    });
    context.on('weberror', (error) => this.faults.push(`thrown: ${error.error().stack ?? error.error()}`));
  }

  /** A tab with the page, usable. */
  async tab(hash = '') {
    const page = await this.context.newPage();
    await page.goto(this.url + hash);
    await usable(page);
    return page;
  }

  /** Ends it, and fails if the page complained. */
  async close() {
    await this.context.close();
    assert.deepEqual(this.faults, []);
  }
}

/** The program has shown its first screen. Throws what the page says when it could not. */
export async function usable(page) {
  const told = await page.waitForFunction(() => {
    const failure = document.getElementById('failure');
    if (failure && !failure.hidden) return failure.textContent;
    return globalThis.cairnStats?.marks.usable > 0 && ' ';
  });
  const words = (await told.jsonValue()).trim();
  if (words) throw new Error(`the page says: ${words}`);
}

/** Nothing is due any more: no frame came between two looks, and none is asked for. */
export async function still(page) {
  await page.evaluate(() => new Promise((resolve) => {
    let frames = -1;
    const look = () => {
      const now = globalThis.cairnStats.frames;
      if (now === frames) return resolve();
      frames = now;
      setTimeout(() => requestAnimationFrame(look), 60);
    };
    requestAnimationFrame(look);
  }));
}

/** What was typed last is in the program, and the program says that it is stored. */
export async function saved(page) {
  await page.evaluate(() => globalThis.document.activeElement?.blur());
  await still(page);
  await eventually(async () => /^Saved/.test(await saveWords(page)), 'the page says that it saved');
}

/** The words about saving. */
export async function saveWords(page) {
  return (await page.getByText(/^(Saving…|Saved( at .+)?|Not saved|Read only)$/).first().textContent()) ?? '';
}

/** Goes where a link of the page goes; on a phone some of them stand on the page More. */
export async function go(page, name) {
  const sections = page.getByRole('navigation', { name: 'Sections' });
  if (await sections.getByRole('link', { name, exact: true }).count() > 0) {
    await sections.getByRole('link', { name, exact: true }).click();
  } else {
    await sections.getByRole('link', { name: 'More', exact: true }).click();
    await page.getByRole('main').getByRole('link', { name, exact: true }).click();
  }
  await still(page);
}

/** The heading of the screen that is shown. */
export async function heading(page, name) {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** What the browser says where a page of text has no icon. */
export const noIcon = /status of 404|404 \(Not Found\)/;

/** Leaves the program, and stays with its origin: what is stored can be changed, and nobody writes. */
export async function away(page) {
  await page.goto(new URL('licences.txt', page.url()).href);
}

/** Follows the address as a person who types it. */
export async function visit(page, hash) {
  await page.evaluate((to) => { location.hash = to; }, hash);
  await still(page);
}
