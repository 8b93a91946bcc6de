// People's text on its way from native fields to the program: after a pause of 400 ms, or 2 s of typing without one, at
// once when they leave the field or the page, never in the middle of a composition; and back, unless they are writing there.
import { actions } from './seam.mjs';

const pause = 400;
const longest = 2000;

/**
 * @param {{act: (id: number, kind: number, number: number, text: string) => void, document?: Document}} edge
 */
export function createFields({ act, document: page = document }) {
  const pending = new Map(); // record -> its timers
  const settling = new Set(); // records whose text may have been refused or tidied by the program

  const isFocused = (record) => page.activeElement === record.control;

  function forget(record) {
    clearTimeout(pending.get(record)?.rest);
    clearTimeout(pending.get(record)?.cap);
    return pending.delete(record);
  }

  function send(record) {
    if (!forget(record)) return;
    settling.add(record);
    const { control } = record;
    // The same passphrase, typed on another device: accents may come in one character or in two.
    record.sent = control.type === 'password' ? control.value.normalize('NFC') : control.value;
    act(record.id, actions.text, 0, record.sent);
  }

  function write(record, node) {
    const { control } = record;
    if (control.value !== node.value) control.value = node.value;
    record.sent = node.value;
  }

  return {
    /** An input event of a text or date field. */
    input(record, composing) {
      record.composing = composing;
      const timers = pending.get(record) ?? { rest: 0, cap: 0 };
      const due = () => { if (!record.composing) send(record); };
      clearTimeout(timers.rest);
      timers.rest = setTimeout(due, pause);
      timers.cap ||= setTimeout(() => {
        timers.cap = 0;
        due();
      }, longest);
      pending.set(record, timers);
    },
    compositionEnd(record) {
      record.composing = false;
      if (pending.has(record)) this.input(record, false);
    },
    /** Sends now what waits. */
    flush(record) {
      if (pending.has(record)) send(record);
    },
    flushAll() {
      for (const record of [...pending.keys()]) send(record);
    },
    /** The node changed, or is new. Writes its value where nobody is writing. */
    follow(record, node, previous) {
      const revision = node.extra.revision?.[0] ?? '';
      const asked = previous !== null && revision !== (previous.extra.revision?.[0] ?? '');
      if (asked) {
        forget(record);
        write(record, node);
      } else if (!pending.has(record) && !isFocused(record)) {
        write(record, node);
      }
    },
    /** After a frame: fields that were left show what the program holds. */
    settle() {
      for (const record of settling) {
        if (pending.has(record) || isFocused(record)) continue;
        settling.delete(record);
        if (record.node) write(record, record.node);
      }
    },
    /** True while a field was left and its text may still have to be put right. */
    left(record) { settling.add(record); },
    drop(record) {
      forget(record);
      settling.delete(record);
    },
  };
}
