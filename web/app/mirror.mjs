// Keeps real HTML elements in step with the program's node array. Elements are stable by id and stand in reading
// order; the element that has the focus is never moved or made anew; only what differs is touched.
import { fieldRoles, kindOf, make, mediaRoles, place, update } from './elements.mjs';
import { Frame, has } from './nodes.mjs';
import { actions } from './seam.mjs';

const spokenRoles = new Set(['status', 'alert']);
const typedRoles = new Set(['text_field', 'text_area', 'date_field']);

/**
 * @typedef {object} MirrorRecord
 * @property {number} id @property {string} kind @property {HTMLElement} el @property {HTMLElement | null} control
 * @property {Text | null} text @property {import('./nodes.mjs').MirrorNode | null} node
 * @property {number} index of its node in the frame @property {number} seen number of the last sync that had it
 */

/**
 * @param {object} edge
 * @param {HTMLElement} edge.root
 * @param {ReturnType<import('./fields.mjs').createFields>} edge.fields
 * @param {ReturnType<import('./live.mjs').createLive>} edge.live
 * @param {ReturnType<import('./media.mjs').createMedia>} edge.media
 * @param {(id: number, kind: number, number?: number, text?: string) => void} edge.act
 */
export function createMirror({ root, fields, live, media, act }) {
  const page = root.ownerDocument;
  const records = new Map();
  const ofElement = new WeakMap();
  const spoken = new Map(); // id of a status or alert -> sync that last had it
  const stats = { elements: 0, created: 0, removed: 0, moved: 0, updated: 0, duplicates: 0 };
  let frame = null;
  let count = 0;
  let handledRequest = 0;
  let dialogs = []; // open, outermost first

  function recordOf(element) {
    for (let at = element; at && at !== root; at = at.parentNode) {
      const record = ofElement.get(at);
      if (record) return record;
    }
    return null;
  }

  function release(record) {
    const { node } = record;
    if (node && mediaRoles.has(node.role)) media.drop(record);
    fields.drop(record);
    ofElement.delete(record.el);
    records.delete(record.id);
    stats.removed += 1;
  }

  function closeDialog(record) {
    dialogs = dialogs.filter((dialog) => dialog !== record);
    page.documentElement.classList.toggle('modal', dialogs.length > 0);
    // A node that is gone has said all: its close event must not answer.
    record.closing = true;
    if (record.el.open) record.el.close();
    return record.returnTo;
  }

  /** Takes away what the frame no longer has. @returns {HTMLElement | null} where a closed dialog was opened from */
  function removeDead() {
    let returnTo = null;
    for (const record of [...records.values()]) {
      if (record.seen === count) continue;
      if (record.node?.role === 'dialog') returnTo = closeDialog(record) ?? returnTo;
      record.el.remove();
      release(record);
    }
    return returnTo;
  }

  function hush() {
    for (const [id, seen] of spoken) {
      if (seen === count) continue;
      spoken.delete(id);
      live.drop(id);
    }
  }

  function createRecord(node, kind) {
    const made = make(node, kind);
    const record = { id: node.id, kind, node: null, index: -1, seen: count, ...made };
    records.set(node.id, record);
    ofElement.set(record.el, record);
    stats.created += 1;
    return record;
  }

  /** Puts the record's element behind its predecessor; moves the others where it has the focus. */
  function order(record, parent, cursor) {
    const { el } = record;
    const next = cursor ? cursor.nextSibling : parent.firstChild;
    if (el === next) return;
    stats.moved += 1;
    const focused = el.contains(page.activeElement);
    if (focused && el.parentNode === parent) {
      let last = el;
      for (let other = next; other && other !== el;) {
        const after = other.nextSibling;
        last.after(other);
        last = other;
        other = after;
      }
    } else if (focused && el.isConnected && typeof parent.moveBefore === 'function') {
      parent.moveBefore(el, next);
    } else {
      // An element that is moved forgets how far it was scrolled, and tells nobody.
      const top = record.node && has(record.node, 'scroll') ? el.scrollTop : 0;
      parent.insertBefore(el, next);
      if (top > 0) el.scrollTop = top;
      if (focused) page.activeElement === page.body && (record.control ?? el).focus({ preventScroll: true });
    }
  }

  function apply(record, node) {
    const previous = record.node;
    update(record, node);
    place(record.el, node, previous);
    record.node = node;
    if (typedRoles.has(node.role)) fields.follow(record, node, previous);
    if (mediaRoles.has(node.role)) media.follow(record, node);
    stats.updated += 1;
  }

  function focusRecord(record) {
    const target = record.control ?? record.el;
    target.focus({ preventScroll: true });
    if (page.activeElement !== target) {
      target.setAttribute('tabindex', '-1');
      target.focus({ preventScroll: true });
    }
    // preventScroll keeps the page from jumping; what is out of sight still has to come into it, and with the heading of
    // a section the section.
    const section = record.node.role === 'heading' && record.node.aux > 1;
    target.scrollIntoView?.({ block: section ? 'start' : 'nearest', inline: 'nearest' });
  }

  /** The focused element is gone: its list, its heading or main takes over. @param {MirrorRecord[]} chain inner first */
  function rescueFocus(chain) {
    const home = chain.find((record) => record.el.isConnected
      && ['list', 'ordered_list', 'dialog', 'main'].includes(record.node.role));
    if (home && home.node.role !== 'main') return focusRecord(home);
    const heading = root.querySelector('.r-main h1') ?? root.querySelector('.r-main h2');
    const fallback = (heading && ofElement.get(heading))
      ?? home ?? [...records.values()].find((record) => record.node.role === 'main');
    if (fallback) focusRecord(fallback);
  }

  function ancestors(element) {
    const chain = [];
    for (let record = recordOf(element); record; record = recordOf(record.el.parentNode)) chain.push(record);
    return chain;
  }

  function openDialogs(fresh) {
    for (const record of fresh) {
      if (record.el.open) continue;
      if (!dialogs.includes(record)) {
        record.returnTo = page.activeElement === page.body ? null : page.activeElement;
        dialogs.push(record);
      }
      page.documentElement.classList.add('modal');
      record.el.showModal();
    }
  }

  /** @param {import('./seam.mjs').Snapshot} snapshot */
  function sync(snapshot) {
    count += 1;
    const old = frame;
    frame = new Frame(snapshot);
    const before = page.activeElement;
    const chain = before && before !== page.body ? ancestors(before) : [];

    const nodes = new Array(frame.count).fill(null);
    for (let i = 0; i < frame.count; i += 1) {
      const record = records.get(frame.id(i));
      if (!record || !record.node) continue;
      record.seen = count;
      if (old && record.index >= 0 && frame.same(i, old, record.index)) nodes[i] = record.node;
    }
    const returnTo = removeDead();

    const cursors = new Map(); // parent element -> its last placed child
    const shown = [];
    let wanted = null;
    for (let i = 0; i < frame.count; i += 1) {
      const unchanged = nodes[i] !== null;
      const node = nodes[i] ?? frame.node(i);
      if (node.role === 'root') continue;
      if (spokenRoles.has(node.role)) {
        spoken.set(node.id, count);
        live.follow(node);
        continue;
      }
      const parentRecord = node.parent === 0 ? null : records.get(node.parent);
      const kind = kindOf(node, parentRecord?.node?.role ?? 'root');
      let record = records.get(node.id);
      if (record && record.placed === count) {
        stats.duplicates += 1;
        console.error(`two nodes have the id ${node.id}: ${node.role} "${node.name}"`);
        continue;
      }
      let hadFocus = false;
      if (record && record.kind !== kind) {
        hadFocus = record.el.contains(page.activeElement);
        if (record.node?.role === 'dialog') closeDialog(record);
        record.el.remove();
        release(record);
        record = null;
      }
      const isNew = !record;
      record ??= createRecord(node, kind);
      record.index = i;
      record.seen = count;
      record.placed = count;
      const parent = parentRecord?.el ?? root;
      const cursor = cursors.get(parent) ?? parentRecord?.text ?? null;
      order(record, parent, cursor?.parentNode === parent ? cursor : null);
      cursors.set(parent, record.el);
      if (isNew || !unchanged) apply(record, node);
      if (hadFocus) focusRecord(record);
      if (node.role === 'dialog') shown.push(record);
      if (has(node, 'focus') && node.request !== handledRequest
        && (!wanted || node.request >= wanted.node.request)) wanted = record;
    }
    hush();
    stats.elements = records.size;

    openDialogs(shown);
    const lost = chain.length > 0 && (!before.isConnected || page.activeElement === page.body);
    if (wanted) {
      handledRequest = wanted.node.request;
      focusRecord(wanted);
    } else if (lost) {
      if (returnTo?.isConnected) returnTo.focus({ preventScroll: true });
      else rescueFocus(chain);
    }
  }

  /** Where dropped files go: the drop field under the pointer, else the first one that can be reached. */
  function dropTarget(element) {
    const usable = (record) => record.node.role === 'file_drop' && !has(record.node, 'disabled');
    const direct = recordOf(element);
    if (direct && usable(direct)) return direct;
    const top = dialogs.at(-1);
    return [...records.values()].find((record) => usable(record) && (!top || top.el.contains(record.el))) ?? null;
  }

  return {
    sync,
    stats,
    recordOf,
    record: (id) => records.get(id) ?? null,
    dropTarget,
    /** Shortcuts that elements of this page name (aria-keyshortcuts), lower case. */
    shortcuts() {
      const all = new Set();
      for (const { node } of records.values()) {
        for (const keys of node?.extra.keyshortcuts ?? []) for (const one of keys.split(' ')) all.add(one.toLowerCase());
      }
      return all;
    },
    main: () => [...records.values()].find((record) => record.node.role === 'main') ?? null,
    isField: (record) => fieldRoles.has(record.node.role),
    isTyped: (record) => typedRoles.has(record.node.role),
    cancel(record) {
      if (!record.closing) act(record.id, actions.cancel);
    },
    /** A dialog that the browser closed by itself stays until the program says so. */
    reopen(record) {
      if (!record.closing && record.el.isConnected && !record.el.open) record.el.showModal();
    },
  };
}
