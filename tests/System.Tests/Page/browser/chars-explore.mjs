// Narrows a result, goes back through the versions of Unicode, copies from the card, reads a text, finds a flag and its
// country. All by keyboard.
import { tabTo } from './keys.mjs';
import { gateway, visit, waiting } from './visit.mjs';

const TEXT = 'H\u00E9,\n\u4E16\u754C \u{1F469}\u200D\u{1F467} \uE000';

await visit({ permissions: ['clipboard-read', 'clipboard-write'] }, async page => {
  const says = (id, text) => page.waitForFunction(
    ([of, part]) => document.getElementById(of).textContent.includes(part), [id, text], waiting);
  const message = () => page.textContent('#message');
  const card = name => page.waitForFunction(text => document.querySelector('#details h2')?.textContent === text, name, waiting);
  const search = async query => {
    await tabTo(page, '[name=q]', 'Shift+Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText(query);
  };
  const address = part => page.waitForURL(url => decodeURIComponent(url.href).includes(part), waiting);

  // Facets.
  await page.goto(`${gateway}chars?q=rook`);
  await says('facets', 'Chess Symbols');
  const expected = (await (await fetch(`${gateway}v1/chars/facets?q=rook&mode=smart`)).json()).block[0];
  await tabTo(page, '#facets button');
  await page.keyboard.press('Enter');
  await address('q=block:Chess_Symbols+rook');
  await says('message', 'block:Chess_Symbols');
  await page.waitForSelector('#facets button[aria-pressed=true]', waiting); // The facets come after the rows.
  const narrowed = { expected, message: await message(), pressed: await page.getAttribute('#facets button', 'aria-pressed') };
  const isKept = await page.evaluate(() => document.activeElement.closest('#facets') !== null);
  await page.keyboard.press('Enter');
  await says('message', "'rook'");
  const widened = await page.inputValue('[name=q]');

  // Versions: one step after the other, each with its own count.
  await search('cjk');
  await says('message', "for 'cjk'");
  await tabTo(page, '#versions input');
  const steps = [];
  while (await page.textContent('#versions .version') !== '6.3') {
    const before = await message();
    await page.keyboard.press('ArrowLeft');
    steps.push(await page.textContent('#versions .version'));
    await page.waitForFunction(text => document.getElementById('message').textContent !== text, before, { timeout: 1_500 }).catch(() => {});
  }
  await says('message', '75821');
  const since63 = { steps: steps.length, message: await message(), said: await page.getAttribute('#versions input', 'aria-valuetext') };
  await address('unicode=6.3');
  const isUpTo63 = () => parseFloat([...document.querySelectorAll('#facets section:last-of-type button')].at(-1)?.textContent) <= 6.3;
  await page.waitForFunction(isUpTo63, null, waiting);
  const ages = await page.$$eval('#facets section:last-of-type button', all => all.at(-1).textContent);
  await page.keyboard.press('End');
  await page.waitForFunction(() => !document.getElementById('message').textContent.startsWith('75821'), null, waiting);

  // The card follows the list; its encodings are copied; its address can be handed on.
  await search('black chess rook');
  await card('BLACK CHESS ROOK');
  await search('chess white');
  const second = (await (await fetch(`${gateway}v1/chars?q=chess+white&mode=smart&limit=2`)).json()).items[1].name;
  await page.waitForFunction(name => document.querySelector('#row-1 .name')?.textContent === name, second, waiting);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await card(second);
  await tabTo(page, '#details button[aria-label="Copy UTF-8"]');
  await page.keyboard.press('Enter');
  await says('copied', 'Copied UTF-8');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await page.waitForFunction(() => location.hash.length > 1, null, waiting);
  const link = page.url();
  const other = await page.context().browser().newPage();
  await other.goto(link);
  await other.waitForFunction(text => document.querySelector('#details h2')?.textContent === text, second, waiting);
  const shared = { link, message: await other.textContent('#message'), here: await message() };
  await other.close();

  // A text, pasted: its lines do not fit into the field.
  await page.evaluate(text => navigator.clipboard.writeText(text), TEXT);
  await search('');
  await page.keyboard.press('ControlOrMeta+v');
  await says('message', 'of a text');
  const isNamed = count => [...document.querySelectorAll('#list .row:not([hidden]) .name')].filter(cell => cell.textContent.length > 1).length === count;
  await page.waitForFunction(isNamed, [...TEXT].length, waiting);
  const names = () => page.$$eval('#list .row:not([hidden])', rows =>
    rows.sort((one, other) => one.ariaPosInSet - other.ariaPosInSet).map(row => row.querySelector('.name').textContent));
  const text = { message: await message(), names: await names(), asked: new URL(page.url()).search };
  await page.reload();
  await page.waitForFunction(isNamed, [...TEXT].length, waiting);
  const reloaded = await names();
  await page.goBack();
  await says('message', 'Enter words');

  // A flag, its country, and the way back from the country's card.
  await search('\u{1F1E7}\u{1F1F7}');
  await card('Flag of Brazil');
  await says('details', 'harvested yet');
  await tabTo(page, '#details section button');
  await page.keyboard.press('Enter');
  const isLoaded = () => document.querySelector('#details img')?.naturalWidth > 0;
  await page.waitForFunction(isLoaded, null, waiting);
  const flag = { origin: await page.textContent('#details section p'), facts: await page.$$eval('#details section dt', all => all.length) };
  await page.goto(gateway);
  await page.selectOption('[name=which]', 'codes');
  await page.fill('[name=codes]', 'BR');
  await tabTo(page, '#choose button:not([type])');
  await page.keyboard.press('Enter');
  await says('status', 'completed');
  await tabTo(page, '#wall button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#card dd a', waiting);
  await tabTo(page, '#card dd a');
  await page.keyboard.press('Enter');
  await card('Flag of Brazil');
  await page.waitForFunction(isLoaded, null, waiting);
  return { narrowed, isKept, widened, since63, ages, copied, shared, text, reloaded, flag };
});
