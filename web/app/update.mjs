// Newer versions of the page. One that is ready waits until the person wants it, and then until no tab of this page
// has words that are not saved; after that every tab loads it.

const lookEvery = 60 * 60 * 1000;
const answerWithin = 2_000;
const lookAgain = 1_000;
const startWithin = 10_000;
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * @param {object} edge
 * @param {ServiceWorkerContainer} edge.container
 * @param {{post: Function, on: Function}} edge.channel
 * @param {LockManager} edge.locks
 * @param {() => Promise<boolean>} edge.quiet sends what was typed, waits for saves, and says whether all is saved
 * @param {(held: boolean) => void} edge.tell a newer version is ready; `held`: and could not be started now
 * @param {() => void} edge.reload
 * @param {string} [edge.scope] two copies of the page in two folders share their tabs' channel
 */
export function createUpdates({
  container, channel, locks, quiet, tell, reload, scope = new URL('./', location.href).pathname,
  now = Date.now, wait = pause, patience = answerWithin,
}) {
  const open = `cairn-open ${scope}`;
  let registration = null;
  let looked = now();
  let starting = false;
  let loading = false;
  // Without one, the first worker that takes charge is no newer version.
  let controlled = container.controller !== null;
  let answers = null;

  // Held while the page is open, so that the others can be counted.
  void locks.request(open, { mode: 'shared' }, () => new Promise(() => {})).catch(() => {});

  channel.on('update?', async ({ from, scope: of }) => {
    if (of === scope) channel.post('update!', { to: from, quiet: await quiet() });
  });
  channel.on('update!', ({ from, quiet: saved }) => answers?.(from, saved === true));

  async function openTabs() {
    const { held } = await locks.query();
    return held.filter(({ name }) => name === open).length;
  }

  /** Whether every other tab says that all of its words are saved. One that says nothing may have some that are not. */
  async function othersQuiet() {
    const others = await openTabs() - 1;
    if (others < 1) return true;
    const heard = new Map();
    const all = new Promise((resolve) => {
      answers = (from, saved) => {
        heard.set(from, saved);
        if (!saved || heard.size >= others) resolve();
      };
    });
    channel.post('update?', { scope });
    await Promise.race([all, wait(patience)]);
    answers = null;
    return heard.size >= others && [...heard.values()].every(Boolean);
  }

  async function load() {
    if (loading) return;
    loading = true;
    // The newer version is in charge already: this tab follows as soon as nothing of it can be lost.
    while (!await quiet()) await wait(lookAgain);
    reload();
  }

  container.addEventListener('controllerchange', () => {
    // Nobody is in charge any more: the data of the site was cleared, and this tab holds all that is left.
    if (!container.controller) return;
    if (controlled) void load();
    controlled = true;
  });

  function watch(worker) {
    worker?.addEventListener('statechange', () => {
      // The very first one replaces nothing. One that could not be installed is "redundant": nothing changes.
      if (worker.state === 'installed' && registration.active) tell(false);
    });
  }

  return {
    /** @param {string} script */
    async register(script) {
      registration = await container.register(script, { scope: './' });
      if (registration.waiting && registration.active) tell(false);
      watch(registration.installing);
      registration.addEventListener('updatefound', () => watch(registration.installing));
    },
    /** The page is looked at again. */
    async look() {
      if (!registration || now() - looked < lookEvery) return;
      looked = now();
      // Offline, or the server is away: the next hour will do.
      await registration.update().catch(() => {});
    },
    /** The person wants it. */
    async start() {
      if (starting) return;
      starting = true;
      try {
        if (!await quiet() || !await othersQuiet()) return void tell(true);
        const waiting = registration?.waiting;
        controlled = true;
        // Another tab may have started it meanwhile.
        if (!waiting) return void await load();
        waiting.postMessage('start');
        // If it does not take charge, the person can ask again.
        void wait(startWithin).then(() => { if (!loading) tell(false); });
      } finally {
        starting = false;
      }
    },
  };
}
