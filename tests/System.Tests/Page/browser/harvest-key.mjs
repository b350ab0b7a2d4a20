// A gateway that wants a key says so, is given one, and goes on.
import { look } from './look.mjs';
import { gateway, visit, waiting } from './visit.mjs';

await visit({}, async page => {
  await page.goto(gateway);
  await page.selectOption('[name=origin]', 'local', waiting);
  await page.click('text=Start');
  await page.waitForSelector('#key:not([hidden])', waiting);
  const problem = await page.textContent('#problem');
  const findings = await look(page, 'weather-key');
  await page.fill('#key input', 'a-key-for-this-test');
  await page.keyboard.press('Enter');
  await page.click('text=Start');
  await page.waitForFunction(() => document.getElementById('status').textContent.includes('completed'), null, waiting);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  return { findings, problem, after: await page.textContent('#problem'), kept };
}, { expected: ['401'] });
