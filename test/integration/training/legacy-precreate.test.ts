import { expect, test } from 'vitest';
import type { Behaviour } from '../../../electron/training/behaviours.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { call, codeOf, hkOf, precreateParams, refundParams, status } from './legacy-requests.ts';
import { cancelParams, legacyCall, magicCode, payParams, queryParams, STORE } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const MINUTE = 60_000;
const show = async (world: PracticeWorld, reference: string, more: Record<string, string> = {}): Promise<string> => {
  const { fields } = await call(world, precreateParams(reference, more));
  expect(fields['result_code'], JSON.stringify(fields)).toBe('SUCCESS');
  return fields['qr_code'] ?? '';
};

test('a transaction QR is shown, has no trade until it is scanned, and is paid by the phone', async () => {
  const { world, clock } = await practiceWorld();
  const { fields } = await call(world, precreateParams('QR1'));
  expect(fields).toMatchObject({ out_trade_no: 'QR1', voucher_type: 'qrcode', result_code: 'SUCCESS' });
  expect(fields).not.toHaveProperty('trade_no');
  expect(fields['pic_url']).toContain('&picSize=M');
  expect(await status(world, 'QR1')).toBe('TRADE_NOT_EXIST');
  clock.advance(MINUTE);
  expect(world.phoneScan(fields['qr_code'] ?? '')).toEqual({ kind: 'paid', reference: 'QR1', amountMinor: 8800, currency: 'HKD' });
  expect((await call(world, queryParams('QR1'))).fields).toMatchObject({ alipay_trans_status: 'TRADE_SUCCESS', out_trade_no: 'QR1', alipay_pay_time: '20260102150505', trans_amount: '88.00' });
  expect(world.phoneScan(fields['qr_code'] ?? '')).toEqual({ kind: 'alreadyPaid' });
});

test('a password at the phone: waiting in between', async () => {
  const { world, clock } = await practiceWorld();
  const text = await show(world, 'QR1');
  expect(world.phoneScan(text, 'asksPasswordThenPays').kind).toBe('asksPassword');
  expect(await status(world, 'QR1')).toBe('WAIT_BUYER_PAY');
  clock.advance(6_000);
  expect(await status(world, 'QR1')).toBe('TRADE_SUCCESS');
});

test('the same request again gives the same code, another one is refused (legacy.md 6.4)', async () => {
  const { world } = await practiceWorld();
  const text = await show(world, 'QR1');
  expect(await show(world, 'QR1', { timestamp: '2026-01-02 15:05:00', total_fee: '88.0' })).toBe(text);
  for (const change of [{ total_fee: '88.01' }, { subject: 'other' }, { it_b_pay: '5m' }, { passback_parameters: 'x' }]) {
    expect(codeOf(await call(world, precreateParams('QR1', change as unknown as Record<string, string>)))).toBe('CONTEXT_INCONSISTENT');
  }
  world.phoneScan(text);
  expect(codeOf(await call(world, precreateParams('QR1')))).toBe('TRADE_HAS_SUCCESS');
  await call(world, cancelParams('QR1'));
  expect(codeOf(await call(world, precreateParams('QR1')))).toBe('TRADE_HAS_CLOSE');
  expect(codeOf(await call(world, payParams('QR1', magicCode(0))))).toBe('CONTEXT_INCONSISTENT');
});

test('cancel kills the code, scanned or not, and names a trade only where there is one', async () => {
  const { world } = await practiceWorld();
  const [first, second] = [await show(world, 'QR1'), await show(world, 'QR2')];
  expect((await call(world, cancelParams('QR1'))).fields).toEqual({ action: 'close', out_trade_no: 'QR1', result_code: 'SUCCESS', retry_flag: 'N' });
  expect(world.phoneScan(first)).toEqual({ kind: 'cancelled' });
  expect(await status(world, 'QR1')).toBe('TRADE_NOT_EXIST');
  world.phoneScan(second, 'neverPays');
  expect((await call(world, cancelParams('QR2'))).fields).toMatchObject({ action: 'close', trade_no: expect.stringMatching(/^\d{28}$/) as string });
  expect(await status(world, 'QR2')).toBe('TRADE_CLOSED');
  // Cancelled before the request arrived.
  await call(world, cancelParams('QR3'));
  expect(codeOf(await call(world, precreateParams('QR3')))).toBe('TRADE_HAS_CLOSE');
});

