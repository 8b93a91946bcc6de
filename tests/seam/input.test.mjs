import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mirrorPage } from './page.mjs';
import { pastedFiles } from '../../web/app/input.mjs';
import { actions } from '../../web/app/seam.mjs';

const field = { id: 2, parent: 1, role: 'text_field', name: 'What are you looking for?', extra: { enterkeyhint: 'go' } };
const palette = [
  { id: 1, role: 'dialog', name: 'Search' }, field,
  { id: 3, parent: 1, role: 'list', name: 'What fits' },
  { id: 4, parent: 3, role: 'list_item' }, { id: 5, parent: 4, role: 'button', name: 'Path' },
  { id: 6, parent: 3, role: 'list_item' }, { id: 7, parent: 6, role: 'link', name: 'First talk', value: '#/evidence/x' },
  { id: 8, parent: 1, role: 'button', name: 'Close' },
];

async function shown(nodes) {
  const page = await mirrorPage();
  page.show(nodes);
  const press = (key, target, init = {}) => {
    const event = new page.window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { ...page, press };
}

test('Enter in a field that one searches in sends its words first, then that it was pressed', async () => {
  const page = await shown(palette);
  const input = page.control(2);
  input.focus();
  input.value = 'talk';
  input.dispatchEvent(new page.window.Event('input', { bubbles: true }));
  assert.equal(page.press('Enter', input), true);
  assert.deepEqual(page.done.map(({ id, kind, text }) => [id, kind, text]), [[2, actions.text, 'talk'], [2, actions.activate, '']]);
});

test('Enter that ends a composition, or in any other field, is the browser’s own', async () => {
  const page = await shown([...palette, { id: 9, parent: 1, role: 'text_field', name: 'Other' }]);
  assert.equal(page.press('Enter', page.control(2), { isComposing: true }), false);
  assert.equal(page.press('Enter', page.control(2), { ctrlKey: true }), false);
  assert.equal(page.press('Enter', page.control(9)), false);
  assert.deepEqual(page.done, []);
});

test('in a dialog that one searches in the arrows go to what was found and back, and not beyond', async () => {
  const page = await shown(palette);
  const focused = () => page.document.activeElement;
  const stops = [page.control(2), page.element(5), page.element(7)];
  stops[0].focus();
  for (const next of [stops[1], stops[2]]) {
    assert.equal(page.press('ArrowDown', focused()), true);
    assert.equal(focused(), next);
  }
  assert.equal(page.press('ArrowDown', focused()), false);
  for (const next of [stops[1], stops[0]]) {
    assert.equal(page.press('ArrowUp', focused()), true);
    assert.equal(focused(), next);
  }
  assert.equal(page.press('ArrowUp', focused()), false);
  page.element(8).focus();
  assert.equal(page.press('ArrowUp', focused()), false);
});

test('outside such a dialog the arrows are the browser’s own', async () => {
  const page = await shown([
    { id: 1, role: 'main', name: 'Content' }, field,
    { id: 3, parent: 1, role: 'list', name: 'What fits' },
    { id: 4, parent: 3, role: 'list_item' }, { id: 5, parent: 4, role: 'button', name: 'Path' },
  ]);
  page.control(2).focus();
  assert.equal(page.press('ArrowDown', page.control(2)), false);
});

test('pasted files are taken as they are, pasted text only where credentials are taken in', async () => {
  const clipboard = (text, ...files) => ({ files, getData: (type) => (type === 'text/plain' ? text : '') });
  const photo = new File(['x'], 'photo.png');
  assert.deepEqual(pastedFiles(clipboard('{}', photo), '#/evidence/x'), [photo]);
  assert.deepEqual(pastedFiles(clipboard('A1\tB1', photo), '#/badges'), [photo]);
  assert.deepEqual(pastedFiles(clipboard('', photo), '#/check'), [photo]);
  for (const hash of ['#/evidence/x', '#/settings', '', '#/badgesx']) assert.deepEqual(pastedFiles(clipboard('{}'), hash), [], hash);
  assert.deepEqual(pastedFiles(clipboard(' \n'), '#/badges'), []);
  assert.deepEqual(pastedFiles(null, '#/badges'), []);
  for (const [text, name] of [['{"a": "b.c.d"}', 'pasted.json'], ['eyJh.e30.c2ln\n', 'pasted.jwt'], ['Hello.', 'pasted.json']]) {
    for (const hash of ['#/badges', '#/check', '#/check/x']) {
      // A picture beside it, as spreadsheets copy one, is not what was meant.
      const looks = text !== 'Hello.';
      const [file, ...more] = pastedFiles(looks ? clipboard(text, photo) : clipboard(text), hash);
      assert.deepEqual([file.name, await file.text(), more.length], [name, text, 0]);
    }
  }
});
