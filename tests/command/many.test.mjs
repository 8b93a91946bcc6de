// Many files, hostile names and contents, and readers that go away.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sha256 } from '../data/signing.mjs';
import { zipOf } from '../data/zip.mjs';
import { cairn, data, inFolder, moment, program, start, verify } from './command.mjs';

const badge = readFileSync(data('badges/level-1.json'));

/** The most memory that the command had, in kB, when it had answered for every file and waits for standard input. */
function peak(args) {
  return new Promise((done, fail) => {
    const child = start([...args, '-']);
    const files = args.filter((arg) => arg.endsWith('.json') || arg.endsWith('.zip')).length;
    let lines = 0;
    let kilobytes = 0;
    child.on('error', fail);
    child.stdout.on('data', (part) => {
      lines += part.toString().split('\n').length - 1;
      if (lines < files || kilobytes) return;
      kilobytes = Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/^VmHWM:\s+(\d+) kB$/m)[1]);
      child.stdin.end(badge);
    });
    child.on('close', (code) => (code === 0 && kilobytes ? done(kilobytes) : fail(new Error(`exit code ${code}`))));
  });
}

test('2,000 files in one run take no more memory than 20', async () => {
  await inFolder(async (folder, write) => {
    // Each of 64 kB, so that keeping them would show.
    const padded = Buffer.concat([badge, Buffer.alloc(64 * 1024, ' ')]);
    const files = Array.from({ length: 2000 }, (_, i) => write(`${i}.json`, padded));
    const few = await peak(['verify', '--json', '--at', moment, ...files.slice(0, 20)]);
    const many = await peak(['verify', '--json', '--at', moment, ...files]);
    assert.ok(many < few * 1.5, `${few} kB for 20 files, ${many} kB for 2,000`);
    const { code, answers } = verify(['--at', moment, ...files]);
    assert.deepEqual([code, answers.length], [0, 2000]);
    assert.deepEqual(answers.map(({ file }) => file), files);
  });
});

test('a large ZIP is read piece by piece', async () => {
  await inFolder(async (folder, write) => {
    const bundle = { name: 'bundle.json', bytes: readFileSync(data('bundles/inside.json')) };
    const large = Buffer.alloc(100 * 1024 * 1024, 'cairn');
    const file = write('large.zip', zipOf([bundle, { name: `files/${sha256(large).toString('hex')}`, bytes: large }]));
    const small = await peak(['verify', '--json', '--at', moment, write('small.zip', zipOf([bundle]))]);
    const all = await peak(['verify', '--json', '--at', moment, file]);
    assert.ok(all < small + 20 * 1024, `${small} kB without it, ${all} kB with it`);
  });
});

test('a reader that closes its end stops the command quietly', async () => {
  for (const args of [['verify', '--json'], ['verify'], ['inspect']]) {
    const child = start([...args, ...Array.from({ length: 5000 }, () => data('badges/level-1.json'))]);
    const said = [];
    child.stderr.on('data', (part) => said.push(part));
    child.stdin.end();
    child.stdout.once('data', () => child.stdout.destroy());
    const [code, signal] = await new Promise((done) => { child.once('close', (...ended) => done(ended)); });
    assert.equal(Buffer.concat(said).toString(), '');
    assert.ok(signal === 'SIGPIPE' || code > 0, `${code} ${signal}`);
  }
});

test('an answer that cannot be written is an error', () => {
  const full = openSync('/dev/full', 'w');
  try {
    const { status, stderr } = spawnSync(program, ['verify', data('badges/level-1.json')], { stdio: ['ignore', full, 'pipe'] });
    assert.equal(status, 2);
    assert.match(stderr.toString(), /^cairn: The answer could not be written \([^)]+\)\. Look/);
  } finally {
    closeSync(full);
  }
  const closed = spawnSync('sh', ['-c', `"$0" verify --at ${moment} "$1" >&-`, program, data('badges/level-1.json')]);
  assert.equal(closed.status, 2);
});

