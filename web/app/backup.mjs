// Everything as one file, on its way out of the browser and back: a ZIP put together, encrypted where that was asked
// for, and written while it is put together. Neither JavaScript nor wasm ever holds the whole.
const slice = 1024 * 1024;
const spill = 16 * 1024 * 1024; // bytes of a Blob under way that stay in memory at the most
const often = 100; // ms
const utf8 = new TextEncoder();

/** Ten times a second at the most, and at the end. */
export function paced(report, total, now = () => performance.now()) {
  let last = -often;
  let done = 0;
  return (bytes) => {
    done += bytes;
    if (done < total && now() - last < often) return;
    last = now();
    report(Math.min(done, total), total);
  };
}

/** In pieces that are not larger than a slice. */
function counting(count) {
  return new TransformStream({
    transform(bytes, out) {
      for (let at = 0; at < bytes.length; at += slice) out.enqueue(bytes.subarray(at, at + slice));
      count(bytes.length);
    },
  });
}

/** @param {ReturnType<import('./seam.mjs').createSeam>['sealing']} sealing */
function sealed(sealing, passphrase, random) {
  const handle = sealing.seal(passphrase, random);
  return new TransformStream({
    transform: (bytes, out) => out.enqueue(sealing.update(handle, bytes)),
    flush: (out) => out.enqueue(sealing.end(handle)),
  });
}

/** A file that the person chooses; null where the browser has no such thing, or wants a click that is gone by now. */
export async function chooseFile(name, pick = globalThis.showSaveFilePicker) {
  if (!pick) return null;
  try {
    const file = await pick.call(globalThis, { suggestedName: name, startIn: 'documents' });
    return { file, fresh: (await file.getFile()).size === 0 };
  } catch (error) {
    if (error?.name === 'AbortError') throw error;
    return null;
  }
}

/** What was begun goes again; a file that stood there before stays as it was. */
async function undone({ file, fresh }) {
  if (fresh) await file.remove?.().catch(() => {});
}

async function written(stream, chosen, signal, { CodedError }) {
  let writing;
  try {
    writing = await chosen.file.createWritable();
  } catch (error) {
    await undone(chosen);
    throw new CodedError('export.notWritten', String(error?.message ?? error));
  }
  const reader = stream.getReader();
  const stop = async (error) => {
    await Promise.all([reader.cancel(error).catch(() => {}), writing.abort().catch(() => {})]);
    await undone(chosen);
    throw error;
  };
  for (;;) {
    let piece;
    try {
      signal.throwIfAborted();
      piece = await reader.read();
    } catch (error) {
      return stop(error);
    }
    try {
      if (piece.done) return await writing.close();
      await writing.write(piece.value);
    } catch (error) {
      return stop(new CodedError('export.notWritten', String(error?.message ?? error)));
    }
  }
}

/**
 * Everything that comes, as one Blob.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {{from: number, blob: Blob}[]} [kept] Blobs that stand in it as they are, in their order: each is taken in place of
 *   its bytes, so that the browser copies nothing and a file may be larger than its memory
 */
export async function collected(stream, type, signal, kept = []) {
  const reader = stream.getReader();
  const whole = [];
  let parts = [];
  let size = 0;
  let at = 0;
  let next = 0;
  const take = (bytes) => {
    if (bytes.length === 0) return;
    parts.push(bytes);
    size += bytes.length;
    if (size < spill) return;
    // The browser may put a Blob on its disk; arrays of ours it cannot.
    whole.push(new Blob(parts));
    parts = [];
    size = 0;
  };
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) return new Blob([...whole, ...parts], { type });
      const end = at + value.length;
      let from = at;
      for (; next < kept.length && kept[next].from + kept[next].blob.size <= end; next += 1) {
        const { from: start, blob } = kept[next];
        if (start > from) take(value.subarray(from - at, start - at));
        whole.push(...parts, blob);
        parts = [];
        size = 0;
        from = start + blob.size;
      }
      const stop = next < kept.length ? Math.min(end, kept[next].from) : end;
      if (stop > from) take(value.subarray(from - at, stop - at));
      at = end;
    }
  } catch (error) {
    void reader.cancel(error).catch(() => {});
    throw error;
  }
}

/** Where the Blobs of a ZIP of stored entries begin: behind a header of 30 bytes and a name, before a descriptor. */
function placesOf(entries) {
  const descriptor = 16;
  let at = 0;
  return entries.flatMap(({ path, content }) => {
    const from = at + 30 + utf8.encode(path).length;
    const text = typeof content === 'string';
    at = from + (text ? utf8.encode(content).length : content.size) + descriptor;
    return text || content.size === 0 ? [] : [{ from, blob: content }];
  });
}

/**
 * @param {object} wanted
 * @param {string} wanted.name @param {string} wanted.mediaType @param {string} wanted.passphrase "" for none
 * @param {{path: string, sha256?: string, text?: string}[]} wanted.entries
 * @param {object} edge
 * @param {(sha256: string) => Promise<Blob>} edge.evidence checked, or a rejection
 * @param {{file: FileSystemFileHandle, fresh: boolean} | null} edge.chosen
 * @param {(name: string, content: Blob) => void} edge.handOver
 */
export async function writeBackup({ name, mediaType, entries: wanted, modified, passphrase }, edge) {
  const { evidence, chosen, handOver, sealing, random, report, signal } = edge;
  const entries = [];
  for (const { path, text, sha256 } of wanted) {
    signal.throwIfAborted();
    entries.push({ path, content: sha256 === undefined ? text : await evidence(sha256) });
  }
  const { zipStream } = await import('./zip.mjs');
  const { stream, length } = zipStream(entries, modified);
  const total = Number(length);
  const count = paced(report, total);
  let flow = stream.pipeThrough(counting(count));
  if (passphrase) flow = flow.pipeThrough(sealed(sealing, passphrase, random));
  if (chosen) await written(flow, chosen, signal, edge);
  else handOver(name, await collected(flow, mediaType, signal, passphrase ? [] : placesOf(entries)));
}

/**
 * The content of an encrypted file. One that is damaged gives what stands before the damage: what reads it finds its
 * end missing, and offers what is there.
 * @param {Blob} file @returns {Promise<Blob>}
 */
export async function openSealed(file, passphrase, { sealing, report, CodedError }) {
  const handle = sealing.open(passphrase);
  const count = paced(report, file.size);
  const parts = [];
  let size = 0;
  const take = (bytes) => {
    if (bytes.length > 0) parts.push(new Blob([bytes]));
    size += bytes.length;
  };
  try {
    for (let at = 0; at < file.size; at += slice) {
      const bytes = new Uint8Array(await file.slice(at, at + slice).arrayBuffer().catch((error) => {
        throw new CodedError('file.unreadable', String(error?.message ?? error));
      }));
      take(sealing.update(handle, bytes));
      count(bytes.length);
    }
    take(sealing.end(handle));
  } catch (error) {
    sealing.drop(handle);
    take(error.rest ?? new Uint8Array());
    if (!(['seal.cut', 'seal.damaged'].includes(error.code) && size > 0)) throw error;
  }
  return new Blob(parts);
}
