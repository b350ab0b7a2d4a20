const TIMEOUT_MS = 15_000;

/**
 * Asks the gateway over HTTP and returns what it answers. A refusal is an Error with its words, `code` and `status`;
 * `retryable` if the same may be answered later, then perhaps with `retryAfterMs`.
 */
export async function call(url, { signal, timeoutMs = TIMEOUT_MS, ...options } = {}) {
  const limit = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { ...options, signal: signal ? AbortSignal.any([signal, limit]) : limit })
    .catch(error => { throw failure(unreached(error, timeoutMs), { retryable: true }); });
  const body = await response.json().catch(error => {
    if (response.ok) throw failure(`The answer broke off: ${error.message}`, { retryable: true });
    return {};
  });
  if (response.ok) return body;
  const { status } = response;
  throw failure(`${body.detail ?? body.title ?? 'The gateway answered'} (${body.code ?? status})`, {
    code: body.code, status, retryable: status === 503, retryAfterMs: 1000 * response.headers.get('Retry-After') || undefined,
  });
}

const unreached = (error, timeoutMs) => error.name === 'TimeoutError'
  ? `The gateway did not answer within ${timeoutMs / 1000} seconds.` : `The gateway cannot be reached: ${error.message}`;
const failure = (message, facts) => Object.assign(new Error(message), facts);
