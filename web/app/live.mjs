// The two live regions of index.html: status waits its turn, alert interrupts.

const nbsp = '\u00a0';
const staleAfter = 10_000;

/** @param {{status: HTMLElement, alert: HTMLElement}} regions */
export function createLive({ status, alert }) {
  const spoken = new Map(); // node id -> what it last said
  const timers = new Map();

  function say(region, text) {
    // The same words again are no change and would not be spoken.
    region.textContent = region.textContent === text ? text + nbsp : text;
    // An ordinary page shows both at one place: the newer one is seen.
    region.classList.remove('older');
    (region === status ? alert : status).classList.add('older');
  }

  return {
    /** Speaks once; the words go when nobody can be listening any more. */
    announce(text, assertive = false) {
      const region = assertive ? alert : status;
      say(region, text);
      clearTimeout(timers.get(region));
      timers.set(region, setTimeout(() => { region.textContent = ''; }, staleAfter));
    },
    /** A status or alert node, in each frame that changed. @param {import('./nodes.mjs').MirrorNode} node */
    follow(node) {
      const last = spoken.get(node.id);
      if (last && last.name === node.name && last.request === node.request) return;
      const region = node.role === 'alert' ? alert : status;
      clearTimeout(timers.get(region));
      say(region, node.name);
      spoken.set(node.id, { name: node.name, request: node.request, region });
    },
    drop(id) {
      const last = spoken.get(id);
      if (!last) return;
      spoken.delete(id);
      if (last.region.textContent.replaceAll(nbsp, ' ').trimEnd() === last.name) last.region.textContent = '';
    },
  };
}
