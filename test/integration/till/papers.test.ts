import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { runJournalCommand } from '../../../electron/journal/cli.ts';
import { everybodyMay, type Authority } from '../../../electron/till/authority.ts';
import { moveCash } from '../../../electron/till/cash/moves.ts';
import { openReceiptDesk, type ReceiptDesk } from '../../../electron/till/receipt/desk.ts';
import { saleFacts } from '../../../electron/till/receipt/facts.ts';
import { discountLine, discountSale, overridePrice } from '../../../electron/till/reductions.ts';
import { startReturn } from '../../../electron/till/returns.ts';
import { nextSale } from '../../../electron/till/selling.ts';
import { payCash } from '../../../electron/till/tenders.ts';
import { paperView } from '../../../shared/contract/receipt-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { parseReceiptCheck } from '../../../shared/receipt/check.ts';
import { receiptDocument } from '../../../shared/receipt/model.ts';
import type { ReceiptSettings } from '../../../shared/receipt/settings.ts';
import { receiptText } from '../../../shared/receipt/text.ts';
import { Bench } from './bench-desk.ts';
import { soldTea, untilReturn, whole } from './return-bench.ts';

/** A till whose papers are files of a folder; `printed` are the pages a printer would have got. */
function papersOf(bench: Bench): { readonly papers: ReceiptDesk; readonly printed: string[]; readonly dir: string } {
  const printed: string[] = [];
  const dir = join(bench.dir, 'reports');
  const papers = openReceiptDesk({
    desk: bench.desk, stored: () => bench.desk.memory.receipt, save: (next, record) => { record(); bench.desk.memory.receipt = next; }, reportsDir: dir, dataDir: bench.dir,
    printToPdf: async (html) => {
      printed.push(html);
      return new TextEncoder().encode('%PDF-1.4');
    },
  });
  return { papers, printed, dir };
}

async function soldCash(bench: Bench): Promise<string> {
  if (!bench.journal.openShift()) bench.openShift();
  bench.ringTea();
  payCash(bench.desk, minor(5_000));
  const saleId = bench.desk.memory.doneSaleId ?? '';
  nextSale(bench.desk);
  return saleId;
}

const issuesOf = (bench: Bench) => bench.journal.entries(1, 1_000).flatMap((entry) => (entry.type === 'receipt.printed' ? [entry.data] : []));
const settingsWith = (bench: Bench, change: Partial<ReceiptSettings>): ReceiptSettings => ({ ...bench.desk.memory.receipt, ...change });

