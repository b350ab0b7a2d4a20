// node harvest.mjs GATEWAY CHROMIUM FOLDER: harvests all countries on the page as a person would, and prints what was seen as JSON.
import { chromium } from 'playwright-core';

const [gateway, executablePath, folder] = process.argv.slice(2);
const waiting = { timeout: 60_000 };
const complaints = [];

// In a container there is neither a sandbox nor a graphics card; the rest keeps the browser off the network.
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  page.on('console', message => ['error', 'warning'].includes(message.type()) && complaints.push(`${message.text()} ${message.location().url}`));
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('requestfailed', request => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));

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
  console.log(JSON.stringify({ during, ...after, complaints }));
} finally {
  await browser.close();
}
