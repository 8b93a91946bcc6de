// Icons by name from lucide-static, as path data that Canvas2D and SVG both take.
import { createRequire } from 'node:module';
import { BuildError, read } from './files.mjs';

const { resolve } = createRequire(import.meta.url);

function ellipse(cx, cy, rx, ry) {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
}

function rectangle({ x = 0, y = 0, width, height, rx, ry }) {
  const a = Math.min(rx ?? ry ?? 0, width / 2);
  const b = Math.min(ry ?? rx ?? 0, height / 2);
  if (a === 0 || b === 0) return `M${x} ${y}h${width}v${height}h${-width}Z`;
  const corner = (dx, dy) => `a${a} ${b} 0 0 1 ${dx} ${dy}`;
  const [across, down] = [width - 2 * a, height - 2 * b];
  return `M${x + a} ${y}h${across}${corner(a, b)}v${down}${corner(-a, b)}h${-across}${corner(-a, -b)}v${-down}${corner(a, -b)}Z`;
}

function line(points, closed) {
  const numbers = points.trim().split(/[\s,]+/);
  const pairs = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) pairs.push(`${numbers[i]} ${numbers[i + 1]}`);
  return `M${pairs.join('L')}${closed ? 'Z' : ''}`;
}

const shapes = {
  path: ({ d }) => d,
  circle: ({ cx, cy, r }) => ellipse(cx, cy, r, r),
  ellipse: ({ cx, cy, rx, ry }) => ellipse(cx, cy, rx, ry),
  line: ({ x1, y1, x2, y2 }) => `M${x1} ${y1}L${x2} ${y2}`,
  rect: rectangle,
  polyline: ({ points }) => line(points, false),
  polygon: ({ points }) => line(points, true),
};

function attributesOf(text) {
  const found = [...text.matchAll(/([\w-]+)="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, key, value]) => [key, key === 'd' || key === 'points' ? value : Number(value)]));
}

// The files, not the package's index of shapes: names that were given up live on only as files.
function fileOf(name) {
  try {
    return resolve(`lucide-static/icons/${name}.svg`);
  } catch {
    throw new BuildError(`there is no icon named "${name}" in lucide-static`);
  }
}

/** @param {string[]} names @returns {{name: string, shapes: string[]}[]} in the same order */
export function iconShapes(names) {
  return names.map((name) => {
    if (!/^[a-z0-9-]+$/.test(name)) throw new BuildError(`"${name}" is no icon's name`);
    const inside = read(fileOf(name)).replace(/^[\s\S]*?<svg[^>]*>/, '');
    const elements = [...inside.matchAll(/<(\w+)\s([^>]*)>/g)];
    return {
      name,
      shapes: elements.map(([, kind, attributes]) => {
        if (!Object.hasOwn(shapes, kind)) throw new BuildError(`the icon "${name}" has a <${kind}>, which is not known here`);
        return shapes[kind](attributesOf(attributes));
      }),
    };
  });
}
