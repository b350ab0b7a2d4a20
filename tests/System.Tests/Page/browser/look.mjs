// A picture of a view in each look, and what axe-core finds in it: by WCAG 2.2 AA and its own best practices.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { folder } from './visit.mjs';

const LOOKS = { light: ['light', 1280, 900], dark: ['dark', 1280, 900], small: ['light', 390, 844], 'small-dark': ['dark', 390, 844] };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Leaves `NAME-LOOK.png` for each look; returns what axe-core calls serious or critical, and what is wider than the window. */
export async function look(page, name) {
  const before = page.viewportSize();
  const findings = [];
  await page.evaluate(axe);
  for (const [title, [colorScheme, width, height]] of Object.entries(LOOKS)) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    const { violations } = await page.evaluate(tags => window.axe.run(document, { runOnly: { type: 'tag', values: tags } }), TAGS);
    for (const { id, impact, nodes } of violations) {
      if (!['serious', 'critical'].includes(impact)) continue;
      findings.push(`${name}, ${title}: ${impact} ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).slice(0, 3).join(' | ')}`);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) findings.push(`${name}, ${title}: ${overflow} pixels wider than the window`);
    await page.screenshot({ path: `${folder}/${name}-${title}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(before);
  return findings;
}
