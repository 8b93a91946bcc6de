import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mirrorPage } from './page.mjs';

const list = (names) => [
  { id: 1, role: 'main', name: 'Main' },
  { id: 2, parent: 1, role: 'list', name: 'Records' },
  ...names.map((name) => ({ id: 100 + name.charCodeAt(0), parent: 2, role: 'list_item', name })),
];
const item = (name) => 100 + name.charCodeAt(0);
const words = (page) => [...page.element(2).children].map((element) => element.textContent);

test('each role has its native element', async () => {
  const page = await mirrorPage();
  const roles = {
    navigation: 'NAV', main: 'MAIN', region: 'SECTION', group: 'DIV', text: 'P', list: 'UL', ordered_list: 'OL', link: 'A',
    button: 'BUTTON', dialog: 'DIALOG', progress: 'PROGRESS', image: 'IMG', audio: 'AUDIO', video: 'VIDEO', document: 'A',
    text_preview: 'PRE', figure: 'DIV',
  };
  const controls = { checkbox: 'INPUT', choice: 'SELECT', text_field: 'INPUT', text_area: 'TEXTAREA', date_field: 'INPUT', file_drop: 'INPUT' };
  const all = [...Object.keys(roles), ...Object.keys(controls)];
  page.show(all.map((role, i) => ({ id: i + 1, role, name: role })));
  for (const [role, tag] of Object.entries(roles)) assert.equal(page.element(all.indexOf(role) + 1).tagName, tag, role);
  for (const [role, tag] of Object.entries(controls)) assert.equal(page.control(all.indexOf(role) + 1).tagName, tag, role);
});

test('what is typed as a password is not shown, and other text is', async () => {
  const page = await mirrorPage();
  const field = (autocomplete) => [{ id: 1, role: 'text_field', name: 'Passphrase', extra: { autocomplete } }];
  page.show(field('current-password'));
  assert.equal(page.control(1).type, 'password');
  page.show(field('new-password'));
  assert.equal(page.control(1).type, 'password');
  page.show(field('name'));
  assert.equal(page.control(1).type, 'text');
});

test('a heading has the level that the node says, and changes with it', async () => {
  const page = await mirrorPage();
  page.show([{ id: 1, role: 'heading', aux: 1, name: 'Evidence' }]);
  assert.equal(page.element(1).tagName, 'H1');
  page.show([{ id: 1, role: 'heading', aux: 3, name: 'Evidence' }]);
  assert.equal(page.element(1).tagName, 'H3');
  assert.equal(page.root.children.length, 1);
});

test('elements stand in the order of the nodes and survive being moved', async () => {
  const page = await mirrorPage();
  page.show(list(['a', 'b', 'c', 'd']));
  const b = page.element(item('b'));
  page.show(list(['d', 'b', 'e', 'a']));
  assert.deepEqual(words(page), ['d', 'b', 'e', 'a']);
  assert.equal(page.element(item('b')), b);
  assert.equal(page.element(item('c')), undefined);
});

test('any order can become any other', async () => {
  const page = await mirrorPage();
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let round = 0; round < 200; round += 1) {
    const wanted = letters.filter(() => random() < 0.7).sort(() => random() - 0.5);
    page.show(list(wanted));
    assert.deepEqual(words(page), wanted);
  }
});

test('the focused element is not moved when the others around it are', async () => {
  const page = await mirrorPage();
  const buttons = (names) => names.map((name) => ({ id: item(name), role: 'button', name }));
  page.show(buttons(['a', 'b', 'c', 'd']));
  const c = page.element(item('c'));
  c.focus();
  let removed = 0;
  const insert = page.root.insertBefore.bind(page.root);
  page.root.insertBefore = (element, before) => {
    if (element === c) removed += 1;
    return insert(element, before);
  };
  page.show(buttons(['c', 'a', 'd', 'b']));
  assert.deepEqual([...page.root.children].map((element) => element.textContent), ['c', 'a', 'd', 'b']);
  assert.equal(removed, 0);
  assert.equal(page.document.activeElement, c);
});

