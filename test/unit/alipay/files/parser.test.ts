import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { parse, recordsOf, refusalOf, summaryOf } from '../../../support/reconciliation/parse.ts';
import {
  ALL, AMS_SETTLEMENT, AMS_SUMMARY, AMS_TRANSACTIONS, HK_DIRECT_TRANSACTIONS, HK_SETTLEMENT, HK_TRANSACTIONS, LEGACY_SETTLEMENT, LEGACY_TRANSACTIONS,
} from './samples.ts';

const at = (text: string): number => Date.parse(text);

describe('the printed samples of the references', () => {
  test('legacy transaction file (legacy.md 9.2)', () => {
    const { facts, items } = parse(LEGACY_TRANSACTIONS);
    expect(facts).toEqual({
      kind: 'legacyTransactions', encoding: 'utf-8', lines: 4, records: 2, merchant: '2088999900000011', day: 20_240_102, batches: [], completeness: 'counted', unit: 'major', unitMatters: true,
      firstAtMs: at('2024-01-02T15:04:07+08:00'), lastAtMs: at('2024-01-02T16:00:00+08:00'),
    });
    expect(items).toEqual([
      {
        what: 'record', line: 3, type: 'payment', typeText: 'PAYMENT', reference: 'PT20240102-000001', gatewayId: '2024010222001400000000000001', paymentGatewayId: '2024010222001400000000000001',
        paymentReference: '', atMs: at('2024-01-02T15:04:07+08:00'), amount: { text: '39.25', currency: 'USD' }, fees: [{ text: '0.39', currency: 'USD' }], settled: null, printedCode: false, addsUp: true,
      },
      {
        what: 'record', line: 4, type: 'refund', typeText: 'REFUND', reference: 'RF20240102-000001', gatewayId: '2024010222001400000000000001', paymentGatewayId: '2024010222001400000000000001',
        paymentReference: '', atMs: at('2024-01-02T16:00:00+08:00'), amount: { text: '10.00', currency: 'USD' }, fees: [{ text: '-0.00', currency: 'USD' }], settled: null, printedCode: false, addsUp: true,
      },
    ]);
  });

  test('legacy settlement file (legacy.md 9.3)', () => {
    const { facts, items } = parse(LEGACY_SETTLEMENT);
    expect(facts).toMatchObject({ kind: 'legacySettlement', records: 1, merchant: '', day: null, completeness: 'notProvable', unit: 'major' });
    expect(items).toMatchObject([{ line: 2, type: 'payment', amount: { text: '39.25', currency: 'USD' }, fees: [{ text: '0.39' }], settled: { text: '38.86', currency: 'USD' }, addsUp: true }]);
  });

  test('AMS transaction items (ams.md 9.6)', () => {
    const { facts, items } = parse(AMS_TRANSACTIONS);
    expect(facts).toMatchObject({ kind: 'amsTransactions', lines: 4, records: 2, merchant: '1020000000000000001', day: null, completeness: 'endMark', unit: null, unitMatters: true, firstAtMs: at('2026-01-01T08:00:07+08:00') });
    expect(items).toMatchObject([
      { line: 2, type: 'payment', reference: 'LB01T03N00012345A1', gatewayId: '202601011940108001001880200000000001', amount: { text: '1250', currency: 'USD' }, fees: [], settled: null },
      { line: 3, type: 'refund', reference: 'LB01T03N00012345R1', paymentGatewayId: '202601011940108001001880200000000001', amount: { text: '250', currency: 'USD' } },
    ]);
  });

  test('AMS settlement items: fees as the shop feels them', () => {
    const { facts, items } = parse(AMS_SETTLEMENT);
    expect(facts).toMatchObject({ kind: 'amsSettlement', records: 2, batches: ['2026010200000000001'] });
    expect(items).toMatchObject([
      { type: 'payment', settled: { text: '1250', currency: 'USD' }, fees: [{ text: '25', currency: 'USD' }] },
      { type: 'refund', settled: { text: '-250', currency: 'USD' }, fees: [{ text: '-5', currency: 'USD' }] },
    ]);
  });

  test('AMS settlement summary', () => {
    expect(parse(AMS_SUMMARY).facts).toMatchObject({ kind: 'amsSummary', records: 3, firstAtMs: null, batches: ['2026010200000000001'] });
    expect(summaryOf(AMS_SUMMARY)).toMatchObject([
      { line: 2, summaryType: 'TOTAL', batch: '2026010200000000001', count: 2, settled: { text: '1000' }, fees: [{ text: '20' }] },
      { summaryType: 'PAYMENT', count: 1, settled: { text: '1250' }, fees: [{ text: '25' }] },
      { summaryType: 'REFUND', count: 1, settled: { text: '-250' }, fees: [{ text: '-5' }] },
    ]);
  });

  test('AlipayHK columns of the legacy files, and the AlipayHK direct variant (ams.md 9.7)', () => {
    expect(parse(HK_TRANSACTIONS).facts).toMatchObject({ kind: 'legacyTransactions', records: 2 });
    expect(recordsOf(HK_TRANSACTIONS)).toMatchObject([{ type: 'payment' }, { type: 'cancel', typeText: 'CANCEL', fees: [{ text: '-0.88' }] }]);
    expect(parse(HK_SETTLEMENT).facts).toMatchObject({ kind: 'legacySettlement', records: 2 });
    expect(parse(HK_DIRECT_TRANSACTIONS).facts).toMatchObject({ kind: 'hkTransactions', records: 2 });
    expect(recordsOf(HK_DIRECT_TRANSACTIONS)[1]).toMatchObject({ type: 'refund', amount: { text: '250', currency: 'HKD' }, paymentReference: 'T1-0003' });
  });
});

