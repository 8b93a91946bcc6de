// Glyphs for the canvas, drawn by the browser's own text engine: every script that the device has, crisp at every
// zoom. Code points from U+E000 on are icons. Bitmaps are straight-alpha RGBA, white unless the glyph has colours
// of its own (emoji).

const family = '"Atkinson Hyperlegible", system-ui, sans-serif';
const firstIcon = 0xe000;
const lastIcon = 0xf8ff;
const iconBox = 24;
const iconStroke = 1.9;
const largestSide = 2048;

function makeContext(width, height) {
  const canvas = typeof OffscreenCanvas === 'function'
    ? new OffscreenCanvas(width, height)
    : Object.assign(document.createElement('canvas'), { width, height });
  return canvas.getContext('2d', { willReadFrequently: true });
}

/**
 * @typedef {{advance: number, x0: number, y0: number, width: number, height: number, ascent: number, descent: number}} Metrics
 *   y0 is the bitmap's top relative to the baseline, up is negative; all in the pixels of the asked size.
 */

/**
 * @param {{name: string, shapes: string[]}[]} icons icon number i is code point U+E000+i
 * @param {(width: number, height: number) => CanvasRenderingContext2D} [contextOf]
 */
export function createCanvasText(icons, contextOf = makeContext) {
  let context = contextOf(128, 128);
  let font = '';
  const lines = new Map(); // "bold" -> ascent and descent for one pixel of font size
  const paths = new Map();

  function setFont(px, bold) {
    const wanted = `${bold ? 700 : 400} ${px}px ${family}`;
    if (wanted === font) return;
    context.font = wanted;
    // Advances then scale with the size and are the same at every density.
    context.textRendering = 'geometricPrecision';
    font = wanted;
  }

  function line(bold) {
    const known = lines.get(bold);
    if (known) return known;
    setFont(100, bold);
    const box = context.measureText('Hg');
    const found = { ascent: box.fontBoundingBoxAscent / 100, descent: box.fontBoundingBoxDescent / 100 };
    lines.set(bold, found);
    return found;
  }

  function isIcon(codepoint) {
    return codepoint >= firstIcon && codepoint <= lastIcon && codepoint - firstIcon < icons.length;
  }

  function drawable(codepoint) {
    if (codepoint < 0x20 || (codepoint >= 0x7f && codepoint < 0xa0)) return false;
    return codepoint <= 0x10ffff && !(codepoint >= 0xd800 && codepoint <= 0xdfff);
  }

  /** @returns {Metrics} */
  function metricsOf(codepoint, px, bold) {
    const { ascent, descent } = line(bold);
    const found = { advance: 0, x0: 0, y0: 0, width: 0, height: 0, ascent: ascent * px, descent: descent * px };
    if (isIcon(codepoint)) {
      // The icon's box is centred on the line, so that icon and label agree wherever the line is placed.
      const top = (found.descent - found.ascent) / 2 - px / 2;
      found.advance = px;
      found.x0 = -1;
      found.y0 = Math.floor(top) - 1;
      found.width = Math.ceil(px) + 2;
      found.height = Math.ceil(px) + 3;
    } else if (drawable(codepoint)) {
      setFont(px, bold);
      const box = context.measureText(String.fromCodePoint(codepoint));
      found.advance = box.width;
      const left = Math.floor(-box.actualBoundingBoxLeft);
      const right = Math.ceil(box.actualBoundingBoxRight);
      const top = Math.floor(-box.actualBoundingBoxAscent);
      const bottom = Math.ceil(box.actualBoundingBoxDescent);
      if (right > left && bottom > top) {
        found.x0 = left - 1;
        found.y0 = top - 1;
        found.width = right - left + 2;
        found.height = bottom - top + 2;
      }
    }
    found.width = Math.min(found.width, largestSide);
    found.height = Math.min(found.height, largestSide);
    return found;
  }

  function ensureCanvas(width, height) {
    const { canvas } = context;
    if (canvas.width >= width && canvas.height >= height) return;
    const side = (want, have) => Math.max(have, 2 ** Math.ceil(Math.log2(want)));
    context = contextOf(side(width, canvas.width), side(height, canvas.height));
    font = '';
  }

  function drawIcon(index, px, metrics) {
    const scale = px / iconBox;
    const top = (metrics.descent - metrics.ascent) / 2 - px / 2;
    context.setTransform(scale, 0, 0, scale, -metrics.x0, top - metrics.y0);
    context.lineWidth = iconStroke;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.strokeStyle = '#fff';
    for (const shape of icons[index].shapes) {
      let path = paths.get(shape);
      if (!path) paths.set(shape, path = new Path2D(shape));
      context.stroke(path);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  /** Makes coverage of what has no colour of its own. @returns {boolean} whether it has */
  function whiten(pixels) {
    for (let i = 0; i < pixels.length; i += 4) {
      if (pixels[i + 3] > 64 && (pixels[i] < 224 || pixels[i + 1] < 224 || pixels[i + 2] < 224)) return true;
    }
    for (let i = 0; i < pixels.length; i += 4) {
      pixels[i] = 255;
      pixels[i + 1] = 255;
      pixels[i + 2] = 255;
    }
    return false;
  }

  return {
    /**
     * @param {number} codepoint @param {number} px font size in pixels of the bitmap @param {boolean} bold
     * @returns {Metrics}
     */
    metrics: metricsOf,

    /** @returns {{metrics: Metrics, pixels: Uint8ClampedArray, colored: boolean}} pixels: width * height * 4 */
    rasterise(codepoint, px, bold) {
      const metrics = metricsOf(codepoint, px, bold);
      const { width, height } = metrics;
      if (width === 0 || height === 0) return { metrics, pixels: new Uint8ClampedArray(0), colored: false };
      ensureCanvas(width, height);
      context.clearRect(0, 0, width, height);
      if (isIcon(codepoint)) {
        drawIcon(codepoint - firstIcon, px, metrics);
      } else {
        setFont(px, bold);
        context.fillStyle = '#fff';
        context.textBaseline = 'alphabetic';
        context.fillText(String.fromCodePoint(codepoint), -metrics.x0, -metrics.y0);
      }
      const pixels = context.getImageData(0, 0, width, height).data;
      return { metrics, pixels, colored: whiten(pixels) };
    },
  };
}

/**
 * The import cairn_host_glyph (shape: src/platform/web/imports.hpp).
 * @param {ReturnType<typeof createCanvasText>} text @param {() => Uint8Array} heap wasm memory as it is now
 */
export function glyphImport(text, heap) {
  let last = { key: '', glyph: null };
  return {
    glyph(codepoint, px, bold, rgba, capacity, metricsAt) {
      const key = `${codepoint} ${px} ${bold}`;
      if (rgba !== 0 && last.key !== key) last = { key, glyph: text.rasterise(codepoint, px, bold !== 0) };
      const drawn = last.key === key;
      const metrics = drawn ? last.glyph.metrics : text.metrics(codepoint, px, bold !== 0);
      // Whether a glyph has colours shows only once it is drawn.
      const colored = drawn && last.glyph.colored;
      const needed = metrics.width * metrics.height * 4;
      const bytes = heap();
      new Float32Array(bytes.buffer, metricsAt, 8).set([metrics.advance, metrics.x0, metrics.y0, metrics.width,
        metrics.height, colored ? 1 : 0, metrics.ascent, metrics.descent]);
      if (rgba !== 0 && needed <= capacity) bytes.set(last.glyph.pixels, rgba);
      return needed;
    },
  };
}