test('a frame with the same nodes touches no element', async () => {
  const page = await mirrorPage();
  page.show(list(['a', 'b']));
  const { updated, moved, created } = page.mirror.stats;
  page.show(list(['a', 'b']));
  assert.deepEqual([page.mirror.stats.updated, page.mirror.stats.moved, page.mirror.stats.created], [updated, moved, created]);
});

test('one changed name is one update', async () => {
  const page = await mirrorPage();
  page.show(list(['a', 'b']));
  const before = page.mirror.stats.updated;
  const nodes = list(['a', 'b']);
  nodes[3].name = 'changed';
  page.show(nodes);
  assert.equal(page.mirror.stats.updated, before + 1);
  assert.equal(page.element(item('b')).textContent, 'changed');
});

test('two nodes with one id are reported and the first is kept', async (context) => {
  context.mock.method(console, 'error', () => {});
  const page = await mirrorPage();
  page.show([{ id: 5, role: 'button', name: 'one' }, { id: 5, role: 'button', name: 'two' }]);
  assert.equal(page.mirror.stats.duplicates, 1);
  assert.equal(page.element(5).textContent, 'one');
});

test('focus asked for is given once per request', async () => {
  const page = await mirrorPage();
  const nodes = (request) => [
    { id: 1, role: 'heading', aux: 1, name: 'Evidence', flags: ['focus'], request },
    { id: 2, role: 'button', name: 'Add' },
  ];
  page.show(nodes(1));
  assert.equal(page.document.activeElement, page.element(1));
  page.element(2).focus();
  page.show([...nodes(1), { id: 3, role: 'text', name: 'more' }]);
  assert.equal(page.document.activeElement, page.element(2));
  page.show(nodes(2));
  assert.equal(page.document.activeElement, page.element(1));
});

test('when the focused element goes, its list has the focus', async () => {
  const page = await mirrorPage();
  const nodes = [...list(['a', 'b']), { id: 50, parent: item('a'), role: 'button', name: 'Delete a' }];
  page.show(nodes);
  page.element(50).focus();
  page.show(list(['b']));
  assert.equal(page.document.activeElement, page.element(2));
});

test('when the whole screen goes, the heading has the focus', async () => {
  const page = await mirrorPage();
  page.show([{ id: 1, role: 'main', name: '' }, { id: 2, parent: 1, role: 'button', name: 'Next' }]);
  page.element(2).focus();
  page.show([{ id: 1, role: 'main', name: '' }, { id: 3, parent: 1, role: 'heading', aux: 1, name: 'Submit' }]);
  assert.equal(page.document.activeElement, page.element(3));
});

test('a dialog is modal, Esc cancels it, and focus goes back', async () => {
  const page = await mirrorPage();
  const below = [{ id: 1, role: 'button', name: 'Delete' }];
  const dialog = [...below, { id: 9, role: 'dialog', name: 'Delete this record?' },
    { id: 10, parent: 9, role: 'button', name: 'Delete it' }];
  page.show(below);
  page.element(1).focus();
  page.show(dialog);
  assert.equal(page.element(9).open, true);
  assert.equal(page.document.documentElement.classList.contains('modal'), true);
  assert.equal(page.element(10).parentNode, page.element(9));
  page.element(10).focus();
  const cancel = new page.window.Event('cancel', { cancelable: true });
  page.element(9).dispatchEvent(cancel);
  assert.equal(cancel.defaultPrevented, true);
  assert.deepEqual(page.done, [{ id: 9, kind: 6, number: 0, text: '' }]);
  page.show(below);
  assert.equal(page.document.activeElement, page.element(1));
  assert.equal(page.document.documentElement.classList.contains('modal'), false);
  assert.equal(page.done.length, 1, 'closing by the program is no second cancel');
});

