// What the scripts here share. node SCRIPT GATEWAY CHROMIUM FOLDER opens a browser, does what a person would, and prints
// what was seen as JSON; pictures go into the folder.
import { chromium } from 'playwright-core';

export const [gateway, executablePath, folder] = process.argv.slice(2);
export const waiting = { timeout: 60_000 };

/**
 * Gives a page to a function and prints what that returns, together with everything that the page complained of, but for
 * what is expected: complaints with these words.
 */
export async function visit(options, use, { expected = [] } = {}) {
  const complaints = [];
  // In a container there is neither a sandbox nor a graphics card; the rest keeps the browser off the network.
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 800 }, ...options });
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('requestfailed', request => {
      const why = request.failure()?.errorText;
      if (why !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${why}`); // The page itself drops what it no longer needs.
    });
    const seen = await use(page);
    console.log(JSON.stringify({ ...seen, complaints: complaints.filter(text => !expected.some(part => text.includes(part))) }));
  } finally {
    await browser.close();
  }
}
