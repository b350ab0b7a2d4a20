// Prints line coverage of hand-written code and the sizes of hand-written files.
// Usage: node .ci/figures.mjs FOLDER, where FOLDER holds the *.cobertura.xml of a test run (several are merged).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = process.cwd();
const generated = /\.g(\.i)?\.cs$|[/\\]obj[/\\]/;
const skipped = new Set(['bin', 'obj', 'node_modules', 'artifacts', 'TestResults', 'BenchmarkDotNet.Artifacts']);

function* walk(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (skipped.has(entry.name) || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}

const percent = (part, whole) => `${(whole === 0 ? 0 : (100 * part) / whole).toFixed(1)} %`;

// A line counts as covered if any test project ran it; a project's tests also run through the projects below it.
function coverage(folder) {
  const projects = new Map();
  for (const report of [...walk(folder)].filter(path => path.endsWith('.cobertura.xml'))) {
    let lines = null;
    for (const [, file, number, hits] of readFileSync(report, 'utf8').matchAll(/<class [^>]*filename="([^"]*)"|<line number="(\d+)" hits="(\d+)"/g)) {
      if (file !== undefined) {
        const path = relative(root, file).replaceAll('\\', '/');
        const project = /^src\/([^/]+)\//.exec(path)?.[1];
        if (!project || generated.test(file)) { lines = null; continue; }
        if (!projects.has(project)) projects.set(project, new Map());
        const files = projects.get(project);
        if (!files.has(path)) files.set(path, new Map());
        lines = files.get(path);
      } else if (lines) {
        lines.set(number, (lines.get(number) ?? false) || hits !== '0');
      }
    }
  }
  const sums = [...projects].sort(([a], [b]) => a.localeCompare(b)).map(([project, files]) => {
    const hits = [...files.values()].flatMap(lines => [...lines.values()]);
    return { project, all: hits.length, covered: hits.filter(Boolean).length };
  });
  for (const { project, all, covered } of sums) console.log(`coverage: ${percent(covered, all).padStart(7)} of ${all} lines, src/${project}`);
  const all = sums.reduce((sum, one) => sum + one.all, 0);
  const covered = sums.reduce((sum, one) => sum + one.covered, 0);
  console.log(all === 0 ? 'coverage: not measured' : `coverage: ${percent(covered, all).padStart(7)} of ${all} hand-written lines`);
}

function sizes() {
  const files = ['src', 'tests', 'bench'].flatMap(folder => [...walk(folder)])
    .filter(path => /\.(cs|js|mjs|css|html)$/.test(path) && !generated.test(path))
    .map(path => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
    .sort((a, b) => b.lines - a.lines);
  const long = files.filter(file => file.lines > 250);
  console.log(`files: ${files.length} written by hand, ${long.length} (${percent(long.length, files.length)}) over 250 lines`);
  for (const { path, lines } of files.slice(0, Math.max(1, Math.min(long.length, 10)))) console.log(`files: ${lines} lines in ${path}`);
}

coverage(process.argv[2] ?? 'artifacts/coverage');
sizes();