test.each([
  [{}, 120 * MINUTE],
  [{ it_b_pay: '5m' }, 5 * MINUTE],
  [{ it_b_pay: '1h' }, 60 * MINUTE],
  [{ qr_code_it_b_pay: '2m' }, 2 * MINUTE],
  [{ it_b_pay: '5m', qr_code_it_b_pay: '1d' }, 5 * MINUTE],
  // 15:04:05 to midnight.
  [{ it_b_pay: '1c' }, Date.parse('2026-01-03T00:00:00+08:00') - Date.parse('2026-01-02T15:04:05+08:00')],
])('%o: nobody can scan after it', async (more, lifeMs) => {
  const { world, clock } = await practiceWorld();
  const texts = [await show(world, 'QR1', more as Record<string, string>), await show(world, 'QR2', more as Record<string, string>)] as const;
  clock.advance(lifeMs - 1);
  expect(world.phoneScan(texts[0]).kind).toBe('paid');
  clock.advance(1);
  expect(world.phoneScan(texts[1])).toEqual({ kind: 'expired' });
});

test('it_b_pay closes a scanned trade too; the code\'s own end does not', async () => {
  const { world, clock } = await practiceWorld();
  world.phoneScan(await show(world, 'QR1', { it_b_pay: '5m' }), 'neverPays');
  world.phoneScan(await show(world, 'QR2', { qr_code_it_b_pay: '5m' }), 'neverPays');
  clock.advance(5 * MINUTE);
  expect([await status(world, 'QR1'), await status(world, 'QR2')]).toEqual(['TRADE_CLOSED', 'WAIT_BUYER_PAY']);
});

test('the cancel window counts from the scan, which creates the trade', async () => {
  const { world, clock } = await practiceWorld();
  clock.setNow('2026-01-02T23:50:00+08:00');
  const text = await show(world, 'QR1', { timestamp: '2026-01-02 23:50:00' });
  clock.setNow('2026-01-03T00:20:00+08:00');
  world.phoneScan(text);
  clock.setNow('2026-01-03T23:00:00+08:00');
  expect((await call(world, cancelParams('QR1'))).fields).toMatchObject({ result_code: 'SUCCESS', action: 'refund' });
});

test.each<[Behaviour, string, string]>([
  ['systemErrorButPaid', 'SYSTEM_ERROR', 'created'],
  ['systemErrorNotCreated', 'SYSTEM_ERROR', 'nothing'],
  ['dropsConnection', '', 'created'],
  ['dropsConnectionUnprocessed', '', 'nothing'],
])('line trouble while the code is asked for: %s', async (behaviour, code, left) => {
  const { world } = await practiceWorld();
  world.setOrderCodeBehaviour(behaviour);
  if (code === '') expect((await legacyCall(world, precreateParams('QR1'))).kind).toBe('failed');
  else expect((await call(world, precreateParams('QR1'))).fields).toMatchObject({ result_code: 'FAIL', detail_error_code: code });
  expect(world.ledger()).toHaveLength(left === 'created' ? 1 : 0);
  world.setOrderCodeBehaviour('paysAtOnce');
  // Asking again with the same data gets the code.
  expect(world.phoneScan(await show(world, 'QR1')).kind).toBe('paid');
});

test('line trouble after the scan shows in the next query', async () => {
  const { world } = await practiceWorld();
  world.phoneScan(await show(world, 'QR1'), 'dropsConnection');
  expect((await legacyCall(world, queryParams('QR1'))).kind).toBe('failed');
  expect(await status(world, 'QR1')).toBe('TRADE_SUCCESS');
});

