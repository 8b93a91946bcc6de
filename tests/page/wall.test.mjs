// A wall from the page to the world: chosen, exported, unpacked, and found on a host, below one, and in a folder, by a
// browser that runs no script.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';

import { standards } from '../interop/standards.mjs';
import { describe, tools } from '../interop/tools.mjs';
import { sampleLearner } from './support/badges.mjs';
import { artifactFolder, go, heading, repository, saved, stage, still, visit, widths } from './support/browser.mjs';
import { startEmpty, text } from './support/portfolio.mjs';
import { exportWall, host, onWall, unpack, wall, words } from './support/wall.mjs';

const cairn = stage();
const hostile = {
  record: '<script>document.title = "taken over"</script>',
  title: '"><img src=x onerror="document.title=1"> & \'quotes\'',
  about: 'About **me**. <b onclick="x">not bold</b> [bad](javascript:alert(1)) [good](https://example.org/)',
};
const folder = mkdtempSync(join(tmpdir(), 'wall-'));
after(() => rmSync(folder, { recursive: true }));

async function make() {
  const profile = await cairn.open({ init: sampleLearner });
  const page = await profile.tab();
  await startEmpty(page);
  await wall(page, { title: hostile.record });
  await words(page, hostile);
  const zip = await exportWall(page);
  assert.ok((await exportWall(page)).equals(zip), 'another ZIP');
  await profile.close();
  writeFileSync(join(artifactFolder(), 'wall.zip'), zip);
  return unpack(zip, folder);
}

let entries;
/** The wall that all tests look at, unpacked in `folder`. */
const made = () => (entries ??= make());
const credentials = async () => (await made()).filter(({ name }) => name.startsWith('credentials/'));

/** Opens the wall where `url` is; what it asked for, and what the browser complained of. */
async function found(url, look, options = {}) {
  const context = await cairn.browser.newContext({ viewport: widths[1440], ...options });
  const requests = [];
  const faults = [];
  context.on('request', (request) => requests.push(request.url()));
  context.on('console', (message) => faults.push(message.text()));
  context.on('weberror', (error) => faults.push(String(error.error())));
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  await look(page);
  await context.close();
  assert.deepEqual(faults, []);
  return requests;
}

