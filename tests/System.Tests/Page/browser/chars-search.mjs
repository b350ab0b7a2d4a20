// Searches as one types, mistypes, copies with the keyboard, goes back, and asks for a script.
import { folder, gateway, visit, waiting } from './visit.mjs';

const BURSTS = [
  ['r', 'ro', 'roo', 'rook'],
  ['rook b', 'cat', 'cat f', 'cat face'],
  ['sun', 'cjk', 'chess', 'chess b', 'chess bla', 'chess black'],
];
const message = text => ({ id: 'message', text });
const says = ({ id, text }) => document.getElementById(id).textContent.includes(text);

await visit({ permissions: ['clipboard-read', 'clipboard-write'] }, async page => {
  const frames = [];
  let welcomed;
  let singles = 0; // Pages of one row, asked for only to learn something else.
  page.on('request', request => { singles += new URL(request.url()).searchParams.get('limit') === '1' ? 1 : 0; });
  const isConnected = new Promise(resolve => { welcomed = resolve; });
  page.on('websocket', socket => {
    socket.on('framesent', ({ payload }) => frames.push(JSON.parse(payload)));
    socket.on('framereceived', ({ payload }) => JSON.parse(payload).type === 'welcome' && welcomed());
  });
  const rows = () => page.$$eval('#list .row:not([hidden])', all =>
    all.sort((one, other) => one.ariaPosInSet - other.ariaPosInSet).map(row => row.querySelector('.code').textContent));
  const expected = async query => {
    const answer = await fetch(`${gateway}v1/chars?${new URLSearchParams({ q: query, mode: 'smart', limit: 200 })}`);
    return answer.json();
  };

  await page.goto(`${gateway}chars`);
  const blank = await page.textContent('#message');
  await isConnected;

  // Faster than anybody can type: each key supersedes the one before, while answers to some are on their way.
  const said = await page.evaluate(async bursts => {
    const said = [];
    const line = document.getElementById('message');
    new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
    const field = document.forms.search.q;
    for (const burst of bursts) {
      for (const text of burst) {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await new Promise(resolve => setTimeout(resolve));
      }
      while (!said.at(-1)?.endsWith(`'${burst.at(-1)}'`)) await new Promise(resolve => requestAnimationFrame(resolve));
    }
    return said;
  }, BURSTS);
  const typed = BURSTS.flat();
  const order = said.map(text => typed.findIndex(query => text.endsWith(`'${query}'`)));

  await page.waitForFunction(() => document.querySelector('#list .name')?.textContent.length > 1, null, waiting);
  const black = { rows: await rows(), message: await page.textContent('#message'), expected: await expected('chess black') };
  await page.screenshot({ path: `${folder}/chars-search.png` });

  await page.press('[name=q]', 'ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForFunction(says, { id: 'copied', text: 'Copied' }, waiting);
  const copied = { said: await page.textContent('#copied'), held: await page.evaluate(() => navigator.clipboard.readText()) };
  const current = await page.$eval('#list', list => {
    const row = document.getElementById(list.getAttribute('aria-activedescendant'));
    return { place: `${row.ariaPosInSet} of ${row.ariaSetSize}`, selected: row.ariaSelected };
  });

  await page.click('text=Braille');
  await page.waitForFunction(says, message("'Braille'"), waiting);
  const visited = page.url();
  await page.goBack();
  await page.waitForFunction(says, message("'chess black'"), waiting);
  const back = { url: page.url(), field: await page.inputValue('[name=q]') };

  await page.fill('[name=q]', '<script>window.ran = 1</script><img src=x onerror="window.ran = 2">');
  await page.waitForFunction(() => document.title.startsWith('<script>'), null, waiting);
  await page.fill('[name=q]', '<script>window.ran = 1</script>');
  await page.waitForFunction(() => document.getElementById('message').textContent.includes('<script>'), null, waiting);
  await page.waitForURL(url => url.searchParams.get('q') === '<script>window.ran = 1</script>', waiting);
  await page.reload();
  await page.waitForFunction(() => document.getElementById('message').textContent.includes('<script>'), null, waiting);
  const script = await page.evaluate(() => ({ ran: window.ran ?? null, scripts: document.scripts.length, images: document.images.length }));

  await page.fill('[name=q]', 'chess "black');
  await page.waitForFunction(says, { id: 'problem', text: 'quotation mark' }, waiting);
  const mistyped = { problem: await page.textContent('#problem'), message: await page.textContent('#message') };
  await page.fill('[name=q]', 'chess "black"');
  await page.waitForFunction(says, { id: 'message', text: 'match' }, waiting);
  const corrected = { problem: await page.textContent('#problem') };
  await page.fill('[name=q]', 'brqille');
  await page.waitForFunction(says, { id: 'used', text: "read as 'BRAILLE'" }, waiting);

  await page.setViewportSize({ width: 340, height: 700 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.fill('[name=q]', 'cat face');
  await page.waitForFunction(says, message("'cat face'"), waiting);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.screenshot({ path: `${folder}/chars-narrow.png` });

  await page.fill('[name=q]', '');
  await page.waitForFunction(says, message('Enter words'), waiting);
  await page.waitForURL(url => !url.search, waiting);
  const emptied = { url: page.url(), rows: await page.$$eval('#list:not([hidden]) .row', all => all.length) };
  const searches = frames.filter(({ type }) => type === 'search');
  return { blank, order, typed: typed.length, black, copied, current, visited, back, script, mistyped, corrected, overflow, emptied,
    singles, searches: searches.length, ids: [...new Set(searches.map(({ id }) => id))] };
});
