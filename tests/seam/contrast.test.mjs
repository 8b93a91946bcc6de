// WCAG 2.2 contrast (1.4.3 text 4.5:1, 1.4.11 controls and graphics 3:1) over the pairs that the program puts together.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const tokens = JSON.parse(readFileSync(new URL('../../assets/theme/tokens.json', import.meta.url), 'utf8'));

const keys = ['background', 'surface', 'ink', 'muted', 'line', 'control-line', 'primary', 'on-primary', 'tint',
  'gold-text', 'gold', 'moss', 'moss-tint', 'rust', 'rust-tint', 'focus'];

// [foreground, background, least ratio]
const pairs = [
  ...['background', 'surface', 'tint', 'moss-tint', 'rust-tint'].flatMap((under) => [
    ['ink', under, 4.5],
    ['muted', under, 4.5],
    ['control-line', under, 3],
    ['focus', under, 3],
  ]),
  ...['background', 'surface', 'tint'].flatMap((under) => [
    ['primary', under, 4.5],
    ['gold-text', under, 4.5],
    ['moss', under, 4.5],
    ['rust', under, 4.5],
  ]),
  ['moss', 'moss-tint', 4.5],
  ['rust', 'rust-tint', 4.5],
  ['on-primary', 'primary', 4.5],
  ['on-primary', 'rust', 4.5],
  ['surface', 'moss', 4.5],
];

/** Relative luminance of "#RRGGBB" (WCAG 2.2, definition). */
function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

for (const theme of ['light', 'dark']) {
  test(`the ${theme} theme names every colour as #RRGGBB`, () => {
    assert.deepEqual(Object.keys(tokens[theme]).sort(), [...keys].sort());
    for (const key of keys) assert.match(tokens[theme][key], /^#[0-9A-F]{6}$/, key);
  });
  for (const [over, under, least] of pairs) {
    test(`${theme}: ${over} on ${under} has at least ${least}:1`, () => {
      const ratio = contrast(tokens[theme][over], tokens[theme][under]);
      assert.ok(ratio >= least, `${ratio.toFixed(2)}:1`);
    });
  }
}

test('the stones and pebbles are #RRGGBB', () => {
  assert.deepEqual(Object.keys(tokens.stones), ['slate', 'clay', 'moss', 'capstone']);
  assert.equal(tokens.pebbles.length, 3);
  for (const hex of [...Object.values(tokens.stones), ...tokens.pebbles]) assert.match(hex, /^#[0-9A-F]{6}$/);
});
