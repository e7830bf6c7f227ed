import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Behaviour } from '../../../electron/training/behaviours.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { minor } from '../../../shared/money.ts';
import { bizData, call, codeOf, createParams, hkOf, modifyParams, refundParams, status, statusParams } from './legacy-requests.ts';
import { cancelParams, legacyCall, queryParams, replied } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

async function shop(): Promise<{ world: PracticeWorld; hk: PracticeWorld; clock: Awaited<ReturnType<typeof practiceWorld>>['clock'] }> {
  const { world, clock } = await practiceWorld();
  return { world, hk: hkOf(world), clock };
}
const create = async (hk: PracticeWorld, change: Record<string, unknown> = {}): Promise<string> => {
  const { fields } = await call(hk, createParams(change));
  expect(fields['result_code'], JSON.stringify(fields)).toBe('SUCCESS');
  return fields['qrcode'] ?? '';
};
const FEE = { type: 'RATE', value: '0.02' };

test('a code is created, shown in an element of its own, and paid with an amount the customer types', async () => {
  const { world, hk } = await shop();
  expect(replied(await legacyCall(hk, createParams())).body.toString()).toContain('<response><qrcodeinfo><qrcode>');
  const text = await create(hk);
  const paid = world.payStaticCode(text, minor(12_350));
  expect(paid).toMatchObject({ phone: { kind: 'paid', amountMinor: 12_350, currency: 'HKD' }, surchargeMinor: 0 });
  const reference = world.ledger()[0]?.merchantReference ?? '';
  expect(reference).toMatch(/^20260102150405\d{12}$/);
  expect((await call(hk, queryParams(reference))).fields).toMatchObject({ alipay_trans_status: 'TRADE_SUCCESS', trans_amount: '123.50', payment_inst: 'ALIPAYHK', out_trade_no: reference });
  expect((await call(hk, refundParams(reference, 'RF1', '23.50'))).fields['result_code']).toBe('SUCCESS');
  expect(world.ledger()).toMatchObject([{ chargedMinor: 12_350, returnedMinor: 2_350, state: 'paid' }]);
  world.payStaticCode(text, minor(100));
  const second = world.ledger()[1]?.merchantReference ?? '';
  expect((await call(hk, cancelParams(second))).fields).toMatchObject({ result_code: 'SUCCESS', action: 'refund' });
});

test('asked again, a store gets its code; one with a surcharge is another; another store another', async () => {
  const { hk } = await shop();
  const plain = await create(hk);
  expect(await create(hk)).toBe(plain);
  expect(await create(hk, { store_name: 'Other name' })).toBe(plain);
  const dear = await create(hk, { channel_fee: FEE });
  expect(dear).not.toBe(plain);
  expect(await create(hk, { channel_fee: { type: 'FIXED', value: '1.00' } })).toBe(dear);
  expect(await create(hk, { store_id: 'ST-08' })).not.toBe(plain);
  await call(hk, statusParams(plain, 'DELETE'));
  expect(await create(hk)).not.toBe(plain);
});

test('stop, restart, delete: phones are told, deleted stays deleted (legacy.md 4.C.3)', async () => {
  const { world, hk } = await shop();
  const text = await create(hk);
  const pays = (): string => world.payStaticCode(text, minor(100)).phone.kind;
  const change = async (wanted: string): Promise<string | undefined> => codeOf(await call(hk, statusParams(text, wanted)));
  expect(pays()).toBe('paid');
  expect([await change('STOP'), pays(), await change('STOP'), pays()]).toEqual(['SUCCESS', 'unknownCode', 'SUCCESS', 'unknownCode']);
  expect([await change('RESTART'), pays()]).toEqual(['SUCCESS', 'paid']);
  expect([await change('DELETE'), pays(), await change('DELETE')]).toEqual(['SUCCESS', 'unknownCode', 'SUCCESS']);
  expect([await change('RESTART'), await change('STOP'), pays()]).toEqual(['QRCODE_HAS_DELETED', 'QRCODE_HAS_DELETED', 'unknownCode']);
  expect((await call(hk, statusParams(text, 'DELETE'))).fields).toEqual({ qrcode: text, result_code: 'SUCCESS' });
  expect(world.staticCodes()).toMatchObject([{ text, status: 'DELETED', storeId: 'ST-07' }]);
  expect(codeOf(await call(hk, modifyParams(text)))).toBe('QRCODE_HAS_DELETED');
  expect((await call(hk, statusParams(text, 'PAUSE'))).error).toBe('INVALID_PARAMETER');
});

