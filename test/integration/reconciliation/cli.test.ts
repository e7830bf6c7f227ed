import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runJournalCommand } from '../../../electron/journal/cli.ts';
import { journalFile } from '../../../electron/journal/files.ts';
import { openLedger } from '../../../electron/journal/ledger.ts';
import { openJournal } from '../../../electron/journal/open.ts';
import { runReconcileCommand } from '../../../electron/till/reconciliation/cli.ts';
import { memoryDir, tempDir } from '../../support/journal/fixture.ts';
import { testClock } from '../../support/journal/story.ts';
import { amsFile, legacyFile, ScriptedTill } from '../../support/reconciliation/till-journal.ts';

const CLI = join(import.meta.dirname, '../../../electron/till/reconciliation/cli.ts');
const SCRIPT = join(import.meta.dirname, '../../../build/reconcile.mjs');
const NOON = '2026-01-02 12:00:00';
const OURS = 'T120260102000001AAAAAAAA';

async function run(...args: string[]): Promise<{ readonly exit: number; readonly out: readonly string[]; readonly err: readonly string[] }> {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await runReconcileCommand(args, { out: (line) => void out.push(line), err: (line) => void err.push(line) });
  return { exit, out, err };
}

/** A folder with a live journal of one payment over 10.00, and files beside it. */
function shop(files: Readonly<Record<string, string>>, world: 'live' | 'training' = 'live'): { readonly dir: string; path(name: string): string } {
  const dir = memoryDir();
  const till = new ScriptedTill(dir, world);
  till.pay(NOON, 1_000, OURS);
  till.close();
  mkdirSync(join(dir, 'files'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, 'files', name), content);
  return { dir, path: (name) => join(dir, 'files', name) };
}
const GOOD = legacyFile('2026-01-02', [{ reference: OURS, amount: '10.00', at: NOON, fee: '0.10' }]);
const WRONG = legacyFile('2026-01-02', [{ reference: OURS, amount: '10.01', at: NOON }]);

test('everything agrees: exit 0, sums printed, the run recorded in a chain that stays whole', async () => {
  const { dir, path } = shop({ 'a.txt': GOOD });
  const { exit, out, err } = await run(path('a.txt'), '--data', dir);
  expect({ exit, err }).toEqual({ exit: 0, err: [] });
  expect(out[0]).toBe('Alipay transactions 2026-01-02: Records 1, Agree 1, Of other tills 0');
  expect(out).toContain('  HKD Payments: In the file 1 10.00, Of this till 1 10.00, In the journal 1 10.00');
  expect(out).toContain('  HKD Fees: 0.10, Of this till 0.10');
  expect(out).toContain('  No differences');
  expect(out.at(-1)).toMatch(/^recorded entries=\d+$/);
  const ledger = openLedger(journalFile(dir, 'live'));
  onTestFinished(() => ledger.close());
  expect(ledger.reconciliations(5)).toMatchObject([{ register: 'T1', operator: 'command line', data: { matched: 1, files: [{ name: 'a.txt' }] } }]);
  expect(runJournalCommand(['verify', '--data', dir], { out: () => undefined, err: () => undefined })).toBe(0);
});

test('differences: exit 1, each with its place, both sides and what to do; the same file again is recognised', async () => {
  const { dir, path } = shop({ 'a.txt': WRONG });
  const { exit, out } = await run(path('a.txt'), '--data', dir);
  expect(exit).toBe(1);
  expect(out).toContain('  Money may be astray: 1 × Different amounts here and in the file. Ask Alipay, with both numbers at hand. The till’s books stay as they are.');
  expect(out).toContain(`    a.txt:3  ${OURS}  In the file HKD 10.01  Here HKD 10.00 paid Receipt 1`);
  expect((await run(path('a.txt'), '--data', dir)).out[1]).toMatch(/^ {2}a\.txt sha256=[0-9a-f]{64} \(Reconciled before .+Z\)$/);
});

