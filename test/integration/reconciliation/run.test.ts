import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { journalFile } from '../../../electron/journal/files.ts';
import { openLedger } from '../../../electron/journal/ledger.ts';
import { openJournal } from '../../../electron/journal/open.ts';
import { doneDraft } from '../../../electron/till/reconciliation/entries.ts';
import { readFindings, writeFindings } from '../../../electron/till/reconciliation/findings.ts';
import { reconcile, type RunOptions, type Source } from '../../../electron/till/reconciliation/run.ts';
import type { ReconcileDifference, ReconcileResult } from '../../../shared/contract/reconcile.ts';
import { reconcileDifference, reconcileResult } from '../../../shared/contract/reconcile.ts';
import { memoryDir, tempDir } from '../../support/journal/fixture.ts';
import { testClock } from '../../support/journal/story.ts';
import { amsFile, legacyFile, moment, REGISTER, ScriptedTill, type Line } from '../../support/reconciliation/till-journal.ts';
import { AMS_SETTLEMENT, AMS_SUMMARY, AMS_TRANSACTIONS, LEGACY_TRANSACTIONS } from '../../unit/alipay/files/samples.ts';

const source = (name: string, content: string | Uint8Array): Source => {
  const bytes = Buffer.from(content);
  return {
    name, bytes: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += 37) yield bytes.subarray(at, at + 37);
    },
  };
};

interface Ran {
  readonly result: ReconcileResult;
  readonly differences: readonly ReconcileDifference[];
  /** Cause, reference. */
  readonly said: readonly string[];
}
async function run(dir: string, sources: readonly Source[], change: Partial<RunOptions> = {}): Promise<Ran> {
  const ledger = openLedger(journalFile(dir, 'live'));
  const findingsDir = tempDir();
  try {
    const findings = writeFindings(findingsDir);
    const result = await reconcile({ sources, ledger, register: REGISTER, accounts: {}, unit: null, atMs: moment('2026-01-03 10:00:00'), reconciledBefore: (sha256) => ledger.reconciledBefore(sha256), sink: findings, ...change });
    findings.finish();
    const differences = [...readFindings(findingsDir, result.sets.map((set) => set.setId))];
    // What crosses to a window is what the contract says.
    expect(reconcileResult.parse(result)).toEqual(result);
    for (const difference of differences) expect(reconcileDifference.parse(difference)).toEqual(difference);
    return { result, differences, said: differences.map(({ cause, reference }) => `${cause} ${reference}`) };
  } finally {
    ledger.close();
  }
}
const till = (dir: string): ScriptedTill => {
  const scripted = new ScriptedTill(dir);
  onTestFinished(() => scripted.close());
  return scripted;
};
const NOON = '2026-01-02 12:00:00';
const line = (reference: string, amount: string, change: Partial<Line> = {}): Line => ({ reference, amount, at: NOON, ...change });

test('a day that agrees, read from a real journal beside the running till', async () => {
  const dir = memoryDir();
  const here = till(dir);
  const first = here.pay(NOON, 3_925, 'T120260102000001AAAAAAAA');
  here.pay(NOON, 8_800, 'T120260102000002AAAAAAAA');
  here.pay(NOON, 100, 'T120260102000003AAAAAAAA', { product: 'alipayOrderCode' });
  here.refund('2026-01-02 16:00:00', first, 1_000, 'T120260102R00001AAAAAAAA');
  const file = legacyFile('2026-01-02', [
    line('T120260102000001AAAAAAAA', '39.25', { fee: '0.39' }), line('T120260102000002AAAAAAAA', '88.00', { fee: '0.88' }),
    line('T120260102R00001AAAAAAAA', '10.00', { type: 'REFUND', gatewayId: 'G-T120260102000001AAAAAAAA', at: '2026-01-02 16:00:00' }), line('T220260102000009AAAAAAAA', '5.00', { fee: '0.05' }),
  ]);
  const { result, said } = await run(dir, [source('2088_transaction_20260102.txt', file)]);
  expect(said).toEqual(['otherTill T220260102000009AAAAAAAA']);
  expect(result.refused).toEqual([]);
  const sum = (count: number, amountMinor: number) => ({ count, amountMinor });
  expect(result.sets).toEqual([{
    setId: '1', kind: 'legacyTransactions', merchant: '2088999900000011', otherMerchant: false, days: { first: 20_260_102, last: 20_260_102 }, completeness: 'counted', partMissing: false,
    unit: { unit: 'major', source: 'format', compared: 0, agree: 0 }, records: 4, matched: 3, otherTill: { count: 1 }, causes: [{ cause: 'otherTill', count: 1 }], settledIs: null,
    files: [{ name: '2088_transaction_20260102.txt', sha256: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: file.length, records: 4, encoding: 'utf-8', completeness: 'counted', beforeAtMs: null }],
    totals: [{
      currency: 'HKD', file: { payments: sum(3, 13_225), refunds: sum(1, 1_000), cancels: sum(0, 0), others: sum(0, 0) }, till: { payments: sum(2, 12_725), refunds: sum(1, 1_000), cancels: sum(0, 0) },
      ours: { payments: sum(2, 12_725), refunds: sum(1, 1_000), cancels: sum(0, 0) }, feesMinor: 132, tillFeesMinor: 127, settledMinor: null,
    }],
  }]);
});

