import { mkdtempSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cancelWindowEndsAtMs, compactTime, isCompactTime, isoTime, readIsoTime } from '../../../electron/training/practice-time.ts';
import { settlementOf, yuanFor } from '../../../electron/training/practice-rates.ts';
import { openStateFile } from '../../../electron/training/state-file.ts';
import { openTradeBook } from '../../../electron/training/trade-book.ts';
import { cancelled, openTrade, paidTrade, settled, type Trade } from '../../../electron/training/trades.ts';
import { minor } from '../../../shared/money.ts';
import { FakeClock } from '../../integration/training/fake-clock.ts';

const T0 = Date.parse('2026-01-02T15:00:00+08:00');
const trade = (more: Partial<Trade> = {}): Trade => ({
  ...openTrade({
    gateway: 'legacy', id: '1', reference: 'R1', presented: 'byCustomer', amountMinor: minor(8800), currency: 'HKD', createdAtMs: T0, expiresAtMs: T0 + 180_000,
  }),
  ...more,
});

test('gateway times are GMT+8', () => {
  expect(compactTime(T0)).toBe('20260102150000');
  expect(isoTime(T0)).toBe('2026-01-02T15:00:00+08:00');
  expect(readIsoTime('2026-01-02T07:00:00Z')).toBe(T0);
  expect(readIsoTime('2026-01-02T12:30:00.5+05:30')).toBe(T0 + 500);
  for (const bad of ['2026-01-02T15:00:00', '2026-01-02', '20260102150000', '2026-13-02T15:00:00Z']) expect(readIsoTime(bad)).toBeNull();
  expect(isCompactTime('20240229235959')).toBe(true);
  expect(isCompactTime('20230229235959')).toBe(false);
});

test('the cancel window ends at 00:15 of the next GMT+8 day, from the first to the last millisecond of a day', () => {
  const end = Date.parse('2026-01-03T00:15:00+08:00');
  fc.assert(fc.property(fc.integer({ min: 0, max: 86_399_999 }), (ofDay) => {
    expect(cancelWindowEndsAtMs(Date.parse('2026-01-02T00:00:00+08:00') + ofDay)).toBe(end);
  }));
});

test('time alone: a password typed before expiry pays, else the trade closes at its expiry', () => {
  expect(settled(trade(), T0 + 179_999).state).toBe('waiting');
  expect(settled(trade(), T0 + 180_000)).toMatchObject({ state: 'closed', closedBy: 'expiry', closedAtMs: T0 + 180_000, chargedMinor: 0, returnedMinor: 0 });
  expect(settled(trade({ paysAtMs: T0 + 5_000 }), T0 + 500_000)).toMatchObject({ state: 'paid', paidAtMs: T0 + 5_000, chargedMinor: 8800 });
  expect(settled(trade({ paysAtMs: T0 + 180_000 }), T0 + 500_000).state).toBe('closed');
});

test('cancel closes the unpaid, returns the paid once, and is too late after the window', () => {
  const unpaid = cancelled(trade(), T0 + 1);
  expect(unpaid).toMatchObject({ kind: 'cancelled', moneyReturned: false, trade: { state: 'closed', closedBy: 'cancel', returnedMinor: 0 } });
  const paid = cancelled(paidTrade(trade(), T0), T0 + 1);
  expect(paid).toMatchObject({ kind: 'cancelled', moneyReturned: true, trade: { state: 'closed', chargedMinor: 8800, returnedMinor: 8800 } });
  expect(cancelled(paid.trade, T0 + 2)).toEqual({ kind: 'cancelled', moneyReturned: true, trade: paid.trade });
  const end = cancelWindowEndsAtMs(T0);
  expect(cancelled(paidTrade(trade(), T0), end).kind).toBe('cancelled');
  expect(cancelled(paidTrade(trade(), T0), end + 1).kind).toBe('tooLate');
  expect(cancelled(trade({ state: 'failed' }), T0).kind).toBe('failedBefore');
});

test('a clock set back does not undo what the book has seen', () => {
  const clock = new FakeClock('2026-01-02T15:00:00+08:00');
  const book = openTradeBook(clock, null);
  book.put(trade({ paysAtMs: T0 + 5_000 }));
  clock.advance(6_000);
  expect(book.byReference('legacy', 'R1')?.state).toBe('paid');
  clock.setNow('2026-01-01T00:00:00+08:00');
  expect(book.byReference('legacy', 'R1')?.state).toBe('paid');
});

test('the book finds by reference, id and order code, and keeps the newest', () => {
  const book = openTradeBook(new FakeClock('2026-01-02T15:00:00+08:00'), null, 3);
  for (let number = 1; number <= 5; number += 1) {
    book.put(trade({ id: `id${number}`, reference: `R${number}`, orderCodeText: `qr${number}` }));
    book.burn('legacy', `B${number}`);
  }
  expect(book.all().map((one) => one.reference)).toEqual(['R3', 'R4', 'R5']);
  expect(book.byId('legacy', 'id2')).toBeNull();
  expect(book.byOrderCode('qr2')).toBeNull();
  expect(book.byOrderCode('qr5')?.id).toBe('id5');
  expect(book.byReference('ams', 'R5')).toBeNull();
  expect([book.isBurnt('legacy', 'B2'), book.isBurnt('legacy', 'B3'), book.isBurnt('ams', 'B3')]).toEqual([false, true, false]);
});

