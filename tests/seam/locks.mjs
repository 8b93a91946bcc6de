// Web Locks and a channel between tabs as a browser has them, for tests without one.

/** @returns {LockManager} shared by all tabs */
export function fakeLocks() {
  const names = new Map(); // name -> { held: [], queue: [] }
  const of = (name) => names.get(name) ?? names.set(name, { held: [], queue: [] }).get(name);
  const aborted = () => new DOMException('the lock was taken', 'AbortError');

  function grant(name, request) {
    const place = of(name);
    const entry = { request };
    place.held.push(entry);
    const end = (settle) => (value) => {
      const at = place.held.indexOf(entry);
      if (at >= 0) place.held.splice(at, 1);
      settle(value);
      serve(name);
    };
    Promise.resolve().then(() => request.callback({ name })).then(end(request.resolve), end(request.reject));
  }
  function serve(name) {
    const place = of(name);
    while (place.queue.length > 0) {
      const [next] = place.queue;
      const free = next.shared ? place.held.every(({ request }) => request.shared) : place.held.length === 0;
      if (!free) return;
      place.queue.shift();
      grant(name, next);
    }
  }

  return {
    request(name, options, callback = options) {
      return new Promise((resolve, reject) => {
        const request = { callback, resolve, reject, shared: options.mode === 'shared' };
        const place = of(name);
        if (options.steal) {
          for (const { request: robbed } of place.held.splice(0)) robbed.reject(aborted());
          return grant(name, request);
        }
        if (options.ifAvailable && place.held.length > 0) {
          return void Promise.resolve().then(() => callback(null)).then(resolve, reject);
        }
        options.signal?.addEventListener('abort', () => {
          const at = place.queue.indexOf(request);
          if (at < 0) return;
          place.queue.splice(at, 1);
          reject(aborted());
        });
        place.queue.push(request);
        return serve(name);
      });
    },
    query: async () => ({ held: [...names].flatMap(([name, { held }]) => held.map(() => ({ name }))), pending: [] }),
    /** As when the tab that holds it is gone. */
    drop(name) {
      of(name).held.splice(0);
      serve(name);
    },
  };
}

/** @returns {() => object} each call gives one more BroadcastChannel of the same name */
export function fakeLines() {
  const lines = [];
  return () => {
    const line = {
      onmessage: null,
      postMessage(data) {
        for (const other of lines) if (other !== line) queueMicrotask(() => other.onmessage?.({ data: structuredClone(data) }));
      },
    };
    lines.push(line);
    return line;
  };
}

/** A `wait` that goes on when the test says so. */
export function stoppedClock() {
  const waiting = [];
  return {
    wait: (ms) => new Promise((resolve) => { waiting.push({ ms, resolve }); }),
    /** All that wait no longer than `ms` go on. */
    pass(ms) {
      for (const one of waiting.splice(0)) {
        if (one.ms <= ms) one.resolve();
        else waiting.push(one);
      }
    },
  };
}