test('a field points to the texts that name and describe it', async () => {
  const page = await mirrorPage();
  page.show([
    { id: 1, role: 'text', name: 'Title', extra: { for: '3' } },
    { id: 2, role: 'text', name: 'A few words.' },
    { id: 3, role: 'text_field', name: 'Title', flags: ['required', 'invalid'], extra: { describedby: '2 4', placeholder: 'Career fair' } },
    { id: 4, role: 'text', name: 'Give it a title.' },
  ]);
  const input = page.control(3);
  assert.equal(page.element(1).tagName, 'LABEL');
  assert.equal(page.document.getElementById(page.element(1).htmlFor), input);
  assert.equal(input.getAttribute('aria-label'), 'Title');
  const described = input.getAttribute('aria-describedby').split(' ').map((id) => page.document.getElementById(id).textContent);
  assert.deepEqual(described, ['A few words.', 'Give it a title.']);
  assert.deepEqual(['aria-required', 'aria-invalid', 'placeholder'].map((name) => input.getAttribute(name)), ['true', 'true', 'Career fair']);
  page.show([{ id: 3, role: 'text_field', name: 'Title', extra: {} }]);
  assert.deepEqual(['aria-required', 'aria-invalid', 'placeholder', 'aria-describedby'].map((name) => input.getAttribute(name)), [null, null, null, null]);
});

test('a field whose label is not drawn has it for the ear, and its own hint and error too', async () => {
  const page = await mirrorPage();
  page.show([{ id: 3, role: 'text_field', name: 'Name', flags: ['hiddenLabel'], extra: { hint: 'As on the card.', error: 'Too long.' } }]);
  const input = page.control(3);
  assert.equal(input.hasAttribute('aria-label'), false);
  assert.deepEqual([...page.element(3).querySelectorAll('label')].map((label) => [label.htmlFor, label.textContent]), [[input.id, 'Name']]);
  const described = input.getAttribute('aria-describedby').split(' ').map((id) => page.document.getElementById(id).textContent);
  assert.deepEqual(described, ['Too long.', 'As on the card.']);
  assert.equal(input.getAttribute('aria-invalid'), 'true');
});

test('a choice has the options of the node and shows its value', async () => {
  const page = await mirrorPage();
  page.show([{ id: 3, role: 'choice', name: 'Kind', value: 'b', extra: { option: ['a\x1dFirst', 'b\x1dSecond'] } }]);
  const select = page.control(3);
  assert.deepEqual([...select.options].map((option) => [option.value, option.textContent]), [['a', 'First'], ['b', 'Second']]);
  assert.equal(select.value, 'b');
  select.value = 'a';
  select.dispatchEvent(new page.window.Event('change', { bubbles: true }));
  assert.deepEqual(page.done, [{ id: 3, kind: 4, number: 0, text: 'a' }]);
});

test('a checkbox follows the program and tells it', async () => {
  const page = await mirrorPage();
  page.show([{ id: 3, role: 'checkbox', name: 'Done', flags: ['checked'] }]);
  const box = page.control(3);
  assert.equal(box.checked, true);
  assert.equal(box.closest('label').textContent, 'Done');
  box.checked = false;
  box.dispatchEvent(new page.window.Event('change', { bubbles: true }));
  assert.deepEqual(page.done, [{ id: 3, kind: 2, number: 0, text: '' }]);
});

test('a disabled button keeps the focus and does nothing', async () => {
  const page = await mirrorPage();
  page.show([{ id: 3, role: 'button', name: 'Export' }]);
  page.element(3).focus();
  page.show([{ id: 3, role: 'button', name: 'Export', flags: ['disabled'] }]);
  page.element(3).click();
  assert.equal(page.document.activeElement, page.element(3));
  assert.equal(page.element(3).getAttribute('aria-disabled'), 'true');
  assert.deepEqual(page.done, []);
});