test('what differs is called by its cause, with both sides', async () => {
  const dir = memoryDir();
  const here = till(dir);
  here.pay(NOON, 1_000, 'T120260102000001AAAAAAAA');
  here.pay(NOON, 2_000, 'T120260102000002AAAAAAAA', { state: 'unresolved' });
  here.pay(NOON, 3_000, 'T120260102000003AAAAAAAA', { state: 'unresolved' });
  here.pay(NOON, 4_000, 'T120260102000004AAAAAAAA');
  here.pay(NOON, 5_000, 'T120260102000005AAAAAAAA');
  const { said, differences } = await run(dir, [source('a.txt', legacyFile('2026-01-02', [
    line('T120260102000001AAAAAAAA', '10.01'), line('T120260102000002AAAAAAAA', '20.00'), line('T120260102000005AAAAAAAA', '50.00'),
    line('PORTAL-1', '50.00', { type: 'REFUND', gatewayId: 'G-T120260102000005AAAAAAAA' }), line('T120260102000099AAAAAAAA', '1.00'),
  ]))]);
  expect([...said].sort()).toEqual([
    'amountDiffers T120260102000001AAAAAAAA', 'missingHere T120260102000099AAAAAAAA', 'openNotThere T120260102000003AAAAAAAA', 'paidNotThere T120260102000004AAAAAAAA', 'paidOpenHere T120260102000002AAAAAAAA',
    'refundOutsideTill PORTAL-1',
  ]);
  // Weighty ones first.
  expect(said.at(-1)).toBe('openNotThere T120260102000003AAAAAAAA');
  expect(differences.find(({ cause }) => cause === 'paidOpenHere')).toMatchObject({ file: 'a.txt', line: 4, ours: { state: 'unresolved', saleNo: 2, receiptNo: null, amountMinor: 2_000 }, theirs: { amountMinor: 2_000, atMs: moment(NOON) } });
  // And nothing has moved.
  expect(here.journal.attemptsNotFinal().map((attempt) => attempt.state)).toEqual(['unresolved', 'unresolved']);
});

test('AMS amounts in the smallest unit and in major units, told by our own ledger', async () => {
  const dir = memoryDir();
  const here = till(dir);
  here.pay(NOON, 1_250, 'T120260102000001AAAAAAAA', { product: 'alipayOrderCode' });
  const cents = amsFile([line('T120260102000001AAAAAAAA', '1250'), line('T220260102000001AAAAAAAA', '900')]);
  const { result: inCents } = await run(dir, [source('transactionItems_20260102_000.csv', cents)]);
  expect(inCents.sets).toMatchObject([{ matched: 1, unit: { unit: 'minor', source: 'ledger', compared: 1, agree: 1 }, totals: [{ file: { payments: { amountMinor: 2_150 } } }] }]);
  const { result: inDollars } = await run(dir, [source('x.csv', amsFile([line('T120260102000001AAAAAAAA', '12.50'), line('T220260102000001AAAAAAAA', '9')]))]);
  expect(inDollars.sets).toMatchObject([{ matched: 1, unit: { unit: 'major', source: 'decimals', compared: 1, agree: 1 }, totals: [{ file: { payments: { amountMinor: 2_150 } } }] }]);
});