describe('a receipt', () => {
  test('says what the journal says, and can be checked against it', async () => {
    const bench = await Bench.open();
    const { papers } = papersOf(bench);
    const saleId = await soldCash(bench);
    const view = paperView.parse(await papers.paper({ document: 'sale', saleId }));
    const text = receiptText(view.blocks, 48).join('\n');
    for (const part of ['TRAINING - not a receipt', 'cashier-1', '47.00', '50.00', '3.00', 'RT100000001']) expect(text).toContain(part);
    expect(view.issued).toBe(0);
    const stamped = bench.journal.completionOf(saleId);
    expect(parseReceiptCheck(text)).toMatchObject({ document: 'sale', number: 1, seq: stamped?.entry.seq, hash: stamped?.hash.slice(0, 16).toUpperCase(), totalMinor: 4_700, currency: 'HKD' });
    expect(issuesOf(bench)).toEqual([]);
  });

  test('leaves the till as an original and then as numbered copies', async () => {
    const bench = await Bench.open();
    const { papers, printed, dir } = papersOf(bench);
    const saleId = await soldCash(bench);
    const of = { document: 'sale', saleId } as const;
    expect(await papers.issue(of, 'text')).toEqual({ copy: 0, path: join(dir, 'training-receipt-00000001.txt'), text: null });
    expect(await papers.issue(of, 'pdf')).toEqual({ copy: 1, path: join(dir, 'training-receipt-00000001-copy-1.pdf'), text: null });
    expect(await papers.issue(of, 'qr')).toMatchObject({ copy: 2, path: null, text: expect.stringContaining('副本 2') });
    expect(issuesOf(bench)).toEqual([{ copy: 0, format: 'text' }, { copy: 1, format: 'pdf' }, { copy: 2, format: 'qr' }].map((one) => ({ document: 'sale', documentId: saleId, number: 1, ...one })));
    const original = readFileSync(join(dir, 'training-receipt-00000001.txt'), 'utf8');
    expect(original).not.toContain('COPY');
    expect(original.startsWith('\ufeff')).toBe(true);
    expect(printed[0]).toContain('COPY 1');
    expect(printed[0]).toContain('<svg');
    expect(bench.scene).toMatchObject({ kind: 'receiptCode', receiptNo: 1 });
    expect(JSON.stringify(bench.scene)).toContain('副本 2');
    expect((await papers.paper(of)).issued).toBe(3);
    expect(readdirSync(dir).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('two taken out at the same moment are not the same one', async () => {
    const bench = await Bench.open();
    const { papers } = papersOf(bench);
    const of = { document: 'sale', saleId: await soldCash(bench) } as const;
    const issued = await Promise.all([papers.issue(of, 'pdf'), papers.issue(of, 'pdf'), papers.issue(of, 'text')]);
    expect(issued.map(({ copy }) => copy).sort((a, b) => a - b)).toEqual([0, 1, 2]);
    expect(new Set(issued.map(({ path }) => path)).size).toBe(3);
  });

  test('a copy asks for permission, the original does not', async () => {
    const bench = await Bench.open();
    const { papers } = papersOf(bench);
    const of = { document: 'sale', saleId: await soldCash(bench) } as const;
    const authority: Authority = {
      ...everybodyMay({ id: 'x', name: 'X' }),
      require: ({ permission }) => {
        if (permission === 'reprint') throw new TillError('APPROVAL_NEEDED', { permission });
      },
    };
    Object.assign(bench.desk, { authority });
    expect((await papers.issue(of, 'text')).copy).toBe(0);
    await expect(papers.issue(of, 'text')).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
    expect(issuesOf(bench)).toHaveLength(1);
  });

  test('a page that cannot be made is nobody’s paper: the next one is the original', async () => {
    const bench = await Bench.open();
    const broken = openReceiptDesk({ desk: bench.desk, stored: () => bench.desk.memory.receipt, save: () => undefined, reportsDir: join(bench.dir, 'reports'), dataDir: bench.dir, printToPdf: () => Promise.reject(new Error('no printer')) });
    const of = { document: 'sale', saleId: await soldCash(bench) } as const;
    await expect(broken.issue(of, 'pdf')).rejects.toMatchObject({ code: 'EXPORT_FAILED' });
    bench.refuse = 'JOURNAL_DISK_FULL';
    await expect(broken.issue(of, 'text')).rejects.toMatchObject({ code: 'JOURNAL_DISK_FULL' });
    expect(readdirSync(join(bench.dir, 'reports'))).toEqual([]);
    bench.refuse = null;
    expect((await broken.issue(of, 'text')).copy).toBe(0);
  });

  test('copies are counted on after a restart', async () => {
    const bench = await Bench.open();
    const of = { document: 'sale', saleId: await soldCash(bench) } as const;
    await papersOf(bench).papers.issue(of, 'text');
    await bench.restart();
    expect((await papersOf(bench).papers.issue(of, 'text')).copy).toBe(1);
  });

  test('of a payment names the masked wallet and our reference; of a return what went back', async () => {
    const bench = await Bench.open();
    const { papers } = papersOf(bench);
    const ali = await soldTea(bench, 'alipayBarcode');
    const attempt = bench.attempt(ali.attemptId);
    const text = receiptText((await papers.paper({ document: 'sale', saleId: ali.saleId })).blocks, 48).join('\n');
    expect(text).toContain(attempt.merchantReference);
    expect(text).toContain(attempt.payerHint ?? 'nobody');
    const { returnId } = startReturn(bench.desk, { saleId: ali.saleId, what: whole, reason: 'cold' });
    await expect(papers.paper({ document: 'return', returnId })).rejects.toMatchObject({ code: 'RETURN_NOT_FOUND' });
    await untilReturn(bench, returnId, 'completed');
    const slip = receiptText((await papers.paper({ document: 'return', returnId })).blocks, 42).join('\n');
    for (const part of ['Sale voided', 'C1', '000001', '-47.00', 'cold']) expect(slip).toContain(part);
    expect((await papers.issue({ document: 'return', returnId }, 'text')).path).toMatch(/training-return-00000001\.txt$/);
  });
});

test('a receipt with discounts, another price, cash rounding and two tenders adds up', async () => {
  const bench = await Bench.open();
  bench.openShift();
  bench.desk.memory.cashRounding = { stepMinor: 50, mode: 'down' };
  const first = bench.ring('hot-milk-tea', 3);
  const second = bench.ring('iced-milk-tea');
  discountLine(bench.desk, first, { kind: 'percent', ppm: 125_000 }, 'regular');
  overridePrice(bench.desk, second, minor(2_333), 'dented cup');
  discountSale(bench.desk, { kind: 'amount', amountMinor: minor(301) }, 'birthday');
  payCash(bench.desk, minor(3_000), true);
  payCash(bench.desk, minor(9_000));
  const saleId = bench.desk.memory.doneSaleId ?? '';
  const facts = saleFacts(bench.desk, saleId);
  const { items, sums, total, rounded, tenders } = receiptDocument(facts, settingsWith(bench, { languages: ['en'] }));
  const sum = (amounts: readonly { readonly amountMinor: number }[]): number => amounts.reduce((so, { amountMinor }) => so + amountMinor, 0);
  const itemsMinor = items.reduce((so, item) => so + item.listMinor + sum(item.changes), 0);
  expect(itemsMinor).toBe(sums[0]?.amountMinor);
  expect(itemsMinor + sum(sums.slice(1))).toBe(total?.amountMinor);
  expect(rounded.map(({ what }) => what[0])).toEqual(['Cash rounding', 'To pay']);
  expect(sum(tenders)).toBe((total?.amountMinor ?? 0) + (rounded[0]?.amountMinor ?? 0));
  expect(items.flatMap((item) => item.changes.map(({ what }) => what[0]))).toEqual(['Discount 12.5%', 'Price changed']);
  expect(tenders).toHaveLength(2);
  expect(bench.scene).toMatchObject({ kind: 'paid', code: { kind: 'receipt' } });
});

test('a slip of cash moved without a sale is numbered by its entry', async () => {
  const bench = await Bench.open();
  const { papers } = papersOf(bench);
  bench.openShift();
  const { moveId, seq } = moveCash(bench.desk, 'paidOut', minor(12_050), 'Ice from next door');
  const text = receiptText((await papers.paper({ document: 'cashMove', moveId })).blocks, 42).join('\n');
  for (const part of ['Paid out', '-120.50', 'Ice from next door', 'Signature']) expect(text).toContain(part);
  expect((await papers.issue({ document: 'cashMove', moveId }, 'text')).path).toContain(`training-cash-${String(seq).padStart(8, '0')}.txt`);
  expect((await papers.issue({ document: 'cashMove', moveId }, 'text')).copy).toBe(1);
  expect(parseReceiptCheck(text)).toMatchObject({ document: 'cashMove', number: seq, seq, totalMinor: 12_050 });
});

test('a paper is held against the books on the command line, also while the till runs', async () => {
  const bench = await Bench.open();
  const { papers } = papersOf(bench);
  const saleId = await soldCash(bench);
  const share = (await papers.paper({ document: 'sale', saleId })).share?.text ?? '';
  const out: string[] = [];
  const run = (text: string): number => runJournalCommand(['check-receipt', '--data', bench.dir, '--code', text], { out: (line) => void out.push(line), err: (line) => void out.push(line) });
  const code = share.split('\n').at(-1) ?? '';
  const { seq } = parseReceiptCheck(code) ?? { seq: 0 };
  expect([share, code, code.toLowerCase()].map(run)).toEqual([0, 0, 0]);
  expect(out[0]).toMatch(new RegExp(String.raw`^same receipt=1 seq=${seq} total=47\.00HKD at=\S+ world=training$`));
  out.length = 0;
  const forged = [code.replace('47.00', '4.70'), code.replace(`:${seq}:`, `:${seq - 1}:`), code.replace('RT1:1:', 'RT1:2:'), code.replace('RT1:', 'RT2:'), code.replace(`:${seq}:`, ':999999:')];
  expect(forged.map(run)).toEqual([1, 1, 1, 1, 1]);
  expect(out).toEqual([
    'different receipt=1: its total is 4700 minor units', `different receipt=1: entry ${seq - 1} has another hash`, 'different receipt=2: that entry is receipt 1', 'different receipt=1: another till wrote that entry',
    'different receipt=1: the journal has no entry 999999',
  ]);
  expect(run('hello')).toBe(2);
  expect(runJournalCommand(['check-receipt', '--data', bench.dir], { out: () => undefined, err: () => undefined })).toBe(2);
});

describe('how receipts look', () => {
  test('changes at once, and the journal says what changed and by whom', async () => {
    const bench = await Bench.open();
    const { papers } = papersOf(bench);
    const saleId = await soldCash(bench);
    const next = settingsWith(bench, { head: ['Tel. 2345 6789'], languages: ['en'], show: { ...bench.desk.memory.receipt.show, reference: false } });
    expect(receiptText((await papers.preview(next)).blocks, 48).join('\n')).toContain('Tel. 2345 6789');
    expect(bench.desk.memory.receipt.head).toEqual([]);
    await papers.saveSettings(next);
    await papers.saveSettings(next);
    const changes = bench.journal.entries(1, 1_000).filter((entry) => entry.type === 'settings.changed');
    expect(changes.map(({ data, operator }) => [data, operator])).toEqual([[{ area: 'receipt', changed: ['head', 'languages', 'show.reference'] }, 'cashier-1']]);
    expect(receiptText((await papers.paper({ document: 'sale', saleId })).blocks, 48).join('\n')).toContain('Tel. 2345 6789');
  });
  test('with a logo that is a picture, and without one that is not', async () => {
    const bench = await Bench.open();
    const { papers, printed } = papersOf(bench);
    const of = { document: 'sale', saleId: await soldCash(bench) } as const;
    writeFileSync(join(bench.dir, 'receipt-logo.png'), 'not a picture');
    expect((await papers.paper(of)).logo).toBeNull();
    writeFileSync(join(bench.dir, 'receipt-logo.png'), PNG.sync.write(new PNG({ width: 8, height: 8 })));
    expect((await papers.paper(of)).logo).toMatch(/^data:image\/png;base64,/);
    await papers.issue(of, 'pdf');
    expect(printed[0]).toContain('<img src="data:image/png');
  });
});

test('the customer’s thank-you carries the receipt, in the language they chose, and is gone with the sale', async () => {
  const bench = await Bench.open();
  const { papers } = papersOf(bench);
  bench.openShift();
  bench.ringTea();
  payCash(bench.desk, minor(5_000));
  const text = (): string => (bench.scene.kind === 'paid' ? (bench.scene.code?.text ?? '') : '');
  expect(text()).toContain('HKD 47.00');
  expect(text()).not.toContain('COPY');
  expect(parseReceiptCheck(text())?.number).toBe(1);
  expect(issuesOf(bench)).toEqual([]);
  await papers.saveSettings(settingsWith(bench, { thanks: 'check' }));
  expect(text()).toMatch(/^GT1:RT1:1:/);
  await papers.saveSettings(settingsWith(bench, { thanks: 'none' }));
  expect(bench.scene).not.toHaveProperty('code');
  nextSale(bench.desk);
  expect(bench.scene).toEqual({ kind: 'idle' });
});

test('a sale that is not there has no paper', async () => {
  const bench = await Bench.open();
  const { papers } = papersOf(bench);
  await expect(papers.paper({ document: 'sale', saleId: 'nobody' })).rejects.toMatchObject({ code: 'RECEIPT_NOT_FOUND' });
  await expect(papers.paper({ document: 'return', returnId: 'nobody' })).rejects.toMatchObject({ code: 'RETURN_NOT_FOUND' });
  await expect(papers.paper({ document: 'cashMove', moveId: 'nobody' })).rejects.toMatchObject({ code: 'RECEIPT_NOT_FOUND' });
  expect(bench.journal.completionOf('nobody')).toBeNull();
});
