// Reads a Blob a window at a time, so that a file of any size costs little memory.

const windowSize = 256 * 1024;

/** What was expected is not there: the file is cut off or not what it says. */
export class Malformed extends Error {}

export class BlobReader {
  /** @param {Blob} blob */
  constructor(blob) {
    this.blob = blob;
    this.size = blob.size;
    this.at = 0;
    this.bytes = new Uint8Array(0);
  }

  /** True when [at, at + count) is in memory. */
  holds(at, count) {
    return at >= this.at && at + count <= this.at + this.bytes.length;
  }

  /** Makes [at, at + count) readable by u8() and take(). Throws Malformed beyond the end. */
  async need(at, count) {
    if (this.holds(at, count)) return;
    if (at < 0 || at + count > this.size) throw new Malformed('ends too early');
    const end = Math.min(this.size, at + Math.max(count, windowSize));
    this.bytes = new Uint8Array(await this.blob.slice(at, end).arrayBuffer());
    this.at = at;
  }

  u8(at) { return this.bytes[at - this.at]; }

  /** @returns {Promise<Uint8Array>} a view: valid until the next read */
  async take(at, count) {
    await this.need(at, count);
    return this.bytes.subarray(at - this.at, at - this.at + count);
  }

  async ascii(at, count) {
    return String.fromCharCode(...await this.take(at, count));
  }
}

/** Big-endian. */
export const u16be = (bytes, at) => (bytes[at] << 8) | bytes[at + 1];
export const u32be = (bytes, at) => ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
export const u32le = (bytes, at) => ((bytes[at + 3] << 24) | (bytes[at + 2] << 16) | (bytes[at + 1] << 8) | bytes[at]) >>> 0;

/** Ranges of a Blob that are kept, and bytes of our own between them. */
export class Pieces {
  constructor(blob) {
    this.blob = blob;
    this.parts = [];
  }

  keep(from, to) {
    const last = this.parts.at(-1);
    if (last?.to === from) last.to = to;
    else if (to > from) this.parts.push({ from, to });
  }

  /** @param {Uint8Array} bytes */
  add(bytes) {
    this.parts.push({ bytes });
  }

  /** Bytes in all. */
  get size() {
    return this.parts.reduce((sum, part) => sum + (part.bytes ? part.bytes.length : part.to - part.from), 0);
  }

  toBlob(type) {
    return new Blob(this.parts.map((part) => part.bytes ?? this.blob.slice(part.from, part.to)), { type });
  }
}
