import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createDispatch, pageEffects } from '../../web/app/effects.mjs';
import { createIntake } from '../../web/app/files.mjs';
import { until } from './helpers.mjs';

const megabyte = 1024 * 1024;

function page() {
  const idle = new Proxy({}, { get: () => () => {} });
  const replies = [];
  const intake = createIntake({ blobs: idle, hash: idle, isWriter: () => true });
  const { answered, told } = pageEffects({
    files: idle, blobs: idle, intake, live: idle, theme: idle, history: idle, plain: idle, loop: idle, persistOnce: idle, unsaved: idle,
  });
  const dispatch = createDispatch({ reply: (id, outcome, value) => replies.push({ id, outcome, value }), answered, told });
  return {
    intake,
    async ask(...effects) {
      effects.forEach((effect, at) => dispatch(at + 1, JSON.stringify({ kind: 'readFile', ...effect })));
      await until(() => replies.length === effects.length);
      return replies;
    },
  };
}

test('a picked file comes to the program byte for byte, as base64', async () => {
  const { intake, ask } = page();
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256);
  const [{ handle }] = intake.register([new File([bytes], 'badge.json')]);
  const [reply] = await ask({ handle, most: megabyte });
  assert.equal(reply.outcome, 0);
  assert.deepEqual(Buffer.from(reply.value.base64, 'base64'), Buffer.from(bytes));
});

test('a file larger than was asked for is refused before any of it is read', async () => {
  const { intake, ask } = page();
  let asked = 0;
  const [{ handle }] = intake.register([{
    name: 'film.json', size: 17, type: '', arrayBuffer: async () => { asked += 1; return new ArrayBuffer(17); },
  }]);
  const [reply] = await ask({ handle, most: 16 });
  assert.deepEqual(reply, { id: 1, outcome: 1, value: { code: 'file.tooLarge', detail: '17' } });
  assert.equal(asked, 0);
});

test('a file that is gone, and one that nobody picked, cannot be read, and the next one can', async () => {
  const { intake, ask } = page();
  const [gone, good] = intake.register([
    { name: 'gone.json', size: 1, type: '', arrayBuffer: async () => { throw new DOMException('gone', 'NotReadableError'); } },
    new File(['{}'], 'badge.json'),
  ]);
  const replies = await ask({ handle: gone.handle, most: 9 }, { handle: 999, most: 9 }, { handle: good.handle, most: 9 });
  replies.sort((a, b) => a.id - b.id);
  assert.deepEqual(replies[0], { id: 1, outcome: 1, value: { code: 'file.unreadable', detail: 'gone' } });
  assert.equal(replies[1].value.code, 'file.unreadable');
  assert.deepEqual(replies[2], { id: 3, outcome: 0, value: { base64: Buffer.from('{}').toString('base64') } });
});

test('many picked files are read one at a time', async () => {
  const { intake, ask } = page();
  let open = 0;
  let most = 0;
  const files = Array.from({ length: 12 }, (_, at) => ({
    name: `${at}.json`,
    size: 1,
    type: '',
    async arrayBuffer() {
      open += 1;
      most = Math.max(most, open);
      await null;
      open -= 1;
      return new ArrayBuffer(1);
    },
  }));
  const replies = await ask(...intake.register(files).map(({ handle }) => ({ handle, most: 9 })));
  assert.ok(replies.every((reply) => reply.outcome === 0));
  assert.equal(most, 1);
});
