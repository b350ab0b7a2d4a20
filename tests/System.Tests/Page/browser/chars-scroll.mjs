// Scrolls through 20,000 rows, jumps to the middle and to the end, and looks at what that costs.
import { folder, gateway, visit, waiting } from './visit.mjs';

const api = async query => (await fetch(`${gateway}v1/chars?q=cjk&mode=words&${query}`)).json();

/** Turns page after page until so many rows were seen, each in its place; gives the number of elements of the list. */
async function read(rows) {
  const list = document.getElementById('list');
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
  window.seen ??= { next: 0, code: 0, most: 0 };
  const { seen } = window;
  while (seen.next < rows) {
    const shown = [...list.querySelectorAll('.row:not([hidden])')].filter(row => row.querySelector('.code').textContent);
    seen.most = Math.max(seen.most, list.querySelectorAll('*').length);
    const place = row => Number(row.getAttribute('aria-posinset')) - 1;
    const before = seen.next;
    for (const row of shown.sort((one, other) => place(one) - place(other))) {
      if (place(row) !== seen.next) continue;
      const code = parseInt(row.querySelector('.code').textContent.slice(2), 16);
      if (code <= seen.code) throw new Error(`U+${code.toString(16)} is not after U+${seen.code.toString(16)}`);
      [seen.next, seen.code] = [seen.next + 1, code];
    }
    if (seen.next > before) list.scrollTop = seen.next * shown[0].getBoundingClientRect().height;
    await frame();
  }
  return seen.most;
}

async function cost(page, client) {
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return { heap: usedSize, elements: await page.evaluate(() => document.querySelectorAll('*').length) };
}

await visit({}, async page => {
  const client = await page.context().newCDPSession(page);
  const rowAt = index => page.waitForFunction(at => {
    const code = document.getElementById(`row-${at}`)?.querySelector('.code').textContent;
    return code || false;
  }, index, waiting).then(handle => handle.jsonValue());

  await page.goto(`${gateway}chars?mode=words`);
  await page.fill('[name=q]', 'cjk');
  await rowAt(0);
  const total = Number(await page.getAttribute('#row-0', 'aria-setsize'));
  await page.evaluate(read, 1_000);
  const start = await cost(page, client);
  await page.evaluate(read, 10_000);
  const half = await cost(page, client);
  const most = await page.evaluate(read, 20_000);
  const end = await cost(page, client);
  await page.screenshot({ path: `${folder}/chars-scroll.png` });

  const middle = Math.floor(total / 2);
  await page.$eval('#list', (list, share) => { list.scrollTop = share * list.scrollHeight; }, middle / total);
  const jumped = { shown: await rowAt(middle), expected: (await api(`start=${middle}&stop=${middle + 1}`)).items[0].code };

  await page.focus('#list');
  await page.keyboard.press('End');
  const last = { shown: await rowAt(total - 1), expected: (await api(`start=${total - 1}`)).items[0].code };
  await page.keyboard.press('Home');
  const first = { shown: await rowAt(0), expected: (await api('limit=1')).items[0].code };
  const [expectedTotal, after] = [(await api('limit=1')).total, await cost(page, client)];
  return { total, expectedTotal, most, start, half, end, after, jumped, last, first };
});
