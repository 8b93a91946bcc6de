import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createCanvasText, glyphImport } from '../../web/app/canvas_text.mjs';

/** A 2D context whose letters are half as wide as high, and whose picture is `pixel` everywhere. */
function fakeContext(pixel = [255, 255, 255, 128], log = []) {
  return (width, height) => {
    const context = {
      canvas: { width, height },
      font: '',
      measureText(text) {
        const px = parseFloat(context.font.split(' ')[1]);
        const blank = text.trim() === '';
        return {
          width: text.length * px / 2,
          actualBoundingBoxLeft: 0,
          actualBoundingBoxRight: blank ? 0 : px * 0.45,
          actualBoundingBoxAscent: blank ? 0 : px * 0.7,
          actualBoundingBoxDescent: 0,
          fontBoundingBoxAscent: px * 0.95,
          fontBoundingBoxDescent: px * 0.25,
        };
      },
      clearRect() {},
      fillText: (...values) => log.push(['text', ...values]),
      stroke: () => log.push(['stroke', context.lineWidth]),
      setTransform: (...values) => log.push(['transform', ...values]),
      getImageData: (x, y, w, h) => ({ data: Uint8ClampedArray.from({ length: w * h * 4 }, (_, i) => pixel[i % 4]) }),
    };
    return context;
  };
}
globalThis.Path2D ??= class {};
const icons = [{ name: 'map', shapes: ['M1 1h2', 'M3 3v2'] }];
const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

test('a glyph stands on the baseline with a pixel of room on every side', () => {
  const log = [];
  const text = createCanvasText(icons, fakeContext(undefined, log));
  const { metrics, pixels, colored } = text.rasterise(0x41, 20, false);
  assert.deepEqual([metrics.advance, metrics.x0, metrics.y0, metrics.width, metrics.height], [10, -1, -15, 11, 16]);
  close(metrics.ascent, 19);
  close(metrics.descent, 5);
  assert.deepEqual(log.at(-1), ['text', 'A', 1, 15]);
  assert.equal(pixels.length, 11 * 16 * 4);
  assert.equal(colored, false);
});

test('coverage is white, whatever rounding did to it; colours stay', () => {
  const grey = createCanvasText(icons, fakeContext([250, 252, 254, 90])).rasterise(0x41, 20, true);
  assert.deepEqual([...grey.pixels.slice(0, 4)], [255, 255, 255, 90]);
  const emoji = createCanvasText(icons, fakeContext([250, 200, 20, 255])).rasterise(0x1f600, 20, false);
  assert.equal(emoji.colored, true);
  assert.deepEqual([...emoji.pixels.slice(0, 4)], [250, 200, 20, 255]);
});

test('a space has an advance and no picture', () => {
  const { metrics, pixels } = createCanvasText(icons, fakeContext()).rasterise(0x20, 20, false);
  assert.deepEqual([metrics.advance, metrics.width, metrics.height, pixels.length], [10, 0, 0, 0]);
});

test('what is no character is nothing', () => {
  const text = createCanvasText(icons, fakeContext());
  for (const codepoint of [0, 0x0a, 0x7f, 0xd800, 0xdfff, 0x110000, 0xffffffff]) {
    assert.equal(text.metrics(codepoint, 16, false).advance, 0, codepoint.toString(16));
  }
});

test('an icon is as wide as its size, centred on the line, drawn with the look’s stroke', () => {
  const log = [];
  const text = createCanvasText(icons, fakeContext(undefined, log));
  const { metrics } = text.rasterise(0xe000, 20, false);
  assert.equal(metrics.advance, 20);
  // The line runs from -19 to 5: its middle is -7, the icon from -17 to 3.
  const [, , , , , , top] = log.find(([kind]) => kind === 'transform');
  close(top + metrics.y0, -17);
  assert.deepEqual(log.filter(([kind]) => kind === 'stroke'), [['stroke', 1.9], ['stroke', 1.9]]);
});

test('an icon that does not exist is an ordinary character', () => {
  const log = [];
  createCanvasText(icons, fakeContext(undefined, log)).rasterise(0xe001, 20, false);
  assert.equal(log.at(-1)[0], 'text');
});

test('the import writes metrics and pixels into wasm memory, and never past the buffer', () => {
  const memory = new Uint8Array(8192).fill(7);
  const { glyph } = glyphImport(createCanvasText(icons, fakeContext()), () => memory);
  const floats = new Float32Array(memory.buffer, 64, 8);
  assert.equal(glyph(0x41, 20, 0, 0, 0, 64), 11 * 16 * 4);
  assert.deepEqual([...floats].slice(0, 6), [10, -1, -15, 11, 16, 0]);
  assert.equal(glyph(0x41, 20, 0, 1024, 10, 64), 704);
  assert.equal(memory[1024], 7);
  assert.equal(glyph(0x41, 20, 0, 1024, 704, 64), 704);
  assert.deepEqual([memory[1024], memory[1027], memory[1024 + 704]], [255, 128, 7]);
});
