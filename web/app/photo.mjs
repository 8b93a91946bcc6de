// Takes out of photos what the camera and the software wrote about place, time, device and person, before anything is
// hashed: by segments, without touching the picture. What cannot be taken apart is drawn anew or refused; a photo never
// passes with its metadata. Formats: JPEG (ITU-T T.81), PNG (W3C PNG 3), WebP (RFC 9649), GIF89a.
import { BlobReader, Malformed, Pieces, u16be, u32be, u32le } from './bytes.mjs';
import { CodedError } from './store.mjs';

const mostParts = 200_000;
const mostPixels = 100_000_000;
const quality = 0.92;
/** Pictures that no camera writes: SVG, BMP and icons. */
const drawings = /^image\/(svg\+xml|bmp|x-bmp|x-ms-bmp|x-icon|ico|vnd\.microsoft\.icon)(;|$)/;

/** @returns {Promise<'jpeg' | 'png' | 'webp' | 'gif' | 'other' | null>} other: a photo format that only a decoder can clean */
export async function photoFormat(blob) {
  const head = new Uint8Array(await blob.slice(0, 32).arrayBuffer());
  const ascii = (from, to) => String.fromCharCode(...head.subarray(from, to));
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'gif';
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(ascii(0, 4))) return 'other';
  // Raw data of cameras: Olympus, Panasonic, Sigma, Minolta; Fujifilm; Canon before CR3. Others write TIFF.
  if (['IIRO', 'IIRS', 'MMOR', 'IIU\0', 'FOVb', '\0MRM'].includes(ascii(0, 4))) return 'other';
  if (ascii(0, 15) === 'FUJIFILMCCD-RAW' || ascii(6, 14) === 'HEAPCCDR') return 'other';
  if (ascii(4, 8) === 'ftyp' && /^(hei|hev|mif1|msf1|avi[fs]|crx )/.test(ascii(8, 12))) return 'other';
  // JPEG XL (bare and boxed), JPEG 2000.
  if (head[0] === 0xff && head[1] === 0x0a) return 'other';
  if (ascii(4, 8) === 'JXL ' || ascii(4, 8) === 'jP  ') return 'other';
  // Said to be a picture and unknown here: nobody knows what it carries.
  const type = blob.type.toLowerCase();
  return type.startsWith('image/') && !drawings.test(type) ? 'other' : null;
}

/** Exif's orientation, 1 to 8; 1 where there is none. @param {Uint8Array} tiff from the byte order mark on */
export function orientationOf(tiff) {
  if (tiff.length < 14) return 1;
  const little = tiff[0] === 0x49;
  const u16 = (at) => (little ? tiff[at] | (tiff[at + 1] << 8) : u16be(tiff, at));
  const u32 = (at) => (little ? u32le(tiff, at) : u32be(tiff, at));
  const start = u32(4);
  if (start + 2 > tiff.length) return 1;
  const entries = Math.min(u16(start), 512);
  for (let i = 0; i < entries; i += 1) {
    const at = start + 2 + i * 12;
    if (at + 12 > tiff.length) return 1;
    if (u16(at) === 0x0112) {
      const value = u16(at + 8);
      return value >= 1 && value <= 8 ? value : 1;
    }
  }
  return 1;
}

function exifOrientation(segment) {
  const isExif = String.fromCharCode(...segment.subarray(0, 4)) === 'Exif';
  return orientationOf(isExif ? segment.subarray(6) : segment);
}

/**
 * @typedef {{blob: Blob, cleaned: boolean, orientation: number, alpha: boolean}} Stripped
 *   cleaned: something was taken out
 */

