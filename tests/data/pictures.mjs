// Pictures for tests: a PNG of one pixel and an SVG, with a credential in them or without.
import { crc32, deflateSync } from 'node:zlib';

export const chunk = (type, content) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

/** One grey pixel, with these chunks after the header. */
export const png = (...more) => Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])), ...more,
  chunk('IDAT', deflateSync(Buffer.from([0, 128]))), chunk('IEND', Buffer.alloc(0)),
]);
export const svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><title>Sample</title></svg>\n';

/** A PNG that carries a text, as Open Badges 3.0 has it. @param {string} text */
export const bakedPng = (text, keyword = 'openbadgecredential') => png(chunk('iTXt', Buffer.from(`${keyword}\0\0\0\0\0${text}`)));

/** An SVG that carries JSON. @param {string} text */
export const bakedSvg = (text) => svg.replace('<title>', () => `<ob:credential xmlns:ob="https://purl.imsglobal.org/ob/v3p0"><![CDATA[${text}]]></ob:credential><title>`);
