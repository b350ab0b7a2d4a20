// node bench.mjs [--rounds N] [--quick]: how fast the page is. Runs `actors serve` and Chromium, and prints Markdown.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { serve } from './node.mjs';
import { summary, table } from './report.mjs';

const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const WORDS = ['black', 'chess rook', 'circled digit', 'braille', 'cat face', 'greek small', 'arrow', 'cjk', 'hangul', 'sun'];
const waiting = { timeout: 30_000 };
const isQuick = process.argv.includes('--quick');
const rounds = isQuick ? 2 : Number(process.argv[process.argv.indexOf('--rounds') + 1]) || 10;
const executablePath = CHROMIUM.find(path => path && existsSync(path));
if (!executablePath) throw new Error('There is no Chromium: apt-get install chromium, or set CHROMIUM to the path of one.');

// When each page is ready to be used: its lists are filled from what the gateway says.
const PAGES = {
  '/': () => document.querySelectorAll('#choose [name=origin] option').length > 0,
  '/chars': () => document.querySelector('#versions:not([hidden])') !== null,
  '/chars?q=chess': () => document.querySelector('#row-0 .name')?.textContent.length > 1 && document.querySelectorAll('#facets button').length > 0,
  '/cluster': () => document.querySelectorAll('#silos tr, #gateways tr').length > 1 && document.querySelectorAll('#origins tr').length > 0,
};

/** Loads a page with nothing in any cache; how long until it could be used, and what that took over the wire. */
async function load(browser, url, isReady) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  let bytes = 0, requests = 0;
  await wire.send('Network.enable');
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; requests++; });
  await page.addInitScript(`(${source => {
    const look = () => source() ? window.readyAt = performance.now() : requestAnimationFrame(look);
    addEventListener('DOMContentLoaded', () => requestAnimationFrame(look));
  }})(${isReady})`);
  await page.goto(url);
  const ready = await (await page.waitForFunction(() => window.readyAt, null, waiting)).jsonValue();
  await page.waitForLoadState('networkidle');
  await context.close();
  return { ready, bytes, requests };
}

// Runs in the page: from an event of the keyboard, by its own time, to the end of the frame in which its answer is painted.
function watchPaint() {
  window.painted = isShown => new Promise(resolve => {
    const look = () => isShown() ? requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - window.pressedAt);
      port2.postMessage(0); // Comes after the frame.
    }) : setTimeout(look, 1);
    look();
  });
  addEventListener('keydown', ({ timeStamp }) => { window.pressedAt = timeStamp; }, true);
}

/** Types words letter by letter, each after the rows of the one before; milliseconds of each. */
async function type(page, gateway) {
  await page.goto(`${gateway}/chars`);
  await page.evaluate(watchPaint);
  const times = [];
  for (const words of WORDS) {
    await page.fill('[name=q]', '');
    await page.waitForFunction(() => document.getElementById('message').textContent.startsWith('Enter'), null, waiting);
    await page.focus('[name=q]');
    for (let length = 1; length <= words.length; length++) {
      if (words[length - 1] === ' ') { await page.keyboard.press('Space'); continue; } // Finds what was found before.
      await page.keyboard.press(words[length - 1]);
      times.push(await page.evaluate(query => window.painted(() => {
        const message = document.getElementById('message').textContent;
        const name = document.querySelector('#row-0 .name')?.textContent;
        return message.endsWith(`'${query}'`) && (message.startsWith('No match') || name?.length > 1);
      }), words.slice(0, length)));
    }
  }
  return times;
}

/** Goes back through all versions, each of which has another count of all characters; milliseconds of each step. */
async function slide(page, gateway) {
  await page.goto(`${gateway}/chars?mode=words&q=${encodeURIComponent('age>=1.1')}`);
  await page.waitForSelector('#versions:not([hidden])', waiting);
  await page.waitForFunction(() => document.querySelectorAll('#facets button').length > 0, null, waiting);
  await page.evaluate(watchPaint);
  await page.focus('#versions input');
  const times = [];
  while (await page.$eval('#versions input', range => range.value) !== '0') {
    const before = await page.textContent('#message');
    await page.keyboard.press('ArrowLeft');
    times.push(await page.evaluate(text => window.painted(() => document.getElementById('message').textContent !== text), before));
  }
  return times;
}

const node = await serve();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
  const loads = Object.fromEntries(Object.keys(PAGES).map(path => [path, []]));
  const [typed, slid] = [[], []];
  for (let round = 0; round <= rounds; round++) { // The first, in which everything is cold, is not counted.
    for (const [path, isReady] of Object.entries(PAGES)) {
      const seen = await load(browser, node.address + path, isReady);
      if (round > 0) loads[path].push(seen);
    }
    const page = await browser.newPage();
    const [keys, steps] = [await type(page, node.address), await slide(page, node.address)];
    if (round > 0) [typed.push(...keys), slid.push(...steps)];
    await page.close();
    console.error(`round ${round} of ${rounds}`);
  }
  const page = ([path, all]) => [
    path, Math.max(...all.map(({ requests }) => requests)), (Math.max(...all.map(({ bytes }) => bytes)) / 1000).toFixed(1), summary(all.map(({ ready }) => ready)),
  ];
  console.log(`${rounds} rounds, ${browser.version()}.\n`);
  console.log(table(['page', 'requests', 'KB (goal 150)', 'ready, ms (goal 500)'], Object.entries(loads).map(page)));
  console.log(table(['what', 'times', 'p50, ms', 'p95, ms', 'most, ms', 'goal p95, ms'], [
    ['keystroke to painted rows', ...figures(typed), 100], ['step of the slider to painted count', ...figures(slid), 50],
  ]));
} finally {
  await browser.close();
  await node.stop();
}

function figures(times) {
  const sorted = times.toSorted((one, other) => one - other);
  const at = share => sorted[Math.ceil(share * sorted.length) - 1].toFixed(1);
  return [sorted.length, at(0.5), at(0.95), at(1)];
}