test('modify changes the data but not whose code it is, and drops no surcharge (legacy.md 4.C.2)', async () => {
  const { world, hk } = await shop();
  const text = await create(hk, { sys_service_provider_id: '2088999900000099' });
  const same = { sys_service_provider_id: '2088999900000099' };
  expect((await call(hk, modifyParams(text, { ...same, store_name: 'New name', passback_parameters: { till: 3 } }, { notify_url: 'https://m.example/new' }))).fields).toMatchObject({ qrcode: text, result_code: 'SUCCESS' });
  expect(world.staticCodes()).toMatchObject([{ storeName: 'New name', passback: '{"till":3}', notifyUrl: 'https://m.example/new' }]);
  expect(codeOf(await call(hk, modifyParams(text, { ...same, secondary_merchant_id: 'SM-0002' })))).toBe('INVALID_PARAMETER');
  expect(codeOf(await call(hk, modifyParams(text)))).toBe('INVALID_PARAMETER');
  expect(codeOf(await call(hk, modifyParams(text, { ...same, channel_fee: FEE })))).toBe('SUCCESS');
  expect(codeOf(await call(hk, modifyParams(text, same)))).toBe('INVALID_PARAMETER');
  const other = await create(hk, { store_id: 'ST-08' });
  expect(codeOf(await call(hk, modifyParams(other, { channel_fee: FEE })))).toBe('INVALID_PARAMETER');
  expect(codeOf(await call(hk, modifyParams('https://qr.practice.example/fkx0')))).toBe('QRCODE_NOT_EXIST');
  expect(codeOf(await call(world, statusParams(text, 'STOP')))).toBe('QRCODE_NOT_EXIST');
});

test.each([
  [{ type: 'RATE', value: '0.02' }, 12_345, 247],
  [{ type: 'RATE', value: '0.05' }, 100, 5],
  [{ type: 'RATE', value: '0' }, 100, 0],
  [{ type: 'FIXED', value: '1.50' }, 10_000, 150],
  // Never more than 5 % of the amount.
  [{ type: 'FIXED', value: '1.50' }, 1_000, 50],
  ['{"type":"FIXED","value":"1.50"}', 10_000, 150],
])('a surcharge of %o on %i comes to %i, and the shop is told its own amount', async (fee, amountMinor, surchargeMinor) => {
  const { world, hk } = await shop();
  const text = await create(hk, { channel_fee: fee });
  expect(world.payStaticCode(text, minor(amountMinor))).toMatchObject({ phone: { kind: 'paid', amountMinor }, surchargeMinor });
  expect(world.ledger()[0]?.chargedMinor).toBe(amountMinor);
});

test.each<[Behaviour, string, number]>([
  ['asksPasswordThenPays', 'asksPassword', 1], ['neverPays', 'notPaid', 1], ['declinedBalance', 'declined', 0], ['systemErrorNotCreated', 'notPaid', 0], ['invalidCode', 'unknownCode', 0],
])('a customer who %s sees %s', async (behaviour, kind, trades) => {
  const { world, hk, clock } = await shop();
  const text = await create(hk);
  expect(world.payStaticCode(text, minor(100), behaviour).phone.kind).toBe(kind);
  expect(world.ledger()).toHaveLength(trades);
  const reference = world.ledger()[0]?.merchantReference ?? '';
  clock.advance(6_000);
  if (behaviour === 'asksPasswordThenPays') expect(await status(hk, reference)).toBe('TRADE_SUCCESS');
  clock.advance(180_000);
  if (behaviour === 'neverPays') expect(await status(hk, reference)).toBe('TRADE_CLOSED');
});

test('nothing is paid for nothing', async () => {
  const { world, hk } = await shop();
  const text = await create(hk);
  expect(world.payStaticCode(text, minor(0)).phone.kind).toBe('unknownCode');
  expect(world.payStaticCode('https://qr.practice.example/fkx0', minor(100)).phone.kind).toBe('unknownCode');
});

const TAXI = { secondary_merchant_industry: '4121', store_id: undefined, store_name: undefined, taxi_operation_id: 'OP1', taxi_number: 'AB1234', taxi_driver_name: 'Chan', taxi_driver_mobile: '91234567' };

