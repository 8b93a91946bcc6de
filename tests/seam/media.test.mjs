import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mirrorPage } from './page.mjs';
import { until } from './helpers.mjs';
import { decodePreview } from '../../web/app/media.mjs';

async function mediaPage(kept) {
  const made = new Map();
  const revoked = [];
  globalThis.URL.createObjectURL = (blob) => {
    const url = `blob:http://localhost/${made.size + 1}`;
    made.set(url, blob);
    return url;
  };
  globalThis.URL.revokeObjectURL = (url) => revoked.push(url);
  const page = await mirrorPage({ readBlob: async (sha256) => kept[sha256] ?? null });
  return { ...page, made, revoked };
}
const node = (role, extra = {}) => [{ id: 1, role, name: 'Poster', value: 'abc', extra }];

test('a stored picture is shown with its words, and its address goes with it', async () => {
  const page = await mediaPage({ abc: new Blob(['png'], { type: 'image/png' }) });
  page.show(node('image', { alt: 'A poster about bees', media: 'image/png' }));
  const image = page.element(1);
  await until(() => page.made.size === 1);
  assert.equal(image.getAttribute('src'), 'blob:http://localhost/1');
  assert.equal(image.alt, 'A poster about bees');
  page.show([]);
  assert.deepEqual(page.revoked, ['blob:http://localhost/1']);
});

test('a PDF opens in a tab of its own; what only says that it is one is a download', async () => {
  const page = await mediaPage({ abc: new Blob(['%PDF-1.7'], { type: 'application/pdf' }) });
  page.show(node('document'));
  await until(() => page.made.size === 1);
  assert.equal(page.element(1).target, '_blank');
  assert.equal([...page.made.values()][0].type, 'application/pdf');

  const fake = await mediaPage({ abc: new Blob(['<script>alert(1)</script>'], { type: 'application/pdf' }) });
  fake.show(node('document', { media: 'text/html' }));
  await until(() => fake.made.size === 1);
  assert.equal(fake.element(1).download, 'Poster');
  assert.equal([...fake.made.values()][0].type, 'application/octet-stream');
});

test('a text is shown as text, four kilobytes of it', async () => {
  const page = await mediaPage({ abc: new Blob([`<b>${'é'.repeat(5000)}`]) });
  page.show(node('text_preview'));
  await until(() => page.element(1).textContent !== '');
  assert.equal(page.element(1).textContent, `<b>${'é'.repeat(2046)}`);
  assert.equal(page.element(1).children.length, 0);
});

test('a preview understands UTF-16 and leaves out half a character', () => {
  assert.equal(decodePreview(Uint8Array.from([0xff, 0xfe, 0x41, 0])), 'A');
  assert.equal(decodePreview(Uint8Array.from([0x41, 0xc3])), 'A');
});

test('a file that is not here says so', async () => {
  const page = await mediaPage({});
  page.show(node('text_preview'));
  await until(() => page.element(1).textContent !== '');
  assert.equal(page.element(1).textContent, 'This file is not on this device.');
  assert.equal(page.element(1).classList.contains('missing'), true);
});

test('a file whose bytes cannot be read any more says that it is not here', async () => {
  const gone = { size: 3, type: 'text/plain', slice: () => ({ arrayBuffer: async () => { throw new DOMException('gone', 'NotReadableError'); } }) };
  const page = await mediaPage({ abc: gone });
  page.show(node('text_preview'));
  await until(() => page.element(1).textContent !== '');
  assert.equal(page.element(1).textContent, 'This file is not on this device.');
});

test('a picture whose file changed shows the new one and lets the old one go', async () => {
  const page = await mediaPage({ abc: new Blob(['1'], { type: 'image/png' }), def: new Blob(['2'], { type: 'image/png' }) });
  page.show(node('image'));
  await until(() => page.made.size === 1);
  const next = node('image');
  next[0].value = 'def';
  page.show(next);
  await until(() => page.made.size === 2);
  assert.equal(page.element(1).getAttribute('src'), 'blob:http://localhost/2');
  assert.deepEqual(page.revoked, ['blob:http://localhost/1']);
});
