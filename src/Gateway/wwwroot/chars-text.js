const SUBSTITUTE = '\u2426';

/** A character as a page can show it: a control character as a picture of itself, what is none as a sign for that. */
export function showable(char) {
  if (char === null) return SUBSTITUTE;
  const code = char.codePointAt(0);
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7F) return '\u2421';
  return code >= 0x80 && code < 0xA0 ? SUBSTITUTE : char;
}

/** The status line of the book, quoting as its language does. */
export function status(total, query) {
  const text = query.trim().replaceAll('\\', '\\\\');
  const quoted = text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;
  return total === 0 ? `No match for ${quoted}` : `${total} match${total === 1 ? '' : 'es'} for ${quoted}`;
}

/** What the mode "smart" made of the words; UsedNote.cs says the same. */
export function usedNote(used) {
  const { prefix, aliases, keywords = [], corrected = [] } = used ?? {};
  const languages = keywords.length > 0 && `keywords (${keywords.join(', ')})`;
  const also = [prefix && `words that begin with '${prefix}'`, aliases && 'aliases', languages].filter(Boolean).join(', ');
  const sentences = corrected.map(({ from, to }) => `Nothing has '${from}': read as '${to}'.`);
  return [...sentences, also && `Also found by ${also}.`].filter(Boolean).join(' ');
}
