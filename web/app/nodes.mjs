// Reads the node array: which nodes differ from those of the frame before, and what they say.
import { flags, nodeSize, roles } from './seam.mjs';

const decoder = new TextDecoder();
const words = nodeSize / 4;
const none = Object.freeze({});

/**
 * @typedef {object} MirrorNode one semantics::Node, decoded
 * @property {number} id @property {number} parent @property {string} role @property {number} flags
 * @property {number} style @property {number} aux
 * @property {number} x @property {number} y @property {number} width @property {number} height
 * @property {string} name @property {string} value
 * @property {Record<string, string[]>} extra every key with its values, in order
 * @property {number} number @property {number} request @property {number} lineHeight
 */

/** @returns {Record<string, string[]>} from "key U+001E value U+001F", repeated */
export function parseExtra(text) {
  if (text === '') return none;
  const extra = {};
  for (const pair of text.split('\x1f')) {
    const cut = pair.indexOf('\x1e');
    if (cut > 0) (extra[pair.slice(0, cut)] ??= []).push(pair.slice(cut + 1));
  }
  return extra;
}

/** @param {MirrorNode} node @param {keyof typeof flags} flag */
export const has = (node, flag) => (node.flags & flags[flag]) !== 0;

/** The bytes of one frame, kept so that the next one decodes only what differs. */
export class Frame {
  /** @param {import('./seam.mjs').Snapshot} snapshot */
  constructor(snapshot) {
    const { u32, base, count, arena } = snapshot;
    const from = base >> 2;
    this.count = count;
    this.u32 = u32.slice(from, from + count * words);
    this.u16 = new Uint16Array(this.u32.buffer);
    this.f32 = new Float32Array(this.u32.buffer);
    let end = 0;
    for (let i = 0; i < count; i += 1) {
      for (let field = 8; field <= 12; field += 2) {
        end = Math.max(end, this.u32[i * words + field] + this.u32[i * words + field + 1]);
      }
    }
    this.arena = arena.slice(0, end);
  }

  id(index) { return this.u32[index * words]; }

  /** Whether node `index` says the same as node `otherIndex` of the frame `other`. */
  same(index, other, otherIndex) {
    const a = index * words;
    const b = otherIndex * words;
    for (let i = 0; i < words; i += 1) {
      const isOffset = i === 8 || i === 10 || i === 12;
      if (!isOffset && this.u32[a + i] !== other.u32[b + i]) return false;
    }
    for (let i = 8; i <= 12; i += 2) {
      const length = this.u32[a + i + 1];
      const here = this.u32[a + i];
      const there = other.u32[b + i];
      for (let k = 0; k < length; k += 1) if (this.arena[here + k] !== other.arena[there + k]) return false;
    }
    return true;
  }

  text(index, field) {
    const at = this.u32[index * words + field];
    const length = this.u32[index * words + field + 1];
    return length === 0 ? '' : decoder.decode(this.arena.subarray(at, at + length));
  }

  /** @returns {MirrorNode} */
  node(index) {
    const word = index * words;
    const half = word * 2;
    return {
      id: this.u32[word],
      parent: this.u32[word + 1],
      role: roles[this.u16[half + 4]] ?? 'group',
      flags: this.u16[half + 5],
      style: this.u16[half + 6],
      aux: this.u16[half + 7],
      x: this.f32[word + 4],
      y: this.f32[word + 5],
      width: this.f32[word + 6],
      height: this.f32[word + 7],
      name: this.text(index, 8),
      value: this.text(index, 10),
      extra: parseExtra(this.text(index, 12)),
      number: this.f32[word + 14],
      request: this.u32[word + 15],
      lineHeight: this.f32[word + 16],
    };
  }
}
