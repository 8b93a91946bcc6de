// The wasm module as JavaScript sees it: the node array, strings in and out, and the calls of
// src/platform/web/exports.cpp under their own names. Nothing else in web/app touches wasm memory but canvas_text.mjs.

/** Order of semantics::Role (src/semantics/node.hpp). */
export const roles = ['root', 'navigation', 'main', 'region', 'group', 'heading', 'text', 'list', 'ordered_list',
  'list_item', 'link', 'button', 'checkbox', 'choice', 'text_field', 'text_area', 'date_field', 'file_drop', 'dialog',
  'progress', 'status', 'alert', 'image', 'audio', 'video', 'document', 'text_preview', 'figure'];

/** semantics::Flag */
export const flags = {
  disabled: 1, checked: 2, current: 4, scroll: 8, required: 16, invalid: 32, readOnly: 64, painted: 128, expanded: 256,
  hasExpanded: 512, hiddenLabel: 1024, focus: 2048, busy: 4096,
};

/** Kinds of cairn_action. */
export const actions = { activate: 1, check: 2, text: 3, choose: 4, files: 5, cancel: 6 };

/** Outcomes of cairn_reply. */
export const outcomes = { done: 0, failed: 1, cancelled: 2, progress: 3 };

/** Bytes of semantics::Node. */
export const nodeSize = 68;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * @typedef {{u32: Uint32Array, u16: Uint16Array, f32: Float32Array, base: number, count: number, arena: Uint8Array}} Snapshot
 *   Views into wasm memory: valid until the next call into the module.
 */

