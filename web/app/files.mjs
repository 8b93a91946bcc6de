// Files that people chose: a handle for the program, then cleaned, hashed and kept. The bytes stay in the browser's
// hands; wasm sees a megabyte of them at a time.
import { cleanPhoto } from './photo.mjs';
import { comparedRange, keepRange } from './ranges.mjs';
import { CodedError } from './store.mjs';

export const largestFile = 256 * 1024 * 1024;
const chunk = 1024 * 1024;
const atOnce = 32 * 1024 * 1024; // bytes that memory has room for, on a phone too
const longestName = 200;

const typeByEnding = {
  pdf: 'application/pdf', txt: 'text/plain', md: 'text/markdown', csv: 'text/csv', json: 'application/json',
  html: 'text/html', svg: 'image/svg+xml', mp3: 'audio/mpeg', m4a: 'audio/mp4', wav: 'audio/wav', ogg: 'audio/ogg',
  mp4: 'video/mp4', webm: 'video/webm', mov: 'video/quicktime', zip: 'application/zip',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};
const endingByType = { 'image/jpeg': 'jpg', 'image/png': 'png' };

/** A name that is only a name: no folders, no control or direction characters, not endless. */
export function cleanName(name) {
  const last = String(name).split(/[/\\]/).at(-1).normalize('NFC');
  const safe = last.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim();
  if ([...safe].length <= longestName) return safe || 'file';
  const dot = safe.lastIndexOf('.');
  const ending = dot > 0 && safe.length - dot <= 12 ? safe.slice(dot) : '';
  return [...safe].slice(0, longestName - ending.length).join('') + ending;
}

/** From the bytes where they tell, else from what the browser or the name says. */
export async function mediaTypeOf(blob, name) {
  const head = new Uint8Array(await blob.slice(0, 8).arrayBuffer());
  if (String.fromCharCode(...head.subarray(0, 5)) === '%PDF-') return 'application/pdf';
  if (/^[\w.+-]+\/[\w.+-]+$/.test(blob.type)) return blob.type.toLowerCase();
  return typeByEnding[name.split('.').at(-1).toLowerCase()] ?? 'application/octet-stream';
}

const hexOf = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The browser's own digest is several times as fast, and takes everything at once or nothing; without https it has none.
 * @param {{begin: () => number, update: (handle: number, bytes: Uint8Array) => void, end: (handle: number) => string}} hash
 */
export async function sha256Of(blob, hash, { subtle } = globalThis.crypto ?? {}) {
  if (subtle && blob.size <= atOnce) return hexOf(await subtle.digest('SHA-256', await blob.arrayBuffer()));
  const handle = hash.begin();
  for (let at = 0; at < blob.size; at += chunk) {
    hash.update(handle, new Uint8Array(await blob.slice(at, at + chunk).arrayBuffer()));
  }
  return hash.end(handle);
}

/**
 * @param {object} edge
 * @param {Awaited<ReturnType<import('./store.mjs').openBlobs>>} edge.blobs
 * @param {Parameters<typeof sha256Of>[1]} edge.hash
 * @param {() => boolean} edge.isWriter
 * @param {typeof cleanPhoto} [edge.clean]
 * @param {() => Promise<{usage: number | null, quota: number | null}>} [edge.room]
 */
