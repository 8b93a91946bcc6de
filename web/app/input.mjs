// What people do to the mirror's elements, as actions on nodes: the only way in. One set of listeners for the whole
// mirror, so that elements stay plain.
import { has } from './nodes.mjs';
import { actions } from './seam.mjs';

/**
 * @param {object} edge
 * @param {HTMLElement} edge.root
 * @param {ReturnType<import('./mirror.mjs').createMirror>} edge.mirror
 * @param {ReturnType<import('./fields.mjs').createFields>} edge.fields
 * @param {ReturnType<import('./media.mjs').createMedia>} edge.media
 * @param {(id: number, kind: number, number?: number, text?: string) => void} edge.act
 * @param {(id: number, top: number) => void} edge.scrolled
 * @param {(href: string) => void} edge.follow a link to a place in the program
 * @param {(files: Iterable<File>) => object[]} edge.register gives each file a handle
 * @param {(record: object) => void} edge.closedByBrowser
 */
export function listen({ root, mirror, fields, media, act, scrolled, follow, register, closedByBrowser }) {
  const page = root.ownerDocument;
  const on = (target, name, handle, options) => target.addEventListener(name, handle, options);

  function give(record, files) {
    const list = register(files);
    if (list.length > 0) act(record.id, actions.files, list.length, JSON.stringify(list));
  }

  on(root, 'click', (event) => {
    const record = mirror.recordOf(event.target);
    if (!record) return;
    const { node, el } = record;
    // Assistive technology presses without moving the focus: no field was left, and its words come first all the same.
    if (node.role === 'button' || node.role === 'link') fields.flushAll();
    if (node.role === 'button') {
      if (has(node, 'disabled')) event.preventDefault();
      else act(record.id, actions.activate);
    } else if (node.role === 'link') {
      const href = el.getAttribute('href') ?? '';
      if (has(node, 'disabled') || href === '') return event.preventDefault();
      const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (!plain || !href.startsWith('#')) return;
      event.preventDefault();
      act(record.id, actions.activate);
      follow(href);
    } else if (node.role === 'document' && media.pending(record)) {
      event.preventDefault();
    }
  });

  on(root, 'input', (event) => {
    const record = mirror.recordOf(event.target);
    if (record && event.target === record.control && mirror.isTyped(record)) fields.input(record, event.isComposing);
  });
  on(root, 'compositionend', (event) => {
    const record = mirror.recordOf(event.target);
    if (record && mirror.isTyped(record)) fields.compositionEnd(record);
  });
  on(root, 'change', (event) => {
    const record = mirror.recordOf(event.target);
    if (!record || event.target !== record.control) return;
    const { control, node } = record;
    if (mirror.isTyped(record)) fields.flush(record);
    else if (node.role === 'checkbox') act(record.id, actions.check, control.checked ? 1 : 0);
    else if (node.role === 'choice') act(record.id, actions.choose, 0, control.value);
    else if (node.role === 'file_drop') {
      give(record, [...control.files]);
      // The same file must be choosable again.
      control.value = '';
    }
  });
  on(root, 'keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const record = mirror.recordOf(event.target);
    if (!record) return;
    if (event.key === 'Enter' && record.node.extra.enterkeyhint && event.target === record.control) {
      event.preventDefault();
      fields.flush(record);
      act(record.id, actions.activate);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      // In a dialog that one searches in, the arrows go from the field to what was found, and back.
      const dialog = event.target.closest('dialog');
      const field = dialog?.querySelector('[enterkeyhint]');
      if (!field) return;
      const stops = [field, ...dialog.querySelectorAll('li a, li button')];
      const to = stops.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1);
      if (!stops.includes(event.target) || !stops[to]) return;
      event.preventDefault();
      stops[to].focus();
    }
  });
  on(root, 'focusout', (event) => {
    const record = mirror.recordOf(event.target);
    if (!record || !mirror.isTyped(record)) return;
    fields.flush(record);
    fields.left(record);
  });

  // These do not bubble.
  on(root, 'scroll', (event) => {
    const record = mirror.recordOf(event.target);
    if (record && record.el === event.target && has(record.node, 'scroll')) scrolled(record.id, event.target.scrollTop);
  }, { capture: true, passive: true });
  on(root, 'cancel', (event) => {
    const record = mirror.recordOf(event.target);
    if (!record || record.el !== event.target) return;
    event.preventDefault();
    mirror.cancel(record);
  }, { capture: true });
  on(root, 'close', (event) => {
    const record = mirror.recordOf(event.target);
    if (!record || record.el !== event.target || record.closing) return;
    // Browsers let a page refuse the first Esc only; the program decides about the second too.
    mirror.cancel(record);
    closedByBrowser(record);
  }, { capture: true });

  const carriesFiles = (event) => [...event.dataTransfer?.types ?? []].includes('Files');
  const dragging = (active) => page.documentElement.classList.toggle('dragging', active);
  on(page, 'dragover', (event) => {
    if (!carriesFiles(event)) return;
    // Without this the browser would leave the page for the file.
    event.preventDefault();
    const target = mirror.dropTarget(event.target);
    event.dataTransfer.dropEffect = target ? 'copy' : 'none';
    dragging(target !== null);
  });
  on(page, 'dragleave', (event) => { if (event.relatedTarget === null) dragging(false); });
  on(page, 'drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    dragging(false);
    const target = mirror.dropTarget(event.target);
    if (target) give(target, [...event.dataTransfer.files]);
  });

  // What is pasted beside the fields goes where dropped files go.
  on(page, 'paste', (event) => {
    if (event.target.closest?.('input, textarea, select, [contenteditable]') && event.target.type !== 'file') return;
    const target = mirror.dropTarget(event.target);
    const files = pastedFiles(event.clipboardData, page.defaultView.location.hash);
    if (!target || files.length === 0) return;
    event.preventDefault();
    give(target, files);
  });
}

/** Screens that take a credential as text. */
const takesText = /^#\/(badges|check)\b/;

const token = /^\s*[\w-]+\.[\w-]+\.[\w-]*\s*$/;
const json = /^\s*[{[]/;

/**
 * Files of the clipboard; on some screens its text as one, named by what it seems to be. Text that looks like a
 * credential comes first: spreadsheets and others put a picture of what was copied beside it.
 */
export function pastedFiles(clipboard, hash) {
  const files = [...clipboard?.files ?? []];
  const text = clipboard?.getData('text/plain') ?? '';
  const credential = token.test(text) || json.test(text);
  if (text.trim() === '' || !takesText.test(hash) || (files.length > 0 && !credential)) return files;
  return [new File([text], token.test(text) ? 'pasted.jwt' : 'pasted.json')];
}
