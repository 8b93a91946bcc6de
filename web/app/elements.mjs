// One real element for each role of semantics::Role: how it is made, and how it follows its node.
// Native elements first, ARIA only where HTML has none.
import { has } from './nodes.mjs';

/** Roles whose text the person edits or chooses: painted by the browser, hidden behind an open dialog. */
export const fieldRoles = new Set(['text_field', 'text_area', 'date_field', 'choice']);
export const mediaRoles = new Set(['image', 'audio', 'video', 'text_preview', 'document']);

const landmarkTags = { navigation: 'nav', main: 'main', region: 'section', group: 'div', figure: 'div' };
const listTags = { list: 'ul', ordered_list: 'ol' };
const phrasing = new Set(['link', 'button', 'heading', 'text', 'document']);

/** Sets or, for null, removes an attribute; leaves it alone when nothing changes. */
export function attribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, String(value));
  }
}

const first = (node, key) => node.extra[key]?.[0];

/** What decides the tag: when it changes, the element is made anew. @param {string} parentRole */
export function kindOf(node, parentRole) {
  switch (node.role) {
    case 'heading': return `h${Math.min(6, Math.max(1, node.aux || 2))}`;
    case 'text': return node.extra.for ? 'label' : phrasing.has(parentRole) ? 'span' : 'p';
    case 'list_item': return parentRole in listTags ? 'li' : 'div';
    default: return node.role;
  }
}

