// A wall as a learner makes it, and as anybody finds it: unpacked, on a host or in a folder.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';

import { badge, pick } from './badges.mjs';
import { go, saved, still } from './browser.mjs';
import { meeting, selfAssessment, text } from './portfolio.mjs';
import { readZip } from './zip.mjs';

const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

const choices = (page) => page.getByRole('list', { name: 'What can be shown', exact: true });
export const onWall = (page) => page.getByRole('list', { name: 'On your wall', exact: true }).getByRole('listitem');

/** Two claims and a badge that counts, each ticked; ends on the wall. */
export async function wall(page, { title = 'First talk with career services' } = {}) {
  await meeting(page, { leaf: 'L1.G1.meeting', criterion: 'Career services talk', topic: 'What career services offers', title });
  await selfAssessment(page);
  await pick(page, [badge('level-1.json')]);
  await go(page, 'Wall');
  for (const box of await choices(page).getByRole('checkbox').all()) await box.check();
  await onWall(page).nth(2).waitFor();
  await still(page);
}

/** What the page around the items says. */
export async function words(page, { title, about, address }) {
  if (title) await text(page, 'Title', title);
  if (about) await text(page, 'About you', about);
  if (address) await text(page, 'Address of the page', address);
  await saved(page);
}

/** @returns {Promise<Buffer>} wall.zip */
export async function exportWall(page) {
  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export wall.zip', exact: true }).click();
  return readFileSync(await (await begun).path());
}

/** Unpacks it into a folder. @returns {{name: string, content: Buffer}[]} */
export function unpack(zip, folder) {
  const entries = readZip(zip);
  for (const { name, content } of entries) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return entries;
}

/** A host that knows nothing but these files, and what it was asked for. */
export async function host(folder, under = '/') {
  const asked = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    asked.push(pathname);
    try {
      if (!pathname.startsWith(under)) throw new Error('outside');
      const path = normalize(pathname.slice(under.length - 1)).replace(/\/$/, '/index.html');
      const content = readFileSync(join(folder, path));
      response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${server.address().port}${under}`,
    asked,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}
