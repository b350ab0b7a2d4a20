// Searches over a connection that breaks when the first search is sent, and over the one after it.
import { gateway, visit, waiting } from './visit.mjs';

await visit({}, async page => {
  let sockets = 0;
  const searched = [];
  await page.routeWebSocket('**/v1/socket', socket => {
    const isFirst = ++sockets === 1;
    const server = socket.connectToServer();
    socket.onMessage(text => {
      const frame = JSON.parse(text);
      if (frame.type === 'search') searched.push(frame.q);
      if (frame.type === 'search' && isFirst) socket.close({ code: 4101, reason: 'slow' });
      else server.send(text);
    });
    server.onMessage(text => {
      socket.send(text);
      if (JSON.parse(text).type === 'welcome') page.evaluate(() => { window.welcomes = (window.welcomes ?? 0) + 1; });
    });
  });
  const welcomed = times => page.waitForFunction(count => window.welcomes === count, times, waiting);
  const says = text => page.waitForFunction(text => document.getElementById('message').textContent.endsWith(text), text, waiting);

  await page.goto(`${gateway}chars?mode=words`);
  await welcomed(1);
  await page.fill('[name=q]', 'rook');
  await says("'rook'");
  await page.waitForSelector('#row-0 .code:not(:empty)', waiting);
  await welcomed(2);
  await page.fill('[name=q]', 'braille');
  await says("'braille'");
  // Further than the first rows reach: the page asks for more.
  await page.focus('#list');
  await page.$eval('#list', list => { list.scrollTop = 199 * list.querySelector('.row').getBoundingClientRect().height; });
  await page.waitForSelector('#row-199 .code:not(:empty)', waiting);
  const place = Number(await page.getAttribute('#row-199', 'aria-posinset'));
  return { sockets, searched, place, connection: await page.textContent('#connection') };
});
