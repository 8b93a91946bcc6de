// Evidence out of a picked portfolio file: nothing is kept that is not what its digest says.
import { CodedError } from './store.mjs';

const damaged = () => new CodedError('whole.differs');

/** Unpacked as far as was announced and no further. @param {Blob} packed @returns {Promise<Blob>} */
async function inflated(packed, size) {
  const reader = packed.stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const parts = [];
  let seen = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts);
      seen += value.length;
      if (seen > size) throw damaged();
      parts.push(value);
    }
  } catch {
    void reader.cancel().catch(() => {});
    throw damaged();
  }
}

/**
 * A piece of a file, unpacked, if it is what was announced.
 * @param {Blob} piece
 * @param {{deflated: boolean, unpacked: number, sha256: string}} announced
 * @param {(blob: Blob) => Promise<string>} hashOf
 */
export async function comparedRange(piece, { deflated, unpacked, sha256 }, hashOf) {
  const blob = deflated ? await inflated(piece, unpacked) : piece;
  if (blob.size !== unpacked) throw damaged();
  let found;
  try {
    found = await hashOf(blob);
  } catch (error) {
    throw new CodedError('file.unreadable', String(error?.message ?? error));
  }
  if (found !== sha256) throw damaged();
  return blob;
}

/**
 * @param {Blob} piece
 * @param {Parameters<typeof comparedRange>[1]} announced
 * @param {object} edge
 * @param {(blob: Blob) => Promise<string>} edge.hashOf
 * @param {Set<string>} edge.fresh gets the digest where it was not kept before
 */
export async function keepRange(piece, announced, { blobs, hashOf, fresh }) {
  const blob = await comparedRange(piece, announced, hashOf);
  const { sha256 } = announced;
  if (!await blobs.get(sha256)) fresh.add(sha256);
  await blobs.put(sha256, blob, hashOf);
}