/** @returns {Promise<Stripped>} */
async function stripJpeg(blob) {
  const reader = new BlobReader(blob);
  const pieces = new Pieces(blob);
  let orientation = 1;
  let at = 2;
  let inScan = false;
  let sawScan = false;
  pieces.keep(0, 2);
  for (let parts = 0; ; parts += 1) {
    if (parts > mostParts) throw new Malformed('too many segments');
    if (inScan) {
      const end = await endOfScan(reader, at);
      pieces.keep(at, end);
      at = end;
      inScan = false;
    }
    await reader.need(at, 2);
    if (reader.u8(at) !== 0xff) throw new Malformed('no marker');
    while (reader.u8(at + 1) === 0xff) {
      at += 1;
      await reader.need(at, 2);
    }
    const marker = reader.u8(at + 1);
    if (marker === 0xd9) {
      if (!sawScan) throw new Malformed('no picture');
      pieces.keep(at, at + 2);
      return { blob: pieces.toBlob('image/jpeg'), cleaned: pieces.size !== blob.size, orientation, alpha: false };
    }
    if (marker < 0xc0 || marker === 0xd8 || (marker >= 0xd0 && marker <= 0xd7)) throw new Malformed('marker out of place');
    const length = u16be(await reader.take(at + 2, 2), 0);
    if (length < 2) throw new Malformed('segment too short');
    const end = at + 2 + length;
    const body = await reader.take(at + 4, length - 2);
    const name = String.fromCharCode(...body.subarray(0, 12));
    if (marker === 0xe1 && name.startsWith('Exif\0') && orientation === 1) orientation = exifOrientation(body);
    if (marker === 0xe0 && name.startsWith('JFIF\0') && body.length >= 14) {
      // The header without the thumbnail, which may show more than the picture.
      pieces.add(new Uint8Array([0xff, 0xe0, 0, 16, ...body.subarray(0, 12), 0, 0]));
    } else if (keepsSegment(marker, name)) {
      pieces.keep(at, end);
    }
    at = end;
    if (marker === 0xda) {
      inScan = true;
      sawScan = true;
    }
  }
}

/** Tables, frames and scans; of the application segments only colour: ICC and Adobe's transform. */
function keepsSegment(marker, name) {
  if (marker === 0xe2) return name.startsWith('ICC_PROFILE\0');
  if (marker === 0xee) return name.startsWith('Adobe');
  return marker < 0xe0;
}

/** Position of the first marker behind entropy-coded data. */
async function endOfScan(reader, from) {
  for (let at = from; ; at += 1) {
    if (!reader.holds(at, 2)) await reader.need(at, 2);
    if (reader.u8(at) !== 0xff) continue;
    const next = reader.u8(at + 1);
    if (next === 0 || (next >= 0xd0 && next <= 0xd7) || next === 0xff) continue;
    return at;
  }
}

const pngKept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV',
  'cLLI', 'bKGD', 'hIST', 'pHYs', 'acTL', 'fcTL', 'fdAT']);

/** @returns {Promise<Stripped>} */
async function stripPng(blob) {
  const reader = new BlobReader(blob);
  const pieces = new Pieces(blob);
  let orientation = 1;
  pieces.keep(0, 8);
  for (let at = 8, parts = 0; ; parts += 1) {
    if (parts > mostParts) throw new Malformed('too many chunks');
    const length = u32be(await reader.take(at, 4), 0);
    const type = await reader.ascii(at + 4, 4);
    const end = at + 12 + length;
    if (end > blob.size) throw new Malformed('chunk too long');
    if ((parts === 0) !== (type === 'IHDR')) throw new Malformed('header out of place');
    if (type === 'eXIf' && length < 65_536) orientation = exifOrientation(await reader.take(at + 8, length));
    if (pngKept.has(type)) pieces.keep(at, end);
    at = end;
    if (type === 'IEND') break;
  }
  return { blob: pieces.toBlob('image/png'), cleaned: pieces.size !== blob.size, orientation, alpha: true };
}

const webpKept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const webpMetadataFlags = 0x08 | 0x04; // Exif, XMP

/** @returns {Promise<Stripped>} */
async function stripWebp(blob) {
  const reader = new BlobReader(blob);
  const pieces = new Pieces(blob);
  const total = u32le(await reader.take(4, 4), 0) + 8;
  if (total > blob.size || total < 20) throw new Malformed('wrong size');
  let orientation = 1;
  let alpha = false;
  let size = 4;
  let pictures = 0;
  const header = new Uint8Array(12);
  pieces.add(header);
  for (let at = 12, parts = 0; at < total; parts += 1) {
    if (parts > mostParts) throw new Malformed('too many chunks');
    const type = await reader.ascii(at, 4);
    const length = u32le(await reader.take(at + 4, 4), 0);
    const end = at + 8 + length + (length & 1);
    if (at + 8 + length > total) throw new Malformed('chunk too long');
    if (type === 'EXIF' && length < 65_536) orientation = exifOrientation(await reader.take(at + 8, length));
    if (webpKept.has(type)) {
      if (type.startsWith('VP8') && type !== 'VP8X') pictures += 1;
      if (type === 'ANMF') pictures += 1;
      alpha ||= type === 'ALPH' || type === 'VP8L';
      if (type === 'VP8X') {
        const chunk = Uint8Array.from(await reader.take(at, Math.min(end, total) - at));
        if (length < 10) throw new Malformed('header too short');
        chunk[8] &= ~webpMetadataFlags;
        alpha ||= (chunk[8] & 0x10) !== 0;
        pieces.add(chunk);
        size += chunk.length;
      } else {
        const to = Math.min(end, blob.size);
        pieces.keep(at, to);
        size += to - at;
      }
    }
    at = end;
  }
  if (pictures === 0) throw new Malformed('no picture');
  header.set([0x52, 0x49, 0x46, 0x46, size & 255, (size >> 8) & 255, (size >> 16) & 255, (size >>> 24) & 255, 0x57, 0x45,
    0x42, 0x50]);
  return { blob: pieces.toBlob('image/webp'), cleaned: pieces.size !== blob.size, orientation, alpha };
}