async function asAgreed(page) {
  assert.equal(await page.title(), hostile.title);
  await page.getByRole('heading', { level: 1, name: hostile.title, exact: true }).waitFor();
  const articles = page.getByRole('article');
  assert.equal(await articles.count(), 3);
  await articles.getByText(`Their record of it: ${hostile.record}`, { exact: true }).waitFor();
  assert.equal(await articles.getByText('Claimed by the learner; nobody has reviewed it.', { exact: true }).count(), 2);
  assert.equal(await articles.getByText('Signed by Sample campus. Check it: give its file to an Open Badges 3.0 verifier.', { exact: true }).count(), 1);
  await page.getByText('<b onclick="x">not bold</b>').waitFor();
  assert.deepEqual(await page.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')).filter((href) => !href.startsWith('credentials/'))), ['https://example.org/']);
  for (const picture of await page.getByRole('img').all()) assert.ok(await picture.evaluate((img) => img.complete && img.naturalWidth > 0));
  const background = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  assert.equal(background, 'rgb(246, 244, 239)', 'its style is not there');
}

for (const under of ['/', '/people/me/wall/']) {
  test(`a wall under ${under} of a host works without scripts and asks for nothing outside its folder`, async () => {
    await made();
    const server = await host(folder, under);
    const requests = await found(server.url, asAgreed, { javaScriptEnabled: false });
    await server.close();
    assert.ok(requests.length >= 6);
    for (const request of requests) assert.ok(request.startsWith(server.url), request);
    for (const path of server.asked) assert.ok(path.startsWith(under), path);
  });
}

test('a wall opened as a file works without scripts and asks for nothing outside its folder', async () => {
  await made();
  const requests = await found(pathToFileURL(join(folder, 'index.html')).href, asAgreed, { javaScriptEnabled: false });
  for (const request of requests) assert.ok(request.startsWith(pathToFileURL(folder).href), request);
});

for (const width of [320, 360, 1440]) {
  for (const theme of ['light', 'dark']) {
    test(`axe finds nothing on a wall of ${width} pixels, ${theme}, and it does not scroll sideways`, async () => {
      await made();
      const server = await host(folder, '/');
      await found(server.url, async (page) => {
        const { violations, incomplete } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
        assert.deepEqual([...violations, ...incomplete].map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`), []);
        assert.equal(await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth), 0);
        if (width > 320) await page.screenshot({ path: join(artifactFolder('screens'), `wall-exported-${width}-${theme}.png`), fullPage: true });
      }, { viewport: { width, height: 740 }, colorScheme: theme });
      await server.close();
    });
  }
}

test('a printed wall shows where its links lead, and keeps each item together', async () => {
  await made();
  const server = await host(folder, '/');
  await found(server.url, async (page) => {
    await page.emulateMedia({ media: 'print' });
    const after = await page.getByRole('link', { name: /^Verifiable JSON/ }).first().evaluate((link) => getComputedStyle(link, '::after').content);
    assert.match(after, /credentials/);
    const article = await page.getByRole('article').first().evaluate((one) => { const { breakInside, boxShadow } = getComputedStyle(one); return { breakInside, boxShadow }; });
    assert.deepEqual(article, { breakInside: 'avoid', boxShadow: 'none' });
  });
  await server.close();
});

test('each JSON of the wall verifies with our command', { skip: !existsSync(join(repository, 'build/native/cairn')) && 'the command is not built' }, async () => {
  const files = await credentials();
  assert.equal(files.length, 3);
  for (const { name } of files) {
    const { status, stdout, stderr } = spawnSync(join(repository, 'build/native/cairn'), ['verify', '--json', join(folder, name)], { encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
    assert.equal(JSON.parse(stdout).signature, 'valid');
  }
});

test('each JSON of the wall verifies with Digital Bazaar’s suite, and one changed letter is found', { skip: !standards && 'no published contexts' }, async () => {
  const { verifyProof } = await tools();
  for (const { name, content } of await credentials()) {
    const document = JSON.parse(content.toString('utf8'));
    // Ours have two proofs; the campus signed its badge by one.
    const suites = document.proof.map(({ cryptosuite }) => cryptosuite);
    assert.equal(suites.length, document.issuer.id === document.credentialSubject.id ? 2 : 1, name);
    const { verified, error } = await verifyProof(document, suites);
    assert.ok(verified, `${name}: ${describe(error)}`);
    for (const suite of suites) assert.equal((await verifyProof({ ...document, name: `${document.name}~` }, [suite])).verified, false);
  }
});

test('what is shown is chosen and ordered by name, an address that is none is told, and undo goes back', async () => {
  const profile = await cairn.open({ init: sampleLearner });
  const page = await profile.tab();
  await startEmpty(page);
  await visit(page, '#/wall');
  await heading(page, 'Wall');
  await page.getByText('Everything on one wall is tied together.').first().waitFor();
  await wall(page);
  const order = async () => (await onWall(page).allTextContents()).map((words_) => /Career Prepared|Career services talk|Self-assessment/.exec(words_)?.[0]);
  assert.deepEqual(await order(), ['Career Prepared', 'Career services talk', 'Self-assessment']);
  assert.ok(await page.getByRole('button', { name: 'Move down: Self-assessment', exact: true }).isDisabled());
  await page.getByRole('button', { name: 'Move up: Self-assessment', exact: true }).click();
  await still(page);
  assert.deepEqual(await order(), ['Career Prepared', 'Self-assessment', 'Career services talk']);
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await still(page);
  assert.deepEqual(await order(), ['Career Prepared', 'Career services talk', 'Self-assessment']);

  await text(page, 'Address of the page', 'javascript:alert(1)');
  await page.getByText('The address has to begin with https://').first().waitFor();
  let handedOver = 0;
  page.on('download', () => { handedOver += 1; });
  await page.getByRole('button', { name: 'Export wall.zip', exact: true }).click();
  await still(page);
  assert.equal(handedOver, 0);
  await text(page, 'Address of the page', '');
  await page.getByRole('checkbox', { name: 'Self-assessment', exact: true }).uncheck();
  await still(page);
  assert.equal(await onWall(page).count(), 2);
  await saved(page);
  await page.reload();
  await page.getByRole('button', { name: 'Move up: Career services talk', exact: true }).waitFor();
  assert.equal(await onWall(page).count(), 2);
  await go(page, 'Path');
  await profile.close();
});
