import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cairn, data } from './command.mjs';

const toRdf = (document, ...options) => cairn(['to-rdf', ...options, '-'], { input: JSON.stringify(document) });

test('to-rdf writes what a document says, one statement a line, each once and in order', () => {
  const { code, out, err } = toRdf([
    { '@id': 'urn:b', 'urn:p': ['x', 'x', { '@value': 'Grüße', '@language': 'de' }] },
    { '@id': 'urn:a', 'urn:p': { '@id': 'urn:b', 'urn:p': 'x' } },
  ]);
  assert.equal(err, '');
  assert.equal(code, 0);
  assert.equal(out, '<urn:a> <urn:p> <urn:b> .\n<urn:b> <urn:p> "Grüße"@de .\n<urn:b> <urn:p> "x" .\n');
});

test('to-rdf takes a badge with its contexts and needs no network', () => {
  const { code, out } = cairn(['to-rdf', data('badges', 'level-1.json')]);
  assert.equal(code, 0);
  assert.match(out, /<https:\/\/purl\.imsglobal\.org\/spec\/vc\/ob\/vocab\.html#achievement>/);
});

test('to-rdf resolves against --base, and leaves out what stays relative', () => {
  const document = { '@id': 'a', 'urn:p': { '@id': '../b' }, word: 'nobody knows' };
  assert.equal(toRdf(document).out, '');
  assert.equal(toRdf(document, '--base', 'https://x.example/y/z/').out, '<https://x.example/y/z/a> <urn:p> <https://x.example/y/b> .\n');
});

test('to-rdf names a context that it does not carry, and what is not JSON-LD, with its place', () => {
  const unknown = toRdf({ 'urn:p': { '@context': 'https://x.example/context' } });
  assert.equal(unknown.code, 1);
  assert.equal(unknown.out, '');
  assert.match(unknown.err, /^cairn: to-rdf: standard input: .*https:\/\/x\.example\/context/);
  const wrong = toRdf({ '@id': 5 });
  assert.equal(wrong.code, 1);
  assert.match(wrong.err, /invalid @id value/);
  assert.equal(cairn(['to-rdf', '-'], { input: '{' }).code, 1);
  assert.equal(cairn(['to-rdf', 'missing.json']).code, 2);
});
