// What a person without a mouse does.

/** Presses Tab, or Shift+Tab, until the element that a selector names has the focus. */
export async function tabTo(page, selector, key = 'Tab') {
  for (let presses = 0; presses < 150; presses++) {
    if (await page.evaluate(wanted => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never led to ${selector}.`);
}

/** Chooses an option of a list by typing what it begins with, as the list's own keys do. */
export async function choose(page, selector, text, key = 'Tab') {
  await tabTo(page, selector, key);
  await page.keyboard.type(text);
  const chosen = await page.$eval(selector, list => list.selectedOptions[0].textContent);
  if (!chosen.startsWith(text)) throw new Error(`'${text}' chose '${chosen}' in ${selector}.`);
}