test('a refused file: exit 3, named with its line; what the others say is there all the same', async () => {
  const { dir, path } = shop({ 'a.txt': GOOD, 'b.txt': WRONG.slice(0, -30), 'c.csv': amsFile([{ reference: OURS, amount: '10.00', at: NOON }]).replace('<END>\n', '') });
  const { exit, out, err } = await run(path('a.txt'), path('b.txt'), path('c.csv'), '--data', dir);
  expect(exit).toBe(3);
  expect(err).toEqual(['refused b.txt: RECONCILE_TRUNCATED line=3', 'refused c.csv: RECONCILE_TRUNCATED line=2']);
  expect(out[0]).toContain('Agree 1');
});

test('a folder is every file in it, and folders inside it; hidden files are not meant', async () => {
  const { dir, path } = shop({ 'a.txt': GOOD, '.DS_Store': 'rubbish' });
  mkdirSync(path('more'));
  writeFileSync(join(path('more'), 'b.txt'), GOOD);
  const { exit, err } = await run(join(dir, 'files'), '--data', dir);
  expect({ exit, err }).toEqual({ exit: 0, err: ['refused b.txt: RECONCILE_TWICE'] });
});

test('beside a running till it reads, says that it does not record, and leaves the journal alone', async () => {
  const { dir, path } = shop({ 'a.txt': GOOD });
  const till = openJournal({ dir, world: 'live', register: 'T1', software: 'guitai test', clock: testClock() });
  onTestFinished(() => till.close());
  const { seq } = till.head();
  const { exit, out } = await run(path('a.txt'), '--data', dir);
  expect(exit).toBe(0);
  expect(out.at(-1)).toBe('not recorded: JOURNAL_LOCKED: the till is running; reconcile on its own page to record it');
  expect(till.head().seq).toBe(seq);
  expect((await run(path('a.txt'), '--data', dir, '--no-record')).out.at(-1)).toBe('  No differences');
});

test('business comes before practice unless it is said otherwise; amounts in a unit somebody knows', async () => {
  const { dir, path } = shop({ 'a.csv': amsFile([{ reference: 'T2', amount: '1000', at: NOON }]), 'b.txt': GOOD }, 'training');
  expect((await run(path('b.txt'), '--data', dir)).exit).toBe(0);
  const live = new ScriptedTill(dir, 'live');
  live.close();
  expect((await run(path('b.txt'), '--data', dir)).exit).toBe(1);
  expect((await run(path('b.txt'), '--data', dir, '--world=training')).exit).toBe(0);
  expect(await run(path('a.csv'), '--data', dir)).toMatchObject({ exit: 3, err: [expect.stringContaining('RECONCILE_UNIT')] });
  expect((await run(path('a.csv'), '--data', dir, '--amount-unit', 'minor')).out).toContain('  HKD Payments: In the file 1 10.00, Of this till 0 0.00, In the journal 0 0.00');
});

test.each(['en', 'zh-Hans', 'zh-Hant'])('exports in %s: CSV that no spreadsheet runs, a page to print, JSON', async (language) => {
  const { dir, path } = shop({ 'a.txt': legacyFile('2026-01-02', [{ reference: OURS, amount: '10.01', at: NOON }, { reference: '=1+cmd|x', amount: '1.00', at: NOON }, { reference: '<b>X', amount: '1.00', at: NOON }].map((line) => ({ ...line, reference: line.reference.replace('|', '!') }))) });
  const outDir = join(dir, 'out');
  expect((await run(path('a.txt'), '--data', dir, '--out', outDir, '--lang', language)).exit).toBe(1);
  expect(readdirSync(outDir).sort()).toEqual(['reconciliation.csv', 'reconciliation.html', 'reconciliation.json']);
  const csv = readFileSync(join(outDir, 'reconciliation.csv'), 'utf8');
  expect(csv.startsWith('\ufeffsection,kind,days,file,line,cause,')).toBe(true);
  const rows = csv.trimEnd().split('\r\n');
  expect(rows.every((row) => !/(?:^|,)[=+@]/.test(row))).toBe(true);
  expect(rows.filter((row) => row.includes(',amountDiffers,'))).toEqual([expect.stringMatching(/,a\.txt,3,amountDiffers,.*,T120260102000001AAAAAAAA,.*,10\.01,HKD,2026-01-02T04:00:00\.000Z,10\.00,HKD,.*,live$/)]);
  expect(rows.some((row) => row.includes(",'=1+cmd!x,"))).toBe(true);
  const html = readFileSync(join(outDir, 'reconciliation.html'), 'utf8');
  expect(html).toContain(`<html lang="${language}">`);
  expect(html).not.toContain('<b>X');
  expect(JSON.parse(readFileSync(join(outDir, 'reconciliation.json'), 'utf8'))).toMatchObject({ sets: [{ records: 3, otherTill: { count: 2 } }] });
});