describe('what the references leave open', () => {
  test('both signs of refunds mean the same: money that goes back', () => {
    const positive = recordsOf(HK_SETTLEMENT)[1];
    const negative = recordsOf(HK_SETTLEMENT.replace('|8.00|0.08|7.92|', '|-8.00|-0.08|-7.92|'))[1];
    expect(positive).toMatchObject({ type: 'refund', amount: { text: '8.00' }, fees: [{ text: '-0.08' }], settled: { text: '-7.92' }, addsUp: true });
    expect(negative).toEqual(positive);
    const ams = recordsOf(AMS_SETTLEMENT.replace(',250,USD,-250,USD', ',-250,USD,250,USD'))[1];
    expect(ams).toEqual(recordsOf(AMS_SETTLEMENT)[1]);
  });

  test('a refund that costs a fee, printed with either sign', () => {
    const costly = recordsOf(HK_SETTLEMENT.replace('|8.00|0.08|7.92|', '|-8.00|0.08|-8.08|'))[1];
    expect(costly).toMatchObject({ amount: { text: '8.00' }, fees: [{ text: '0.08' }], settled: { text: '-8.08' }, addsUp: true });
  });

  test('a settlement line whose figures do not add up is said to be so', () => {
    expect(recordsOf(LEGACY_SETTLEMENT.replace('|0.39|38.86|', '|0.39|38.68|'))[0]).toMatchObject({ addsUp: false });
  });

  test('the amount compared is the one in the shop\'s own currency', () => {
    const priced = LEGACY_TRANSACTIONS.replace('|39.25|0.39|USD|', '|1.22|0.01|HKD|').replace('|USD|39.25|1', '|TWD|39.25|0.031');
    expect(recordsOf(priced)[0]).toMatchObject({ amount: { text: '39.25', currency: 'TWD' }, fees: [{ text: '0.01', currency: 'HKD' }] });
  });

  test('a cancelled trade repeats the gateway\'s number in a settlement file', () => {
    expect(recordsOf(HK_SETTLEMENT.replace('R1-0002|', '2024010222001400000000000012|'))[1]).toMatchObject({ type: 'cancel' });
  });

  test('a payment on the printed code is told by its scene', () => {
    expect(recordsOf(LEGACY_TRANSACTIONS.replace('|paymentQrCode|USD|39.25', '|shopQrCode|USD|39.25'))[0]).toMatchObject({ printedCode: true });
  });

  test('columns may come in another order, lines end as Windows ends them, a byte order mark leads, the last line is not ended', () => {
    const moved = AMS_SUMMARY.trimEnd().split('\n').map((line) => line.split(',').reverse().join(',')).join('\r\n');
    expect(parse(`\ufeff${moved}`).items).toEqual(parse(AMS_SUMMARY).items);
    expect(parse(`\ufeff${LEGACY_TRANSACTIONS.replaceAll('\n', '\r\n').trimEnd()}`).items).toEqual(parse(LEGACY_TRANSACTIONS).items);
  });

  test('the header is read with and without blanks after its colons', () => {
    expect(parse(LEGACY_TRANSACTIONS.replace('Partner:2088', 'Partner: 2088').replace('Payment_time: ', 'Payment_time:')).facts).toMatchObject({ merchant: '2088999900000011', day: 20_240_102 });
  });

  test('quotes of RFC 4180, with commas, quotes and line breaks inside', () => {
    const quoted = AMS_TRANSACTIONS.replace('Lantern Books - 2 items', '"Lantern ""Books"", 2\nitems"');
    const { items, facts } = parse(quoted);
    expect(items).toEqual(parse(AMS_TRANSACTIONS).items.map((item, index) => (index === 0 ? item : { ...item, line: item.line + 1 })));
    expect(facts).toMatchObject({ records: 2, lines: 5 });
  });

  test('the newest AMS layout: named fees are added up, a transaction that came to nothing is none', () => {
    const newest = [
      'settlementBatchId,customerId,PSP,ARN,transactionId,originalTransactionId,transactionRequestId,referenceTransactionId,paymentMethodType,transactionType,status,paymentTime,settlementInitiatedDate,'
      + 'transactionAmountValue,transactionCurrency,settlementAmountValue,settlementCurrency,paymentMethodFeeAmountValue,paymentMethodFeeCurrency,fxFeeAmountValue,fxFeeCurrency,cardBrand',
      'B1,C1,P,,G1,,T1,O1,CONNECT_WALLET,PAYMENT,SUCCESS,2026-01-01T00:00:07Z,2026-01-02,12.50,USD,12.50,USD,-0.20,USD,-0.05,USD,',
      'B1,C1,P,,G2,,T2,O2,CONNECT_WALLET,PAYMENT,FAIL,2026-01-01T00:00:07.250+05:30,2026-01-02,1.00,USD,,,,,,,',
      'B1,C1,P,,,,,,,SETTLEMENT_FEE,,,2026-01-02,,,-3.00,USD,,,,,',
      '<END>,,,,,,,,,,,,,,,,,,,,,',
    ].join('\n');
    const { facts, items } = parse(newest);
    expect(facts).toMatchObject({ kind: 'amsSettlement', records: 3, unit: 'major' });
    expect(items).toMatchObject([
      { type: 'payment', fees: [{ text: '0.20', currency: 'USD' }, { text: '0.05', currency: 'USD' }], atMs: at('2026-01-01T00:00:07Z') },
      { type: 'other', typeText: 'PAYMENT FAIL', atMs: at('2026-01-01T00:00:07+05:30') },
      { type: 'other', typeText: 'SETTLEMENT_FEE', reference: '', atMs: null, amount: { text: '0', currency: 'USD' }, settled: { text: '-3.00', currency: 'USD' } },
    ]);
  });

  test('an empty day is a file like any other, where its format can say so', () => {
    expect(parse(AMS_TRANSACTIONS.split('\n').filter((_, index) => index === 0 || index === 3).join('\n')).facts).toMatchObject({ records: 0, completeness: 'endMark' });
    expect(parse(LEGACY_TRANSACTIONS.split('\n').slice(0, 2).join('\n').replace('count:2', 'count:0').concat('\n')).facts).toMatchObject({ records: 0, completeness: 'counted' });
  });

  test('a legacy file in GBK is read as well, shop names and all', () => {
    const chinese = LEGACY_TRANSACTIONS.replaceAll('Harbour Tea|', '海港茶莊 | '.trim().replace(' |', '|')).replace('one item returned', '退一件');
    const expected = parse(chinese);
    expect(expected.facts.encoding).toBe('utf-8');
    const gbk = iconv.encode(chinese, 'gbk');
    for (const size of [1, 7, 65_536]) {
      const { facts, items } = parse(gbk, [size]);
      expect(facts).toEqual({ ...expected.facts, encoding: 'gbk' });
      expect(items).toEqual(expected.items);
      expect(parse(gbk, [size], 'gbk').items).toEqual(expected.items);
    }
    // A `|` can be the second byte of a character in GBK.
    const tricky = iconv.encode(LEGACY_TRANSACTIONS.replaceAll('Harbour Tea', '亅俒'), 'gbk');
    expect(tricky.filter((byte) => byte === 0x7c).length).toBeGreaterThan([...LEGACY_TRANSACTIONS].filter((character) => character === '|').length);
    expect(parse(tricky).items).toEqual(parse(LEGACY_TRANSACTIONS).items);
  });
});