test('a unit that cannot be told is refused, and a person may say it', async () => {
  const dir = memoryDir();
  const here = till(dir);
  here.pay(NOON, 1_250, 'T120260102000001AAAAAAAA', { product: 'alipayOrderCode' });
  here.pay(NOON, 90_000, 'T120260102000002AAAAAAAA', { product: 'alipayOrderCode' });
  const strangers = source('x.csv', amsFile([line('T220260102000001AAAAAAAA', '900')]));
  const { result } = await run(dir, [strangers]);
  expect(result).toMatchObject({ sets: [], refused: [{ name: 'x.csv', error: { code: 'RECONCILE_UNIT', details: { compared: 0 } } }] });
  expect((await run(dir, [strangers], { unit: 'minor' })).result.sets).toMatchObject([{ unit: { unit: 'minor', source: 'person' }, totals: [{ file: { payments: { amountMinor: 900 } } }] }]);
  expect((await run(dir, [strangers], { unit: 'major' })).result.sets).toMatchObject([{ totals: [{ file: { payments: { amountMinor: 90_000 } } }] }]);
  // One record for each: no word of a person outweighs that.
  const both = source('y.csv', amsFile([line('T120260102000001AAAAAAAA', '1250'), line('T120260102000002AAAAAAAA', '900')]));
  for (const unit of [null, 'minor', 'major'] as const) {
    expect((await run(dir, [both], { unit })).result).toMatchObject({ sets: [], refused: [{ error: { code: 'RECONCILE_UNIT', details: { compared: 2, minorAgree: 1, majorAgree: 1, line: 3 } } }] });
  }
  // A sibling part with payments of ours tells for the other.
  const { result: parts } = await run(dir, [source('transactionItems_20260102_000.csv', amsFile([line('T120260102000001AAAAAAAA', '1250')])), source('transactionItems_20260102_001.csv', amsFile([line('T220260102000001AAAAAAAA', '900')]))]);
  expect(parts.sets).toMatchObject([{ unit: { unit: 'minor', source: 'sibling' }, files: [{}, {}], partMissing: false }]);
});

test('nothing is half taken over: bad files are named with their line, the good ones go on', async () => {
  const dir = memoryDir();
  till(dir).pay(NOON, 1_000, 'T120260102000001AAAAAAAA');
  const good = legacyFile('2026-01-02', [line('T120260102000001AAAAAAAA', '10.00')]);
  const { result, differences } = await run(dir, [
    source('good.txt', good), source('cut.txt', legacyFile('2026-01-05', [line('T120260102000001AAAAAAAA', '10.01'), line('X', '10.00')]).slice(0, -20)), source('notes.txt', 'hello'), source('empty.txt', ''), source('again.txt', good),
    source('half-a-cent.csv', amsFile([line('T220260102000001AAAAAAAA', '9.005')])),
  ]);
  expect(result.refused.map(({ name, error }) => [name, error.code, error.details['line']])).toEqual([
    ['cut.txt', 'RECONCILE_TRUNCATED', 4], ['notes.txt', 'RECONCILE_NOT_RECOGNISED', 1], ['empty.txt', 'RECONCILE_EMPTY', 1], ['again.txt', 'RECONCILE_TWICE', undefined], ['half-a-cent.csv', 'RECONCILE_BAD_LINE', 2],
  ]);
  expect(result.sets).toMatchObject([{ matched: 1, files: [{ name: 'good.txt' }] }]);
  expect(differences).toEqual([]);
});

test('a file that changes between its two readings is refused, and its differences are gone', async () => {
  const dir = memoryDir();
  till(dir).pay(NOON, 1_000, 'T120260102000001AAAAAAAA');
  let opened = 0;
  const changing: Source = {
    name: 'growing.txt', bytes: 1,
    async *open() {
      opened += 1;
      yield Buffer.from(legacyFile('2026-01-02', [line('T120260102000001AAAAAAAA', opened === 1 ? '10.00' : '10.01')]));
    },
  };
  expect(await run(dir, [changing])).toMatchObject({ result: { sets: [], refused: [{ name: 'growing.txt', error: { code: 'RECONCILE_CHANGED' } }] }, differences: [] });
});

test('a run can be stopped between two pieces', async () => {
  const dir = memoryDir();
  till(dir);
  const stop = new AbortController();
  const steps: string[] = [];
  const reason = new Error('enough');
  await expect(run(dir, [source('a.txt', LEGACY_TRANSACTIONS)], {
    signal: stop.signal,
    onProgress: ({ phase, bytesDone, bytesTotal }) => {
      steps.push(`${phase} ${bytesDone}/${bytesTotal}`);
      if (steps.length === 3) stop.abort(reason);
    },
  })).rejects.toBe(reason);
  expect(steps).toEqual(['checking 37/626', 'checking 74/626', 'checking 111/626']);
});

