import { test } from 'node:test';
import assert from 'node:assert/strict';
import { openPage } from './page.mjs';
import { createHistory, createPlain, createTheme } from '../../web/app/page.mjs';

function historyOf() {
  const window = openPage();
  const sent = [];
  const main = { scrollTop: 0 };
  const tasks = [];
  const history = createHistory({
    send: (name, value) => sent.push([name, value.hash]), scroller: () => main, afterSync: (task) => tasks.push(task),
  });
  const settle = () => tasks.splice(0).forEach((task) => task());
  return { window, sent, main, history, settle };
}

test('a followed link is a new place, told once', () => {
  const { window, sent, history, main, settle } = historyOf();
  main.scrollTop = 300;
  history.follow('#/evidence');
  history.follow('#/evidence');
  settle();
  assert.equal(window.location.hash, '#/evidence');
  assert.deepEqual(sent, [['route', '#/evidence']]);
  assert.equal(main.scrollTop, 0);
});

test('the program’s own steps change the address and are not told back', () => {
  const { window, sent, history } = historyOf();
  const { length } = window.history;
  history.navigate('#/submit');
  assert.equal(window.history.length, length + 1);
  history.navigate('#/submit/now', true);
  assert.equal(window.history.length, length + 1);
  assert.equal(window.location.hash, '#/submit/now');
  history.navigate('https://elsewhere.example/');
  assert.equal(window.location.hash, '#/submit/now');
  assert.deepEqual(sent, []);
});

test('going back tells the place and scrolls to where it was', () => {
  const { window, sent, history, main, settle } = historyOf();
  history.follow('#/evidence');
  window.history.replaceState({ scroll: 240 }, '', '#/path');
  history.popped();
  history.popped();
  settle();
  assert.deepEqual(sent.at(-1), ['route', '#/path']);
  assert.equal(sent.length, 2);
  assert.equal(main.scrollTop, 240);
});

test('a chosen theme is shown, remembered and told', () => {
  openPage();
  const sent = [];
  const theme = createTheme((name, value) => sent.push([name, value]));
  assert.equal(theme.name(), 'light');
  theme.set({ choice: 'dark' });
  assert.equal(document.documentElement.dataset.theme, 'dark');
  assert.deepEqual(sent, [['theme', { dark: true }]]);
  assert.equal(createTheme(() => {}).name(), 'dark');
  theme.set({ choice: 'nonsense' });
  assert.equal(theme.name(), 'light');
  assert.equal(localStorage.getItem('cairn.theme'), null);
});

test('an ordinary page holds as long as one cause does', () => {
  openPage();
  const sent = [];
  const flow = { media: 'print' };
  const plain = createPlain({ send: (name, value) => sent.push(value.plain), flow, webgl: false });
  assert.deepEqual([plain.active(), flow.media], [true, 'all']);
  plain.set('chosen', true);
  plain.set('webgl', false);
  assert.deepEqual([plain.active(), sent], [true, []]);
  plain.set('chosen', false);
  assert.deepEqual([plain.active(), flow.media, sent], [false, 'print', [false]]);
  assert.equal(document.documentElement.classList.contains('plain'), false);
});
