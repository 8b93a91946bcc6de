// What the tabs of this page tell each other. Messages are small plain values with a `kind`; whoever hears one that
// it does not know, or that is not what it should be, passes over it.

/**
 * @param {BroadcastChannel} [line]
 * @param {string} [self] this tab's name
 */
export function createChannel(line = new BroadcastChannel('cairn'), self = crypto.randomUUID()) {
  const handlers = new Map();
  line.onmessage = ({ data }) => {
    if (data === null || typeof data !== 'object' || typeof data.kind !== 'string') return;
    if (data.to !== undefined && data.to !== self) return;
    handlers.get(data.kind)?.(data);
  };
  return {
    post: (kind, value = {}) => line.postMessage({ ...value, kind, from: self }),
    on: (kind, handler) => handlers.set(kind, handler),
  };
}