test.each([
  [{ store_id: undefined }, 'INVALID_PARAMETER'],
  [TAXI, 'SUCCESS'],
  [{ ...TAXI, taxi_number: undefined }, 'INVALID_PARAMETER'],
  [{ secondary_merchant_industry: '58' }, 'INVALID_PARAMETER'],
  [{ secondary_merchant_id: 'S'.repeat(33) }, 'INVALID_PARAMETER'],
  [{ secondary_merchant_name: 'S'.repeat(33) }, 'INVALID_PARAMETER'],
  [{ country_code: 'HKG' }, 'INVALID_PARAMETER'],
  [{ address: undefined }, 'INVALID_PARAMETER'],
  [{ trans_currency: 'USD', currency: 'USD' }, 'INVALID_PARAMETER'],
  [{ currency: 'CNY' }, 'SUCCESS'],
  [{ currency: undefined }, 'SUCCESS'],
  [{ currency: 'USD' }, 'INVALID_PARAMETER'],
  [{ channel_fee: { type: 'RATE' } }, 'INVALID_PARAMETER'],
  [{ channel_fee: { type: 'RATE', value: '0.051' } }, 'INVALID_PARAMETER'],
  [{ channel_fee: { type: 'RATE', value: '0.0' } }, 'SUCCESS'],
  [{ channel_fee: { type: 'FIXED', value: '1.505' } }, 'INVALID_PARAMETER'],
  [{ channel_fee: { type: 'SHARE', value: '1' } }, 'INVALID_PARAMETER'],
  [{ channel_fee: 'x' }, 'INVALID_PARAMETER'],
  [{ passback_parameters: { a: { b: 1 } } }, 'INVALID_PARAMETER'],
  [{ passback_parameters: '{"a":"b"}' }, 'SUCCESS'],
  [{ notify_sign_type: 'RSA2', notify_charset: 'GBK', is_show_memo: 'true', notify_mobile: '91234567', notify_alipay_account: 'a@b.example' }, 'SUCCESS'],
  [{ notify_sign_type: 'DSA' }, 'INVALID_PARAMETER'],
  [{ something_new: 'kept' }, 'SUCCESS'],
])('create with %o: %s', async (change, code) => {
  const { hk } = await shop();
  expect(codeOf(await call(hk, createParams(change)))).toBe(code);
});

test.each([
  [{ biz_data: 'x' }, 'INVALID_PARAMETER'],
  [{ biz_data: '[]' }, 'INVALID_PARAMETER'],
  [{ biz_data: bizData({ address: 'x'.repeat(2_000) }) }, 'INVALID_PARAMETER'],
  [{ biz_type: 'X' }, 'INVALID_PARAMETER'],
  [{ timestamp: '2026-01-02 14:00:00' }, 'INVALID_PARAMETER'],
  [{ timestamp: '1767337445123' }, 'SUCCESS'],
  [{ notify_url: 'https://m.example/n?x=1' }, 'INVALID_PARAMETER'],
  [{ qrcode: 'x' }, 'ILLEGAL_ARGUMENT'],
  [{ notify_url: '' }, 'SUCCESS'],
])('create, request with %o: %s', async (more, code) => {
  const { hk } = await shop();
  expect(codeOf(await call(hk, createParams({}, more as Record<string, string>)))).toBe(code);
});

test('the global contract has static codes in other currencies', async () => {
  const { world } = await shop();
  const text = await create(world, { trans_currency: 'EUR', currency: 'EUR', secondary_merchant_id: 'S'.repeat(64), secondary_merchant_name: 'S'.repeat(64) });
  expect(world.payStaticCode(text, minor(100)).phone).toMatchObject({ kind: 'paid', currency: 'EUR' });
});

test('codes and their payments survive a restart', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'practice-codes-')), 'state.json');
  const first = await practiceWorld({ stateFile });
  const text = await create(hkOf(first.world), { channel_fee: FEE });
  await call(hkOf(first.world), statusParams(text, 'STOP'));
  await first.world.stop();
  const { world } = await practiceWorld({ stateFile });
  expect(world.payStaticCode(text, minor(100)).phone.kind).toBe('unknownCode');
  await call(hkOf(world), statusParams(text, 'RESTART'));
  expect(world.payStaticCode(text, minor(100)).phone.kind).toBe('paid');
  expect(await create(hkOf(world), { channel_fee: FEE })).toBe(text);
});