/** Only addresses that cannot run anything. */
export function safeHref(href) {
  return /^(#|https?:|mailto:)/i.test(href) ? href : null;
}

function create(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

/**
 * A field. Its label, hint and error are texts of the page that point to it (`for`, `describedby`); a label that is not
 * drawn, and a hint or error that is drawn inside the field, stand here for the ear.
 */
function makeField(control, id) {
  const el = create('div');
  const label = create('label', { className: 'label', htmlFor: `f${id}` });
  const hint = create('span', { className: 'hint', id: `h${id}` });
  const error = create('span', { className: 'error', id: `e${id}` });
  const text = document.createTextNode('');
  control.id = `f${id}`;
  control.classList.add('control');
  label.append(text);
  el.append(label, hint, control, error);
  return { el, control, text, hint, error };
}

/** A label that holds its control: the whole rectangle answers. */
function makeTick(control, id) {
  const made = makeField(control, id);
  const label = made.el.firstChild;
  const words = create('span', { className: 'words' });
  words.append(made.text);
  label.className = 'tick';
  label.append(control, words);
  return made;
}

/**
 * @typedef {{el: HTMLElement, control: HTMLElement | null, text: Text | null, hint?: HTMLElement, error?: HTMLElement}} Made
 *   control: what takes focus and holds the value, where it is not the element itself
 * @returns {Made}
 */
export function make(node, kind) {
  const { role, id } = node;
  const plain = (el) => {
    const text = document.createTextNode('');
    el.append(text);
    return { el, control: null, text };
  };
  const bare = (el) => ({ el, control: null, text: null });
  if (role === 'text') return plain(create(kind, { id: `n${id}` }));
  if (role === 'heading' || role === 'list_item') return plain(create(kind));
  if (role in landmarkTags) {
    const el = create(landmarkTags[role]);
    if (role === 'figure') el.setAttribute('role', 'img');
    return bare(el);
  }
  if (role in listTags) {
    const el = create(listTags[role]);
    // Safari drops the role of a list without markers.
    el.setAttribute('role', 'list');
    return bare(el);
  }
  const typing = { spellcheck: true, dir: 'auto' };
  switch (role) {
    case 'link':
    case 'document': return plain(create('a'));
    case 'button': return plain(create('button', { type: 'button' }));
    case 'checkbox': return makeTick(create('input', { type: 'checkbox' }), id);
    case 'file_drop': return makeTick(create('input', { type: 'file' }), id);
    case 'choice': return makeField(create('select'), id);
    case 'text_field': return makeField(create('input', { type: 'text', ...typing }), id);
    case 'text_area': return makeField(create('textarea', typing), id);
    case 'date_field': return makeField(create('input', { type: 'date' }), id);
    case 'dialog': return bare(create('dialog'));
    case 'progress': return bare(create('progress'));
    case 'image': return bare(create('img'));
    case 'audio':
    case 'video': return bare(create(role, { controls: true, preload: 'metadata', playsInline: true }));
    case 'text_preview': {
      const el = create('pre', { tabIndex: 0 });
      // <pre> by itself takes no name.
      el.setAttribute('role', 'group');
      return bare(el);
    }
    default: return bare(create('div'));
  }
}

function setText(text, words) {
  if (text && text.data !== words) text.data = words;
}

function setOptions(select, options = []) {
  const key = options.join('\x1f');
  if (select.cairnOptions === key) return;
  select.cairnOptions = key;
  select.replaceChildren(...options.map((option) => {
    const cut = option.indexOf('\x1d');
    const value = cut < 0 ? option : option.slice(0, cut);
    return create('option', { value, textContent: cut < 0 ? option : option.slice(cut + 1) });
  }));
}

/**
 * The name is real text even where the canvas draws an icon: it is transparent, and an ordinary page shows it.
 * `label` says more than what is drawn; elements whose role takes no name hold it as their text.
 */
function updateName(record, node) {
  const label = first(node, 'label');
  const named = node.role === 'link' || node.role === 'button' || node.role === 'document';
  setText(record.text, named ? node.name : label ?? node.name);
  if (named) attribute(record.el, 'aria-label', label ?? null);
}

function updateField(record, node) {
  const { control } = record;
  const inside = record.text.parentNode.className === 'words' || has(node, 'hiddenLabel');
  setText(record.text, inside ? node.name : '');
  // An empty label beside the one that the page draws would be a second one.
  if (record.text.parentNode.localName === 'label') attribute(record.text.parentNode, 'for', inside ? control.id : null);
  attribute(control, 'aria-label', first(node, 'label') ?? (inside ? null : node.name));
  const hint = first(node, 'hint') ?? '';
  const error = first(node, 'error') ?? '';
  if (record.hint.textContent !== hint) record.hint.textContent = hint;
  if (record.error.textContent !== error) record.error.textContent = error;
  const texts = (first(node, 'describedby') ?? '').split(' ').map((id) => id && `n${id}`);
  const described = [error && record.error.id, ...texts, hint && record.hint.id].filter(Boolean).join(' ');
  attribute(control, 'aria-describedby', described || null);
  attribute(control, 'aria-invalid', has(node, 'invalid') || error !== '' ? 'true' : null);
  attribute(control, 'aria-required', has(node, 'required') && node.role !== 'file_drop' ? 'true' : null);
  control.disabled = has(node, 'disabled');
  attribute(control, 'autocomplete', control.type === 'checkbox' || control.type === 'file' ? null
    : first(node, 'autocomplete') ?? 'off');
  if (node.role === 'text_field') {
    // What a browser's keeper of passwords fills in is not shown either.
    const secret = (first(node, 'autocomplete') ?? '').endsWith('-password');
    control.type = secret ? 'password' : 'text';
    control.spellcheck = !secret;
  }
  if (node.role === 'text_field' || node.role === 'text_area') {
    control.readOnly = has(node, 'readOnly');
    for (const name of ['placeholder', 'inputmode', 'maxlength', 'rows', 'enterkeyhint']) {
      attribute(control, name, first(node, name) ?? null);
    }
    attribute(control, 'dir', first(node, 'dir') ?? 'auto');
  }
  if (node.role === 'date_field') {
    control.readOnly = has(node, 'readOnly');
    for (const name of ['min', 'max']) attribute(control, name, first(node, name) ?? null);
  }
  if (node.role === 'choice') setOptions(control, node.extra.option);
  if (node.role === 'choice' && control.value !== node.value) control.value = node.value;
  if (node.role === 'checkbox') control.checked = has(node, 'checked');
  if (node.role === 'file_drop') {
    control.multiple = !['0', 'false'].includes(first(node, 'multiple') ?? 'true');
    attribute(control, 'accept', first(node, 'accept') ?? null);
  }
}

/** Makes the element say what its node says. Text fields' values, media and geometry are others' business. */
export function update(record, node) {
  const { el } = record;
  const focusable = record.control ?? el;
  const previous = record.node;
  if (!previous || previous.style !== node.style || previous.flags !== node.flags) {
    // focus() may have set tabindex, a dialog `open`; classes are wholly ours.
    el.className = ['n', `r-${node.role}`, `s${node.style}`, has(node, 'painted') ? 'painted' : '',
      has(node, 'scroll') ? 'scroll' : '', has(node, 'checked') ? 'checked' : '',
      has(node, 'disabled') ? 'disabled' : ''].filter(Boolean).join(' ');
  }
  attribute(el, 'lang', first(node, 'lang') ?? null);
  if (record.hint) {
    updateField(record, node);
  } else {
    if (first(node, 'dir')) attribute(el, 'dir', first(node, 'dir'));
    switch (node.role) {
      case 'navigation':
      case 'main':
      case 'region':
      case 'list':
      case 'ordered_list':
      case 'dialog':
      case 'figure':
      case 'text_preview':
      case 'audio':
      case 'video': attribute(el, 'aria-label', first(node, 'label') ?? (node.name || null)); break;
      case 'group':
        attribute(el, 'role', node.name ? 'group' : null);
        attribute(el, 'aria-label', node.name || null);
        break;
      case 'image': el.alt = first(node, 'alt') ?? node.name; break;
      case 'progress':
        attribute(el, 'aria-label', node.name || null);
        attribute(el, 'max', node.aux || 1);
        attribute(el, 'value', node.aux ? node.number : null);
        break;
      default: updateName(record, node);
    }
  }
  if (node.role === 'link' || node.role === 'text' || node.role === 'button') {
    // Words beside a mark that the canvas paints: left, top and right of their place.
    const inset = first(node, 'inset')?.split(' ');
    el.style.padding = inset ? `${inset[1]}px ${inset[2]}px 0 ${inset[0]}px` : '';
  }
  if (node.role === 'heading' || node.role === 'text' || node.role === 'list_item' || has(node, 'painted')) {
    el.style.fontSize = node.number > 0 ? `${node.number}px` : '';
    el.style.lineHeight = node.lineHeight > 0 ? `${node.lineHeight}px` : '';
  }
  if (record.kind === 'label') el.htmlFor = `f${first(node, 'for')}`;
  if (node.role === 'link') {
    const href = safeHref(node.value);
    attribute(el, 'href', has(node, 'disabled') ? null : href);
    const outside = href !== null && !href.startsWith('#');
    attribute(el, 'target', outside ? '_blank' : null);
    attribute(el, 'rel', outside ? 'noopener noreferrer' : null);
    attribute(el, 'aria-disabled', has(node, 'disabled') ? 'true' : null);
    if (has(node, 'disabled')) attribute(el, 'role', 'link');
  }
  // aria-disabled and not `disabled`: the focus then stays where the person left it.
  if (node.role === 'button') attribute(el, 'aria-disabled', has(node, 'disabled') ? 'true' : null);
  attribute(el, 'aria-current', has(node, 'current') ? 'page' : null);
  attribute(focusable, 'aria-expanded', has(node, 'hasExpanded') ? String(has(node, 'expanded')) : null);
  attribute(el, 'aria-busy', has(node, 'busy') ? 'true' : null);
  attribute(focusable, 'aria-keyshortcuts', first(node, 'keyshortcuts') ?? null);
  if (has(node, 'scroll')) {
    el.style.setProperty('--content', `${node.number}px`);
    // Axe's scrollable-region-focusable: the keyboard must be able to scroll it.
    if (node.number > node.height + 1) attribute(el, 'tabindex', '0');
    else if (el.getAttribute('tabindex') === '0' && document.activeElement !== el) attribute(el, 'tabindex', null);
  }
}

/** @param {HTMLElement} element @param {import('./nodes.mjs').MirrorNode} node */
export function place(element, node, previous) {
  const { style } = element;
  if (!previous || previous.x !== node.x) style.left = `${node.x}px`;
  if (!previous || previous.y !== node.y) style.top = `${node.y}px`;
  if (!previous || previous.width !== node.width) style.width = `${node.width}px`;
  if (!previous || previous.height !== node.height) style.height = `${node.height}px`;
}
