import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mirrorPage } from './page.mjs';

const field = (value, extra = {}) => [{ id: 7, role: 'text_area', name: 'What happened?', value, extra },
  { id: 8, role: 'button', name: 'Next' }];

async function typing(context) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const page = await mirrorPage();
  page.show(field('one'));
  const area = page.control(7);
  const type = (text, init = {}) => {
    area.value = text;
    area.dispatchEvent(Object.assign(new page.window.Event('input', { bubbles: true }), init));
  };
  return { page, area, type };
}

test('text is sent after a pause, once', async (context) => {
  const { page, area, type } = await typing(context);
  area.focus();
  type('one t');
  context.mock.timers.tick(300);
  type('one two');
  context.mock.timers.tick(399);
  assert.deepEqual(page.done, []);
  context.mock.timers.tick(1);
  assert.deepEqual(page.done, [{ id: 7, kind: 3, number: 0, text: 'one two' }]);
});

test('somebody who types without a pause has the text sent every two seconds', async (context) => {
  const { page, area, type } = await typing(context);
  area.focus();
  let text = '';
  for (let time = 0; time < 5000; time += 100) {
    type(text += 'x');
    context.mock.timers.tick(100);
  }
  assert.deepEqual(page.done.map((one) => one.text.length), [20, 40]);
  context.mock.timers.tick(400);
  assert.equal(page.done.at(-1).text.length, 50);
});

test('leaving the field sends at once, and not twice', async (context) => {
  const { page, area, type } = await typing(context);
  area.focus();
  type('one two');
  area.dispatchEvent(new page.window.Event('change', { bubbles: true }));
  page.element(8).focus();
  context.mock.timers.tick(1000);
  assert.equal(page.done.length, 1);
});

test('nothing is sent in the middle of a composition', async (context) => {
  const { page, area, type } = await typing(context);
  area.focus();
  type('oneに', { isComposing: true });
  context.mock.timers.tick(1000);
  assert.deepEqual(page.done, []);
  context.mock.timers.tick(2000);
  assert.deepEqual(page.done, []);
  area.dispatchEvent(new page.window.Event('compositionend', { bubbles: true }));
  context.mock.timers.tick(400);
  assert.equal(page.done[0].text, 'oneに');
});

test('while somebody writes, the program does not write', async (context) => {
  const { page, area, type } = await typing(context);
  area.focus();
  type('one two');
  page.show(field('one'));
  context.mock.timers.tick(400);
  page.show(field('ONE TWO'));
  assert.equal(area.value, 'one two');
});

test('a new revision is written even then', async (context) => {
  const { page, area, type } = await typing(context);
  area.focus();
  type('one two');
  page.show(field('one', { revision: '2' }));
  assert.equal(area.value, 'one');
  context.mock.timers.tick(1000);
  assert.deepEqual(page.done, []);
});

test('a field that was left shows what the program holds', async (context) => {
  const { page, area, type } = await typing(context);
  area.focus();
  type('  one  ');
  page.element(8).focus();
  page.fields.settle();
  assert.equal(area.value, 'one');
});

test('the program writes into a field that nobody is in', async (context) => {
  const { page, area } = await typing(context);
  page.show(field('other'));
  assert.equal(area.value, 'other');
});

test('going away sends everything', async (context) => {
  const { page, area, type } = await typing(context);
  area.focus();
  type('one two');
  page.fields.flushAll();
  assert.equal(page.done.length, 1);
});

test('pressing a link or a button sends what was typed first, even when the field keeps the focus', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  for (const [role, value] of [['button', ''], ['link', '#/path']]) {
    const page = await mirrorPage();
    page.show([{ id: 2, role: 'text_field', name: 'Title' }, { id: 3, role, name: 'Go on', value }]);
    const field = page.control(2);
    field.focus();
    field.value = 'Tree day';
    field.dispatchEvent(new page.window.Event('input', { bubbles: true }));
    page.element(3).dispatchEvent(new page.window.MouseEvent('click', { bubbles: true, cancelable: true }));
    assert.deepEqual(page.done.map(({ id, text }) => [id, text]), [[2, 'Tree day'], [3, '']], role);
  }
});

test('a password is sent in one form, however its accents were typed', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const page = await mirrorPage();
  page.show([{ id: 7, role: 'text_field', name: 'Passphrase', extra: { autocomplete: 'current-password' } }]);
  const control = page.control(7);
  control.focus();
  control.value = 'Tra\u0308umen';
  control.dispatchEvent(new page.window.Event('input', { bubbles: true }));
  context.mock.timers.tick(400);
  assert.deepEqual(page.done.map((one) => one.text), ['Tr\u00e4umen']);
});
