// Where the schemas and contexts published by others lie, and a loader that answers from them alone.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** CAIRN_STANDARDS, or ../shared/standards relative to the repository; '' where it is not there. */
export const standards = [process.env.CAIRN_STANDARDS, join(repository, '..', 'shared', 'standards')].find(
  (folder) => folder && existsSync(join(folder, 'contexts', 'index.json'))) ?? '';

/**
 * @param {...string} path below the standards folder
 * @returns {any} the parsed JSON
 */
export function readStandard(...path) {
  return JSON.parse(readFileSync(join(standards, ...path), 'utf8'));
}

/**
 * A document loader for jsonld and Digital Bazaar's libraries: contexts from the standards folder, checked
 * against their published hash; did:key documents made from the key; nothing else, and no network.
 * @param {typeof import('@digitalbazaar/ed25519-multikey')} multikey
 */
export function makeLoader(multikey) {
  const index = readStandard('contexts', 'index.json');
  return async (url) => {
    const entry = index[url];
    if (entry) {
      const text = readFileSync(join(standards, 'contexts', entry.file));
      const hash = createHash('sha256').update(text).digest('hex');
      if (hash !== entry.sha256) throw new Error(`context ${url} differs from its published hash`);
      return { contextUrl: null, documentUrl: url, document: JSON.parse(text.toString('utf8')) };
    }
    if (url.startsWith('did:key:')) {
      const [did, fragment] = url.split('#');
      const publicKeyMultibase = did.slice('did:key:'.length);
      const key = await multikey.from({
        '@context': 'https://w3id.org/security/multikey/v1',
        id: `${did}#${publicKeyMultibase}`,
        type: 'Multikey',
        controller: did,
        publicKeyMultibase,
      });
      const method = await key.export({ publicKey: true, includeContext: true });
      const controller = {
        '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
        id: did,
        verificationMethod: [method],
        assertionMethod: [method.id],
        authentication: [method.id],
      };
      return { contextUrl: null, documentUrl: url, document: fragment ? method : controller };
    }
    throw new Error(`not loaded: ${url}`);
  };
}
