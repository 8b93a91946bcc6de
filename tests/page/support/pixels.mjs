// Pixels of what is on the screen, with the colour taken away.

/**
 * The brightness of each pixel of an element, 0 to 255, as its screenshot has it.
 * @param {import('playwright-core').Page} page @param {import('playwright-core').Locator} locator
 * @returns {Promise<{width: number, height: number, light: Uint8Array}>}
 */
export async function brightness(page, locator) {
  const clip = await locator.boundingBox();
  const png = await page.screenshot({ clip });
  // Another page of the browser decodes it: the one under test may have no canvas.
  const reader = await page.context().newPage();
  try {
    const { width, height, base64 } = await reader.evaluate(async (given) => {
      const bytes = Uint8Array.from(atob(given), (sign) => sign.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let out = '';
      for (let at = 0; at < data.length; at += 4) {
        out += String.fromCharCode(Math.round(0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2]));
      }
      return { width: bitmap.width, height: bitmap.height, base64: btoa(out) };
    }, png.toString('base64'));
    return { width, height, light: new Uint8Array(Buffer.from(base64, 'base64')) };
  } finally {
    await reader.close();
  }
}

/** Share of the pixels whose brightness differs by more than an eye overlooks. */
export function difference(one, other, overlooked = 24) {
  if (one.width !== other.width || one.height !== other.height) return 1;
  let count = 0;
  for (let at = 0; at < one.light.length; at += 1) {
    if (Math.abs(one.light[at] - other.light[at]) > overlooked) count += 1;
  }
  return count / one.light.length;
}

/** How many levels of brightness an area has: an empty one has one. */
export const levels = (area) => new Set(area.light).size;
