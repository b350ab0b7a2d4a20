// Harvests all countries on the page as a person would.
import { folder, gateway, visit, waiting } from './visit.mjs';

await visit({}, async page => {
  await page.goto(gateway);
  await page.selectOption('[name=origin]', 'delay', waiting);
  await page.selectOption('[name=which]', 'all');
  await page.click('text=Start');
  await page.waitForFunction(() => document.getElementById('bar').value >= 60, null, waiting);
  const during = await page.evaluate(() => document.getElementById('bar').value);
  await page.screenshot({ path: `${folder}/page-during.png` });

  await page.waitForFunction(() => document.getElementById('status').textContent.includes('completed'), null, waiting);
  // Flags below the fold load when they come into view.
  await page.evaluate(() => document.querySelectorAll('#wall img').forEach(image => { image.loading = 'eager'; }));
  const areLoaded = () => [...document.querySelectorAll('#wall img')].every(image => image.complete && image.naturalWidth > 0);
  await page.waitForFunction(areLoaded, null, waiting);
  await page.screenshot({ path: `${folder}/page-after.png`, fullPage: true });

  const after = await page.evaluate(() => ({
    tiles: new Set([...document.querySelectorAll('#wall li')].map(tile => tile.lastChild.textContent)).size,
    flags: document.querySelectorAll('#wall li[data-state=ok] img').length,
    counts: document.getElementById('counts').textContent,
    problem: document.getElementById('problem').textContent,
  }));
  return { during, ...after };
});
