// A harvest whose node is killed in the middle and started again by whoever runs this; it is told when by the word KILL.
import { look } from './look.mjs';
import { gateway, visit, waiting } from './visit.mjs';

await visit({}, async page => {
  const says = (id, text) => page.waitForFunction(
    ([of, part]) => document.getElementById(of).textContent.includes(part), [id, text], waiting);
  await page.goto(gateway);
  await page.selectOption('[name=origin]', 'delay', waiting);
  await page.selectOption('[name=which]', 'all');
  await page.click('text=Start');
  await page.waitForFunction(() => document.getElementById('bar').value >= 60, null, waiting);
  // What the connection says passes by.
  await page.evaluate(() => {
    window.said = [];
    const line = document.getElementById('connection');
    new MutationObserver(() => window.said.push(line.textContent)).observe(line, { childList: true });
  });
  console.log('KILL');
  await says('connection', 'Connection lost');
  const atKill = await page.evaluate(() => document.getElementById('bar').value);
  const findings = await look(page, 'weather-gone');
  const kept = await page.$$eval('#wall li', all => all.length);
  console.log('START');
  await says('connection', 'Connected again');
  await says('status', 'completed');
  const after = await page.evaluate(() => ({
    codes: [...document.querySelectorAll('#wall li')].map(one => one.dataset.code),
    ok: document.querySelectorAll('#wall li[data-state=ok]').length,
    counts: document.getElementById('counts').textContent,
    problem: document.getElementById('problem').textContent,
    said: window.said,
  }));
  return { findings, atKill, kept, ...after };
}, { expected: ['ERR_CONNECTION_REFUSED', 'WebSocket', 'ERR_CONNECTION_RESET', 'ERR_EMPTY_RESPONSE'] });