export function createIntake({ blobs, hash, isWriter, clean = cleanPhoto, room = async () => ({ usage: null, quota: null }) }) {
  const waiting = new Map();
  /** What was kept of a file that is being taken in piece by piece, by its handle. */
  const fresh = new Map();
  let lastHandle = 0;
  // One at a time, so that many picked files are not in memory at once.
  let reading = Promise.resolve();

  function take(handle) {
    const file = waiting.get(handle);
    waiting.delete(handle);
    if (!file) throw new CodedError('file.unreadable', 'unknown handle');
    return file;
  }

  return {
    /** @param {Iterable<File>} files @returns {{handle: number, name: string, size: number, type: string}[]} */
    register(files) {
      return [...files].map((file) => {
        lastHandle += 1;
        waiting.set(lastHandle, file);
        return { handle: lastHandle, name: cleanName(file.name), size: file.size, type: file.type };
      });
    },

    /** A piece of a picked file, which stays picked. @returns {Promise<{blob: Blob, total: number}>} */
    async range(handle, offset, size) {
      const file = waiting.get(handle);
      if (!file) throw new CodedError('file.unreadable', 'unknown handle');
      try {
        // Read now: a file that is gone says so here, not in the middle of something.
        return { blob: new Blob([await file.slice(offset, offset + size).arrayBuffer()]), total: file.size };
      } catch (error) {
        throw new CodedError('file.unreadable', String(error?.message ?? error));
      }
    },

    /** A picked file, which stays picked. */
    picked(handle) {
      const file = waiting.get(handle);
      if (!file) throw new CodedError('file.unreadable', 'unknown handle');
      return file;
    },

    /** Whether a piece of a picked file is what was announced; else a rejection. Nothing is kept. */
    async checkRange({ handle, offset, size, ...announced }) {
      await comparedRange(this.picked(handle).slice(offset, offset + size), announced, (blob) => sha256Of(blob, hash));
    },

    /** A piece of a picked file as kept evidence, if it is what was announced. */
    async storeRange({ handle, offset, size, deflated, unpacked, sha256 }) {
      const file = waiting.get(handle);
      if (!file) throw new CodedError('file.unreadable', 'unknown handle');
      if (!isWriter()) throw new CodedError('store.readOnly');
      if (unpacked > largestFile) throw new CodedError('file.tooLarge', String(unpacked));
      const { usage, quota } = await room();
      if (usage !== null && quota !== null && quota - usage < unpacked) throw new CodedError('store.quota', `${unpacked} of ${quota - usage}`);
      if (!fresh.has(handle)) fresh.set(handle, new Set());
      await keepRange(file.slice(offset, offset + size), { deflated, unpacked, sha256 }, {
        blobs, hashOf: (blob) => sha256Of(blob, hash), fresh: fresh.get(handle),
      });
    },

    /** A file is not read any more; what was kept of it, and was not there before, goes again unless `keep`. */
    async end(handle, keep) {
      waiting.delete(handle);
      const kept = fresh.get(handle) ?? [];
      fresh.delete(handle);
      if (!keep) await Promise.all([...kept].map(blobs.remove));
    },

    /** The bytes of a small file, for the program itself. @returns {Promise<Blob>} */
    read(handle, most) {
      const read = reading.then(async () => {
        const file = take(handle);
        if (file.size > most) throw new CodedError('file.tooLarge', String(file.size));
        try {
          return new Blob([await file.arrayBuffer()]);
        } catch (error) {
          throw new CodedError('file.unreadable', String(error?.message ?? error));
        }
      });
      reading = read.catch(() => {});
      return read;
    },

    /** @returns {Promise<{sha256: string, size: number, mediaType: string, name: string, cleaned: boolean}>} */
    async store(handle) {
      const file = take(handle);
      if (!isWriter()) throw new CodedError('store.readOnly');
      if (file.size > largestFile) throw new CodedError('file.tooLarge', String(file.size));
      let name = cleanName(file.name);
      let kept;
      try {
        kept = await clean(file);
      } catch (error) {
        // NotReadableError and its like: the file is gone, or was changed under us.
        throw error instanceof CodedError ? error : new CodedError('file.unreadable', String(error?.message ?? error));
      }
      const { blob, cleaned, photo } = kept;
      const mediaType = photo ? blob.type : await mediaTypeOf(file, name);
      if (photo && blob.type !== file.type && endingByType[blob.type] && !name.toLowerCase().endsWith(`.${endingByType[blob.type]}`)
        && !(blob.type === 'image/jpeg' && /\.jpe?g$/i.test(name))) {
        name = `${name.replace(/\.[^.]{1,5}$/, '')}.${endingByType[blob.type]}`;
      }
      const { usage, quota } = await room();
      if (usage !== null && quota !== null && quota - usage < blob.size) {
        throw new CodedError('store.quota', `${blob.size} of ${quota - usage}`);
      }
      let sha256;
      try {
        sha256 = await sha256Of(blob, hash);
      } catch (error) {
        throw new CodedError('file.unreadable', String(error?.message ?? error));
      }
      // A slice and not the File: that would keep its name and its date too.
      await blobs.put(sha256, blob.slice(0, blob.size, mediaType), (one) => sha256Of(one, hash));
      return { sha256, size: blob.size, mediaType, name, cleaned };
    },
  };
}