test('the HK edition: milliseconds or text, no notify_url, no yuan, the wallet that paid', async () => {
  const { world } = await practiceWorld();
  const hk = hkOf(world);
  const { notify_url: _, ...quiet } = precreateParams('QR1', { timestamp: '1767337445123' });
  const { fields } = await call(hk, quiet);
  // A mainland wallet pays, without a word of yuan.
  expect(world.phoneScan(fields['qr_code'] ?? '', 'systemErrorButPaid').kind).toBe('paid');
  await legacyCall(hk, queryParams('QR1'));
  const found = (await call(hk, queryParams('QR1'))).fields;
  expect(found).toMatchObject({ payment_inst: 'ALIPAYCN', alipay_trans_status: 'TRADE_SUCCESS', trans_amount: '88.00', currency: 'HKD' });
  for (const absent of ['exchange_rate', 'trans_amount_cny', 'forex_total_fee', 'trans_forex_rate']) expect(found).not.toHaveProperty(absent);
  world.phoneScan(await show(hk, 'QR2'), 'paysAtOnce');
  expect((await call(hk, queryParams('QR2'))).fields['payment_inst']).toBe('ALIPAYHK');
  expect((await call(world, queryParams('QR2'))).fields['error']).toBe('TRADE_NOT_EXIST');
});

test('payment_inst lets only that wallet pay', async () => {
  const { world } = await practiceWorld();
  const hk = hkOf(world);
  const text = await show(hk, 'QR1', { payment_inst: 'ALIPAYHK' });
  expect(world.phoneScan(text, 'answersLate').kind).toBe('declined');
  expect(world.phoneScan(text, 'paysAtOnce').kind).toBe('paid');
});

test('a barcode on the HK contract: HKD only, an AlipayHK wallet, query by both ids or the shop\'s', async () => {
  const { world } = await practiceWorld();
  const hk = hkOf(world);
  expect((await call(hk, payParams('PT1', magicCode(0), { alipay_seller_id: hk.legacy.partner, currency: 'USD' }))).error).toBe('INVALID_PARAMETER');
  const { fields } = await call(hk, payParams('PT1', magicCode(0), { alipay_seller_id: hk.legacy.partner }));
  expect(fields['result_code']).toBe('SUCCESS');
  expect(fields).not.toHaveProperty('trans_amount_cny');
  expect((await call(hk, queryParams('PT1'))).fields).toMatchObject({ payment_inst: 'ALIPAYHK' });
  expect((await call(hk, { service: 'alipay.acquire.overseas.query', alipay_trans_id: fields['alipay_trans_id'] ?? '' })).error).toBe('ILLEGAL_ARGUMENT');
  // The same reference under the other contract is another payment.
  expect((await call(world, payParams('PT1', magicCode(0)))).fields['alipay_trans_id']).not.toBe(fields['alipay_trans_id']);
  expect(world.ledger()).toHaveLength(2);
  expect((await call(world, { ...cancelParams('PT1'), trade_no: fields['alipay_trans_id'] ?? '' })).fields).not.toHaveProperty('trade_no');
  expect(await status(hk, 'PT1')).toBe('TRADE_SUCCESS');
});

test('priced in Taiwan dollars, settled in Hong Kong dollars, refunded as priced', async () => {
  const { world } = await practiceWorld();
  const priced = { trans_currency: 'TWD', trans_amount: '100.00' };
  expect((await call(world, payParams('PT1', magicCode(0), priced))).fields).toMatchObject({ currency: 'HKD', trans_amount: '100.00', exchange_rate: '0.91200000', trans_amount_cny: '22.30' });
  expect((await call(world, queryParams('PT1'))).fields).toMatchObject({ currency: 'HKD', trans_amount: '100.00', forex_total_fee: '24.45', trans_forex_rate: '0.24451754' });
  expect(world.ledger()[0]).toMatchObject({ amountMinor: 10_000, currency: 'TWD' });
  for (const change of [{ currency: 'USD' }, { trans_currency: 'HKD' }, { trans_amount: '24.45', trans_currency: 'HKD' }]) {
    expect(codeOf(await call(world, payParams('PT1', magicCode(0), { ...priced, ...change })))).toBe('CONTEXT_INCONSISTENT');
  }
  expect(codeOf(await call(world, refundParams('PT1', 'RF1', '50.00')))).toBe('CURRENCY_NOT_SAME');
  expect((await call(world, refundParams('PT1', 'RF1', '50.00', { currency: 'TWD' }))).fields).toMatchObject({ result_code: 'SUCCESS', currency: 'TWD', refund_amount: '50.00', refund_amount_cny: '11.15' });
  expect(world.ledger()[0]).toMatchObject({ chargedMinor: 10_000, returnedMinor: 5_000 });
});

