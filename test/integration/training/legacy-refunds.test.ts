import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { call, codeOf, hkOf, laterRefund, precreateParams, refundParams, refundQueryParams, status } from './legacy-requests.ts';
import { cancelParams, magicCode, payParams, queryParams } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

/** A world with PT1 over 88.00 HKD paid at 15:04:05. */
async function paidWorld(options: Parameters<typeof practiceWorld>[0] = {}) {
  const scene = await practiceWorld(options);
  await call(scene.world, payParams('PT1', magicCode(0)));
  return scene;
}
const payHk = (world: PracticeWorld, reference: string) => call(hkOf(world), payParams(reference, magicCode(0), { alipay_seller_id: world.legacyHk.partner }));
const money = (world: PracticeWorld): (string | number)[] => world.ledger().flatMap((line) => [line.state, line.chargedMinor, line.returnedMinor]);
const refund = (world: PracticeWorld, id: string, amount: string, more?: Record<string, string>) => call(world, refundParams('PT1', id, amount, more));
const refundState = async (world: PracticeWorld, id: string, payment = 'PT1'): Promise<readonly (string | undefined)[]> => {
  const { fields } = await call(world, refundQueryParams(payment, id));
  return [fields['response_code'], fields['refund_result_code'], fields['refund_error_code']];
};

test('a part and the rest: paid in between, closed at the end, with the rate of the payment', async () => {
  const { world } = await paidWorld();
  expect((await refund(world, 'RF1', '30.00')).fields).toMatchObject({
    result_code: 'SUCCESS', partner_refund_id: 'RF1', partner_trans_id: 'PT1', refund_amount: '30.00', currency: 'HKD', exchange_rate: '0.91200000', refund_amount_cny: '27.36',
  });
  expect(money(world)).toEqual(['paid', 8800, 3000]);
  expect(await status(world, 'PT1')).toBe('TRADE_SUCCESS');
  expect(codeOf(await refund(world, 'RF2', '58.01'))).toBe('RETURN_AMOUNT_EXCEED');
  expect(codeOf(await refund(world, 'RF2', '58.00'))).toBe('SUCCESS');
  expect(money(world)).toEqual(['closed', 8800, 8800]);
  expect((await call(world, queryParams('PT1'))).fields).toMatchObject({ alipay_trans_status: 'TRADE_CLOSED', alipay_pay_time: '20260102150405' });
  expect(codeOf(await refund(world, 'RF3', '0.01'))).toBe('TRADE_HAS_CLOSE');
  expect(await refundState(world, 'RF1')).toEqual(['SUCCESS', 'SUCCESS', undefined]);
  expect((await call(world, refundQueryParams('PT1', 'RF1'))).fields).toMatchObject({ gmt_create: '2026-01-02 15:04:05', out_return_no: 'RF1', out_trade_no: 'PT1' });
});

test('the same refund again moves no money, other data under its id is refused (legacy.md 6.4)', async () => {
  const { world } = await paidWorld();
  const first = await refund(world, 'RF1', '30.00');
  expect((await refund(world, 'RF1', '30')).fields).toEqual(first.fields);
  for (const change of [{ refund_amount: '30.01' }, { partner_trans_id: 'PT2' }, { is_sync: 'N', notify_url: 'https://m.example/n' }]) {
    await call(world, payParams('PT2', magicCode(0)));
    expect(codeOf(await call(world, refundParams('PT1', 'RF1', '30.00', change as unknown as Record<string, string>)))).toBe('DISCORDANT_REPEAT_REQUEST');
  }
  expect(world.ledger().map((line) => line.returnedMinor)).toEqual([3000, 0]);
});

