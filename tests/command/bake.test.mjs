import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { standards } from '../interop/standards.mjs';
import { chunk, png, svg } from '../data/pictures.mjs';
import { cairn, data, inFolder, verifyOne } from './command.mjs';

/** The chunks of a PNG: [type, data]. */
function chunksOf(bytes) {
  const found = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const whole = bytes.subarray(at + 4, at + 8 + length);
    assert.equal(bytes.readUInt32BE(at + 8 + length), crc32(whole));
    found.push([whole.subarray(0, 4).toString(), whole.subarray(4)]);
    at += 12 + length;
  }
  return found;
}

test('what is baked into a picture is taken out of it byte for byte', async () => {
  await inFolder((folder, write) => {
    const pictures = [write('a.png', png()), write('a.svg', svg)];
    const credentials = [data('badges/level-1.json'), data('bundles/inside.json')];
    for (const picture of pictures) {
      for (const credential of credentials) {
        const out = join(folder, `out${picture.slice(-4)}`);
        assert.deepEqual({ ...cairn(['bake', picture, credential, '-o', out]), bytes: null }, { code: 0, out: '', err: '', bytes: null });
        const { code, bytes, err } = cairn(['unbake', out]);
        assert.deepEqual([code, err], [0, '']);
        assert.equal(bytes.toString(), readFileSync(credential, 'utf8'));
        // The same through standard input and output.
        const piped = cairn(['bake', '-', credential, '-o', '-'], { input: readFileSync(picture) }).bytes;
        assert.deepEqual(piped, readFileSync(out));
        assert.equal(cairn(['unbake', '-'], { input: piped }).out, bytes.toString());
      }
    }
  });
});

test('a baked PNG has one uncompressed iTXt chunk right after its header, as others read it', async () => {
  await inFolder((folder, write) => {
    const picture = write('a.png', png(chunk('tEXt', Buffer.from('Title\0A picture', 'latin1'))));
    const credential = data('badges/level-1.json');
    const baked = cairn(['bake', picture, credential, '-o', '-']).bytes;
    const again = cairn(['bake', '-', credential, '-o', '-'], { input: baked }).bytes;
    assert.deepEqual(again, baked);
    const chunks = chunksOf(baked);
    assert.deepEqual(chunks.map(([type]) => type), ['IHDR', 'iTXt', 'tEXt', 'IDAT', 'IEND']);
    assert.equal(chunks[1][1].toString(), `openbadgecredential\0\0\0\0\0${readFileSync(credential, 'utf8')}`);
  });
});

test('verify says of a baked picture what it says of the credential in it', async () => {
  await inFolder((folder, write) => {
    for (const picture of [write('a.png', png()), write('a.svg', svg)]) {
      for (const name of ['level-1.json', 'level-1-expired.json', 'level-1-other-key.json']) {
        const out = join(folder, `out${picture.slice(-4)}`);
        cairn(['bake', picture, data('badges', name), '-o', out]);
        assert.deepEqual({ ...verifyOne(out), file: '' }, { ...verifyOne(data('badges', name)), file: '' }, name);
      }
      const { code, state, signature } = verifyOne(picture);
      assert.deepEqual([code, state, signature], [1, 'notChecked', 'none']);
    }
  });
});

test('a picture that is damaged, or that carries nothing, is told in a sentence and is exit code 1', async () => {
  await inFolder((folder, write) => {
    const badge = data('badges/level-1.json');
    const rows = [
      [['unbake', write('plain.png', png())], /carries no badge/],
      [['unbake', write('plain.svg', svg)], /carries no badge/],
      [['unbake', write('cut.png', png().subarray(0, 40))], /cut short or damaged/],
      [['unbake', write('cut.svg', svg.slice(0, -5))], /not written as SVG has to be \(line 2\)/],
      [['unbake', write('dtd.svg', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg}`)], /words of its own/],
      [['unbake', badge], /neither a PNG nor an SVG/],
      [['bake', badge, badge, '-o', join(folder, 'x')], /neither a PNG nor an SVG/],
      [['bake', join(folder, 'plain.png'), write('list.json', '[]'), '-o', join(folder, 'x')], /something else/],
      [['bake', join(folder, 'plain.png'), write('bad.json', '{"a":1,"a":2}'), '-o', join(folder, 'x')], /twice/],
    ];
    for (const [args, words] of rows) {
      const { code, out, err } = cairn(args);
      assert.deepEqual([code, out], [1, ''], err);
      assert.match(err, words);
      assert.ok(!readdirSync(folder).includes('x'));
    }
  });
});

test('a file that cannot be written is exit code 2, and what was there before stays', async () => {
  await inFolder((folder, write) => {
    const picture = write('a.png', png());
    const badge = data('badges/level-1.json');
    const missing = cairn(['bake', picture, badge, '-o', join(folder, 'no', 'such', 'x.png')]);
    assert.equal(missing.code, 2);
    assert.match(missing.err, /x\.png: It could not be written/);
    // The picture itself may be the file to write.
    assert.equal(cairn(['bake', picture, badge, '-o', picture]).code, 0);
    assert.equal(cairn(['unbake', picture]).code, 0);
    assert.deepEqual(readdirSync(folder), ['a.png']);
    assert.equal(statSync(picture).mode & 0o777, 0o666 & ~process.umask());
    writeFileSync(picture, 'no picture');
    assert.equal(cairn(['bake', picture, badge, '-o', picture]).code, 1);
    assert.equal(readFileSync(picture, 'utf8'), 'no picture');
  });
});

for (const [name, args] of [
  ['no file to write', ['bake', 'a.png', 'b.json']],
  ['one file to bake', ['bake', 'a.png', '-o', 'x']],
  ['three files to bake', ['bake', 'a', 'b', 'c', '-o', 'x']],
  ['nothing to unbake', ['unbake']],
  ['two files to unbake', ['unbake', 'a', 'b']],
  ['an option without its value', ['bake', 'a', 'b', '-o']],
]) {
  test(`misuse of bake and unbake is exit code 2: ${name}`, () => {
    const { code, out, err } = cairn(args);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /^cairn: (bake|unbake): [A-Z][^[\]{}]+\.\ncairn: Try: cairn (bake|unbake) --help\n$/);
  });
}

test('of every published baked picture verify says what its credential is', { skip: standards ? false : 'the standards are not beside the repository' }, () => {
  const kinds = {
    'ok-ob3-json.png': 'achievement', 'ok-after-idat.png': 'achievement', 'ok-clr-json.png': 'clr', 'ok-ob3-jwt.png': 'jwt',
    'ok-ob3-json.svg': 'achievement', 'ok-clr-json.svg': 'clr', 'ok-ob3-jwt.svg': 'jwt', 'ok-legacy-text-url.png': 'badge-2',
    'concentricsky-baked_heart.png': 'badge-2',
  };
  for (const [name, kind] of Object.entries(kinds)) {
    const file = join(standards, 'baked', name);
    assert.equal(verifyOne(file).kind, kind, name);
    assert.equal(cairn(['unbake', file]).code, 0, name);
  }
});
