/**
 * The pieces of a query that stand side by side, each with its place: what is in quotation marks or parentheses belongs
 * together, with the hyphen or the field before it.
 */
function pieces(query) {
  const found = [];
  let start = -1, depth = 0, isQuoted = false;
  const end = index => {
    if (start >= 0) found.push({ start, end: index, text: query.slice(start, index) });
    start = -1;
  };
  for (let index = 0; index < query.length; index++) {
    const char = query[index];
    const isInside = isQuoted || depth > 0;
    if (!isInside && /\s/.test(char)) end(index);
    else {
      if (!isInside && char === '(' && query.slice(start, index) !== '-') end(index);
      if (start < 0) start = index;
      if (char === '"') isQuoted = !isQuoted;
      else if (!isQuoted) depth = Math.max(0, depth + (char === '(') - (char === ')'));
      if (isInside && !isQuoted && depth === 0) end(index + 1);
    }
  }
  end(query.length);
  return found;
}

const isChoice = found => found.some(({ text }) => text === 'OR');

/** A term that narrows a query to one value of a property: `block:Chess_Symbols`. Blanks and underscores are alike there. */
export const termOf = (field, value) => `${field}:${value.replaceAll(' ', '_')}`;

/** Whether all of the query is narrowed by a term: beside an OR it is of one branch only. */
export function hasTerm(query, term) {
  const found = pieces(query);
  return !isChoice(found) && found.some(({ text }) => text === term);
}

/**
 * The query with a term taken out if it has it, else put in. It goes in front, since the last word of a query may be
 * unfinished, and OR binds less than what stands side by side. In parentheses no word is unfinished any more: one that was
 * read as a beginning (prefix) is written as one.
 */
export function toggleTerm(query, term, prefix) {
  const found = pieces(query);
  if (isChoice(found)) return `${term} (${query.trim()}${prefix && query.endsWith(prefix) ? '*' : ''})`;
  const narrowed = found.filter(({ text }) => text === term);
  if (narrowed.length === 0) return `${term} ${query.trimStart()}`;
  return narrowed.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end).trimStart(), query);
}
