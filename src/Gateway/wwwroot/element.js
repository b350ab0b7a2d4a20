/** Makes an element. Strings among the children become text: nothing that a server says is ever read as markup. */
export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** A list of names and what they stand for, without the pairs that stand for nothing. */
export function facts(pairs) {
  const list = element('dl');
  for (const [name, ...value] of pairs) {
    if (value.every(part => part === null || part === undefined || part === '')) continue;
    list.append(element('dt', { textContent: name }), element('dd', {}, ...value));
  }
  return list;
}
