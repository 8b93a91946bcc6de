// What people see when something does not start or stops: what happened, what is safe, what to do. Plain elements and
// words from index.html: it must work when nothing else does.

/** Marks an error with the step that failed. */
export class StepError extends Error {
  /** @param {'load' | 'browser' | 'storage' | 'data' | 'stopped'} step @param {unknown} cause */
  constructor(step, cause) {
    super(`${step}: ${cause?.message ?? cause}`);
    this.step = step;
    this.cause = cause;
  }
}

/** Runs one step of the start; its error says which. */
export async function during(step, work) {
  try {
    return await work;
  } catch (error) {
    throw error instanceof StepError ? error : new StepError(step, error);
  }
}

let shown = false;

/** @param {unknown} error @param {Document} [page] */
export function showFailure(error, page = document) {
  console.error(error);
  // The first failure is the cause; what follows from it would only confuse.
  if (shown) return;
  shown = true;
  const step = error instanceof StepError ? error.step : 'stopped';
  const template = page.getElementById('failures');
  const words = template.content.querySelector(`[data-step="${step}"]`) ?? template.content.firstElementChild;
  const box = page.getElementById('failure');
  box.replaceChildren(page.importNode(words, true), page.importNode(template.content.querySelector('[data-step=all]'), true));
  const detail = error instanceof StepError && error.cause ? error.cause : error;
  box.querySelector('.detail').textContent = `${step}: ${String(detail?.stack ?? detail)}`.slice(0, 2000);
  box.querySelector('button').addEventListener('click', () => page.defaultView.location.reload());
  page.documentElement.classList.add('failed');
  page.documentElement.classList.remove('ready');
  box.hidden = false;
  box.querySelector('h1')?.focus();
}
