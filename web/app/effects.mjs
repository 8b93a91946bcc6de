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

/** Kept evidence, if it is what its digest says: a file that is handed over names these bytes and no others. */
async function wholeEvidence(blobs, hash, sha256) {
  const content = await blobs.get(sha256);
  if (!content) throw new CodedError('file.missing', sha256);
  if (await sha256Of(content, hash).catch(unreadable) !== sha256) throw new CodedError('file.damaged', sha256);
  return content;
}

/** Errors of the program's sealing say their own code. */
const asCoded = (error) => { throw error?.code?.startsWith?.('seal.') ? new CodedError(error.code) : error; };

async function zipWith(blobs, hash, { entries: wanted, modified }) {
  const entries = [];
  for (const { path, text, sha256 } of wanted) {
    entries.push({ path, content: sha256 === undefined ? text : await wholeEvidence(blobs, hash, sha256) });
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
      value = (await act(effect, (done, total) => reply(id, outcomes.progress, { done, total }))) ?? {};
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
export function pageEffects({ sealing, files, copies, blobs, hash, intake, live, theme, history, plain, loop, persistOnce, unsaved, sample, tabs, updates, vault, lockPage, idle, tries }) {
  const stops = new Map(); // of downloads that are under way, by their effect
  let held = null; // a place that was chosen for a file which then had to be put together anew

  async function backup(wanted, report) {
    const { chooseFile, writeBackup } = await import('./backup.mjs');
    const stop = new AbortController();
    stops.set(wanted.effect, stop);
    const chosen = held?.name === wanted.name ? held.chosen : await chooseFile(wanted.name);
    held = null;
    try {
      await writeBackup(wanted, {
        evidence: (sha256) => wholeEvidence(blobs, hash, sha256), chosen, handOver, sealing, report, signal: stop.signal, CodedError,
        random: crypto.getRandomValues(new Uint8Array(40)),
      });
    } catch (error) {
      // The program asks again without what is gone.
      if (['file.missing', 'file.damaged'].includes(error?.code)) held = { name: wanted.name, chosen };
      throw error;
    } finally {
      stops.delete(wanted.effect);
    }
  }

  return {
    answered: {
      commit: ({ put, remove, news }) => unsaved.saving(files.commit({ put, remove, news })),
      wait: ({ ms }) => new Promise((resolve) => { setTimeout(resolve, ms); }),
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
      // What takes long begins once the page shows that it does.
      afterPaint: () => new Promise((resolve) => { loop.afterSync(() => setTimeout(resolve, 50)); }),
      async sealEvidence(effect, report) {
        await copies.clear();
        await unsaved.storing(vault.convert(true, report));
      },
      openEvidence: (effect, report) => unsaved.storing(vault.convert(false, report)),
      // The document first: evidence without a document is nothing, a document without its evidence is a loss.
      async erase({ remove }) {
        await unsaved.saving(files.commit({ remove, news: {} }));
        await blobs.clear();
        await copies.clear();
      },
      async readCopies() {
        const found = [];
        for (const { name, blob } of await copies.read()) found.push({ name, base64: await base64Of(blob) });
        return { copies: found };
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
      async answerSignatures({ questions }) {
        // Few badges need it, so the page begins without it.
        const { answersTo } = await import('./signatures.mjs');
        return { answers: await answersTo(questions) };
      },
      checkRange: (range) => intake.checkRange(range),
      async openSealed({ handle, passphrase }, report) {
        const { openSealed } = await import('./backup.mjs');
        const file = intake.picked(handle);
        const content = await openSealed(file, passphrase, { sealing, report, CodedError }).catch(asCoded);
        const [opened] = intake.register([new File([content], file.name)]);
        return { handle: opened.handle, name: opened.name };
      },
      async download({ name, mediaType, text, base64, ...zip }, report) {
        if (zip.backup) return backup({ name, mediaType, ...zip }, report).catch(asCoded);
        const whole = base64 === undefined ? text : Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const content = zip.entries ? await zipWith(blobs, hash, zip) : new Blob([whole]);
        handOver(name, new Blob([content], { type: mediaType }));
        return {};
      },
    },
    told: {
      announce: ({ text, assertive }) => loop.afterSync(() => live.announce(text, assertive === true)),
      cancelDownload: ({ effect }) => stops.get(effect)?.abort(),
      title: ({ text }) => { document.title = text; },
      navigate: ({ hash, replace }) => history.navigate(hash, replace === true),
      theme: (effect) => theme.set(effect),
      endImport: ({ handle, keep }) => void intake.end(handle, keep === true).catch((error) => console.error(error)),
      plain: ({ plain: wanted }) => plain.set('chosen', wanted === true),
      keepBlobs: ({ sha256 }) => void blobs.keepOnly(new Set(sha256)).catch((error) => console.error(error)),
      askToPersist: () => void persistOnce(),
      askToWrite: () => void tabs.takeOver(),
      readAgain: () => void tabs.refresh(),
      sealRest: () => void vault.convert(true).catch((error) => console.error(error)),
      lockChanged: () => void vault.changed(),
      lockPage: () => void lockPage(),
      noteTries: ({ count, at }) => tries.note({ count, at }),
      watchIdle: ({ ms }) => idle.watch(ms),
      startUpdate: () => void updates?.start(),
    },
  };
}
