// Reads what the page writes: a ZIP of stored entries. Throws at whatever is otherwise.
import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';

const records = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };

/** The clock time of an entry, as if it were UTC. */
function timeOf(time, date) {
  return new Date(Date.UTC(1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2)).toISOString();
}

/**
 * @param {Buffer} zip
 * @returns {{ name: string, time: string, content: Buffer }[]} in the order of the directory
 */
export function readZip(zip) {
  const end = zip.length - 22;
  assert.equal(zip.readUInt32LE(end), records.end, 'no end record');
  const count = zip.readUInt16LE(end + 10);
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    assert.equal(zip.readUInt32LE(at), records.central);
    assert.equal(zip.readUInt16LE(at + 10), 0, 'not stored');
    const [crc, packed, size] = [16, 20, 24].map((offset) => zip.readUInt32LE(at + offset));
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    assert.equal(zip.readUInt32LE(local), records.local);
    assert.equal(zip.toString('utf8', local + 30, local + 30 + zip.readUInt16LE(local + 26)), name);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(begin, begin + size);
    assert.equal(packed, size, name);
    assert.equal(crc32(content), crc, name);
    entries.push({ name, time: timeOf(zip.readUInt16LE(at + 12), zip.readUInt16LE(at + 14)), content });
    at += 46 + nameLength + extraLength + commentLength;
  }
  assert.equal(at, end, 'something stands between the directory and its end');
  return entries;
}
