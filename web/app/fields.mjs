// People's text on its way from native fields to the program: after a pause of 400 ms, at once when they leave the
// field or the page, never in the middle of a composition; and back, unless they are writing there.
import { actions } from './seam.mjs';

const pause = 400;

/**
 * @param {{act: (id: number, kind: number, number: number, text: string) => void, document?: Document}} edge
 */
export function createFields({ act, document: page = document }) {
  const pending = new Map(); // record -> timer
  const settling = new Set(); // records whose text may have been refused or tidied by the program

  const isFocused = (record) => page.activeElement === record.control;

  function send(record) {
    clearTimeout(pending.get(record));
    if (!pending.delete(record)) return;
    settling.add(record);
    record.sent = record.control.value;
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
      clearTimeout(pending.get(record));
      pending.set(record, setTimeout(() => { if (!record.composing) send(record); }, pause));
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
        clearTimeout(pending.get(record));
        pending.delete(record);
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
      clearTimeout(pending.get(record));
      pending.delete(record);
      settling.delete(record);
    },
  };
}
