// Builds what wasm would hand over: the node array and its arena, from plain objects.
import { flags, nodeSize, roles } from '../../web/app/seam.mjs';

const encoder = new TextEncoder();

/** @param {Record<string, string | string[]>} extra */
function extraText(extra) {
  return Object.entries(extra)
    .flatMap(([key, values]) => [values].flat().map((value) => `${key}\x1e${value}\x1f`))
    .join('');
}

/**
 * @param {object[]} nodes {id, parent, role, name, value, extra, flags: ['checked', …], x, y, width, height, …}
 * @returns {import('../../web/app/seam.mjs').Snapshot}
 */
export function snapshotOf(nodes) {
  const pieces = [];
  let arenaSize = 0;
  const store = (text) => {
    const bytes = encoder.encode(text);
    pieces.push(bytes);
    arenaSize += bytes.length;
    return [arenaSize - bytes.length, bytes.length];
  };
  const base = 16;
  const buffer = new ArrayBuffer(base + nodes.length * nodeSize);
  const view = new DataView(buffer);
  nodes.forEach((node, index) => {
    const at = base + index * nodeSize;
    const u32 = (offset, value) => view.setUint32(at + offset, value, true);
    const u16 = (offset, value) => view.setUint16(at + offset, value, true);
    const f32 = (offset, value) => view.setFloat32(at + offset, value ?? 0, true);
    u32(0, node.id);
    u32(4, node.parent ?? 0);
    u16(8, roles.indexOf(node.role));
    u16(10, (node.flags ?? []).reduce((sum, flag) => sum | flags[flag], 0));
    u16(12, node.style ?? 0);
    u16(14, node.aux ?? 0);
    [node.x, node.y, node.width ?? 100, node.height ?? 24].forEach((value, i) => f32(16 + i * 4, value));
    [node.name ?? '', node.value ?? '', extraText(node.extra ?? {})].forEach((text, i) => {
      const [offset, length] = store(text);
      u32(32 + i * 8, offset);
      u32(36 + i * 8, length);
    });
    f32(56, node.number);
    u32(60, node.request ?? 0);
    f32(64, node.lineHeight);
  });
  const arena = new Uint8Array(arenaSize);
  let at = 0;
  for (const piece of pieces) {
    arena.set(piece, at);
    at += piece.length;
  }
  return {
    u32: new Uint32Array(buffer), u16: new Uint16Array(buffer), f32: new Float32Array(buffer), base, count: nodes.length, arena,
  };
}

/** Waits until `holds` does; for what happens behind promises, not for time to pass. */
export async function until(holds, tries = 200) {
  for (let i = 0; i < tries; i += 1) {
    if (holds()) return;
    await new Promise((resolve) => { setImmediate(resolve); });
  }
  throw new Error(`never became true: ${holds}`);
}
