// Stored evidence shown by the browser itself: object URLs made when an element comes near the screen, revoked when
// it goes. Evidence is other people's bytes, so nothing of it is ever opened as a page of ours: an object URL has our
// origin, and only a PDF gets a tab of its own.

const previewBytes = 4096;
const near = '400px';
const playable = { audio: /^audio\//, video: /^video\// };

async function startsWith(blob, text) {
  const head = new Uint8Array(await blob.slice(0, text.length).arrayBuffer());
  return String.fromCharCode(...head) === text;
}

/** The first 4 kB as text; a character cut in two at the end is left out. @param {Uint8Array} bytes */
export function decodePreview(bytes) {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le'
    : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

/**
 * @param {{readBlob: (sha256: string) => Promise<Blob | null>, missing: string}} from missing: words for a file that is
 *   not on this device
 */
export function createMedia({ readBlob, missing }) {
  const observer = typeof IntersectionObserver === 'function'
    ? new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        observer.unobserve(entry.target);
        load(entry.target.cairnMedia);
      }
    }, { rootMargin: near, scrollMargin: near })
    : null;

  function revoke(record) {
    if (record.mediaUrl) URL.revokeObjectURL(record.mediaUrl);
    record.mediaUrl = null;
  }

  function show(record, blob) {
    revoke(record);
    record.mediaUrl = URL.createObjectURL(blob);
    return record.mediaUrl;
  }

  async function load(record) {
    const { el, node } = record;
    const sha256 = node.value;
    let blob = null;
    try {
      blob = await readBlob(sha256);
      // Its bytes may be gone from the disk while the database still names it.
      await blob?.slice(0, 1).arrayBuffer();
    } catch {
      blob = null;
    }
    if (!el.isConnected || record.mediaSha !== sha256) return;
    el.classList.toggle('missing', blob === null);
    if (blob === null) {
      if (node.role === 'text_preview') el.textContent = missing;
      else if (node.role === 'document') el.removeAttribute('href');
      else el.title = missing;
      return;
    }
    const type = node.extra.media?.[0] ?? blob.type;
    if (node.role === 'text_preview') {
      el.textContent = decodePreview(new Uint8Array(await blob.slice(0, previewBytes).arrayBuffer()));
    } else if (node.role === 'document') {
      const isPdf = await startsWith(blob, '%PDF-');
      const asFile = node.extra.download !== undefined || !isPdf;
      el.href = show(record, blob.slice(0, blob.size, asFile ? 'application/octet-stream' : 'application/pdf'));
      if (asFile) el.download = node.extra.download?.[0] || node.name;
      else Object.assign(el, { target: '_blank', rel: 'noopener' });
    } else if (node.role === 'image') {
      el.src = show(record, blob.type === type ? blob : blob.slice(0, blob.size, type));
    } else if (playable[node.role].test(type)) {
      el.src = show(record, blob.slice(0, blob.size, type));
    }
  }

  return {
    /** The node is new, or changed. */
    follow(record, node) {
      if (record.mediaSha === node.value) return;
      record.mediaSha = node.value;
      record.el.cairnMedia = record;
      if (node.role === 'document') record.el.href = '#';
      if (observer && node.role !== 'document') observer.observe(record.el);
      else void load(record);
    },
    /** A document was pressed before its bytes were there: the press must not change the page. */
    pending: (record) => record.mediaUrl === null || record.mediaUrl === undefined,
    drop(record) {
      observer?.unobserve(record.el);
      record.mediaSha = null;
      revoke(record);
    },
  };
}
