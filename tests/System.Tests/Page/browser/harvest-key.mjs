// A gateway that wants a key says so, is given one, and goes on. By keyboard.
import { tabTo } from './keys.mjs';
import { look } from './look.mjs';
import { gateway, visit, waiting } from './visit.mjs';

await visit({}, async page => {
  await page.goto(gateway);
  await page.waitForSelector('[name=origin] option:checked', { ...waiting, state: 'attached' });
  await tabTo(page, '#choose button:not([type])');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#key:not([hidden])', waiting);
  const problem = await page.textContent('#problem');
  const findings = await look(page, 'weather-key');
  await tabTo(page, '#key input'); // It has the focus already.
  await page.keyboard.type('a-key-for-this-test');
  await page.keyboard.press('Enter');
  await tabTo(page, '#choose button:not([type])', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.getElementById('status').textContent.includes('completed'), null, waiting);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  return { findings, problem, after: await page.textContent('#problem'), kept };
}, { expected: ['401'] });
