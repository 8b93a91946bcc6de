import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { iconShapes } from '../../web/build/icons.mjs';
import { policy } from '../../web/build/policy.mjs';
import { serve } from '../../web/build/serve.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');
const scratch = mkdtempSync(join(tmpdir(), 'cairn-page-'));
let server;
before(async () => {
  server = await serve({ folder: dist, base: '/sub/folder/' });
});
after(async () => {
  await server.close();
  rmSync(scratch, { recursive: true, force: true });
});

const filesOf = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();

function bundle(...given) {
  return spawnSync('node', ['web/build/bundle.mjs', ...given], { cwd: root, encoding: 'utf8' });
}

test('every file of the page but its entries carries its hash in its name', () => {
  const plain = filesOf(dist).filter((name) => !/\.[0-9a-f]{12}\.\w+$/.test(name));
  assert.deepEqual(plain, ['index.html', 'licences.txt', 'manifest.webmanifest', 'sw.js']);
});

test('the page names only files that are there, by relative addresses', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
  assert.ok(named.length >= 8);
  for (const address of named) assert.ok(existsSync(join(dist, address)) && !address.startsWith('/'), address);
  assert.doesNotMatch(html, /\{\{/);
});

test('the page states the policy and carries no inline script or style', () => {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  assert.ok(html.includes(policy));
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  const script = readFileSync(join(dist, filesOf(dist).find((name) => /^app\.\w+\.js$/.test(name))), 'utf8');
  assert.doesNotMatch(script, /\beval\(|new Function\(/);
});

test('the service worker keeps every file of the build', () => {
  const worker = readFileSync(join(dist, 'sw.js'), 'utf8');
  for (const name of filesOf(dist)) {
    if (name !== 'sw.js') assert.ok(worker.includes(`"${name === 'index.html' ? './' : name}"`), name);
  }
});

/** Width and height as a PNG's first chunk says. */
function sizeOf(png) {
  assert.equal(png.toString('latin1', 1, 4) + png.toString('latin1', 12, 16), 'PNGIHDR');
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

test('the manifest has what a browser asks of a page that can be installed', () => {
  const manifest = JSON.parse(readFileSync(join(dist, 'manifest.webmanifest'), 'utf8'));
  assert.equal(manifest.display, 'standalone');
  for (const address of ['id', 'start_url', 'scope']) assert.equal(manifest[address], './', address);
  for (const name of ['name', 'short_name', 'description']) assert.ok(manifest[name].length > 0, name);
  assert.equal(manifest.prefer_related_applications, undefined);
  const pictures = manifest.icons.filter(({ type }) => type === 'image/png');
  assert.deepEqual(pictures.map(({ sizes, purpose }) => `${sizes} ${purpose}`), ['192x192 any', '512x512 any', '512x512 maskable']);
  for (const { src, sizes } of pictures) assert.equal(sizeOf(readFileSync(join(dist, src))), sizes, src);
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  assert.match(html, /<link rel="manifest" href="manifest\.webmanifest">/);
  const [, touch] = html.match(/<link rel="apple-touch-icon" href="([^"]+)">/);
  assert.equal(sizeOf(readFileSync(join(dist, touch))), '180x180');
});

test('the same sources give the same bytes', () => {
  const again = join(scratch, 'again');
  const { status, stderr } = bundle('--out', again);
  assert.equal(status, 0, stderr);
  assert.deepEqual(filesOf(again), filesOf(dist));
  for (const name of filesOf(dist)) assert.ok(readFileSync(join(again, name)).equals(readFileSync(join(dist, name))), name);
});

test('one more record type is packed without compiling anything', () => {
  const assets = join(scratch, 'assets');
  cpSync(join(root, 'assets'), assets, { recursive: true });
  const folder = join(assets, 'record-types');
  const [first] = readdirSync(folder).sort();
  const type = JSON.parse(readFileSync(join(folder, first), 'utf8'));
  writeFileSync(join(folder, 'zz.added.json'), JSON.stringify({ ...type, id: 'zz.added', icon: 'anchor' }));
  const out = join(scratch, 'more');
  const { status, stderr } = bundle('--assets', assets, '--out', out);
  assert.equal(status, 0, stderr);
  const pack = JSON.parse(readFileSync(join(out, filesOf(out).find((name) => name.startsWith('assets.'))), 'utf8'));
  assert.ok(pack.recordTypes.some(({ id }) => id === 'zz.added'));
  assert.ok(pack.icons.includes('anchor'));
  const wasm = (files) => files.find((name) => name.endsWith('.wasm'));
  assert.equal(wasm(filesOf(out)), wasm(filesOf(dist)));
});

test('an icon that does not exist is named', () => {
  const assets = join(scratch, 'wrong');
  cpSync(join(root, 'assets'), assets, { recursive: true });
  writeFileSync(join(assets, 'icons.json'), '["no-such-icon"]');
  const { status, stderr } = bundle('--assets', assets, '--out', join(scratch, 'none'));
  assert.equal(status, 1);
  assert.match(stderr, /^error: there is no icon named "no-such-icon"/);
  assert.ok(!existsSync(join(scratch, 'none')));
});

test('shapes of every kind become paths', () => {
  const [picture] = iconShapes(['image']);
  assert.equal(picture.shapes.length, 3);
  for (const shape of picture.shapes) assert.match(shape, /^[Mm][\d\s.,a-zA-Z-]+$/);
});

test('the server sends the right types, the policy, and lets hashed files be kept', async () => {
  const expected = [['', 'text/html; charset=utf-8', 'no-cache'], ['sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['manifest.webmanifest', 'application/manifest+json; charset=utf-8', 'no-cache'],
    [filesOf(dist).find((name) => name.endsWith('.wasm')), 'application/wasm', 'public, max-age=31536000, immutable']];
  for (const [name, type, cache] of expected) {
    const response = await fetch(server.url + name);
    assert.equal(response.status, 200, name);
    assert.equal(response.headers.get('content-type'), type);
    assert.equal(response.headers.get('cache-control'), cache);
    assert.equal(response.headers.get('content-security-policy'), policy);
    await response.arrayBuffer();
  }
});

test('the server gives nothing from outside of its folder', async () => {
  for (const path of ['absent', '..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/package.json', '%00', '%']) {
    const response = await fetch(server.url + path);
    assert.equal(response.status, 404, path);
  }
  assert.equal((await fetch(server.url, { method: 'POST' })).status, 405);
});
