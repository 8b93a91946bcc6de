// Without a network, and when a newer version of the page comes: it waits for the person's word, never takes what is
// not saved, and changes nothing where it did not arrive whole.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { serve } from '../../web/build/serve.mjs';
import { Profile, dist, eventually, heading, launch, repository, saved, saveWords, usable } from './support/browser.mjs';
import { recordFor, startEmpty, text } from './support/portfolio.mjs';

const base = '/some/folder/';
const ready = 'A newer version of Cairn is ready.';
const newName = 'Cairn of tomorrow';
const work = mkdtempSync(join(tmpdir(), 'cairn-offline-'));
const newer = join(work, 'newer');
let browser = null;

before(async () => {
  const assets = join(work, 'assets');
  cpSync(join(repository, 'assets'), assets, { recursive: true });
  const words = join(assets, 'strings', 'en.json');
  const strings = JSON.parse(readFileSync(words, 'utf8'));
  strings.app.name = newName;
  writeFileSync(words, JSON.stringify(strings));
  const wasm = process.env.CAIRN_WASM ? ['--wasm', process.env.CAIRN_WASM] : [];
  execFileSync(process.execPath, [join(repository, 'web/build/bundle.mjs'), '--assets', assets, '--out', newer, ...wasm], { stdio: 'pipe' });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(work, { recursive: true, force: true });
});

/** A plain host with the page in a folder of it; what it serves can be exchanged, and it can go away. */
async function host(t) {
  const folder = mkdtempSync(join(work, 'host-'));
  const site = join(folder, 'site');
  cpSync(dist, site, { recursive: true });
  const server = await serve({ folder: site, port: 0, base });
  let open = true;
  const close = async () => {
    if (open) await server.close();
    open = false;
  };
  t.after(close);
  return {
    url: server.url,
    site,
    /** As an upload of another build does it. */
    publish(build) {
      renameSync(site, join(folder, `old-${readdirSync(folder).length}`));
      cpSync(build, site, { recursive: true });
    },
    close,
  };
}

async function visitor({ url }, options) {
  return Profile.open({ browser, url }, options);
}

/** The service worker keeps every file and is in charge. */
const kept = (page) => page.evaluate(async () => {
  await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) {
    await new Promise((resolve) => { navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }); });
  }
});

const named = (page, name) => page.getByRole('navigation', { name: 'Sections' }).getByText(name, { exact: true }).waitFor();
const button = (page) => page.getByRole('button', { name: 'Load the newer version', exact: true });

/** A saved portfolio with one record, whose page is shown. */
async function begun(page) {
  await startEmpty(page);
  await recordFor(page, 'L1.G1.meeting');
  await text(page, 'Title', 'Kept through everything');
  await saved(page);
  await kept(page);
}

/** The browser looks for another build, as it does at each visit, and the page says what it found. */
async function offered(page) {
  await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
  await page.getByText(ready).first().waitFor();
}

test('without a network the page starts in a new tab, from a subfolder and by its file name, with everything there', async (t) => {
  const site = await host(t);
  const profile = await visitor(site, { expected: /ERR_CONNECTION_REFUSED|ERR_FAILED|offline use is off/ });
  const page = await profile.tab();
  await begun(page);
  const address = await page.evaluate(() => location.hash);
  await page.close();
  await site.close();
  for (const entry of ['', 'index.html', '?from=mail']) {
    const tab = await profile.context.newPage();
    await tab.goto(site.url + entry + address);
    await usable(tab);
    await heading(tab, 'Kept through everything');
    await tab.close();
  }
  const tab = await profile.tab();
  await recordFor(tab, 'L1.G3');
  await text(tab, 'Title', 'Written without a network');
  await saved(tab);
  await profile.close();
});

