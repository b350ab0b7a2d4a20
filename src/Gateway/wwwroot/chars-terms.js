/** The pieces of a query: quotation marks and parentheses keep together what is within them. */
const pieces = query => query.match(/\((?:[^()"]|"[^"]*"?)*\)?|(?:[^\s"(]|"[^"]*"?)+/g) ?? [];

/** A term that narrows a query to one value of a property: `block:Chess_Symbols`. Blanks and underscores are alike there. */
export const termOf = (field, value) => `${field}:${value.replaceAll(' ', '_')}`;

export const hasTerm = (query, term) => pieces(query).includes(term);

/**
 * The query with a term taken out if it has it, else put in. It goes in front: the last word of a query may be unfinished,
 * and OR binds less than what stands side by side.
 */
export function toggleTerm(query, term) {
  const rest = pieces(query);
  if (rest.includes(term)) return rest.filter(piece => piece !== term).join(' ');
  return `${term} ${rest.includes('OR') ? `(${query.trim()})` : query.trimStart()}`;
}