/** @param {object} module the Emscripten module */
export function createSeam(module) {
  /** Runs `call` with the text as a NUL-terminated string in wasm memory. */
  function withText(text, call) {
    const bytes = encoder.encode(text);
    const at = module._malloc(bytes.length + 1) >>> 0;
    if (at === 0) throw new RangeError('out of memory');
    const heap = module.HEAPU8;
    heap.set(bytes, at);
    heap[at + bytes.length] = 0;
    try {
      return call(at);
    } finally {
      module._free(at);
    }
  }

  return {
    /** @param {string} json */
    boot: (json) => withText(json, (at) => module._cairn_boot(at)),
    /** @returns {number} milliseconds until the next frame is wanted: 0 next animation frame, below 0 none; above 0 it waits, though more are owed */
    frame: (now, width, height, density) => module._cairn_frame(now, width, height, density),
    generation: () => module._cairn_generation() >>> 0,
    /** @returns {Snapshot} */
    snapshot() {
      const count = module._cairn_node_count() >>> 0;
      const base = module._cairn_nodes() >>> 0;
      const strings = module._cairn_strings() >>> 0;
      const { buffer } = module.HEAPU8;
      return {
        u32: new Uint32Array(buffer),
        u16: new Uint16Array(buffer),
        f32: new Float32Array(buffer),
        base,
        count,
        arena: new Uint8Array(buffer, strings),
      };
    },
    /** @param {number} node @param {number} kind one of `actions` @param {number} [number] @param {string} [text] */
    action: (node, kind, number = 0, text = '') =>
      withText(text, (at) => module._cairn_action(node, kind, number, at)),
    scroll: (node, top) => module._cairn_scroll(node, top),
    /** @returns {string} faults that the kit's auditor saw in the last frame, one a line; for tests */
    audit() {
      const at = module._cairn_audit() >>> 0;
      const heap = module.HEAPU8;
      return decoder.decode(heap.subarray(at, heap.indexOf(0, at)));
    },
    /** @param {string} name @param {object} [value] */
    event: (name, value = {}) =>
      withText(name, (nameAt) => withText(JSON.stringify(value), (at) => module._cairn_event(nameAt, at))),
    /** @param {number} effect @param {number} outcome one of `outcomes` @param {object} [value] */
    reply: (effect, outcome, value = {}) =>
      withText(JSON.stringify(value), (at) => module._cairn_reply(effect, outcome, at)),
    /** The lock: bytes of evidence in pieces; the key never leaves wasm. */
    vault: {
      /** 0 there is no lock, 1 locked, 2 open, 3 open and about to be removed */
      state: () => module._cairn_vault_state() >>> 0,
      /** @returns {Uint8Array} what an encrypted file begins with; another one each time */
      header() {
        const at = module._cairn_vault_header() >>> 0;
        return module.HEAPU8.slice(at, at + 24);
      },
      /** Null: it does not open. @param {boolean} seal @returns {Uint8Array | null} */
      piece: (seal, name, header, index, last, bytes) => withText(name, (nameAt) => {
        const size = header.length + bytes.length;
        const at = module._malloc(size) >>> 0;
        if (at === 0) throw new RangeError('out of memory');
        module.HEAPU8.set(header, at);
        module.HEAPU8.set(bytes, at + header.length);
        const out = module._cairn_vault_piece(seal ? 1 : 0, nameAt, at, index, last ? 1 : 0, at + header.length, bytes.length) >>> 0;
        const heap = module.HEAPU8;
        heap.fill(0, at, at + size);
        module._free(at);
        if (out === 0) return null;
        const length = seal ? bytes.length + 16 : bytes.length - 16;
        const result = heap.slice(out, out + length);
        heap.fill(0, out, out + length);
        return result;
      }),
    },
    /**
     * Files that a passphrase encrypts, in pieces. What fails throws an error with the program's `code`, and in `rest`
     * what was opened before the fault.
     */
    sealing: (() => {
      const taken = (size) => {
        const at = module._cairn_sealing_out() >>> 0;
        return module.HEAPU8.slice(at, at + size);
      };
      const failed = (size = 0) => {
        const at = module._cairn_sealing_error() >>> 0;
        const heap = module.HEAPU8;
        const code = decoder.decode(heap.subarray(at, heap.indexOf(0, at)));
        return Object.assign(new Error(code), { code, rest: taken(size) });
      };
      const begun = (handle) => {
        if (handle === 0) throw failed();
        return handle;
      };
      const given = (size) => {
        if (size < 0) throw failed(-1 - size);
        return taken(size);
      };
      const withBytes = (bytes, call) => {
        const at = module._malloc(bytes.length || 1) >>> 0;
        if (at === 0) throw new RangeError('out of memory');
        module.HEAPU8.set(bytes, at);
        try {
          return call(at);
        } finally {
          module._free(at);
        }
      };
      return {
        /** @param {Uint8Array} random 40 bytes */
        seal: (passphrase, random) => begun(withText(passphrase, (text) => withBytes(random, (at) => module._cairn_seal_begin(text, at) >>> 0))),
        open: (passphrase) => begun(withText(passphrase, (text) => module._cairn_open_begin(text) >>> 0)),
        update: (handle, bytes) => given(withBytes(bytes, (at) => module._cairn_sealing_update(handle, at, bytes.length))),
        end: (handle) => given(module._cairn_sealing_end(handle)),
        drop: (handle) => module._cairn_sealing_drop(handle),
      };
    })(),
    /** SHA-256 over pieces: begin, update…, end gives lower-case hex. */
    hash: {
      begin: () => module._cairn_hash_begin() >>> 0,
      /** @param {number} handle @param {Uint8Array} bytes */
      update(handle, bytes) {
        const at = module._malloc(bytes.length || 1) >>> 0;
        if (at === 0) throw new RangeError('out of memory');
        module.HEAPU8.set(bytes, at);
        module._cairn_hash_update(handle, at, bytes.length);
        module._free(at);
      },
      end(handle) {
        const at = module._cairn_hash_end(handle) >>> 0;
        const heap = module.HEAPU8;
        let text = '';
        for (let i = at; heap[i] !== 0 && i < at + 64; i += 1) text += String.fromCharCode(heap[i]);
        return text;
      },
    },
  };
}
