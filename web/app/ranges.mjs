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
 * @param {Blob} piece
 * @param {{deflated: boolean, unpacked: number, sha256: string}} announced
 * @param {object} edge
 * @param {(blob: Blob) => Promise<string>} edge.hashOf
 * @param {Set<string>} edge.fresh gets the digest where it was not kept before
 */
export async function keepRange(piece, { deflated, unpacked, sha256 }, { blobs, hashOf, fresh }) {
  const blob = deflated ? await inflated(piece, unpacked) : piece;
  if (blob.size !== unpacked) throw damaged();
  let found;
  try {
    found = await hashOf(blob);
  } catch (error) {
    throw new CodedError('file.unreadable', String(error?.message ?? error));
  }
  if (found !== sha256) throw damaged();
  if (!await blobs.get(sha256)) fresh.add(sha256);
  await blobs.put(sha256, blob, hashOf);
}
