// One tab writes. The others show what it commits as it comes, and may ask it to leave off; one that does not answer,
// or is gone, is taken over. Who takes over raises the epoch of what is stored, so that nothing the tab before still
// writes can land.

const lockName = 'cairn-writer';
const answerWithin = 2_000;
const keepFor = 5_000;
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/**
 * @param {object} edge
 * @param {LockManager} edge.locks
 * @param {{post: Function, on: Function}} edge.channel
 * @param {Promise<void>} edge.ready the page has booted
 * @param {() => Promise<void>} edge.takeEpoch
 * @param {() => Promise<void>} edge.read what is stored, into memory
 * @param {() => Promise<boolean>} edge.leave sends what was typed and waits for saves; false: something is under way
 * @param {(name: string, value?: object) => void} edge.send to the program
 * @param {() => void} edge.flush sends what was typed
 * @param {(error: unknown) => void} edge.failed what is stored could not be read: this tab never writes
 */
export function createTabs({ locks, channel, ready, takeEpoch, read, leave, send, flush, failed, wait = pause }) {
  let writer = false;
  let turn = 0; // counts the times that the lock came or went
  let letGo = () => {};
  let queue = null;
  let asking = null;
  let leaving = false;
  let given = false; // another tab was told to take the lock
  let reading = null;
  let again = false;

  const hold = () => new Promise((resolve) => { letGo = resolve; });

  async function become() {
    turn += 1;
    const mine = turn;
    await ready;
    try {
      // Before it is read: what the tab before still writes must not come after.
      await takeEpoch();
      await reading;
      await read();
    } catch (error) {
      return void failed(error);
    }
    if (mine !== turn) return undefined;
    writer = true;
    send('writer', { writer: true });
    return hold();
  }

  function wantLock() {
    const wanted = new AbortController();
    queue = wanted;
    // Given up for another request of our own: that one speaks for the tab now.
    locks.request(lockName, { signal: wanted.signal }, become).catch((error) => { if (!wanted.signal.aborted) lost(error); });
  }

  /** The lock was taken away. */
  function lost(error) {
    stop();
    if (error?.name === 'AbortError') wantLock();
    else console.error('the writer’s lock', error);
  }

  /** Nothing may be written any more. What was typed so far reaches the program before the news does. */
  function stop() {
    turn += 1;
    if (given) {
      given = false;
      // What came while it left off was not heard.
      return void refresh();
    }
    // A third tab was quicker.
    if (!writer) return void send('writer', { writer: false });
    flush();
    writer = false;
    send('fenced');
  }

  async function refresh() {
    again = true;
    reading ??= (async () => {
      try {
        while (again && !writer) {
          again = false;
          await read();
          if (!writer) send('stored');
        }
      } catch (error) {
        // It is still shown as it was; the next row asks again.
        console.error('what is stored could not be read', error);
      } finally {
        reading = null;
      }
    })();
    return reading;
  }

  channel.on('ask', async ({ from }) => {
    if (!writer || leaving || typeof from !== 'string') return;
    leaving = true;
    const mine = turn;
    channel.post('heard', { to: from });
    const left = await leave();
    leaving = false;
    if (mine !== turn) return;
    if (!left) return void channel.post('busy', { to: from });
    writer = false;
    given = true;
    send('writer', { writer: false });
    // The lock stays here until that tab takes it: a third one that waits must not come between.
    channel.post('given', { to: from });
    await wait(keepFor);
    if (given && mine === turn) {
      given = false;
      turn += 1;
      letGo();
      wantLock();
    }
  });
  for (const kind of ['heard', 'given', 'busy']) channel.on(kind, () => asking?.(kind));
  channel.on('row', ({ text }) => {
    if (writer || typeof text !== 'string') return;
    send('row', { text });
  });
  channel.on('changed', ({ seq, sha256 }) => { if (!writer) send('changed', { seq: Number(seq), sha256: String(sha256) }); });

  return {
    isWriter: () => writer,
    /** @returns {Promise<boolean>} whether this tab may write; then it takes the epoch before it reads */
    start: () => new Promise((resolve, reject) => {
      locks.request(lockName, { ifAvailable: true }, (lock) => {
        writer = lock !== null;
        resolve(writer);
        if (writer) {
          turn += 1;
          return hold();
        }
        wantLock();
        return undefined;
      }).catch((error) => {
        reject(error);
        lost(error);
      });
    }),
    /** Edit here instead. */
    async takeOver() {
      if (writer || asking) return;
      let kind = null;
      const answered = new Promise((resolve) => {
        asking = (said) => {
          kind = said;
          if (said !== 'heard') resolve();
        };
      });
      channel.post('ask');
      await Promise.race([answered, wait(answerWithin)]);
      // It finishes what it is at.
      if (kind === 'heard') await Promise.race([answered, wait(keepFor)]);
      asking = null;
      if (kind === 'busy') return void send('writerBusy');
      if (writer) return;
      queue?.abort();
      locks.request(lockName, { steal: true }, become).catch(lost);
    },
    /** A write was refused because another tab took over. */
    fenced() {
      if (!writer) return;
      stop();
      letGo();
      wantLock();
    },
    /** Reads once more what is stored, for a tab that only shows it. */
    refresh,
    /**
     * What this tab committed: a row, or everything up to a place in the journal.
     * @param {{row?: string, checkpoint?: {seq: number, sha256: string}}} news
     */
    committed({ row, checkpoint }) {
      if (row !== undefined) channel.post('row', { text: row });
      else channel.post('changed', { seq: checkpoint?.seq ?? 0, sha256: checkpoint?.sha256 ?? '' });
    },
  };
}
