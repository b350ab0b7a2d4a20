// Searches and turns pages in a browser that runs no scripts.
import { folder, gateway, visit } from './visit.mjs';

await visit({ javaScriptEnabled: false }, async page => {
  const table = async () => ({ caption: await page.textContent('caption'), rows: await page.locator('tbody tr').count() });
  await page.goto(`${gateway}chars`);
  const blank = await page.textContent('#message');
  await page.fill('[name=q]', 'braille pattern');
  await page.selectOption('[name=mode]', 'words');
  await page.click('button');
  await page.waitForURL(/q=braille/);
  const pages = [{ ...await table(), message: await page.textContent('#message') }];
  await page.screenshot({ path: `${folder}/chars-nojs.png` });
  while (await page.locator('a[rel=next]').count() > 0) {
    await page.click('a[rel=next]');
    pages.push(await table());
  }
  await page.click('a[rel=first]');
  const first = await table();
  await page.fill('[name=q]', '<script>alert(1)</script>');
  await page.press('[name=q]', 'Enter');
  await page.waitForURL(/script/);
  const script = { field: await page.inputValue('[name=q]'), scripts: await page.locator('body script').count() };
  return { blank, pages, first, script };
});
