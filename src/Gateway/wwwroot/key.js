/**
 * The key of who steers, where the gateway wants one. It stays in this page's memory: a reload asks for it again, and no
 * other page, extension's store or log ever sees it.
 */
let key;
const wanted = document.getElementById('key');

export const authorization = () => key ? { Authorization: `Bearer ${key}` } : {};

/** Shows the field for a key if that is what an error is about. */
export function askIfMissing(error) {
  if (!wanted || !['key_required', 'invalid_key'].includes(error.code)) return;
  wanted.hidden = false;
  wanted.querySelector('input').focus();
}

if (wanted) {
  wanted.onsubmit = event => {
    event.preventDefault();
    key = wanted.querySelector('input').value.trim() || undefined;
    wanted.hidden = true;
    document.getElementById('problem').textContent = key ? 'The key is used from now on: try again.' : '';
  };
}
