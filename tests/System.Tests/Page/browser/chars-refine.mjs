// Facets of queries with OR and parentheses, where the focus and the history go, and codes that nothing can be narrowed to.
import { gateway, visit, waiting } from './visit.mjs';

await visit({ permissions: ['clipboard-read', 'clipboard-write'] }, async page => {
  const says = (id, text) => page.waitForFunction(
    ([of, part]) => document.getElementById(of).textContent.includes(part), [id, text], waiting);
  const field = () => page.inputValue('[name=q]');
  const total = async () => parseInt(await page.textContent('#message'), 10);
  const open = async (query, rest = '') => {
    await page.goto('about:blank'); // Another fragment alone would not load anything.
    await page.goto(`${gateway}chars?${new URLSearchParams({ q: query })}${rest}`);
    await says('message', 'match');
    await page.waitForSelector('#facets:not([hidden]) h2', waiting);
  };
  const isShown = text => page.waitForFunction(
    query => document.querySelector('[name=q]').value === query && document.getElementById('message').textContent.includes('match'), text, waiting);
  const pressed = () => page.$$eval('#facets [aria-pressed=true]', all => all.map(button => button.title));

  // A facet's count is that of the result to which it leads, and the way back leads to where one came from.
  const narrowed = [];
  for (const query of ['cat OR circ', 'face -(cat OR dog)', 'block:Chess_Symbols OR rook', '(white (king OR queen)) OR "black rook"']) {
    await open(query);
    const [before, atFirst] = [await total(), await pressed()];
    const button = await page.$('#facets button');
    const [term, count] = [await button.getAttribute('title'), await button.$eval('span:last-child', span => Number(span.textContent.replace(',', '')))];
    await button.click();
    await page.waitForFunction(() => document.querySelector('#facets [aria-pressed=true]'), null, waiting);
    const within = { total: await total(), pressed: await pressed() };
    await page.click('#facets [aria-pressed=true]');
    await page.waitForFunction(() => !document.querySelector('#facets [aria-pressed=true]'), null, waiting);
    narrowed.push({ query, before, atFirst, term, count, within, after: await total(), last: await field() });
  }

  // What has the focus goes, and the focus does not fall out of the page.
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.closest('[data-field]')?.dataset.field || document.activeElement.tagName);
  await open('arrow');
  await page.click('#facets [data-field=block] [data-key=block]');
  const more = await focused();
  await page.waitForSelector('#details dd button', waiting);
  const property = (await page.getAttribute('#details dd button', 'title')).replace('Find ', '');
  await page.click('#details dd button');
  await isShown(property);
  const found = await focused();

  // Letters typed after a search or a text make an entry of their own.
  await open('Braille');
  await page.click('text=hexagram');
  await isShown('hexagram');
  await page.focus('[name=q]');
  await page.keyboard.press('End');
  await page.keyboard.type(' fo');
  await isShown('hexagram fo');
  await page.goBack();
  const typedAfterSearch = await field();
  await page.evaluate(() => navigator.clipboard.writeText('two\nlines'));
  await page.focus('[name=q]');
  await page.keyboard.press('ControlOrMeta+v');
  await says('message', '9 characters of a text');
  const ofText = { slider: await page.isDisabled('#versions input') };
  await page.keyboard.type('x');
  await says('message', 'match');
  await page.goBack();
  await says('message', '9 characters of a text');

  // Addresses that name no character, and characters that are none.
  const cards = [];
  for (const fragment of ['110000', Array(17).fill('0041').join('-'), '2655']) {
    await open('chess', `#${fragment}`);
    await page.waitForSelector('#details h2', waiting);
    cards.push(await page.textContent('#details h2'));
  }
  await open('U+E000');
  await page.waitForSelector('#details h2', waiting);
  const unlisted = await page.$$eval('#facets button, #details dd button:not(.copy)', all => all.length);
  await open('chess', '&mode=seed');
  await page.waitForSelector('#details dd button.link', waiting);
  const book = await page.$$eval('#facets button', all => all.length);
  await page.click('#details dd button.link');
  await isShown('block:Miscellaneous_Symbols');
  const left = { total: await total(), mode: await page.inputValue('[name=mode]') };
  return { narrowed, more, found, typedAfterSearch, ofText, cards, unlisted, book, left };
});