test('what cannot be refunded (legacy.md 12.9)', async () => {
  const { world } = await practiceWorld();
  await call(world, payParams('WAITS', magicCode(2)));
  await call(world, precreateParams('SHOWN'));
  await call(world, payParams('GONE', magicCode(0)));
  await call(world, cancelParams('GONE'));
  await call(world, payParams('USD1', magicCode(0), { currency: 'USD' }));
  const codes: Record<string, string | undefined> = {};
  for (const reference of ['WAITS', 'SHOWN', 'GONE', 'USD1', 'NOBODY']) codes[reference] = codeOf(await call(world, refundParams(reference, `RF-${reference}`, '1.00')));
  expect(codes).toEqual({ WAITS: 'TRADE_STATUS_ERROR', SHOWN: 'TRADE_NOT_EXIST', GONE: 'TRADE_HAS_CLOSE', USD1: 'CURRENCY_NOT_SAME', NOBODY: 'TRADE_NOT_EXIST' });
  const id = (await call(world, queryParams('USD1'))).fields['alipay_trans_id'] ?? '';
  expect(codeOf(await call(world, refundParams('USD1', 'RF1', '1.00', { currency: 'USD', alipay_trans_id: `${id}1` })))).toBe('TRADE_NOT_EXIST');
  expect(codeOf(await call(world, refundParams('USD1', 'RF1', '1.00', { currency: 'USD', alipay_trans_id: id })))).toBe('SUCCESS');
});

test('a transaction QR is refunded under its own order number', async () => {
  const { world } = await practiceWorld();
  world.phoneScan((await call(world, precreateParams('QR1'))).fields['qr_code'] ?? '');
  expect(codeOf(await call(world, refundParams('QR1', 'RF1', '88.00')))).toBe('SUCCESS');
  expect(await status(world, 'QR1')).toBe('TRADE_CLOSED');
});

test.each([
  [{ refund_amount: '10000000.00' }, 'INVALID_PARAMETER'],
  [{ refund_amount: '0.00' }, 'INVALID_PARAMETER'],
  [{ refund_amount: '-1' }, 'INVALID_PARAMETER'],
  [{ partner_refund_id: 'PT1' }, 'INVALID_PARAMETER'],
  [{ refund_reason: 'x'.repeat(129) }, 'INVALID_PARAMETER'],
  [{ refund_reson: 'both' }, 'INVALID_PARAMETER'],
  [{ is_sync: 'yes' }, 'INVALID_PARAMETER'],
  [{ is_sync: 'N' }, 'ILLEGAL_ARGUMENT'],
  [{ is_sync: '' }, 'ILLEGAL_ARGUMENT'],
  [{ timestamp: '2026-01-02 15:04:05' }, 'ILLEGAL_ARGUMENT'],
  [{ notify_url: 'https://merchant.example/notify' }, 'SUCCESS'],
])('refund with %o: %s', async (change, code) => {
  const { world } = await paidWorld();
  expect(codeOf(await call(world, refundParams('PT1', 'RF1', '10.00', change as unknown as Record<string, string>)))).toBe(code);
});

test('the HK spelling of the reason, no notify_url even for a later refund, no yuan', async () => {
  const { world } = await practiceWorld();
  await payHk(world, 'PT1');
  const { refund_reason: reason, notify_url: _, ...rest } = laterRefund('PT1', 'RF1', '10.00');
  const { fields } = await call(hkOf(world), { ...rest, refund_reson: reason ?? '' });
  expect(fields).toMatchObject({ result_code: 'SUCCESS', refund_amount: '10.00' });
  expect(fields).not.toHaveProperty('refund_amount_cny');
  expect(world.trades()[0]?.refunds[0]).toMatchObject({ reason: 'returned', mode: 'async' });
  expect((await call(hkOf(world), refundParams('PT1', 'RF2', '10.00', { currency: 'USD' }))).error).toBe('INVALID_PARAMETER');
});

test('a later refund of today is accepted, under way, then done: at once on the global edition', async () => {
  const { world, clock } = await paidWorld();
  expect(codeOf(await call(world, laterRefund('PT1', 'RF1', '30.00')))).toBe('SUCCESS');
  expect(await refundState(world, 'RF1')).toEqual(['SUCCESS', 'PROCESSING', undefined]);
  expect(money(world)).toEqual(['paid', 8800, 0]);
  // What is on its way is no longer there to be refunded or cancelled.
  expect(codeOf(await refund(world, 'RF2', '58.01'))).toBe('RETURN_AMOUNT_EXCEED');
  expect(codeOf(await call(world, cancelParams('PT1')))).toBe('REFUND_AMT_NOT_EQUAL_TOTAL');
  clock.advance(3_000);
  expect(await refundState(world, 'RF1')).toEqual(['SUCCESS', 'SUCCESS', undefined]);
  expect(money(world)).toEqual(['paid', 8800, 3000]);
  expect(codeOf(await call(world, laterRefund('PT1', 'RF1', '30.00')))).toBe('SUCCESS');
  expect(money(world)).toEqual(['paid', 8800, 3000]);
});

