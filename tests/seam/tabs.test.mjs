import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createChannel } from '../../web/app/channel.mjs';
import { createTabs } from '../../web/app/tabs.mjs';
import { until } from './helpers.mjs';
import { fakeLines, fakeLocks, stoppedClock } from './locks.mjs';

/** A browser with tabs. Each tab keeps a log of what it was told, read and took. */
function browser() {
  const locks = fakeLocks();
  const line = fakeLines();
  const clock = stoppedClock();
  let epoch = 0;
  return {
    locks,
    clock,
    channel: () => createChannel(line(), 'outside'),
    async tab(name, parts = {}) {
      const log = [];
      const made = { log, epoch: 0, saves: true, typed: false };
      made.tabs = createTabs({
        locks,
        channel: createChannel(line(), name),
        ready: Promise.resolve(),
        takeEpoch: async () => { log.push('epoch'); made.epoch = epoch += 1; },
        read: async () => { log.push('read'); },
        leave: async () => { log.push('leave'); return made.saves; },
        send: (event, value) => log.push(value === undefined ? event : `${event} ${Object.values(value)[0]}`),
        flush: () => log.push('flush'),
        failed: (error) => log.push(`failed ${error.message}`),
        wait: clock.wait,
        ...parts,
      });
      made.first = await made.tabs.start();
      return made;
    },
  };
}

test('the first tab writes, the second does not, and takes epoch and stored form before it writes after the first is gone', async () => {
  const { tab, locks } = browser();
  const [first, second] = [await tab('a'), await tab('b')];
  assert.deepEqual([first.first, second.first, second.tabs.isWriter()], [true, false, false]);
  locks.drop('cairn-writer');
  await until(() => second.tabs.isWriter());
  assert.deepEqual(second.log, ['epoch', 'read', 'writer true']);
});

test('edit here instead: the holder finishes, leaves off and becomes a reader, and a third tab does not come between', async () => {
  const { tab } = browser();
  const [first, second, third] = [await tab('a'), await tab('b'), await tab('c')];
  void third.tabs.takeOver();
  await until(() => third.tabs.isWriter());
  await until(() => first.log.includes('stored'));
  assert.deepEqual(first.log, ['leave', 'writer false', 'read', 'stored']);
  assert.deepEqual([first.tabs.isWriter(), second.tabs.isWriter(), second.log.length], [false, false, 0]);
  assert.deepEqual(third.log, ['epoch', 'read', 'writer true']);
  // And back again: the one that left waits like the others.
  void first.tabs.takeOver();
  await until(() => first.tabs.isWriter());
  assert.deepEqual([third.tabs.isWriter(), third.log.includes('fenced')], [false, false]);
});

test('a holder that does not answer is robbed after two seconds, sends what was typed first, and is told', async () => {
  const { tab, clock } = browser();
  let wake = null;
  const first = await tab('a', { leave: () => new Promise((resolve) => { wake = resolve; }) });
  const second = await tab('b');
  void second.tabs.takeOver();
  await until(() => wake !== null);
  clock.pass(2000);
  await new Promise(setImmediate);
  assert.equal(second.tabs.isWriter(), false, 'it heard, so it gets time to finish');
  clock.pass(5000);
  await until(() => second.tabs.isWriter());
  assert.deepEqual(first.log, ['flush', 'fenced']);
  assert.equal(first.tabs.isWriter(), false);
  // What it does late changes nothing.
  wake(true);
  await new Promise(setImmediate);
  assert.equal(second.tabs.isWriter(), true);
});

test('a holder that hears nothing at all is robbed after two seconds', async () => {
  const { tab, clock, locks } = browser();
  void locks.request('cairn-writer', {}, () => new Promise(() => {})).catch(() => {});
  const second = await tab('b');
  void second.tabs.takeOver();
  await new Promise(setImmediate);
  assert.equal(second.tabs.isWriter(), false);
  clock.pass(2000);
  await until(() => second.tabs.isWriter());
});

