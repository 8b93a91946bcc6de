// Software that other people wrote, ready to be asked about a credential: 1EdTech's schemas through ajv, JSON-LD through
// jsonld, signatures through Digital Bazaar's libraries, canonical form through canonicalize. No network.
import { makeLoader, readStandard } from './standards.mjs';

const schemaOf = {
  ClrCredential: 'clr_v2p0_clrcredential_schema.json',
  AchievementCredential: 'ob_v3p0_achievementcredential_schema.json',
  OpenBadgeCredential: 'ob_v3p0_achievementcredential_schema.json',
};

/** What Cairn signs by, in this order. */
export const bothSuites = ['eddsa-rdfc-2022', 'eddsa-jcs-2022'];

/** The suites of a document's proofs. */
export const suitesOf = ({ proof }) => proof.map(({ cryptosuite }) => cryptosuite);

async function made() {
  const [ajv, formats, jsonld, jsigs, dataIntegrity, jcsSuite, rdfcSuite, multikey, vc, canonicalize] = await Promise.all([
    import('ajv/dist/2019.js'), import('ajv-formats'), import('jsonld'), import('jsonld-signatures'),
    import('@digitalbazaar/data-integrity'), import('@digitalbazaar/eddsa-jcs-2022-cryptosuite'),
    import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite'),
    import('@digitalbazaar/ed25519-multikey'), import('@digitalbazaar/vc'), import('canonicalize'),
  ]);
  const loader = makeLoader(multikey);
  const suites = {
    'eddsa-rdfc-2022': () => new dataIntegrity.DataIntegrityProof({ cryptosuite: rdfcSuite.cryptosuite }),
    'eddsa-jcs-2022': () => new dataIntegrity.DataIntegrityProof({ cryptosuite: jcsSuite.createVerifyCryptosuite() }),
  };
  // Asked with several suites, theirs are content with one proof that holds.
  const each = async (names, ask) => {
    for (const name of names) {
      const result = await ask(suites[name]());
      if (!result.verified) return result;
    }
    return { verified: names.length > 0 };
  };
  const Ajv = ajv.default.default ?? ajv.default;
  const addFormats = formats.default.default ?? formats.default;
  const validators = new Map();
  return {
    jsonld: jsonld.default,
    loader,
    canonicalize: canonicalize.default,
    /**
     * Signature and purpose, by each of the suites.
     * @returns {Promise<{verified: boolean, error?: any}>}
     */
    verifyProof: (document, names = bothSuites, term = 'assertionMethod') => each(names, (suite) => jsigs.default.verify(structuredClone(document), {
      suite,
      purpose: new jsigs.default.purposes.ControllerProofPurpose({ term }),
      documentLoader: loader,
    })),
    /** As above, and that the issuer controls the key and the credential is in time. */
    verifyCredential: (credential, now, names = bothSuites) => each(names, (suite) => vc.verifyCredential({
      credential: structuredClone(credential), suite, documentLoader: loader, now,
    })),
    validate: (document) => {
      const name = schemaOf[document.type.at(-1)];
      if (!validators.has(name)) {
        const instance = new Ajv({ strict: false, allErrors: true });
        addFormats(instance);
        validators.set(name, instance.compile(readStandard('schemas', name)));
      }
      const check = validators.get(name);
      return check(document) ? [] : check.errors;
    },
  };
}

let loaded;
/** The same for all who ask. */
export const tools = () => (loaded ??= made());

/** An error of theirs in one text. */
export function describe(error) {
  return error && JSON.stringify(error, (key, value) =>
    value instanceof Error ? { message: value.message, ...value } : value);
}
