// Evidence of every kind is shown by the browser, from what is kept on the device.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, saved, stage, usable } from './support/browser.mjs';
import { pdfFile, photo, textFile } from './support/photo.mjs';
import { give, recordFor, startEmpty } from './support/portfolio.mjs';

const cairn = stage();

/** A quarter of a second of a tone. */
function wavFile(name = 'interview.wav') {
  const rate = 8000;
  const samples = Buffer.from(Array.from({ length: rate / 4 }, (_, index) => 128 + Math.round(90 * Math.sin(index / 4))));
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  [[16, 16, 4], [20, 1, 2], [22, 1, 2], [24, rate, 4], [28, rate, 4], [32, 1, 2], [34, 8, 2]]
    .forEach(([at, value, bytes]) => head.writeUIntLE(value, at, bytes));
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return { name, mimeType: 'audio/wav', buffer: Buffer.concat([head, samples]) };
}

/** A few frames, recorded by the browser. */
async function videoFile(page, name = 'talk.webm') {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 90 });
    const context = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
    const pieces = [];
    const ended = new Promise((resolve) => { recorder.onstop = resolve; });
    recorder.ondataavailable = ({ data }) => {
      pieces.push(data);
      if (data.size > 0 && recorder.state === 'recording') recorder.stop();
    };
    let shade = 0;
    const paint = setInterval(() => {
      context.fillStyle = `rgb(${shade += 9}, 80, 120)`;
      context.fillRect(0, 0, 160, 90);
    }, 20);
    recorder.start(200);
    await ended;
    clearInterval(paint);
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return { name, mimeType: 'video/webm', buffer: Buffer.from(base64, 'base64') };
}

async function allShown(page) {
  const image = page.getByRole('img', { name: 'poster.jpg' });
  await image.scrollIntoViewIfNeeded();
  await eventually(() => image.evaluate((element) => element.naturalWidth > 0), 'the picture is there');
  for (const [tag, name] of [['audio', 'interview.wav'], ['video', 'talk.webm']]) {
    const player = page.locator(`${tag}[aria-label="${name}"]`);
    await player.scrollIntoViewIfNeeded();
    await eventually(() => player.evaluate((element) => element.readyState > 0 && element.controls), `${name} can be played`);
    assert.match(await player.evaluate((element) => element.src), /^blob:/);
  }
  await page.getByRole('group', { name: 'notes.txt', exact: true }).scrollIntoViewIfNeeded();
  await page.getByText('What I asked, and what I heard.').waitFor();
}

test('pictures, sound, video and text are shown in the page, from what is kept', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.event');
  await give(page, [await photo(page, 'poster.jpg'), wavFile(), await videoFile(page), textFile()]);
  await allShown(page);
  await saved(page);
  await page.reload();
  await usable(page);
  await allShown(page);
  await profile.close();
});

test('a PDF opens in a tab of its own, and what only says that it is one is a download', async () => {
  const profile = await cairn.open();
  const page = await profile.tab();
  await startEmpty(page);
  await recordFor(page, 'L1.G1.event');
  const disguised = { name: 'false.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<script>document.title = "taken"</script>') };
  await give(page, [pdfFile('ticket.pdf'), disguised]);
  const link = page.getByRole('link', { name: 'Open ticket.pdf', exact: true });
  await eventually(async () => (await link.getAttribute('href'))?.startsWith('blob:'), 'the link leads to the file');
  assert.equal(await link.getAttribute('target'), '_blank');
  assert.equal(await link.getAttribute('rel'), 'noopener');
  const other = page.getByRole('link', { name: 'Open false.pdf', exact: true });
  await eventually(async () => (await other.getAttribute('download')) !== null, 'the other is a download');
  assert.equal(await other.getAttribute('target'), null);
  const download = page.waitForEvent('download');
  await other.click();
  await download;
  assert.match(await page.title(), /Cairn$/);
  await profile.close();
});
