// What the program asks for, done: each numbered effect gets exactly one reply, whatever happens.
import { sha256Of } from './files.mjs';
import { outcomes } from './seam.mjs';
import { CodedError } from './store.mjs';

/** Bytes that go to the program at once for a bundle; more belongs into files of their own. */
export const mostReadBytes = 64 * 1024 * 1024;
const urlLife = 60_000;

/** @param {Blob} blob */
export async function base64Of(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (typeof bytes.toBase64 === 'function') return bytes.toBase64();
  const parts = [];
  // A multiple of three, so that the pieces join without padding.
  const step = 0x6000;
  for (let at = 0; at < bytes.length; at += step) parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + step))));
  return parts.join('');
}

function handOver(name, content) {
  const url = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  // Safari reads it only after a while.
  setTimeout(() => URL.revokeObjectURL(url), urlLife);
}

const unreadable = (error) => { throw new CodedError('export.unreadable', String(error?.message ?? error)); };

async function zipWith(blobs, hash, { entries: wanted, modified }) {
  const entries = [];
  for (const { path, text, sha256 } of wanted) {
    if (sha256 === undefined) {
      entries.push({ path, content: text });
      continue;
    }
    const content = await blobs.get(sha256);
    if (!content) throw new CodedError('file.missing', sha256);
    // The signed bundle names these bytes and no others.
    if (await sha256Of(content, hash).catch(unreadable) !== sha256) throw new CodedError('file.damaged', sha256);
    entries.push({ path, content });
  }
  // Few need it, so the page begins without it.
  const { zipOf } = await import('./zip.mjs');
  return zipOf(entries, modified).catch(unreadable);
}

/**
 * @param {object} edge
 * @param {(effect: number, outcome: number, value: object) => void} edge.reply
 * @param {Record<string, (effect: any) => any>} edge.answered kinds with a reply: their result, or a rejection
 * @param {Record<string, (effect: any) => void>} edge.told kinds without a reply
 * @returns {(id: number, json: string) => void}
 */
export function createDispatch({ reply, answered, told }) {
  const failure = (error) => ({
    code: error instanceof CodedError ? error.code : 'effect.failed',
    detail: error instanceof CodedError ? error.detail : String(error?.message ?? error),
  });

  async function answer(id, act, effect) {
    let outcome = outcomes.done;
    let value;
    try {
      // Never at once: the program is in the middle of its frame.
      await null;
      value = (await act(effect)) ?? {};
    } catch (error) {
      outcome = error?.name === 'AbortError' ? outcomes.cancelled : outcomes.failed;
      value = failure(error);
    }
    reply(id, outcome, value);
  }

  return (id, json) => {
    const effect = JSON.parse(json);
    if (Object.hasOwn(told, effect.kind)) {
      queueMicrotask(() => {
        try {
          told[effect.kind](effect);
        } catch (error) {
          console.error(effect.kind, error);
        }
      });
      return;
    }
    const act = Object.hasOwn(answered, effect.kind)
      ? answered[effect.kind]
      : () => { throw new CodedError('effect.unknown', String(effect.kind)); };
    void answer(id, act, effect);
  };
}

/**
 * The effects of the page.
 * @param {object} parts what they act on: see boot.mjs
 */
export function pageEffects({ files, blobs, hash, intake, live, theme, history, plain, loop, persistOnce, unsaved, sample }) {
  return {
    answered: {
      sync: () => unsaved.saving(files.save()),
      async storeFile({ handle }) {
        const stored = await unsaved.storing(intake.store(handle));
        // Asked when there is something worth keeping; Firefox shows a question.
        void persistOnce();
        return stored;
      },
      readFile: async ({ handle, most }) => ({ base64: await base64Of(await intake.read(handle, most)) }),
      async readRange({ handle, offset, size }) {
        const { blob, total } = await intake.range(handle, offset, size);
        return { base64: await base64Of(blob), total };
      },
      storeRange: async (range) => {
        await unsaved.storing(intake.storeRange(range));
        void persistOnce();
      },
      async pickSample() {
        const [{ handle, name }] = intake.register([await sample()]);
        return { handle, name };
      },
      measure: () => blobs.measure(),
      // The document first: evidence without a document is nothing, a document without its evidence is a loss.
      async erase() {
        await unsaved.saving(files.save());
        await blobs.clear();
      },
      async readBlobs({ sha256 }) {
        const found = [];
        let bytes = 0;
        for (const one of sha256) {
          const blob = await blobs.get(one);
          if (!blob) throw new CodedError('file.missing', one);
          bytes += blob.size;
          if (bytes > mostReadBytes) throw new CodedError('file.tooLarge', String(bytes));
          found.push([one, await base64Of(blob)]);
        }
        return { blobs: Object.fromEntries(found) };
      },
      async download({ name, mediaType, text, ...zip }) {
        const content = zip.entries ? await zipWith(blobs, hash, zip) : new Blob([text]);
        handOver(name, new Blob([content], { type: mediaType }));
      },
    },
    told: {
      announce: ({ text, assertive }) => loop.afterSync(() => live.announce(text, assertive === true)),
      title: ({ text }) => { document.title = text; },
      navigate: ({ hash, replace }) => history.navigate(hash, replace === true),
      theme: (effect) => theme.set(effect),
      endImport: ({ handle, keep }) => void intake.end(handle, keep === true).catch((error) => console.error(error)),
      plain: ({ plain: wanted }) => plain.set('chosen', wanted === true),
      // What is being added meanwhile is not named yet: only what was there at the start may go.
      keepBlobs: ({ sha256 }) => {
        const named = new Set(sha256);
        void blobs.keys().then((keys) => Promise.all(keys.filter((key) => !named.has(key)).map(blobs.remove)))
          .catch((error) => console.error(error));
      },
    },
  };
}