test('a plain click on a link goes there; with Control the browser does', async () => {
  const page = await mirrorPage();
  page.show([{ id: 3, role: 'link', name: 'Evidence', value: '#/evidence', flags: ['current'] }]);
  const click = (init) => page.element(3).dispatchEvent(new page.window.MouseEvent('click', { bubbles: true, cancelable: true, ...init }));
  click({ ctrlKey: true });
  assert.deepEqual([page.followed, page.done], [[], []]);
  click({});
  assert.deepEqual(page.followed, ['#/evidence']);
  assert.equal(page.done[0].kind, 1);
  assert.equal(page.element(3).getAttribute('aria-current'), 'page');
});

test('an address that could run something is no address', async () => {
  const page = await mirrorPage();
  const bad = ['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'blob:x', 'vbscript:x', '//evil.example', 'file:///x'];
  page.show(bad.map((value, i) => ({ id: i + 1, role: 'link', name: 'x', value })));
  bad.forEach((value, i) => assert.equal(page.element(i + 1).hasAttribute('href'), false, value));
  page.show([{ id: 9, role: 'link', name: 'x', value: 'https://example.org/a' }]);
  assert.equal(page.element(9).getAttribute('rel'), 'noopener noreferrer');
});

test('names that look like markup stay text', async () => {
  const page = await mirrorPage();
  page.show([{ id: 1, role: 'text', name: '<img src=x onerror=alert(1)>' }]);
  assert.equal(page.element(1).children.length, 0);
  assert.equal(page.element(1).textContent, '<img src=x onerror=alert(1)>');
});

test('a scroller tells how far it is, and can be scrolled by keyboard when it overflows', async () => {
  const page = await mirrorPage();
  page.show([{ id: 1, role: 'main', name: '', flags: ['scroll'], height: 300, number: 900 }]);
  const main = page.element(1);
  assert.equal(main.getAttribute('tabindex'), '0');
  assert.equal(main.style.getPropertyValue('--content'), '900px');
  main.scrollTop = 120;
  main.dispatchEvent(new page.window.Event('scroll'));
  assert.deepEqual(page.scrolls.at(-1), [1, 120]);
});

test('status and alert nodes are spoken when they change, and go when their node goes', async () => {
  const page = await mirrorPage();
  const status = page.document.getElementById('status');
  page.show([{ id: 1, role: 'status', name: 'Saved' }]);
  assert.equal(status.textContent, 'Saved');
  page.show([{ id: 1, role: 'status', name: 'Saved', request: 1 }]);
  assert.equal(status.textContent, 'Saved\u00a0');
  page.show([{ id: 2, role: 'alert', name: 'Not saved' }]);
  assert.equal(status.textContent, '');
  assert.equal(page.document.getElementById('alert').textContent, 'Not saved');
});

test('what cannot be drawn by number keeps its place', async () => {
  const page = await mirrorPage();
  page.show([{ id: 1, role: 'text', name: 'x', x: 10.5, y: 20, width: 300, height: 48, number: 14, lineHeight: 20, style: 8 }]);
  const { style, className } = page.element(1);
  assert.deepEqual([style.left, style.top, style.width, style.height], ['10.5px', '20px', '300px', '48px']);
  assert.deepEqual([style.fontSize, style.lineHeight], ['14px', '20px']);
  assert.equal(className, 'n r-text s8');
});

test('dropped files go to the drop field of the page', async () => {
  const page = await mirrorPage();
  page.show([{ id: 1, role: 'text', name: 'x' }, { id: 4, role: 'file_drop', name: 'Add files' }]);
  const drop = new page.window.Event('drop', { bubbles: true, cancelable: true });
  drop.dataTransfer = { types: ['Files'], files: [new File(['abc'], 'notes.txt', { type: 'text/plain' })] };
  page.element(1).dispatchEvent(drop);
  assert.equal(drop.defaultPrevented, true);
  assert.deepEqual(page.done, [{ id: 4, kind: 5, number: 1, text: JSON.stringify([{ handle: 1, name: 'notes.txt', size: 3, type: 'text/plain' }]) }]);
});