test('the printed samples of the references run through: a settlement with its summary, and what the net and gross of it are', async () => {
  const dir = memoryDir();
  till(dir);
  const { result } = await run(dir, [source('a.csv', AMS_SETTLEMENT), source('b.csv', AMS_SUMMARY), source('c.csv', AMS_TRANSACTIONS), source('d.txt', LEGACY_TRANSACTIONS)], { unit: 'minor', accounts: { alipayBarcode: '2088000000000000' } });
  expect(result.refused).toEqual([]);
  expect(result.sets).toMatchObject([
    { kind: 'amsSettlement', records: 5, settledIs: 'beforeFees', causes: [{ cause: 'otherTill', count: 2 }], totals: [{ currency: 'USD', settledMinor: 1_000, feesMinor: 20 }] },
    { kind: 'amsTransactions', records: 2, otherMerchant: false },
    { kind: 'legacyTransactions', records: 2, otherMerchant: true },
  ]);
});

test('two contracts with one gateway: each file is asked for its own products only, somebody else\'s for none', async () => {
  const dir = memoryDir();
  const here = till(dir);
  here.pay(NOON, 1_000, 'T120260102000001AAAAAAAA');
  here.pay(NOON, 2_000, 'T120260102000002AAAAAAAA', { product: 'alipayHkTransactionQr' });
  const ofPartner = (partner: string): Source => source('a.txt', legacyFile('2026-01-02', []).replace('2088999900000011', partner));
  const accounts = { alipayBarcode: '2088999900000011', alipayHkTransactionQr: '2088999900000029' } as const;
  expect((await run(dir, [ofPartner('2088999900000011')], { accounts })).said).toEqual(['paidNotThere T120260102000001AAAAAAAA']);
  expect((await run(dir, [ofPartner('2088999900000029')], { accounts })).said).toEqual(['paidNotThere T120260102000002AAAAAAAA']);
  const stranger = await run(dir, [ofPartner('2088000000000000')], { accounts });
  expect(stranger.said).toEqual([]);
  expect(stranger.result.sets).toMatchObject([{ otherMerchant: true, days: { first: 20_260_102, last: 20_260_102 }, totals: [] }]);
});

test('a finished run is one entry each set; the same bytes are known again, and a rebuilt journal knows them too', async () => {
  const dir = memoryDir();
  const here = till(dir);
  here.pay(NOON, 1_000, 'T120260102000001AAAAAAAA');
  const day = source('a.txt', legacyFile('2026-01-02', [line('T120260102000001AAAAAAAA', '10.00'), line('T120260102000002AAAAAAAA', '10.00')]));
  const { result } = await run(dir, [day]);
  here.clock.atMs = moment('2026-01-03 10:00:00');
  const [entry] = here.journal.append(result.sets.map(doneDraft), { operator: 'amy' });
  expect(entry).toMatchObject({
    type: 'reconciliation.done', operator: 'amy',
    data: {
      kind: 'legacyTransactions', merchant: '2088999900000011', days: { first: 20_260_102, last: 20_260_102 }, amountUnit: 'major', amountUnitFrom: 'format', records: 2, matched: 1, causes: [{ cause: 'missingHere', count: 1 }],
      files: [{ name: 'a.txt', sha256: result.sets[0]?.files[0]?.sha256, records: 2, encoding: 'utf-8' }],
      totals: [{ currency: 'HKD', paymentsMinor: 2_000, tillPaymentsMinor: 1_000, oursPaymentsMinor: 1_000, feesMinor: 0, settledMinor: null }],
    },
  });
  const digest = here.journal.projectionDigest();
  here.journal.rebuild();
  expect(here.journal.projectionDigest()).toBe(digest);
  const again = await run(dir, [day]);
  expect(again.result.sets[0]?.files[0]?.beforeAtMs).toBe(moment('2026-01-03 10:00:00'));
  const ledger = openLedger(journalFile(dir, 'live'));
  onTestFinished(() => ledger.close());
  expect(ledger.reconciliations(10).map(({ seq }) => seq)).toEqual([entry?.seq]);
  expect(ledger.register()).toBe(REGISTER);
});

