// A ZIP of stored entries, put together as a stream: loaded when one is asked for, never whole in memory.
import { makeZip, predictLength } from 'client-zip';

// A ZIP has clock times without a zone. Read in UTC, the same files give the same bytes on every machine.
class UtcClock extends Date {
  getFullYear() { return this.getUTCFullYear(); }

  getMonth() { return this.getUTCMonth(); }

  getDate() { return this.getUTCDate(); }

  getHours() { return this.getUTCHours(); }

  getMinutes() { return this.getUTCMinutes(); }

  getSeconds() { return this.getUTCSeconds(); }
}

/**
 * @param {{ path: string, content: Blob | string }[]} entries in their order in the ZIP
 * @param {number} modified milliseconds since 1970, the time of every entry
 * @returns {Promise<Blob>} rejects where a Blob cannot be read
 */
export function zipOf(entries, modified) {
  return new Response(zipStream(entries, modified).stream).blob();
}

/** The same while it is put together, and how long it becomes. @returns {{ stream: ReadableStream<Uint8Array>, length: bigint }} */
export function zipStream(entries, modified) {
  const lastModified = new UtcClock(modified);
  const inputs = entries.map(({ path, content }) => ({ name: path, input: content, lastModified }));
  return { stream: makeZip(inputs), length: predictLength(inputs) };
}
