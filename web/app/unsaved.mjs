// The browser's own question before a page is closed: asked only while something would be lost.

/**
 * @param {{addEventListener: Function, removeEventListener: Function}} [window]
 */
export function createUnsaved(window = globalThis) {
  let underWay = 0;
  let failed = false;
  let asks = false;
  let resting = [];

  function ask(event) {
    event.preventDefault();
    // Browsers before 2024 look at this instead.
    event.returnValue = true;
  }

  function settle() {
    if (underWay === 0) {
      for (const rest of resting) rest();
      resting = [];
    }
    const wanted = underWay > 0 || failed;
    if (wanted === asks) return;
    asks = wanted;
    // Not there all the time: Firefox keeps no page with such a listener for going back.
    if (asks) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  }

  async function storing(work) {
    underWay += 1;
    settle();
    try {
      return await work;
    } finally {
      underWay -= 1;
      settle();
    }
  }

  return {
    /** A file on its way into storage. @template T @param {Promise<T>} work @returns {Promise<T>} */
    storing,
    /** A save of the document; after one that failed the question stays until one succeeds. @template T @param {Promise<T>} work @returns {Promise<T>} */
    saving(work) {
      return storing(work.then((value) => {
        failed = false;
        return value;
      }, (error) => {
        failed = true;
        throw error;
      }));
    },
    /** Whether the page may go: nothing is under way, and nothing failed to be saved. */
    nothing: () => underWay === 0 && !failed,
    underWay: () => underWay > 0,
    /** Resolves once nothing is under way. */
    rest: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => { resting.push(resolve); })),
  };
}