test.each([
  ['global, the next day', 'global', '2026-01-03T12:00:00+08:00', '2026-01-03T23:00:03+08:00'],
  ['global, the next day inside the window', 'global', '2026-01-03T04:00:00+08:00', '2026-01-03T04:00:03+08:00'],
  ['HK, the same day: the batch at 23:00', 'hk', '2026-01-02T16:00:00+08:00', '2026-01-02T23:00:03+08:00'],
  ['HK, the same day after 23:00', 'hk', '2026-01-02T23:30:00+08:00', '2026-01-02T23:30:03+08:00'],
  ['HK, the next day', 'hk', '2026-01-03T12:00:00+08:00', '2026-01-03T23:00:03+08:00'],
] as const)('%s', async (_, edition, askedAt, doneAt) => {
  const { world, clock } = await paidWorld();
  await payHk(world, 'PT1');
  const shop = edition === 'hk' ? hkOf(world) : world;
  clock.setNow(askedAt);
  expect(codeOf(await call(shop, laterRefund('PT1', 'RF1', '30.00')))).toBe('SUCCESS');
  clock.setNow(new Date(Date.parse(doneAt) - 1).toISOString());
  expect(await refundState(shop, 'RF1')).toEqual(['SUCCESS', 'PROCESSING', undefined]);
  clock.setNow(doneAt);
  expect(await refundState(shop, 'RF1')).toEqual(['SUCCESS', 'SUCCESS', undefined]);
});

test('no synchronous refund between 00:00 and 01:30 on the global edition; a known one still answers', async () => {
  const { world, clock } = await paidWorld();
  await payHk(world, 'PT1');
  await refund(world, 'RF0', '1.00');
  clock.setNow('2026-01-03T00:00:00+08:00');
  expect(codeOf(await refund(world, 'RF1', '30.00'))).toBe('SYSTEM_ERROR');
  expect(codeOf(await refund(world, 'RF0', '1.00'))).toBe('SUCCESS');
  expect(await refundState(world, 'RF1')).toEqual(['NOT_FOUND', undefined, undefined]);
  expect(codeOf(await call(hkOf(world), refundParams('PT1', 'RF1', '30.00')))).toBe('SUCCESS');
  clock.setNow('2026-01-03T01:29:59.999+08:00');
  expect(codeOf(await refund(world, 'RF1', '30.00'))).toBe('SYSTEM_ERROR');
  clock.setNow('2026-01-03T01:30:00+08:00');
  expect(codeOf(await refund(world, 'RF1', '30.00'))).toBe('SUCCESS');
});

test('without funds a synchronous refund fails for its id and a new one succeeds later', async () => {
  const { world } = await paidWorld();
  world.setFunds('low');
  expect(codeOf(await refund(world, 'RF1', '30.00'))).toBe('SELLER_BALANCE_NOT_ENOUGH');
  expect(await refundState(world, 'RF1')).toEqual(['SUCCESS', 'FAILED', 'MERCHANT_BALANCE_NOT_ENOUGH']);
  world.setFunds('enough');
  expect(codeOf(await refund(world, 'RF1', '30.00'))).toBe('SELLER_BALANCE_NOT_ENOUGH');
  expect(codeOf(await refund(world, 'RF2', '30.00'))).toBe('SUCCESS');
  expect(money(world)).toEqual(['paid', 8800, 3000]);
});

test('without funds a later refund is tried each night, for 180 days', async () => {
  const { world, clock } = await paidWorld();
  world.setFunds('low');
  await call(world, laterRefund('PT1', 'RF1', '30.00'));
  await call(world, laterRefund('PT1', 'RF2', '20.00'));
  clock.advance(3_000);
  expect(await refundState(world, 'RF1')).toEqual(['SUCCESS', 'PROCESSING', 'MERCHANT_BALANCE_NOT_ENOUGH']);
  clock.setNow('2026-01-04T12:00:00+08:00');
  expect(await refundState(world, 'RF1')).toEqual(['SUCCESS', 'PROCESSING', 'MERCHANT_BALANCE_NOT_ENOUGH']);
  world.setFunds('enough');
  expect(await refundState(world, 'RF1')).toEqual(['SUCCESS', 'PROCESSING', 'MERCHANT_BALANCE_NOT_ENOUGH']);
  clock.setNow('2026-01-04T23:00:00+08:00');
  expect(await refundState(world, 'RF1')).toEqual(['SUCCESS', 'SUCCESS', undefined]);
  expect(money(world)).toEqual(['paid', 8800, 5000]);
  world.setFunds('low');
  await call(world, laterRefund('PT1', 'RF3', '10.00'));
  clock.setNow('2026-07-10T12:00:00+08:00');
  expect(await refundState(world, 'RF3')).toEqual(['SUCCESS', 'FAILED', 'MERCHANT_BALANCE_NOT_ENOUGH']);
  expect(money(world)).toEqual(['paid', 8800, 5000]);
});

