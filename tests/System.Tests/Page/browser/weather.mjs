// Bad weather: what a person sees of an origin that asks for time, of one that answers nothing, and of a query with an error.
import { look } from './look.mjs';
import { gateway, visit, waiting } from './visit.mjs';

await visit({}, async page => {
  const findings = [];
  const see = async name => findings.push(...await look(page, name));
  const says = (id, text) => page.waitForFunction(
    ([of, part]) => document.getElementById(of)?.textContent.includes(part), [id, text], waiting);

  await page.goto(gateway);
  await page.selectOption('[name=origin]', 'held', waiting);
  await page.click('text=Start');
  await says('waiting', 'as the origin asked until');
  await see('weather-held');
  const held = await page.textContent('#waiting');
  await page.click('#cancel');
  await says('status', 'cancelled');

  await page.selectOption('[name=origin]', 'error', waiting);
  await page.click('text=Start');
  await says('status', 'completed');
  await see('weather-failed');
  const failed = { counts: await page.textContent('#counts'), rows: await page.$$eval('#rows tr', all => all.map(row => row.textContent)) };

  await page.goto(`${gateway}cluster`);
  await says('origins', 'held');
  await see('weather-cluster');

  await page.goto(`${gateway}chars`);
  await page.fill('[name=q]', 'chess "black');
  await says('problem', 'quotation mark');
  await see('weather-query');
  const query = await page.textContent('#problem');
  await page.fill('[name=q]', 'nosuchword');
  await says('message', 'No match');
  await see('weather-nothing');
  return { findings, held, failed, query };
}, { expected: ['400'] });
