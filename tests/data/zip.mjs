// Writes the ZIP files of tests/data: names and bytes as they are given, also such as no program would write.
import { crc32, deflateRawSync } from 'node:zlib';

/**
 * @param {{name: string, bytes: Uint8Array | string, packed?: boolean}[]} entries
 * @returns {Buffer}
 */
export function zipOf(entries) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const bytes = Buffer.from(entry.bytes);
    const data = entry.packed ? deflateRawSync(bytes, { level: 9 }) : bytes;
    // Version, flags (names are UTF-8), method, time, date (15 January 2026), CRC, sizes, length of the name.
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(entry.packed ? 8 : 0, 4);
    head.writeUInt16LE(0x5c2f, 8);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(name.length, 22);
    const at = Buffer.alloc(14);
    at.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\x03\x04'), head, name, data);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), head, at, name);
    offset += 30 + name.length + data.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
