// Files as a learner has them: a photo that says where it was taken, a PDF, a text.
import assert from 'node:assert/strict';

/** @typedef {{name: string, mimeType: string, buffer: Buffer}} Given for setInputFiles */

function segment(marker, body) {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** A TIFF block with orientation, a camera and a place. */
function exif(orientation) {
  const entry = (tag, type, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    value(bytes);
    return bytes;
  };
  const at = (offset) => (bytes) => bytes.writeUInt32BE(offset, 8);
  const count = (number) => Buffer.from([0, number]);
  const none = Buffer.alloc(4);
  const camera = Buffer.from('CAMERA-OF-THE-TEST\0');
  const directoryEnd = 8 + 2 + 3 * 12 + 4;
  const gpsAt = directoryEnd + camera.length + 1;
  const gpsEnd = gpsAt + 2 + 2 * 12 + 4;
  const rational = Buffer.alloc(24);
  [44, 1, 54, 1, 12, 1].forEach((value, index) => rational.writeUInt32BE(value, index * 4));
  return Buffer.concat([
    Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'),
    count(3),
    entry(0x010f, 2, camera.length, at(directoryEnd)),
    entry(0x0112, 3, 1, (bytes) => bytes.writeUInt16BE(orientation, 8)),
    entry(0x8825, 4, 1, at(gpsAt)),
    none, camera, Buffer.alloc(1),
    count(2),
    entry(1, 2, 2, (bytes) => bytes.write('N\0', 8, 'latin1')),
    entry(2, 5, 3, at(gpsEnd)),
    none, rational,
  ]);
}

/** Words that must not be found in what is kept. */
export const secrets = ['Exif', 'CAMERA-OF-THE-TEST', 'GPS-OF-THE-TEST', 'ns.adobe.com/xap', 'COMMENT-OF-THE-TEST'];

/**
 * A JPEG drawn by the browser, with EXIF (orientation, camera, GPS), XMP and a comment put in.
 * @param {import('playwright-core').Page} page @returns {Promise<Given>}
 */
export async function photo(page, name = 'profile.jpg', orientation = 6) {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 200;
    const context = canvas.getContext('2d');
    context.fillStyle = '#3c6e71';
    context.fillRect(0, 0, 320, 200);
    context.fillStyle = '#f2e8cf';
    context.fillRect(30, 40, 120, 90);
    return canvas.toDataURL('image/jpeg', 0.8).split(',')[1];
  });
  const plain = Buffer.from(base64, 'base64');
  assert.equal(plain.readUInt16BE(0), 0xffd8);
  const xmp = Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/">GPS-OF-THE-TEST</x:xmpmeta>', 'latin1');
  return {
    name,
    mimeType: 'image/jpeg',
    buffer: Buffer.concat([
      plain.subarray(0, 2), segment(0xe1, exif(orientation)), segment(0xe1, xmp), segment(0xfe, Buffer.from('COMMENT-OF-THE-TEST')),
      plain.subarray(2),
    ]),
  };
}

/** @returns {Given} */
export function textFile(name = 'notes.txt', words = 'What I asked, and what I heard.\nNext: an interview about resumes.\n') {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(words, 'utf8') };
}

/** One page that says one sentence. @returns {Given} */
export function pdfFile(name = 'result.pdf', words = 'Interests: social and enterprising') {
  const stream = `BT /F1 18 Tf 40 100 Td (${words}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>\nstream\n${stream}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let body = '%PDF-1.4\n';
  const starts = objects.map((object, index) => {
    const start = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const table = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  body += starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  body += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(body, 'latin1') };
}