test('without funds a paid trade cannot be cancelled; with them it can', async () => {
  const { world } = await paidWorld();
  world.setFunds('low');
  expect((await call(world, cancelParams('PT1'))).fields).toMatchObject({ result_code: 'FAIL', detail_error_code: 'SELLER_BALANCE_NOT_ENOUGH', retry_flag: 'Y' });
  world.setFunds('enough');
  expect((await call(world, cancelParams('PT1'))).fields).toMatchObject({ result_code: 'SUCCESS', action: 'refund' });
  expect(money(world)).toEqual(['closed', 8800, 8800]);
});

test('after a part has gone back, cancel refuses and says not to try again (legacy.md 12.7)', async () => {
  const { world } = await paidWorld();
  await refund(world, 'RF1', '30.00');
  expect((await call(world, cancelParams('PT1'))).fields).toMatchObject({ result_code: 'FAIL', detail_error_code: 'REFUND_AMT_NOT_EQUAL_TOTAL', retry_flag: 'N' });
  expect(money(world)).toEqual(['paid', 8800, 3000]);
});

test('after the refund period the trade is finished', async () => {
  const { world, clock } = await paidWorld();
  clock.setNow('2026-04-02T15:04:05.000+08:00');
  expect(await status(world, 'PT1')).toBe('TRADE_SUCCESS');
  clock.setNow('2026-04-02T15:04:05.001+08:00');
  expect(await status(world, 'PT1')).toBe('TRADE_FINISHED');
  expect(codeOf(await refund(world, 'RF1', '30.00'))).toBe('TRADE_HAS_FINISHED');
  expect(codeOf(await call(world, cancelParams('PT1')))).toBe('TRADE_HAS_FINISHED');
});

test('a refund ended by hand shows as every state the query knows', async () => {
  const { world } = await paidWorld();
  world.setFunds('low');
  for (const id of ['RF1', 'RF2', 'RF3', 'RF4']) await call(world, laterRefund('PT1', id, '1.00'));
  expect(world.endRefund('legacy', 'RF1', { state: 'done' })).toBe(true);
  expect(world.endRefund('legacy', 'RF2', { state: 'cancelled' })).toBe(true);
  expect(world.endRefund('legacy', 'RF3', { state: 'failed', code: 'REFUND_REFUSED' })).toBe(true);
  expect([await refundState(world, 'RF1'), await refundState(world, 'RF2'), await refundState(world, 'RF3'), await refundState(world, 'RF4')].map(([, state]) => state)).toEqual(['SUCCESS', 'CANCELED', 'FAILED', 'PROCESSING']);
  expect(await refundState(world, 'RF9')).toEqual(['NOT_FOUND', undefined, undefined]);
  expect(await refundState(world, 'RF1', 'PT9')).toEqual(['TRADE_NOT_EXIST', undefined, undefined]);
});

test('refunds survive a restart and go on', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'practice-refunds-')), 'state.json');
  const first = await paidWorld({ stateFile });
  await call(first.world, refundParams('PT1', 'RF1', '30.00'));
  await call(first.world, laterRefund('PT1', 'RF2', '20.00'));
  first.world.setFunds('low');
  await first.world.stop();
  const { world, clock } = await practiceWorld({ stateFile });
  expect(world.funds()).toBe('low');
  expect(codeOf(await refund(world, 'RF1', '30.00'))).toBe('SUCCESS');
  clock.advance(3_000);
  expect(await refundState(world, 'RF2')).toEqual(['SUCCESS', 'PROCESSING', 'MERCHANT_BALANCE_NOT_ENOUGH']);
  expect(money(world)).toEqual(['paid', 8800, 3000]);
});
