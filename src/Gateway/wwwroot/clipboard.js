/** Copies text; false if the browser does not let a page do that. */
export async function copy(text) {
  // Browsers have the clipboard on secure addresses only, and a gateway in a LAN is none.
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => copyBySelection(text));
  return copyBySelection(text);
}

function copyBySelection(text) {
  const focused = document.activeElement;
  const area = Object.assign(document.createElement('textarea'), { value: text, className: 'unseen' });
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  focused?.focus();
  return done;
}
