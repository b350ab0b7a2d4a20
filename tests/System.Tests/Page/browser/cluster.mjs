// The cluster and its origins as an operator watches and steers them.
import { tabTo } from './keys.mjs';
import { folder, gateway, visit, waiting } from './visit.mjs';

const row = (body, text) => `#${body} tr:has(td:text-is("${text}"))`;

await visit({}, async page => {
  await page.goto(new URL('/cluster', gateway).href);
  await page.waitForSelector('#silos tr[data-state=active]', waiting);
  await page.waitForSelector('#gateways tr[data-state=active]', waiting);
  await page.waitForSelector(row('origins', 'delay'), waiting);
  const inFlight = () => page.$eval('#origins meter[aria-label="In flight at delay"]', meter => meter.value);

  await page.evaluate(body => fetch('/v1/harvests', { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }),
    JSON.stringify({ origin: 'delay', all: true, concurrency: 5 }));
  await page.waitForFunction(() => document.querySelector('#origins meter[aria-label="In flight at delay"]').value > 0, null, waiting);
  const busy = await inFlight();
  await page.screenshot({ path: `${folder}/cluster.png`, fullPage: true });

  // By keyboard: the button must keep the focus while its row changes.
  await tabTo(page, 'button[aria-label="Pause delay"]');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.textContent === 'Resume', null, waiting);
  await page.waitForFunction(() => document.querySelector('#origins meter[aria-label="In flight at delay"]').value === 0, null, waiting);
  const paused = await page.evaluate(async () => (await (await fetch('/v1/origins/delay')).json()).paused);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.textContent === 'Pause', null, waiting);
  const resumed = await page.evaluate(async () => (await (await fetch('/v1/origins/delay')).json()).paused);

  return {
    busy, paused, resumed,
    summary: await page.textContent('#summary'), problem: await page.textContent('#problem'),
    origins: await page.$$eval('#origins tr', rows => rows.map(one => one.cells[0].textContent)),
  };
});
