/** What the form asks for, as the body of POST /v1/harvests. */
export function orderOf(form) {
  const selection = {
    codes: { countries: form.codes.value.split(/[\s,]+/).filter(Boolean) }, all: { all: true }, every: { every: true },
  }[form.which.value];
  const limit = form.limit.value ? { limit: form.limit.valueAsNumber } : {};
  const rest = { origin: form.origin.value, concurrency: form.concurrency.valueAsNumber, parts: form.parts.value, refresh: form.refresh.value };
  return { ...rest, ...limit, ...selection };
}

/** What a dry run found out, as a sentence. */
export function dryRunText({ total, requests, estimatedMs }) {
  if (requests === 0) return `All ${total} countries are stored and fresh: no request would be sent.`;
  const seconds = Math.max(1, Math.round(estimatedMs / 1000));
  return `${total} countries, ${requests} requests, about ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}.`;
}