test('the state file brings the book back, and a damaged one is set aside', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'practice-')), 'deep', 'state.json');
  const clock = new FakeClock('2026-01-02T15:00:00+08:00');
  const first = openTradeBook(clock, openStateFile(path));
  first.put(trade({ paysAtMs: T0 + 5_000, payer: { userId: '2088', maskedLogin: 'a***', wallet: 'ALIPAY_HK' } }));
  first.burn('legacy', 'B1');
  clock.advance(5_000);
  const second = openTradeBook(clock, openStateFile(path));
  expect(second.byReference('legacy', 'R1')).toMatchObject({ state: 'paid', payer: { wallet: 'ALIPAY_HK' } });
  expect(second.isBurnt('legacy', 'B1')).toBe(true);
  expect(existsSync(`${path}.new`)).toBe(false);

  const good = readFileSync(path, 'utf8');
  for (const bad of ['{"version":1', '[]', '{"version":2,"trades":[],"burnt":[]}', good.replace('"HKD"', '"XXX"'), good.replace('8800', '-1'), good.replace('"B1"', '7').replace('"legacy B1"', '7')]) {
    writeFileSync(path, bad);
    expect(openTradeBook(clock, openStateFile(path)).all()).toEqual([]);
    expect(readFileSync(`${path}.unreadable`, 'utf8')).toBe(bad);
    expect(existsSync(path)).toBe(false);
  }
});

test('a state file of version 1 is still read: its payments become those of the one contract there was', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'practice-')), 'state.json');
  // Written by the till of before refunds and notifications.
  const old = '{"version":1,"trades":[{"state":"paid","closedBy":null,"failureCode":null,"payer":{"userId":"2088","maskedLogin":"a***","wallet":"ALIPAY_HK"},"customerCodeHash":"ab","orderCodeText":null,'
    + '"scanned":true,"paysAtMs":null,"paidAtMs":1767337445000,"closedAtMs":null,"chargedMinor":8800,"returnedMinor":0,"gateway":"legacy","id":"1","reference":"PT1","presented":"byCustomer",'
    + '"amountMinor":8800,"currency":"HKD","createdAtMs":1767337445000,"expiresAtMs":1767337625000},{"state":"waiting","closedBy":null,"failureCode":null,"payer":null,"customerCodeHash":null,'
    + '"orderCodeText":"qr1","scanned":false,"paysAtMs":null,"paidAtMs":null,"closedAtMs":null,"chargedMinor":0,"returnedMinor":0,"gateway":"ams","id":"2","reference":"A1","presented":"byShop",'
    + '"amountMinor":100,"currency":"HKD","createdAtMs":1767337445000,"expiresAtMs":1767338445000}],"burnt":["legacy PT9"]}';
  writeFileSync(path, old);
  const clock = new FakeClock('2026-01-02T15:05:00+08:00');
  const book = openTradeBook(clock, openStateFile(path));
  expect(book.byReference('legacy', 'PT1', '2088999900000011')).toMatchObject({ state: 'paid', product: 'barcode', edition: 'global', refunds: [], notifyUrl: null, legacy: null });
  expect(book.byOrderCode('qr1')).toMatchObject({ reference: 'A1', product: 'orderCode' });
  expect(book.isBurnt('legacy', 'PT9', '2088999900000011')).toBe(true);
  book.burn('legacy', 'PT10', '2088999900000011');
  expect(readFileSync(path, 'utf8')).toContain('{"version":2,');
  expect(openTradeBook(clock, openStateFile(path)).all()).toHaveLength(2);
  for (const bad of [old.replace('"paid"', '"lost"'), old.replace('"gateway":"ams"', '"gateway":"x"'), old.replace('"legacy PT9"', '9'), old.replace('"trades":[', '"trades":[[],')]) {
    writeFileSync(path, bad);
    expect(openTradeBook(clock, openStateFile(path)).all()).toEqual([]);
  }
});

test('yuan amounts are exact and half up', () => {
  expect(yuanFor(minor(3925), 'USD')).toEqual({ rate: '7.12000000', fen: 27_946 });
  expect(yuanFor(minor(100), 'JPY')).toEqual({ rate: '0.04760000', fen: 476 });
  expect(yuanFor(minor(100), 'THB')).toBeNull();
});

test('settlement amounts are exact, half up, and written with the rate they were made by', () => {
  expect(settlementOf(minor(10_000), 'TWD', 'HKD')).toEqual({ rate: '0.24451754', amountMinor: 2_445 });
  expect(settlementOf(minor(10_000), 'CNY', 'JPY')).toEqual({ rate: '21.00840336', amountMinor: 2_101 });
  expect(settlementOf(minor(100), 'USD', 'USD')).toEqual({ rate: '1', amountMinor: 100 });
  expect(settlementOf(minor(100), 'TWD', 'THB')).toBeNull();
  fc.assert(fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), fc.constantFrom('MOP' as const, 'TWD' as const, 'CNY' as const), fc.constantFrom('HKD' as const, 'USD' as const, 'EUR' as const), (amount, pricing, settlement) => {
    const settled = settlementOf(minor(amount), pricing, settlement);
    expect(Math.abs(amount * Number(settled?.rate) - (settled?.amountMinor ?? -1))).toBeLessThanOrEqual(0.501);
  }));
});
