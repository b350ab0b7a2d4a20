// Searches and scrolls where the server takes no WebSocket of this page.
import { gateway, visit, waiting } from './visit.mjs';

await visit({}, async page => {
  let sockets = 0;
  await page.routeWebSocket('**/v1/socket', socket => { sockets++; socket.close({ code: 4403, reason: 'refused' }); });
  await page.goto(`${gateway}chars?mode=words`);
  await page.waitForFunction(() => document.getElementById('connection').textContent.includes('4403'), null, waiting);
  await page.fill('[name=q]', 'cjk');
  await page.waitForSelector('#row-0 .code:not(:empty)', waiting);
  await page.focus('#list');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  const total = Number(await page.getAttribute('.row:not([hidden])', 'aria-setsize'));
  await page.waitForSelector(`#row-${total - 1} .code:not(:empty)`, waiting);
  return { sockets, total, message: await page.textContent('#message'), last: await page.textContent(`#row-${total - 1} .code`) };
});
