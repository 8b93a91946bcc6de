// A Chromium with a profile on the disk, which can be ended like a machine without power, and whose stored files can
// be damaged between two starts. What the page said to be saved is noted here, outside of what is ended.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

import { serve } from '../../../web/build/serve.mjs';
import { dist, eventually, executable, flags, Profile, usable, widths } from './browser.mjs';

const folders = new Set();
const running = new Set();

function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-profile-'));
  folders.add(folder);
  return folder;
}

function remove(folder) {
  // A browser that was killed may leave children that are still writing for a moment.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  folders.delete(folder);
}

/** Ends the whole group of processes, and waits until its first one is gone. */
async function kill(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}

/** A profile folder, and the browser that runs on it, if one does. */
export class DiskProfile {
  constructor(url, folder = newFolder()) {
    this.url = url;
    this.folder = folder;
    this.child = null;
    this.browser = null;
    this.profile = null;
  }

  /** A copy of the folder, for one kind of damage. No browser may run on it. */
  copy() {
    assert.equal(this.child, null);
    const made = new DiskProfile(this.url);
    cpSync(this.folder, made.folder, { recursive: true, verbatimSymlinks: true, filter: (path) => !/\/Singleton\w+$/.test(path) });
    return made;
  }

  /** Starts the browser. @returns {Promise<Profile>} */
  async start({ expected } = {}) {
    assert.equal(this.child, null);
    const child = spawn(executable(), [...flags, '--headless=new', '--remote-debugging-port=0', '--lang=en-GB', `--user-data-dir=${this.folder}`, 'about:blank'],
      { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, TZ: 'UTC' } });
    this.child = child;
    running.add(child);
    const address = await new Promise((resolve, reject) => {
      let told = '';
      child.stderr.on('data', (piece) => {
        told = (told + piece).slice(-20_000);
        const [, found] = told.match(/DevTools listening on (ws:\S+)/) ?? [];
        if (found) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`the browser ended with ${code}: ${told.slice(-2000)}`)));
    });
    this.browser = await chromium.connectOverCDP(address);
    this.profile = new Profile(this.browser.contexts()[0], this.url, expected);
    this.profile.context.setDefaultTimeout(20_000);
    return this.profile;
  }

  /** A tab with the page; `ready` waits for what it shows first. */
  async tab(hash = '', { init, ready = usable } = {}) {
    const page = await this.profile.context.newPage();
    await page.setViewportSize(widths[1440]);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    if (init) await page.addInitScript(init);
    await page.goto(this.url + hash);
    await ready(page);
    return page;
  }

  /** SIGKILL to every process of the browser, at once. */
  async kill() {
    const { child, browser } = this;
    this.child = this.browser = this.profile = null;
    running.delete(child);
    await kill(child);
    await browser?.close().catch(() => {});
  }

  /** Ends the browser as its user does: what it has not written to the disk yet, it writes. */
  async quit() {
    const { child, browser } = this;
    this.child = this.browser = this.profile = null;
    running.delete(child);
    const gone = once(child, 'exit');
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.close').catch(() => {});
    await gone;
    await browser.close().catch(() => {});
  }

  async discard() {
    if (this.child) await this.kill();
    remove(this.folder);
  }

  // --- what lies on the disk; only while no browser runs ----------------------------------------------------------

  get #data() {
    assert.equal(this.child, null);
    return join(this.folder, 'Default');
  }

  get #databases() {
    const folder = join(this.#data, 'IndexedDB');
    return readdirSync(folder).map((name) => join(folder, name));
  }

  /** The folder of LevelDB with everything but Blobs. */
  get #levels() {
    const found = this.#databases.find((name) => name.endsWith('.indexeddb.leveldb'));
    assert.ok(found, 'no IndexedDB on the disk');
    return found;
  }

  #named(ending) {
    const folder = this.#levels;
    return readdirSync(folder).filter((name) => name.endsWith(ending)).sort().map((name) => join(folder, name));
  }

  get log() {
    const [log] = this.#named('.log');
    assert.ok(log && readFileSync(log).length > 4000, 'the log holds hardly anything');
    return log;
  }

  /** @param {(length: number) => number} cut how many bytes go from the end of the log */
  truncateLog(cut) {
    const { length } = readFileSync(this.log);
    truncateSync(this.log, Math.max(0, length - Math.floor(cut(length))));
  }

  /** @param {number} share where in the log 64 bytes are turned over, from 0 to 1 */
  flipLog(share) {
    const bytes = readFileSync(this.log);
    const at = Math.floor(bytes.length * share);
    for (let i = at; i < Math.min(at + 64, bytes.length); i += 1) bytes[i] ^= 0xff;
    writeFileSync(this.log, bytes);
  }

  /** Tables of LevelDB; also while a browser runs. */
  tables() {
    const folder = join(this.folder, 'Default', 'IndexedDB');
    return existsSync(folder) ? readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ldb')) : [];
  }

  removeTable() {
    const [table] = this.#named('.ldb');
    assert.ok(table, 'LevelDB has made no table yet');
    rmSync(table);
  }

  /** The Blobs alone: their files can go while LevelDB still names them. */
  removeBlobs() {
    const folder = this.#databases.find((name) => name.endsWith('.indexeddb.blob'));
    assert.ok(folder, 'no Blobs on the disk');
    rmSync(folder, { recursive: true });
  }

  removeIndexedDB() {
    assert.ok(this.#databases.length > 0);
    rmSync(join(this.#data, 'IndexedDB'), { recursive: true });
  }

  /** The origin private file system of every page. */
  removeOPFS() { rmSync(join(this.#data, 'File System'), { recursive: true, force: true }); }
  hasOPFS() { return existsSync(join(this.#data, 'File System')); }
  removeLocalStorage() { rmSync(join(this.#data, 'Local Storage'), { recursive: true, force: true }); }
}

/**
 * Serves the page for the tests of one file, always at the same address, and clears away every profile at the end.
 * @returns {{url: string, profile: () => DiskProfile, serve: (folder: string) => Promise<void>}}
 */
export function diskStage() {
  const made = { url: '', profile: () => new DiskProfile(made.url) };
  let server = null;
  before(async () => {
    server = await serve({ folder: dist, port: 0 });
    made.url = server.url;
  });
  after(async () => {
    for (const child of running) await kill(child);
    for (const folder of [...folders]) remove(folder);
    await server?.close();
  });
  return made;
}

// --- continuous editing ----------------------------------------------------------------------------------------------

/**
 * Runs in the page: tells `acknowledged` each heading that stands beside the words that everything is saved. Both are of
 * one frame of the program, so a title that is shown as heading then is what the page says is saved.
 */
function watchSaved() {
  let last = null;
  const look = () => {
    const words = [...document.querySelectorAll('#mirror *')].find(({ childElementCount, textContent }) =>
      childElementCount === 0 && /^(Saving…|Saved( at .+)?|Not saved|Read only)$/.test(textContent))?.textContent ?? '';
    const title = document.querySelector('#mirror h1')?.textContent ?? '';
    if (!words.startsWith('Saved') || title === last) return;
    last = title;
    globalThis.acknowledged(title);
  };
  new MutationObserver(look).observe(document.getElementById('mirror'), { childList: true, subtree: true, characterData: true });
  look();
}

/** A number that is the same for the same seed. */
export function dice(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

const titleOf = (number) => `Edit ${number}`;
const numberIn = (words) => Number(words.match(/^Edit (\d+)$/)?.[1] ?? 0);

/** A text that shows by itself whether it is whole. The field takes 8,000 characters. */
export const wholeText = (number, length) => `${number}: ${`word ${number}, `.repeat(length)}end ${number}`;
export function isWhole(text) {
  const number = Number(text.match(/^(\d+): /)?.[1]);
  const length = (text.match(/word/g) ?? []).length;
  return Number.isInteger(number) && text === wholeText(number, length);
}

/**
 * Edits the record that is shown, without a pause, until the browser is gone: title and text in turn, by leaving the
 * field or by typing on in it.
 * @param {import('playwright-core').Page} page
 * @param {{from: number, random: (below: number) => number}} how
 * @returns {Promise<{acknowledged: number, typed: number, ended: Promise<void>}>} filled while it edits
 */
export async function editOn(page, { from, random }) {
  const seen = { acknowledged: 0, typed: from, ended: null, count: 0 };
  await page.exposeFunction('acknowledged', (title) => {
    seen.count += 1;
    seen.acknowledged = Math.max(seen.acknowledged, numberIn(title));
  });
  await page.evaluate(watchSaved);
  const title = page.getByRole('textbox', { name: 'Title', exact: true });
  const body = page.getByRole('textbox', { name: 'What happened', exact: true });
  seen.ended = (async () => {
    try {
      for (;;) {
        const next = seen.typed + 1;
        seen.typed = next;
        if (random(4) === 0) {
          await title.fill('');
          await title.pressSequentially(titleOf(next), { delay: random(40) });
        } else {
          await title.fill(titleOf(next));
        }
        await title.blur();
        await body.fill(wholeText(next, 1 + random(random(5) === 0 ? 600 : 20)));
        await body.blur();
        if (random(5) === 0) await page.keyboard.press('Control+s');
      }
    } catch {
      // The browser is gone.
    }
  })();
  return seen;
}

/** What the record that is shown holds now. */
export async function shownEdit(page) {
  const title = await page.getByRole('textbox', { name: 'Title', exact: true }).inputValue();
  const text = await page.getByRole('textbox', { name: 'What happened', exact: true }).inputValue();
  return { title, number: numberIn(title), text };
}

/** Resolves when what was acknowledged passes a number. */
export const until = (seen, number) => eventually(() => seen.acknowledged >= number, `nothing after ${seen.acknowledged} was said to be saved`, 30_000);

// --- what is stored, seen from the page --------------------------------------------------------------------------------

/** The second copies: name, bytes, and what can be read of them as text. They are ZIPs whose entries are stored. */
export const copies = (page) => page.evaluate(async () => {
  const found = [];
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === 'directory') await walk(handle, `${path}${name}/`);
      else found.push({ name: path + name, text: await (await handle.getFile()).text() });
    }
  };
  await walk(await navigator.storage.getDirectory(), '');
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
});

/** The names of the document's files in IndexedDB; none where there is no such database. */
export const names = (page) => page.evaluate(async () => {
  const all = await indexedDB.databases();
  if (!all.some(({ name }) => name === '/cairn')) return [];
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('/cairn'));
  const has = database.objectStoreNames.contains('FILE_DATA');
  const keys = has ? await asked(database.transaction('FILE_DATA').objectStore('FILE_DATA').getAllKeys()) : [];
  database.close();
  return keys;
});

/** SHA-256 and readable bytes of each Blob: a Blob whose bytes are gone from the disk has none. */
export const evidence = (page) => page.evaluate(async () => {
  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await asked(indexedDB.open('cairn'));
  const store = database.transaction('blobs').objectStore('blobs');
  const [keys, blobs] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
  database.close();
  return Promise.all(keys.map(async (key, at) => [key, await blobs[at].arrayBuffer().then(({ byteLength }) => byteLength, () => 0)]));
});