test('the ledger has payments and refunds, with and without a sale, oldest first and page by page', () => {
  const dir = memoryDir();
  const here = till(dir);
  for (let n = 0; n < 1_203; n += 1) {
    here.journal.append([{
      type: 'payment.arrived',
      data: { attemptId: `a${n}`, product: 'alipayHkMerchantQr', merchantReference: `ref-${n}`, gatewayPaymentId: `gw-${n}`, amountMinor: n + 1, currency: 'HKD', paid: { paidAtMs: moment(NOON), payerHint: null, wallet: null } },
    }]);
  }
  const sold = here.pay(NOON, 500, 'with-a-sale');
  here.refund(NOON, sold, 200, 'refund-1', { state: 'queued' });
  here.refund(NOON, sold, 100, 'refund-2', { state: 'refused' });
  const ledger = openLedger(journalFile(dir, 'live'));
  onTestFinished(() => ledger.close());
  const rows = [...ledger.rows()];
  expect(rows).toHaveLength(1_206);
  expect(rows.slice(0, 1_204).every((row, index, all) => row.kind === 'payment' && (index === 0 || row.seq > (all[index - 1]?.seq ?? 0)))).toBe(true);
  expect(rows.at(-3)).toMatchObject({ kind: 'payment', reference: 'with-a-sale', state: 'paid', found: 'found', asserted: false, atMs: moment(NOON) });
  expect(rows.at(-2)).toMatchObject({ kind: 'refund', reference: 'refund-1', state: 'queued', way: 'refund', paymentSeq: rows.at(-3)?.seq, gatewayId: 'GR-refund-1' });
  expect(ledger.byReference('refund-2')).toMatchObject({ kind: 'refund', state: 'refused', amountMinor: 100 });
  expect(ledger.byReference('ref-77')).toMatchObject({ kind: 'payment', found: 'found', amountMinor: 78 });
  expect(['with-a-sale', 'refund-1', 'ref-77'].map((reference) => {
    const row = ledger.byReference(reference);
    return row === null ? 'none' : ledger.saleOf(row);
  })).toEqual([{ saleNo: 1, receiptNo: 1 }, { saleNo: 1, receiptNo: 1 }, null]);
  expect(ledger.paymentByGatewayId('gw-77')).toMatchObject({ reference: 'ref-77' });
  expect([ledger.byReference('nobody'), ledger.paymentByGatewayId('nobody')]).toEqual([null, null]);
  expect(ledger.hasPrintedCode()).toBe(false);
  here.journal.append([{ type: 'merchantCode.created', data: { codeId: 'code-1', product: 'alipayHkMerchantQr', text: 'https://qr.example/1', storeId: 'S1', storeName: 'Tea', address: '1 Example Street' } }]);
  expect(ledger.hasPrintedCode()).toBe(true);
});

test('findings survive on disk in their order, and those of a failed set are gone', () => {
  const dir = tempDir();
  const findings = writeFindings(join(dir, 'f'));
  const finding = (setId: string, cause: ReconcileDifference['cause'], reference: string): ReconcileDifference => ({ setId, cause, file: null, line: null, reference, gatewayId: '', ours: null, theirs: null, detail: '' });
  for (let n = 0; n < 5_000; n += 1) {
    findings.take(finding('1', n % 2 === 0 ? 'otherTill' : 'missingHere', `${n} 茶\n"`));
    findings.take(finding('2', 'duplicate', String(n)));
  }
  findings.drop('2');
  const shown = findings.finish();
  expect(shown.map((page) => [page.setId, page.cause, page.differences.length])).toEqual([['1', 'otherTill', 200], ['1', 'missingHere', 200]]);
  const all = [...readFindings(join(dir, 'f'), ['1', '2'])];
  expect(all).toHaveLength(5_000);
  expect(all.slice(0, 2_500).every(({ cause }) => cause === 'missingHere')).toBe(true);
  expect(all[2_500]).toMatchObject({ cause: 'otherTill', reference: '0 茶\n"' });
  expect(readFileSync(join(dir, 'f', 'differences-1-info.jsonl'), 'utf8').split('\n')).toHaveLength(2_501);
  rmSync(dir, { recursive: true });
});

test('opening a journal of a stranger or none is coded', () => {
  const dir = tempDir();
  expect(() => openLedger(journalFile(dir, 'live'))).toThrow(expect.objectContaining({ code: 'JOURNAL_IO' }));
  openJournal({ dir, world: 'live', register: 'x', software: 'x', clock: testClock() }).close();
  const ledger = openLedger(journalFile(dir, 'live'));
  expect([ledger.register(), [...ledger.rows()], ledger.reconciliations(5)]).toEqual([null, [], []]);
  ledger.close();
});