describe('refusals name the line', () => {
  const gbk = (text: string): Buffer => iconv.encode(text, 'gbk');
  const cases: readonly (readonly [string, string | Uint8Array, object])[] = [
    ['empty', '', { code: 'RECONCILE_EMPTY', line: 1 }],
    ['blank', '\ufeff \r\n\n', { code: 'RECONCILE_EMPTY' }],
    ['a note', 'Dear shop,\nplease find attached', { code: 'RECONCILE_NOT_RECOGNISED', line: 1 }],
    ['a spreadsheet', Buffer.from('504b0304140000000800', 'hex'), { code: 'RECONCILE_NOT_RECOGNISED', reason: 'spreadsheetOrZip' }],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n', { code: 'RECONCILE_NOT_RECOGNISED', reason: 'pdf' }],
    ['the CSV of another product', 'Partner_transaction_id,Transaction_id,Amount\nA,B,1\n', { code: 'RECONCILE_NOT_RECOGNISED', reason: 'otherProduct' }],
    ['UTF-16', Buffer.from(`\ufeff${AMS_TRANSACTIONS}`, 'utf16le'), { code: 'RECONCILE_ENCODING', line: 1 }],
    ['AMS in GBK', gbk(AMS_TRANSACTIONS.replace('Lantern Books', '灯笼书店')), { code: 'RECONCILE_ENCODING', line: 2, expected: 'UTF-8' }],
    ['two encodings in one file', Buffer.concat([Buffer.from(LEGACY_TRANSACTIONS.replace('Harbour Tea', '海港茶莊')), gbk('海港茶莊\n')]), { code: 'RECONCILE_ENCODING', line: 5 }],
    ['neither UTF-8 nor GBK', Buffer.concat([Buffer.from(LEGACY_TRANSACTIONS), Buffer.from([0xff, 0xff, 0x0a])]), { code: 'RECONCILE_ENCODING', line: 5 }],
    ['an unknown column', AMS_TRANSACTIONS.replace('orderDescription', 'orderColour'), { code: 'RECONCILE_COLUMNS', line: 1, reason: 'unknown', columns: 'orderColour' }],
    ['an unknown legacy column', LEGACY_TRANSACTIONS.replace('Remark', 'Remarque'), { code: 'RECONCILE_COLUMNS', line: 2, reason: 'unknown', columns: 'Remarque' }],
    ['a missing column', AMS_SUMMARY.replaceAll(/^([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),/gm, '$1,$2,$3,$4,$5,'), { code: 'RECONCILE_COLUMNS', line: 1, reason: 'missing', columns: 'count' }],
    ['a column twice', AMS_SUMMARY.replace('acquirer', 'count'), { code: 'RECONCILE_COLUMNS', reason: 'twice', columns: 'count' }],
    ['a wrong amount', LEGACY_TRANSACTIONS.replace('|10.00|0.00|', '|10,00|0.00|'), { code: 'RECONCILE_BAD_LINE', line: 4, column: 'Transaction_amount', reason: 'amount' }],
    ['more decimals than the currency has', LEGACY_TRANSACTIONS.replace('|10.00|0.00|USD', '|10.05|0.00|JPY'), { code: 'RECONCILE_BAD_LINE', line: 4, column: 'Transaction_amount', reason: 'amount' }],
    ['an unknown currency', AMS_TRANSACTIONS.replace('250,USD', '250,XXX'), { code: 'RECONCILE_BAD_LINE', line: 2, column: 'transactionCurrency', reason: 'currency' }],
    ['an unknown type', AMS_TRANSACTIONS.replace('REFUND', 'REBATE'), { code: 'RECONCILE_BAD_LINE', line: 3, column: 'transactionType', reason: 'type' }],
    ['a day no calendar has', LEGACY_TRANSACTIONS.replace('2024-01-02 16:00:00', '2024-02-30 16:00:00'), { code: 'RECONCILE_BAD_LINE', line: 4, column: 'Payment_time', reason: 'time' }],
    ['a negative payment', AMS_TRANSACTIONS.replace(',1250,', ',-1250,'), { code: 'RECONCILE_BAD_LINE', line: 2, reason: 'sign' }],
    ['a status that is not settled', LEGACY_SETTLEMENT.replace('|P|L|', '|P|W|'), { code: 'RECONCILE_BAD_LINE', line: 2, column: 'Status' }],
    ['a record of too few fields', LEGACY_TRANSACTIONS.replace('|REFUND|one item returned', '|REFUND'), { code: 'RECONCILE_BAD_LINE', line: 4, expected: 15, found: 14 }],
    ['a header nobody can read', LEGACY_TRANSACTIONS.replace('Total_count:2', 'Total_count:two'), { code: 'RECONCILE_BAD_LINE', line: 1, reason: 'header' }],
    ['a quote in the middle', AMS_TRANSACTIONS.replace('Lantern Books - 2 items', 'Lantern "Books" - 2 items'), { code: 'RECONCILE_BAD_LINE', line: 2, reason: 'quotes' }],
    ['a line longer than any', `${AMS_TRANSACTIONS.split('\n')[0]}\n${'x'.repeat(70_000)}`, { code: 'RECONCILE_BAD_LINE', line: 2, reason: 'tooLong' }],
    ['no end mark', AMS_TRANSACTIONS.replace('<END>\n', ''), { code: 'RECONCILE_TRUNCATED', line: 3 }],
    ['half an end mark', AMS_TRANSACTIONS.replace('<END>\n', '<EN'), { code: 'RECONCILE_TRUNCATED', line: 4 }],
    ['a quote that never ends', AMS_TRANSACTIONS.replace('Lantern Books - 2 items', '"Lantern Books'), { code: 'RECONCILE_TRUNCATED', line: 2 }],
    ['records behind the end mark', `${AMS_TRANSACTIONS}${AMS_TRANSACTIONS}`, { code: 'RECONCILE_BAD_LINE', line: 5, reason: 'afterEnd' }],
    ['fewer records than counted', LEGACY_TRANSACTIONS.replace('Total_count:2', 'Total_count:3'), { code: 'RECONCILE_TRUNCATED', line: 4, expected: 3, found: 2 }],
    ['more records than counted', LEGACY_TRANSACTIONS.replace('Total_count:2', 'Total_count:1'), { code: 'RECONCILE_COUNT', line: 4, expected: 1, found: 2 }],
    ['a transaction file without its first line', LEGACY_TRANSACTIONS.split('\n').slice(1).join('\n'), { code: 'RECONCILE_TRUNCATED', line: 1, reason: 'beginning' }],
    ['a settlement file without a record', `${LEGACY_SETTLEMENT.split('\n')[0]}\n`, { code: 'RECONCILE_TRUNCATED', line: 1 }],
  ];
  test.each(cases)('%s', (_name, content, expected) => {
    expect(refusalOf(content)).toMatchObject(expected);
  });

  test('what a line holds is never quoted', () => {
    const secret = 'PT20240102-000001';
    for (const [, content] of cases) expect(JSON.stringify(refusalOf(content))).not.toContain(secret);
  });
});

test('a file is known by its content: every sample is found for what it is', () => {
  expect(Object.fromEntries(Object.entries(ALL).map(([name, content]) => [name, parse(content).facts.kind]))).toEqual({
    LEGACY_TRANSACTIONS: 'legacyTransactions', LEGACY_SETTLEMENT: 'legacySettlement', AMS_TRANSACTIONS: 'amsTransactions', AMS_SETTLEMENT: 'amsSettlement', AMS_SUMMARY: 'amsSummary',
    HK_TRANSACTIONS: 'legacyTransactions', HK_SETTLEMENT: 'legacySettlement', HK_DIRECT_TRANSACTIONS: 'hkTransactions',
  });
});
