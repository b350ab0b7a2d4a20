/** Asks the gateway over HTTP and returns what it answers; a refusal is an Error with its words, `code` and `status`. */
export async function call(url, options) {
  const response = await fetch(url, { signal: AbortSignal.timeout(15_000), ...options })
    .catch(error => { throw new Error(`The gateway cannot be reached: ${error.message}`); });
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const { status } = response;
  throw Object.assign(new Error(`${body.detail ?? body.title ?? 'The gateway answered'} (${body.code ?? status})`), { code: body.code, status });
}
