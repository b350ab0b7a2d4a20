/** Median (least-most) of times in milliseconds. */
export function summary(times) {
  const sorted = times.toSorted((one, other) => one - other);
  const [median, least, most] = [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)].map(time => time.toFixed(0));
  return `${median} (${least}-${most})`;
}

/** A table in Markdown. */
export function table(heads, rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line), ''].join('\n');
}