/** Position behind a GIF's chain of sub-blocks. */
async function endOfSubBlocks(reader, from) {
  for (let at = from; ;) {
    if (!reader.holds(at, 1)) await reader.need(at, 1);
    const length = reader.u8(at);
    at += 1 + length;
    if (length === 0) return at;
  }
}

const colourTable = (packed) => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);

/** @returns {Promise<Stripped>} */
async function stripGif(blob) {
  const reader = new BlobReader(blob);
  const pieces = new Pieces(blob);
  let at = 13 + colourTable((await reader.take(10, 1))[0]);
  let pictures = 0;
  pieces.keep(0, at);
  for (let parts = 0; ; parts += 1) {
    if (parts > mostParts) throw new Malformed('too many blocks');
    const kind = (await reader.take(at, 1))[0];
    if (kind === 0x3b) break;
    if (kind === 0x2c) {
      const packed = (await reader.take(at + 9, 1))[0];
      const end = await endOfSubBlocks(reader, at + 10 + colourTable(packed) + 1);
      pieces.keep(at, end);
      pictures += 1;
      at = end;
    } else if (kind === 0x21) {
      const label = (await reader.take(at + 1, 1))[0];
      const loops = label === 0xff && (await reader.take(at + 2, 1))[0] === 11
        && ['NETSCAPE2.0', 'ANIMEXTS1.0'].includes(await reader.ascii(at + 3, 11));
      const end = await endOfSubBlocks(reader, at + 2);
      if (label === 0xf9 || label === 0x01 || loops) pieces.keep(at, end);
      at = end;
    } else {
      throw new Malformed('unknown block');
    }
  }
  if (pictures === 0) throw new Malformed('no picture');
  pieces.keep(at, at + 1);
  return { blob: pieces.toBlob('image/gif'), cleaned: pieces.size !== blob.size, orientation: 1, alpha: true };
}

const strippers = { jpeg: stripJpeg, png: stripPng, webp: stripWebp, gif: stripGif };

/* c8 ignore start: needs a browser's decoder; tests/page covers it */
/** Decodes, turns upright and encodes anew. @returns {Promise<Blob>} */
async function redrawInBrowser(blob, type) {
  const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  try {
    if (bitmap.width * bitmap.height > mostPixels) throw new RangeError('too many pixels');
    const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
    const context = canvas.getContext('2d', { alpha: type === 'image/png' });
    context.drawImage(bitmap, 0, 0);
    const made = await new Promise((resolve) => { canvas.toBlob(resolve, type, quality); });
    canvas.width = 0;
    // A browser that cannot encode the type gives a PNG instead.
    if (!made || made.type !== type) throw new Error('not encoded');
    return made;
  } finally {
    bitmap.close();
  }
}
/* c8 ignore stop */

/**
 * @param {Blob} blob
 * @param {(blob: Blob, type: string) => Promise<Blob>} [redraw] rejects when the browser cannot decode it
 * @returns {Promise<{blob: Blob, cleaned: boolean, photo: boolean}>} what is no photo comes back as it is
 * @throws {CodedError} file.photoUnsupported, file.unreadable
 */
export async function cleanPhoto(blob, redraw = redrawInBrowser) {
  const format = await photoFormat(blob);
  if (format === null) return { blob, cleaned: false, photo: false };
  const drawn = async (type, code) => {
    try {
      return { blob: await redraw(blob, type), cleaned: true, photo: true };
    } catch (error) {
      throw new CodedError(code, String(error?.message ?? error));
    }
  };
  if (format === 'other') return drawn('image/jpeg', 'file.photoUnsupported');
  let stripped;
  try {
    stripped = await strippers[format](blob);
  } catch (error) {
    if (!(error instanceof Malformed)) throw new CodedError('file.unreadable', String(error?.message ?? error));
    return drawn(format === 'jpeg' ? 'image/jpeg' : 'image/png', 'file.unreadable');
  }
  if (stripped.orientation !== 1) return drawn(stripped.alpha ? 'image/png' : 'image/jpeg', 'file.photoUnsupported');
  return { blob: stripped.blob, cleaned: stripped.cleaned, photo: true };
}