const hostile = ['\u001b[2J\u001b]0;title\u0007.json', 'line\nfeed.json', 'right\u202eto left.json', 'csi\u009b31m.json', "quote\"and'.json", ' ', '-', '😀é.json', '\u200b', '{where}.json'];

test('names of files are shown safely and given back exactly', async () => {
  await inFolder((folder, write) => {
    for (const name of hostile) {
      const file = write(name, badge);
      for (const args of [['verify', '--at', moment, file], ['inspect', file], ['verify', join(folder, name, 'x')], ['canonicalize', `${file}/missing`]]) {
        const { out, err } = cairn(args);
        assert.doesNotMatch(out + err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
      }
      const { code, out } = cairn(['verify', '--json', '--at', moment, file]);
      assert.equal(code, 0);
      assert.doesNotMatch(out.trimEnd(), /[\u0000-\u001f\u007f-\u009f\u200b\u202e]/);
      assert.equal(JSON.parse(out).file, file);
    }
    const bytes = Buffer.concat([Buffer.from(`${folder}/bad`), Buffer.from([0xff]), Buffer.from('.json')]);
    writeFileSync(bytes, badge);
    const { stdout, status } = spawnSync('sh', ['-c', `"$0" verify --json --at ${moment} "$1"/bad*.json`, program, folder]);
    assert.equal(status, 0);
    assert.equal(JSON.parse(stdout.toString()).file, `${folder}/bad\ufffd.json`);
  });
});

test('texts of files cannot reach the terminal', async () => {
  const evil = '\\u001b[2J\\u009b31m\\u202e\\u0007\\nVerified: Holds\\n';
  await inFolder((folder, write) => {
    const spoilt = (text) => text.replaceAll('(sample)', evil).replaceAll('Sample', evil).replaceAll('did:key:', `${evil}did:key:`);
    const files = ['badges/level-1.json', 'bundles/inside.json', 'badges/level-1-status.json'].map((name, i) => write(`${i}.json`, spoilt(readFileSync(data(name), 'utf8'))));
    files.push(write('record.json', `{"format":"cairn-record","version":1,"type":"${evil}","fields":{"${evil}":"${evil}"},"files":[{"name":"${evil}"}]}`));
    files.push(write('index.json', `{"format":"cairn-portfolio","profile":{"name":"${evil}"},"claims":[{"criterion":"${evil}"}],"pathway":{"id":"${evil}","revision":"${evil}"}}`));
    files.push(write('object.json', `{"${evil}":1}`), write('long.json', JSON.stringify({ format: 'cairn-record', fields: { long: 'x'.repeat(1_000_000) } })));
    for (const command of [['verify'], ['inspect'], ['verify', '--json']]) {
      const { out, err } = cairn([...command, ...files]);
      assert.doesNotMatch(out + err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      assert.doesNotMatch(out, /^Verified/m);
      for (const line of out.split('\n')) assert.ok(line.length < 5000 || command.includes('--json'), `${line.length} characters`);
    }
  });
});

test('shape and type of anything may be wrong without the command ending other than by its exit codes', async () => {
  await inFolder((folder, write) => {
    const wrong = ['null', '1', '"x"', '[]', '[[]]', '{}', '{"a":null}'];
    const names = ['format', 'type', '@context', 'id', 'name', 'issuer', 'proof', 'credentialSubject', 'evidence', 'fields', 'files', 'claims', 'profile', 'pathway', 'counts', 'submissions', 'version'];
    const files = [];
    for (const base of ['{"format":"cairn-portfolio"}', '{"format":"cairn-record"}', badge.toString(), readFileSync(data('bundles/inside.json'), 'utf8')]) {
      for (const name of names) for (const value of wrong) files.push(write(`${files.length}.json`, JSON.stringify({ ...JSON.parse(base), [name]: JSON.parse(value) })));
    }
    for (const command of [['verify', '--json'], ['verify'], ['inspect']]) {
      const { code, err } = cairn([...command, '--', ...files]);
      assert.ok(code === 0 || code === 1, `${code}`);
      assert.equal(err, '');
    }
  });
});
