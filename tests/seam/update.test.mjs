import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createChannel } from '../../web/app/channel.mjs';
import { createUpdates } from '../../web/app/update.mjs';
import { until } from './helpers.mjs';
import { fakeLines, fakeLocks, stoppedClock } from './locks.mjs';

/** The workers of one page as its tabs see them. */
function workers() {
  const containers = [];
  const state = { active: null, waiting: null, installing: null, updates: 0, offline: false };
  const registrations = [];
  const worker = () => Object.assign(new EventTarget(), {
    state: 'installing',
    postMessage(message) {
      assert.equal(message, 'start');
      this.started = true;
    },
  });
  function end(one, outcome) {
    one.state = outcome;
    one.dispatchEvent(new Event('statechange'));
  }
  return {
    state,
    container({ controlled = false } = {}) {
      const made = Object.assign(new EventTarget(), {
        controller: controlled ? {} : null,
        async register() {
          const registration = Object.assign(new EventTarget(), {
            update: async () => {
              state.updates += 1;
              if (state.offline) throw new TypeError('offline');
            },
          });
          for (const name of ['active', 'waiting', 'installing']) Object.defineProperty(registration, name, { get: () => state[name] });
          registrations.push(registration);
          return registration;
        },
      });
      containers.push(made);
      return made;
    },
    begin() {
      state.installing = worker();
      for (const one of registrations) one.dispatchEvent(new Event('updatefound'));
    },
    installed() {
      const one = state.installing;
      state.installing = null;
      state.waiting = one;
      end(one, 'installed');
      if (!state.active) this.activate();
    },
    broken() {
      const one = state.installing;
      state.installing = null;
      end(one, 'redundant');
    },
    activate() {
      state.active = state.waiting;
      state.waiting = null;
      this.hand(state.active);
    },
    hand(controller) {
      for (const one of containers) {
        one.controller = controller;
        one.dispatchEvent(new Event('controllerchange'));
      }
    },
  };
}

function page({ controlled = true } = {}) {
  const browser = workers();
  if (controlled) browser.state.active = {};
  const locks = fakeLocks();
  const line = fakeLines();
  const clock = stoppedClock();
  let time = 0;
  return {
    browser,
    clock,
    later: (ms) => { time += ms; },
    async tab({ scope = '/cairn/', quiet = true } = {}) {
      const made = { told: [], reloads: 0, quiet };
      made.updates = createUpdates({
        container: browser.container({ controlled }), channel: createChannel(line()), locks, scope,
        quiet: async () => made.quiet, tell: (held) => made.told.push(held), reload: () => { made.reloads += 1; },
        now: () => time, wait: clock.wait,
      });
      await made.updates.register('sw.js');
      return made;
    },
  };
}

test('the first worker ever is no newer version and reloads nothing', async () => {
  const { browser, tab } = page({ controlled: false });
  const one = await tab();
  browser.begin();
  browser.installed();
  await new Promise(setImmediate);
  assert.deepEqual([one.told, one.reloads], [[], 0]);
});

test('a tab whose worker was taken away with the data of the site stays as it is', async () => {
  const { browser, tab } = page();
  const one = await tab();
  browser.hand(null);
  await new Promise(setImmediate);
  assert.equal(one.reloads, 0);
});

test('every tab is told of a newer version, and nothing starts by itself', async () => {
  const { browser, tab } = page();
  const [one, two] = [await tab(), await tab()];
  browser.begin();
  assert.deepEqual(one.told, []);
  browser.installed();
  assert.deepEqual([one.told, two.told], [[false], [false]]);
  assert.equal(browser.state.waiting.started, undefined);
  const late = await tab();
  assert.deepEqual(late.told, [false]);
});

test('one that could not be installed is not offered', async () => {
  const { browser, tab } = page();
  const one = await tab();
  browser.begin();
  browser.broken();
  assert.deepEqual(one.told, []);
});

test('it is looked for when the page is looked at, at most once an hour, and offline is no fault', async () => {
  const { browser, tab, later } = page();
  const one = await tab();
  await one.updates.look();
  assert.equal(browser.state.updates, 0);
  later(60 * 60 * 1000);
  browser.state.offline = true;
  await one.updates.look();
  await one.updates.look();
  assert.equal(browser.state.updates, 1);
});

test('the person starts it: every tab loads it once', async () => {
  const { browser, tab } = page();
  const [one, two] = [await tab(), await tab()];
  browser.begin();
  browser.installed();
  await one.updates.start();
  assert.equal(browser.state.waiting.started, true);
  assert.deepEqual([one.reloads, two.reloads], [0, 0]);
  browser.activate();
  await until(() => one.reloads + two.reloads === 2);
  browser.activate();
  await new Promise(setImmediate);
  assert.deepEqual([one.reloads, two.reloads], [1, 1]);
});

test('words that are not saved hold it up, here and in another tab', async () => {
  const { browser, tab } = page();
  const [one, two] = [await tab(), await tab()];
  browser.begin();
  browser.installed();
  one.quiet = false;
  await one.updates.start();
  assert.deepEqual(one.told, [false, true]);
  one.quiet = true;
  two.quiet = false;
  await one.updates.start();
  assert.deepEqual([one.told, two.told], [[false, true, true], [false]]);
  assert.equal(browser.state.waiting.started, undefined);
  two.quiet = true;
  await one.updates.start();
  assert.equal(browser.state.waiting.started, true);
});

test('a tab that does not answer holds it up', async () => {
  const { browser, tab, clock } = page();
  const one = await tab();
  await tab({ quiet: new Promise(() => {}) });
  browser.begin();
  browser.installed();
  const started = one.updates.start();
  for (let i = 0; i < 5; i += 1) {
    await new Promise(setImmediate);
    clock.pass(2000);
  }
  await started;
  assert.deepEqual([one.told, browser.state.waiting.started], [[false, true], undefined]);
});

test('a tab of a copy in another folder does not hold it up', async () => {
  const { browser, tab } = page();
  const one = await tab();
  await tab({ scope: '/other/', quiet: false });
  browser.begin();
  browser.installed();
  await one.updates.start();
  assert.equal(browser.state.waiting.started, true);
});

test('a tab whose words are not saved when the newer version takes charge follows once they are', async () => {
  const { browser, tab, clock } = page();
  const [one, two] = [await tab(), await tab()];
  browser.begin();
  browser.installed();
  await one.updates.start();
  two.quiet = false;
  browser.activate();
  await until(() => one.reloads === 1);
  clock.pass(1000);
  await new Promise(setImmediate);
  assert.equal(two.reloads, 0);
  two.quiet = true;
  clock.pass(1000);
  await until(() => two.reloads === 1);
});

test('one that does not take charge can be asked for again', async () => {
  const { browser, tab, clock } = page();
  const one = await tab();
  browser.begin();
  browser.installed();
  await one.updates.start();
  clock.pass(10_000);
  await until(() => one.told.length === 2);
  assert.deepEqual([one.told, one.reloads], [[false, false], 0]);
});