test('a newer version waits for the person, keeps what is being typed, and every tab loads it', async (t) => {
  const site = await host(t);
  const profile = await visitor(site);
  const page = await profile.tab();
  await begun(page);
  const other = await profile.tab('#/evidence');
  site.publish(newer);
  await offered(page);
  await other.getByText(ready).first().waitFor();
  await page.reload();
  await usable(page);
  await named(page, 'Cairn');
  await page.getByText(ready).first().waitFor();

  const writer = await page.getByRole('button', { name: 'Edit here instead' }).count() === 0 ? page : other;
  if (writer === other) {
    await other.getByRole('link', { name: /^Kept through everything/ }).click();
  }
  await writer.getByRole('textbox', { name: 'Title', exact: true }).fill('Typed just before');
  await button(writer).click();
  await named(page, newName);
  await named(other, newName);
  for (const tab of [page, other]) {
    await usable(tab);
    assert.equal(await tab.getByText(ready).count(), 0);
  }
  await heading(writer, 'Typed just before');
  await site.close();
  await page.reload();
  await usable(page);
  await named(page, newName);
  profile.faults.length = 0;
  await profile.close();
});

/** Runs in the page before its scripts: commits of the document can be made to fail. */
function meddle() {
  globalThis.full = false;
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function wrapped(...values) {
    if (globalThis.full && this.transaction.db.name === '/cairn') {
      this.transaction.abort();
      throw new DOMException('made to fail', 'QuotaExceededError');
    }
    return put.apply(this, values);
  };
}

test('words that are not saved hold a newer version up, in this tab and in another, and are there after it', async (t) => {
  const site = await host(t);
  const profile = await visitor(site, { init: meddle, expected: /made to fail|AbortError|QuotaExceededError/ });
  const page = await profile.tab();
  await begun(page);
  const reader = await profile.tab('#/evidence');
  site.publish(newer);
  await offered(page);
  await reader.getByText(ready).first().waitFor();

  await page.evaluate(() => { globalThis.full = true; });
  await text(page, 'Title', 'Not on the disk yet');
  await page.getByText('Not saved', { exact: true }).first().waitFor();
  await button(page).click();
  await page.getByText('The newer version has to wait: what you did last in this tab is not saved.').first().waitFor();
  await button(reader).click();
  await reader.getByText('The newer version has to wait: a tab of Cairn has words that are not saved').first().waitFor();
  await named(page, 'Cairn');
  await named(reader, 'Cairn');

  await page.evaluate(() => { globalThis.full = false; });
  await eventually(async () => /^Saved/.test(await saveWords(page)), 'it saves by itself, or when asked');
  await button(reader).click();
  await named(page, newName);
  await named(reader, newName);
  await heading(page, 'Not on the disk yet');
  profile.faults.length = 0;
  await profile.close();
});

test('a newer version that does not arrive whole changes nothing', async (t) => {
  const site = await host(t);
  const profile = await visitor(site, { expected: /404|Failed to load resource|offline use is off|bad HTTP response/ });
  const page = await profile.tab();
  await begun(page);
  const broken = join(work, 'broken');
  cpSync(newer, broken, { recursive: true });
  rmSync(join(broken, readdirSync(broken).find((name) => /^sample\..*\.zip$/.test(name))));
  site.publish(broken);
  const outcome = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const ended = new Promise((resolve) => {
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker.addEventListener('statechange', () => resolve(worker.state));
      });
    });
    await registration.update();
    return ended;
  });
  assert.equal(outcome, 'redundant');
  assert.equal(await page.getByText(ready).count(), 0);
  await page.reload();
  await usable(page);
  await named(page, 'Cairn');
  await heading(page, 'Kept through everything');
  await site.close();
  const tab = await profile.tab();
  await named(tab, 'Cairn');
  profile.faults.length = 0;
  await profile.close();
});

test('the browser finds nothing that keeps the page from being installed', async (t) => {
  const site = await host(t);
  const profile = await visitor(site);
  const page = await profile.tab();
  await kept(page);
  const protocol = await profile.context.newCDPSession(page);
  const { errors, url } = await protocol.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  assert.equal(url, `${site.url}manifest.webmanifest`);
  const { installabilityErrors } = await protocol.send('Page.getInstallabilityErrors');
  // A test's profile is a private one; that is no property of the page.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
  await profile.close();
});