test('a holder in the middle of something says so and stays', async () => {
  const { tab } = browser();
  const [first, second] = [await tab('a'), await tab('b')];
  first.saves = false;
  await second.tabs.takeOver();
  assert.deepEqual([first.tabs.isWriter(), second.tabs.isWriter()], [true, false]);
  assert.deepEqual(second.log, ['writerBusy']);
});

test('a lock that was given and not taken goes to the next that waits', async () => {
  const { tab, clock, channel } = browser();
  const first = await tab('a');
  channel().post('ask');
  await until(() => first.log.includes('writer false'));
  clock.pass(5000);
  await until(() => first.tabs.isWriter());
  assert.deepEqual(first.log, ['leave', 'writer false', 'epoch', 'read', 'writer true']);
});

test('a write that was refused makes the tab a reader once, and it waits for its turn', async () => {
  const { tab } = browser();
  const first = await tab('a');
  first.tabs.fenced();
  first.tabs.fenced();
  assert.deepEqual([first.tabs.isWriter(), first.log], [false, ['flush', 'fenced']]);
  await until(() => first.tabs.isWriter());
  assert.deepEqual(first.log.slice(2), ['epoch', 'read', 'writer true']);
});

test('two tabs that ask at once end with one writer', async () => {
  const { tab, clock } = browser();
  const all = [await tab('a'), await tab('b'), await tab('c')];
  void all[1].tabs.takeOver();
  void all[2].tabs.takeOver();
  for (let i = 0; i < 20; i += 1) {
    await new Promise(setImmediate);
    clock.pass(2000);
  }
  assert.equal(all.filter(({ tabs }) => tabs.isWriter()).length, 1);
});

test('a tab that cannot read what is stored never writes and passes the lock on', async () => {
  const { tab, locks } = browser();
  await tab('a');
  const second = await tab('b', { read: async () => { throw new Error('unreadable'); } });
  const third = await tab('c');
  locks.drop('cairn-writer');
  await until(() => third.tabs.isWriter());
  assert.deepEqual(second.log, ['epoch', 'failed unreadable']);
});

test('readers hear each row, and where a checkpoint stands', async () => {
  const { tab } = browser();
  const [first, second] = [await tab('a'), await tab('b')];
  first.tabs.committed({ row: 'one' });
  first.tabs.committed({ checkpoint: { seq: 7, sha256: 'abc' } });
  first.tabs.committed({});
  await until(() => second.log.length === 3);
  assert.deepEqual([first.log, second.log], [[], ['row one', 'changed 7', 'changed 0']]);
});

test('a reader reads again what is stored, once for all that asked while it did', async () => {
  const { tab } = browser();
  const ends = [];
  await tab('a');
  const second = await tab('b', { read: () => new Promise((resolve) => { ends.push(resolve); }) });
  void second.tabs.refresh();
  void second.tabs.refresh();
  void second.tabs.refresh();
  ends[0]();
  await until(() => ends.length === 2);
  ends[1]();
  await until(() => second.log.length === 2);
  assert.deepEqual([second.log, ends.length], [['stored', 'stored'], 2]);
});

test('messages of no known shape are passed over', async () => {
  const line = fakeLines();
  const locks = fakeLocks();
  const log = [];
  const tabs = createTabs({
    locks, channel: createChannel(line(), 'a'), ready: Promise.resolve(), takeEpoch: async () => {}, read: async () => {},
    leave: async () => true, send: (name) => log.push(name), flush: () => {}, failed: () => {},
  });
  assert.equal(await tabs.start(), true);
  const outside = line();
  for (const message of [null, 7, 'ask', {}, { kind: 7 }, { kind: 'unknown' }, { kind: 'ask' }, { kind: 'ask', from: 3 }, { kind: 'row', text: 5 }, { kind: '__proto__' }]) {
    outside.postMessage(message);
  }
  await new Promise(setImmediate);
  assert.deepEqual([tabs.isWriter(), log], [true, []]);
});