test.each([
  [[], /^guitai: CLI_BAD_VALUE: --data: usage: /],
  [['--data', '.'], /^guitai: CLI_BAD_VALUE: FILE: usage: /],
  [['x.txt', '--data', '/nowhere/at/all'], /^guitai: CLI_BAD_VALUE: --data: no journal in \/nowhere/],
  [['x.txt', '--data', '.', '--fast'], /^guitai: CLI_UNKNOWN_FLAG: unknown flag --fast \(usage: /],
  [['x.txt', '--data', '.', '--data', '.'], /given twice$/],
  [['x.txt', '--data'], /needs a value$/],
])('wrong arguments are one coded line and exit 2: %j', async (args, line) => {
  const { exit, out, err } = await run(...args);
  expect({ exit, out }).toEqual({ exit: 2, out: [] });
  expect(err).toEqual([expect.stringMatching(line)]);
});

test('wrong values are named', async () => {
  const { dir, path } = shop({ 'a.txt': GOOD });
  const wrong = async (...args: string[]): Promise<readonly string[]> => (await run(path('a.txt'), '--data', dir, ...args)).err;
  expect(await wrong('--world', 'both')).toEqual(['guitai: CLI_BAD_VALUE: --world: must be live or training']);
  expect(await wrong('--amount-unit', 'cents')).toEqual(['guitai: CLI_BAD_VALUE: --amount-unit: must be minor or major']);
  expect(await wrong('--lang', 'fr')).toEqual(['guitai: CLI_BAD_VALUE: --lang: must be en, zh-Hans, zh-Hant']);
  expect(await wrong('--out', path('a.txt'))).toEqual(['guitai: CLI_BAD_VALUE: --out: cannot write there (EEXIST)']);
  expect((await run(path('not-there.txt'), '--data', dir)).err[0]).toContain('not there');
});

test('as a program of its own it says the same', () => {
  const { dir, path } = shop({ 'a.txt': WRONG });
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, path('a.txt'), '--data', dir], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toContain('1 × Different amounts here and in the file.');
});

test('npm run reconcile takes paths from where the person is, and prints a PDF where there is a browser', () => {
  const { dir } = shop({ 'a.txt': GOOD });
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, 'files/a.txt', '--data=.', '--out', 'out'], { encoding: 'utf8', env: { ...process.env, INIT_CWD: dir } });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const pdf = join(dir, 'out', 'reconciliation.pdf');
  if (existsSync(pdf)) expect(readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  expect(stdout.includes('in place of the page')).toBe(existsSync(pdf));
  expect(existsSync(join(dir, 'out', 'reconciliation.html'))).toBe(!existsSync(pdf));
  expect(stdout).toContain('No differences');
});

/** Measured: 143 MB at most, and 186 MB with a million records (docs/reconciliation.md). */
const PEAK_MB_MAX = 175;
test('two hundred thousand records, a tenth of them ours, in bounded memory', () => {
  const dir = tempDir();
  const support = join(import.meta.dirname, '../../support/reconciliation');
  expect(spawnSync(process.execPath, [join(support, 'generate.ts'), '--dir', dir, '--rows', '200000', '--own', '20000'], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  const { stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=48', '--max-semi-space-size=4', join(support, 'measured-cli.ts'), join(dir, 'day.txt'), '--data', dir], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toBe('Alipay transactions 2026-01-02: Records 200000, Agree 19960, Of other tills 0');
  const measured = JSON.parse(lines.at(-1) ?? '{}') as { readonly exit: number; readonly peakMb: number };
  expect(measured.exit).toBe(1);
  expect(measured.peakMb).toBeLessThan(PEAK_MB_MAX);
}, 180_000);
