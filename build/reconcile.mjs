// `npm run reconcile -- FILE... --data DIR [--out DIR]`. electron/till/reconciliation/cli.ts does it and says what is wrong; this makes the PDF.
//
// Exit codes: 0 everything agrees; 1 there are differences to look at; 2 it could not be done; 3 a file was refused.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBrowser } from './setup/browser.mjs';
import { ensureModules } from './setup/install.mjs';
import { fromHere, NODE24, ROOT } from './setup/paths.mjs';
import { runInherited, runStep } from './setup/process.mjs';
import { runScript } from './setup.mjs';

const PATH_FLAGS = ['--data', '--out'];
const VALUE_FLAGS = [...PATH_FLAGS, '--world', '--amount-unit', '--lang'];
const PDF_DEADLINE_MS = 60_000;
/** A million records need some 20 MB beside the program itself; these keep V8 from spreading out only because the computer has room. */
const MEMORY = ['--max-old-space-size=128', '--max-semi-space-size=4'];

/** Paths on the command line are meant from where the person is. */
const fromWhereWeAre = (args) => args.map((arg, at) => {
  const flag = PATH_FLAGS.find((name) => arg.startsWith(`${name}=`));
  if (flag !== undefined) return `${flag}=${fromHere(arg.slice(flag.length + 1))}`;
  if (arg.startsWith('--')) return arg;
  return VALUE_FLAGS.includes(args[at - 1]) && !PATH_FLAGS.includes(args[at - 1]) ? arg : fromHere(arg);
});

const valueOf = (args, flag) => args.find((arg) => arg.startsWith(`${flag}=`))?.slice(flag.length + 1) ?? (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined);

/** Prints the page that lies in the folder; without a browser the page itself stays, which any browser prints. */
function makePdf(outDir) {
  const [page, pdf] = ['html', 'pdf'].map((extension) => join(outDir, `reconciliation.${extension}`));
  const browser = findBrowser();
  if (browser === undefined || !existsSync(page)) return;
  const profile = mkdtempSync(join(tmpdir(), 'guitai-print-'));
  try {
    rmSync(pdf, { force: true });
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--no-pdf-header-footer', '--disable-background-networking', '--disable-component-update', `--user-data-dir=${profile}`];
    runStep(browser, [...flags, `--print-to-pdf=${pdf}`, pathToFileURL(page).href], { timeoutMs: PDF_DEADLINE_MS, quiet: true });
    if (!existsSync(pdf)) return;
    rmSync(page);
    process.stdout.write(`wrote ${pdf} in place of the page\n`);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

await runScript(async (args) => {
  ensureModules((line) => process.stderr.write(`set-up: ${line}\n`));
  const meant = fromWhereWeAre(args);
  const exit = await runInherited(NODE24, [...MEMORY, join(ROOT, 'electron', 'till', 'reconciliation', 'cli.ts'), ...meant], { cwd: ROOT });
  const outDir = valueOf(meant, '--out');
  if (outDir !== undefined && exit !== 2) makePdf(outDir);
  return exit;
});
