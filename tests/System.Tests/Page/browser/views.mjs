// Every view in good weather: a picture in each look, and what axe-core finds.
import { look } from './look.mjs';
import { gateway, visit, waiting } from './visit.mjs';

await visit({}, async page => {
  const findings = [];
  const see = async name => findings.push(...await look(page, name));
  const says = (id, text) => page.waitForFunction(
    ([of, part]) => document.getElementById(of)?.textContent.includes(part), [id, text], waiting);
  const hasCard = text => page.waitForFunction(name => document.querySelector('#details h2')?.textContent === name, text, waiting);

  await page.goto(gateway);
  await page.selectOption('[name=origin]', 'local', waiting);
  await page.selectOption('[name=which]', 'all');
  await page.click('#dry');
  await says('estimate', 'requests');
  await see('harvest-start');
  await page.selectOption('[name=origin]', 'delay', waiting);
  await page.click('text=Start');
  await page.waitForFunction(() => document.getElementById('bar').value >= 40, null, waiting);
  await see('harvest-running');
  await page.evaluate(() => document.getElementById('cancel').click()); // On a slow machine there may be nothing left to cancel.
  await page.waitForSelector('#cancel:disabled', waiting);
  await page.selectOption('[name=origin]', 'local', waiting);
  await page.click('text=Start');
  await says('status', 'local: completed');
  await see('harvest-done');
  await page.click('#wall li[data-code=BR] button');
  await page.waitForFunction(() => document.querySelector('#card img')?.naturalWidth > 0, null, waiting);
  await see('country');
  await page.keyboard.press('Escape');

  await page.goto(`${gateway}chars`);
  await page.waitForSelector('#versions:not([hidden])', waiting);
  await see('chars-start');
  await page.goto(`${gateway}chars?q=chess`);
  await says('facets', 'Chess Symbols');
  await hasCard('WHITE CHESS KING');
  await see('chars-result');
  await page.goto(`${gateway}chars?q=cjk&mode=seed&unicode=6.3`);
  await says('message', '75821');
  await says('facets', 'Han');
  await see('chars-version');
  await page.goto(`${gateway}chars?q=${encodeURIComponent('\u{1F1E7}\u{1F1F7}')}`);
  await page.waitForFunction(() => document.querySelector('#details img')?.naturalWidth > 0, null, waiting);
  await see('chars-flag');
  await page.goto(`${gateway}chars#${new URLSearchParams({ text: 'Caf\u00E9 \u265C \u4E16\u754C' })}`);
  await page.reload(); // Only the part behind the # is another.
  await says('message', 'of a text');
  await hasCard('LATIN CAPITAL LETTER C');
  await see('chars-text');

  await page.goto(`${gateway}cluster`);
  await page.waitForSelector('#silos tr[data-state=active]', waiting);
  await page.waitForSelector('#origins tr', waiting);
  await see('cluster');
  return { findings };
});
