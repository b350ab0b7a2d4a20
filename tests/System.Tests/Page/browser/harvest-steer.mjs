// A harvest is foreseen, started, paused, resumed and cancelled; a country is looked at. By keyboard.
import { choose, tabTo } from './keys.mjs';
import { folder, gateway, visit, waiting } from './visit.mjs';

await visit({}, async page => {
  const text = id => page.textContent(`#${id}`);
  const until = (id, part) => page.waitForFunction(([of, what]) => document.getElementById(of).textContent.includes(what), [id, part], waiting);
  await page.goto(gateway);
  await page.waitForSelector('[name=origin] option:text-is("delay")', { ...waiting, state: 'attached' });
  await choose(page, '[name=origin]', 'delay');
  await choose(page, '[name=which]', 'all');
  await tabTo(page, '#dry');
  await page.keyboard.press('Enter');
  await until('estimate', 'requests');
  const estimate = await text('estimate');

  await tabTo(page, '#choose button:not([type])');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.getElementById('bar').value >= 20, null, waiting);
  await tabTo(page, '#pause');
  await page.keyboard.press('Space');
  await until('status', 'paused');
  await until('pause', 'Resume');
  await page.waitForFunction(() => document.getElementById('chart-text').textContent.startsWith('In flight 0 of'), null, waiting);
  const paused = await page.evaluate(() => document.getElementById('bar').value);
  await page.screenshot({ path: `${folder}/page-paused.png`, fullPage: true });
  await page.keyboard.press('Space');
  await page.waitForFunction(before => document.getElementById('bar').value > before, paused, waiting);
  await until('pause', 'Pause');

  // One stop for all tiles, from which the arrows lead on.
  const stops = await page.$$eval('#wall [tabindex="0"]', all => all.length);
  await tabTo(page, '#wall button');
  const codes = await page.$$eval('#wall li[data-state=ok]', all => all.map(one => one.dataset.code));
  await page.keyboard.press('Home');
  const first = await page.evaluate(() => document.activeElement.parentElement.dataset.code);
  await page.keyboard.press('ArrowRight');
  const second = await page.evaluate(() => document.activeElement.parentElement.dataset.code);
  await page.focus(`#wall li[data-code=${codes[0]}] button`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#card[open] img', waiting);
  await page.waitForFunction(() => document.querySelector('#card img').naturalWidth > 0, null, waiting);
  await page.screenshot({ path: `${folder}/page-card.png` });
  const card = await page.evaluate(() => ({
    title: document.querySelector('#card h2').textContent, emoji: document.querySelector('#card dd a').textContent,
    metadata: document.querySelectorAll('#card details dt').length,
  }));
  await page.keyboard.press('Escape');
  const back = await page.evaluate(() => document.activeElement.parentElement.dataset.code);

  await tabTo(page, '#cancel', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await until('status', 'cancelled');
  return { estimate, paused, stops, first, second, code: codes[0], card, back, chart: await text('chart-text'), problem: await text('problem') };
});
