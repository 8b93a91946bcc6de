import { test } from 'node:test';
import assert from 'node:assert/strict';
import { cleanPhoto, orientationOf, photoFormat } from '../../web/app/photo.mjs';

const ascii = (text) => [...text].map((c) => c.charCodeAt(0));
const bytesOf = async (blob) => [...new Uint8Array(await blob.arrayBuffer())];
const holds = (bytes, text) => Buffer.from(bytes).includes(Buffer.from(text, 'latin1'));
const repeat = (count, value = 0) => new Array(count).fill(value);
const never = () => { throw new Error('must not be drawn anew'); };
const drawn = async (blob, type) => new Blob([`drawn ${type}`], { type });
const undecodable = async () => { throw new Error('cannot decode'); };

const segment = (marker, body) => [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body];
const tiff = (orientation) => [...ascii('MM\0*'), 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
const exif = (orientation) => segment(0xe1, [...ascii('Exif\0\0'), ...tiff(orientation), ...ascii('GPS 44.9N 68.6W')]);
const scan = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56];
const frame = segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
const jfif = segment(0xe0, [...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const icc = segment(0xe2, [...ascii('ICC_PROFILE\0'), 1, 1, 9, 9]);
const adobe = segment(0xee, [...ascii('Adobe'), 0, 100, 0, 0, 0, 0, 1]);
const end = [0xff, 0xd9];
const jpegOf = (...parts) => new Blob([Uint8Array.from([0xff, 0xd8, ...parts.flat()])], { type: 'image/jpeg' });

const word = (value) => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
const chunk = (type, body) => [...word(body.length), ...ascii(type), ...body, 1, 2, 3, 4];
const signature = [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a];
const ihdr = chunk('IHDR', [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]);
const pngOf = (...parts) => new Blob([Uint8Array.from([...signature, ...parts.flat()])], { type: 'image/png' });

const little = (value) => word(value).reverse();
const riff = (type, body) => [...ascii(type), ...little(body.length), ...body, ...repeat(body.length & 1)];
const webpOf = (...parts) => {
  const body = [...ascii('WEBP'), ...parts.flat()];
  return new Blob([Uint8Array.from([...ascii('RIFF'), ...little(body.length), ...body])], { type: 'image/webp' });
};

const gifHead = [...ascii('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
const gifPicture = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
const gifOf = (...parts) => new Blob([Uint8Array.from([...gifHead, ...parts.flat()])], { type: 'image/gif' });

test('a JPEG loses Exif, XMP, IPTC, comments, other pictures and what follows its end, and keeps the rest as it is', async () => {
  const xmp = segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta secret/>'));
  const mpf = segment(0xe2, ascii('MPF\0secret'));
  const iptc = segment(0xed, ascii('Photoshop 3.0\0secret'));
  const comment = segment(0xfe, ascii('secret'));
  const tables = segment(0xdb, [0, ...repeat(64, 1)]);
  const dirty = jpegOf(jfif, exif(1), xmp, icc, mpf, iptc, adobe, comment, tables, frame, scan, comment, scan, end, ascii('secret trailer'));
  const { blob, cleaned, photo } = await cleanPhoto(dirty, never);
  assert.deepEqual([cleaned, photo, blob.type], [true, true, 'image/jpeg']);
  assert.deepEqual(await bytesOf(blob), await bytesOf(jpegOf(jfif, icc, adobe, tables, frame, scan, scan, end)));
});

test('a JPEG without metadata keeps every byte', async () => {
  const clean = jpegOf(jfif, frame, scan, end);
  const result = await cleanPhoto(clean, never);
  assert.equal(result.cleaned, false);
  assert.deepEqual(await bytesOf(result.blob), await bytesOf(clean));
});

test('the thumbnail in a JFIF header goes', async () => {
  const withThumbnail = segment(0xe0, [...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 1, 1, 7, 7, 7]);
  const { blob } = await cleanPhoto(jpegOf(withThumbnail, frame, scan, end), never);
  assert.deepEqual(await bytesOf(blob), await bytesOf(jpegOf(jfif, frame, scan, end)));
});

test('a photo that lies on its side is drawn upright', async () => {
  const { blob, cleaned } = await cleanPhoto(jpegOf(exif(6), frame, scan, end), drawn);
  assert.equal(await blob.text(), 'drawn image/jpeg');
  assert.equal(cleaned, true);
});

test('a scan longer than the reading window is followed to its end', async () => {
  const data = new Uint8Array(700_001).fill(0x55);
  const head = Uint8Array.from([0xff, 0xd8, ...exif(1), ...frame, ...scan]);
  const dirty = new Blob([head, data, Uint8Array.from([...end, ...ascii('secret')])]);
  const { blob } = await cleanPhoto(dirty, never);
  assert.equal(blob.size, 2 + frame.length + scan.length + data.length + 2);
});

test('orientation is read in both byte orders, and nonsense is 1', () => {
  assert.equal(orientationOf(Uint8Array.from(tiff(6))), 6);
  const intel = [...ascii('II*\0'), 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0];
  assert.equal(orientationOf(Uint8Array.from(intel)), 8);
  assert.equal(orientationOf(Uint8Array.from(tiff(9))), 1);
  assert.equal(orientationOf(Uint8Array.from([...ascii('MM\0*'), 255, 255, 255, 255, 0, 0, 0, 0])), 1);
  assert.equal(orientationOf(new Uint8Array(3)), 1);
});

const broken = {
  'cut off in a segment': [0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1],
  'cut off in the picture': [0xff, 0xd8, ...exif(1), ...frame, ...scan],
  'a segment of length 1': [0xff, 0xd8, 0xff, 0xe1, 0, 1, ...end],
  'no picture': [0xff, 0xd8, 0xff, ...end.slice(1), ...end],
  'bytes between segments': [0xff, 0xd8, ...frame, 1, 2, 3, ...scan, ...end],
  'a second start': [0xff, 0xd8, ...exif(1), 0xff, 0xd8, ...frame, ...scan, ...end],
};
for (const [name, bytes] of Object.entries(broken)) {
  test(`a malformed JPEG (${name}) is drawn anew, or refused`, async () => {
    const blob = new Blob([Uint8Array.from(bytes)]);
    await assert.rejects(cleanPhoto(blob, undecodable), { code: 'file.unreadable' });
    assert.equal(await (await cleanPhoto(blob, drawn)).blob.text(), 'drawn image/jpeg');
  });
}

test('a PNG loses Exif, texts, time and unknown chunks, and what follows its end', async () => {
  const secret = ascii('secret');
  const kept = [ihdr, chunk('iCCP', [1]), chunk('pHYs', [2]), chunk('IDAT', [3]), chunk('IDAT', [4]), chunk('IEND', [])];
  const dirty = pngOf(kept[0], chunk('eXIf', tiff(1)), chunk('tEXt', secret), chunk('zTXt', secret), kept[1], kept[2],
    chunk('iTXt', ascii('XML:com.adobe.xmp')), kept[3], chunk('caBX', secret), kept[4], chunk('tIME', [0]), kept[5], secret);
  const { blob, cleaned } = await cleanPhoto(dirty, never);
  assert.equal(cleaned, true);
  assert.deepEqual(await bytesOf(blob), await bytesOf(pngOf(...kept)));
});

test('a PNG with a chunk past its end, or without a header, is refused', async () => {
  const long = pngOf(ihdr, [0x7f, 0xff, 0xff, 0xff, ...ascii('IDAT')], repeat(20));
  const headless = pngOf(chunk('IDAT', [1]), chunk('IEND', []));
  const endless = pngOf(ihdr, chunk('IDAT', [1]));
  for (const blob of [long, headless, endless]) await assert.rejects(cleanPhoto(blob, undecodable), { code: 'file.unreadable' });
});

test('a PNG that lies on its side is drawn as PNG', async () => {
  const { blob } = await cleanPhoto(pngOf(ihdr, chunk('eXIf', tiff(3)), chunk('IDAT', [1]), chunk('IEND', [])), drawn);
  assert.equal(blob.type, 'image/png');
});

test('a WebP loses Exif and XMP, and its header and sizes say so', async () => {
  const picture = riff('VP8 ', [1, 2, 3]);
  const extended = (flags) => riff('VP8X', [flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const dirty = webpOf(extended(0x2c), riff('ICCP', [5]), picture, riff('EXIF', ascii('Exif\0\0secret')), riff('XMP ', ascii('secret')));
  const { blob, cleaned } = await cleanPhoto(dirty, never);
  assert.equal(cleaned, true);
  assert.deepEqual(await bytesOf(blob), await bytesOf(webpOf(extended(0x20), riff('ICCP', [5]), picture)));
});

test('a WebP with a wrong size or no picture is refused', async () => {
  const cut = (await webpOf(riff('VP8 ', repeat(40))).arrayBuffer()).slice(0, 30);
  await assert.rejects(cleanPhoto(new Blob([cut]), undecodable), { code: 'file.unreadable' });
  await assert.rejects(cleanPhoto(webpOf(riff('EXIF', repeat(40))), undecodable), { code: 'file.unreadable' });
});

test('a GIF loses comments and XMP and keeps its loop', async () => {
  const loop = [0x21, 0xff, 11, ...ascii('NETSCAPE2.0'), 3, 1, 0, 0, 0];
  const control = [0x21, 0xf9, 4, 0, 0, 0, 0, 0];
  const comment = [0x21, 0xfe, 6, ...ascii('secret'), 0];
  const xmp = [0x21, 0xff, 11, ...ascii('XMP DataXMP'), 6, ...ascii('secret'), 0];
  const { blob } = await cleanPhoto(gifOf(loop, comment, control, gifPicture, xmp, 0x3b, ascii('secret')), never);
  assert.deepEqual(await bytesOf(blob), await bytesOf(gifOf(loop, control, gifPicture, 0x3b)));
});

test('a GIF without an end is refused', async () => {
  await assert.rejects(cleanPhoto(gifOf(gifPicture), undecodable), { code: 'file.unreadable' });
});

const others = {
  HEIC: [0, 0, 0, 24, ...ascii('ftypheic'), ...repeat(20)],
  AVIF: [0, 0, 0, 24, ...ascii('ftypavif'), ...repeat(20)],
  TIFF: [...ascii('II*\0'), ...repeat(20)],
  'JPEG XL': [0xff, 0x0a, ...repeat(20)],
  'Canon CR3': [0, 0, 0, 24, ...ascii('ftypcrx '), ...repeat(20)],
  'Canon CRW': [...ascii('II'), 26, 0, 0, 0, ...ascii('HEAPCCDR'), ...repeat(20)],
  'Fujifilm RAF': [...ascii('FUJIFILMCCD-RAW 0201'), ...repeat(20)],
  'Olympus ORF (IIRO)': [...ascii('IIRO'), ...repeat(20)],
  'Olympus ORF (IIRS)': [...ascii('IIRS'), ...repeat(20)],
  'Olympus ORF (MMOR)': [...ascii('MMOR'), ...repeat(20)],
  'Panasonic RW2': [...ascii('IIU\0'), ...repeat(20)],
};
for (const [name, bytes] of Object.entries(others)) {
  test(`${name} becomes a JPEG where the browser can read it, and is refused where not`, async () => {
    const blob = new Blob([Uint8Array.from(bytes)]);
    assert.equal(await photoFormat(blob), 'other');
    assert.equal((await cleanPhoto(blob, drawn)).blob.type, 'image/jpeg');
    await assert.rejects(cleanPhoto(blob, undecodable), { code: 'file.photoUnsupported' });
  });
}

test('what says that it is a picture and is of no known kind is drawn anew or refused', async () => {
  for (const type of ['image/x-sony-arw', 'image/heic', 'image/jpeg', 'IMAGE/NEW; q=1']) {
    const blob = new Blob(['GPS 44.9N'], { type });
    assert.equal((await cleanPhoto(blob, drawn)).blob.type, 'image/jpeg', type);
    await assert.rejects(cleanPhoto(blob, undecodable), { code: 'file.photoUnsupported' }, type);
  }
});

test('drawings are left alone', async () => {
  for (const type of ['image/svg+xml', 'image/bmp', 'image/x-icon', 'image/vnd.microsoft.icon']) {
    assert.equal((await cleanPhoto(new Blob(['drawing'], { type }), never)).photo, false, type);
  }
});

test('what is no photo is left alone', async () => {
  for (const text of ['%PDF-1.7', 'hello', '', '{}']) {
    const blob = new Blob([text]);
    assert.deepEqual(await cleanPhoto(blob, never), { blob, cleaned: false, photo: false });
  }
});

const samples = {
  JPEG: jpegOf(jfif, exif(1), frame, scan, end),
  PNG: pngOf(ihdr, chunk('tEXt', ascii('GPS 44.9N')), chunk('IDAT', [1]), chunk('IEND', [])),
  WebP: webpOf(riff('VP8 ', [1, 2]), riff('EXIF', ascii('GPS 44.9N'))),
  GIF: gifOf(gifPicture, [0x21, 0xfe, 9, ...ascii('GPS 44.9N'), 0], 0x3b),
};
for (const [name, sample] of Object.entries(samples)) {
  test(`a ${name} cut off anywhere never passes with its metadata`, async () => {
    const bytes = await bytesOf(sample);
    for (let length = 13; length <= bytes.length; length += 1) {
      const outcome = await cleanPhoto(sample.slice(0, length), undecodable).catch((error) => error);
      if (outcome.blob) assert.equal(holds(await bytesOf(outcome.blob), 'GPS 44.9N'), false, `${length}`);
      else assert.equal(outcome.code, 'file.unreadable');
    }
  });

  test(`a ${name} with any byte changed is cleaned or refused, and never grows`, async () => {
    const bytes = await bytesOf(sample);
    for (let at = 0; at < bytes.length; at += 1) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        const blob = new Blob([Uint8Array.from(bytes.with(at, value))]);
        const outcome = await cleanPhoto(blob, undecodable).catch((error) => error);
        if (outcome.blob) assert.ok(outcome.blob.size <= bytes.length);
        else assert.match(outcome.code, /^file\.(unreadable|photoUnsupported)$/);
      }
    }
  });
}
