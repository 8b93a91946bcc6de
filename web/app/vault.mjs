// Evidence under the lock: Blobs encrypted and decrypted piece by piece, and all of them when the lock is set or
// removed. What is kept of an encrypted one is { sealed, size }, so that each says by itself what it is. Loaded where
// there is a lock.
import { CodedError } from './store.mjs';

const headerBytes = 24;
const pieceBytes = 256 * 1024; // as core/crypto/vault.hpp has it
const tagBytes = 16;

const nameOf = (sha256) => `blobs/${sha256}`;
export const isSealed = (value) => value !== null && typeof value === 'object' && value.sealed instanceof Blob;

async function bytesOf(blob, from, size) {
  return new Uint8Array(await blob.slice(from, from + size).arrayBuffer());
}

/** @param {ReturnType<import('./seam.mjs').createSeam>['vault']} vault @param {Blob} blob */
export async function sealed(vault, sha256, blob) {
  const header = vault.header();
  const parts = [header];
  let index = 0;
  for (let at = 0; at === 0 || at < blob.size; at += pieceBytes, index += 1) {
    const last = at + pieceBytes >= blob.size;
    const piece = vault.piece(true, nameOf(sha256), header, index, last, await bytesOf(blob, at, pieceBytes));
    if (!piece) throw new CodedError('lock.locked');
    parts.push(piece);
  }
  return { sealed: new Blob(parts), size: blob.size };
}

/** @param {{sealed: Blob}} value @returns {Promise<Blob>} in memory; whoever shows it lets go of it */
export async function opened(vault, sha256, { sealed: blob }) {
  if (vault.state() < 2) throw new CodedError('lock.locked');
  const header = await bytesOf(blob, 0, headerBytes);
  const parts = [];
  const step = pieceBytes + tagBytes;
  let index = 0;
  for (let at = headerBytes; at === headerBytes || at < blob.size; at += step, index += 1) {
    const piece = vault.piece(false, nameOf(sha256), header, index, at + step >= blob.size, await bytesOf(blob, at, step));
    if (!piece) throw new CodedError('file.damaged', sha256);
    parts.push(piece);
  }
  return new Blob(parts);
}

/**
 * Makes every Blob what it has to be, one after the other, each replaced in one step: wherever it is interrupted, each
 * one is whole.
 * @param {object} blobs of store.mjs
 * @param {boolean} seal else they become plain
 * @param {(done: number, total: number) => void} [report] bytes
 */
export async function convert(blobs, vault, seal, report = () => {}) {
  const keys = await blobs.keys();
  const { evidence: total } = await blobs.measure();
  let done = 0;
  for (const key of keys) {
    await blobs.alone(async () => {
      const value = await blobs.raw(key);
      if (!value) return;
      done += value.size;
      if (isSealed(value) === seal) return;
      await blobs.replace(key, seal ? await sealed(vault, key, value) : await opened(vault, key, value));
    });
    report(done, total);
  }
}

const lockText = /\{"checksum":"[0-9a-f]{64}","format":"cairn-lock"[^\n]{1,2000}?"version":\d+\}/;

/** The lock that second copies were written under; "" where they are plain. @param {{blob: Blob}[]} copies */
export async function lockIn(copies) {
  for (const { blob } of copies) {
    // Entries of our ZIPs are not packed.
    const found = lockText.exec(new TextDecoder('latin1').decode(await blob.arrayBuffer()));
    if (found) return found[0];
  }
  return '';
}
