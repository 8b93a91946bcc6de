// What axe says of a page.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';

const summary = (results) => results.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' | ')}`);

/** Axe on what is shown now. Over the canvas it cannot tell what colour a text has; the ordinary page can be told. */
export async function axe(page, where, undecided = []) {
  const { violations, incomplete } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  assert.deepEqual(summary(violations), [], where);
  assert.deepEqual(summary(incomplete.filter(({ id }) => !undecided.includes(id))), [], `${where}: undecided`);
}

/** Runs in the page: an ordinary document, as without WebGL2. */
export function plain() {
  if (location.protocol.startsWith('http')) localStorage.setItem('cairn.plain', 'yes');
}