const goods = (count: number): string => JSON.stringify(Array.from({ length: count }, () => ({ goodsId: '1', goodsName: 'Tea', price: '1.00', quantity: '1' })));

test.each([
  [{ price: '44.00', quantity: '2' }, 'SUCCESS'],
  [{ price: '44.00', quantity: '3' }, 'INVALID_PARAMETER'],
  [{ price: '44.00' }, 'SUCCESS'],
  [{ quantity: '3' }, 'SUCCESS'],
  [{ price: '12345678.00' }, 'INVALID_PARAMETER'],
  [{ goods_detail: goods(50) }, 'SUCCESS'],
  [{ goods_detail: goods(51) }, 'INVALID_PARAMETER'],
  [{ goods_detail: '{}' }, 'INVALID_PARAMETER'],
  [{ goods_detail: '["tea"]' }, 'INVALID_PARAMETER'],
  [{ extend_params: '{}' }, 'INVALID_PARAMETER'],
  [{ extend_params: STORE.replace('ST-07', 'S'.repeat(33)) }, 'INVALID_PARAMETER'],
  [{ it_b_pay: '15d' }, 'SUCCESS'],
  [{ it_b_pay: '16d' }, 'INVALID_PARAMETER'],
  [{ it_b_pay: '1.5h' }, 'INVALID_PARAMETER'],
  [{ it_b_pay: '0m' }, 'INVALID_PARAMETER'],
  [{ it_b_pay: '5s' }, 'INVALID_PARAMETER'],
  [{ qr_code_it_b_pay: '90m' }, 'SUCCESS'],
  [{ passback_parameters: 'x'.repeat(257) }, 'INVALID_PARAMETER'],
  [{ total_fee: '0' }, 'INVALID_PARAMETER'],
  [{ currency: 'JPY', trans_currency: 'JPY', total_fee: '88.00' }, 'INVALID_PARAMETER'],
  [{ currency: 'USD', trans_currency: 'USD' }, 'SUCCESS'],
  [{ trans_currency: 'TWD' }, 'SUCCESS'],
  [{ trans_currency: 'EUR' }, 'INVALID_PARAMETER'],
  [{ trans_currency: 'TWD', currency: 'THB' }, 'INVALID_PARAMETER'],
  [{ trans_currency: 'HKD', currency: 'TWD' }, 'INVALID_PARAMETER'],
  [{ product_code: 'X' }, 'INVALID_PARAMETER'],
  [{ seller_id: '2088999900000011' }, 'SUCCESS'],
  [{ seller_id: '2'.repeat(29) }, 'INVALID_PARAMETER'],
  [{ notify_url: '' }, 'ILLEGAL_ARGUMENT'],
  [{ timestamp: '1767337445123' }, 'SUCCESS'],
  [{ timestamp: '2026-01-02 14:34:05' }, 'SUCCESS'],
  [{ timestamp: '2026-01-02 14:34:04' }, 'INVALID_PARAMETER'],
  [{ timestamp: '2026-01-02 15:34:06' }, 'INVALID_PARAMETER'],
  [{ timestamp: '2026-01-02T15:04:05' }, 'INVALID_PARAMETER'],
  [{ subject: 'tea "best"' }, 'INVALID_PARAMETER'],
  [{ payment_inst: 'ALIPAYSG' }, 'INVALID_PARAMETER'],
  [{ out_trade_no: '' }, 'ILLEGAL_ARGUMENT'],
  [{ terminal_timestamp: '1767337445123', body: 'b', show_url: 'https://m.example', seller_email: 'a@b.example', trade_information: '{"business_type":"4"}' }, 'SUCCESS'],
])('precreate with %o: %s', async (change, code) => {
  const { world } = await practiceWorld();
  expect(codeOf(await call(world, precreateParams('QR1', change as unknown as Record<string, string>)))).toBe(code);
});
