import { expect, test } from 'vitest';
import { BEHAVIOURS, BEHAVIOUR_PLAN } from '../../../electron/training/behaviours.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { until } from './fake-clock.ts';
import { cancelParams, legacyCall, magicCode, payParams, queryParams, readLegacy, type LegacyAnswer } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const call = async (world: PracticeWorld, params: Record<string, string>): Promise<LegacyAnswer> => {
  const answer = readLegacy(world, await legacyCall(world, params));
  expect(answer.verified).toBe(answer.isSuccess === 'T');
  return answer;
};
const pay = (world: PracticeWorld, reference: string, code: string, more?: Record<string, string>) => call(world, payParams(reference, code, more));
const status = async (world: PracticeWorld, reference: string): Promise<string | undefined> => {
  const { fields } = await call(world, queryParams(reference));
  return fields['alipay_trans_status'] ?? fields['error'];
};
const money = (world: PracticeWorld): (string | number)[] => world.ledger().flatMap((line) => [line.state, line.chargedMinor, line.returnedMinor]);

test('0 pays at once', async () => {
  const { world } = await practiceWorld();
  const { fields } = await pay(world, 'PT1', magicCode(0));
  expect(fields).toMatchObject({
    result_code: 'SUCCESS', alipay_pay_time: '20260102150405', exchange_rate: '0.91200000', trans_amount_cny: '80.26', alipay_buyer_login_id: '138****0000',
  });
  expect(world.ledger()).toEqual([{
    gateway: 'legacy', id: fields['alipay_trans_id'], merchantReference: 'PT1', amountMinor: 8800, currency: 'HKD', state: 'paid', chargedMinor: 8800, returnedMinor: 0, refunds: [],
  }]);
});

test('1 asks for the password, then pays', async () => {
  const { world, clock } = await practiceWorld({ timing: { passwordMs: 7_000 } });
  expect((await pay(world, 'PT1', magicCode(1))).fields).toMatchObject({ result_code: 'UNKNOW', partner_trans_id: 'PT1' });
  expect(await status(world, 'PT1')).toBe('WAIT_BUYER_PAY');
  clock.advance(6_999);
  expect((await call(world, queryParams('PT1'))).fields).not.toHaveProperty('alipay_pay_time');
  clock.advance(1);
  expect((await call(world, queryParams('PT1'))).fields).toMatchObject({ alipay_trans_status: 'TRADE_SUCCESS', alipay_pay_time: '20260102150412' });
});

test('2 never pays and is closed after three minutes', async () => {
  const { world, clock } = await practiceWorld();
  expect((await pay(world, 'PT1', magicCode(2))).fields['result_code']).toBe('UNKNOW');
  clock.advance(179_999);
  expect(await status(world, 'PT1')).toBe('WAIT_BUYER_PAY');
  clock.advance(1);
  expect(await status(world, 'PT1')).toBe('TRADE_CLOSED');
  expect((await pay(world, 'PT1', magicCode(2))).fields).toMatchObject({ result_code: 'FAILED', error: 'TRADE_HAS_CLOSE' });
  expect(money(world)).toEqual(['closed', 0, 0]);
});

test('3 and 9 are refused and leave no trade', async () => {
  const { world } = await practiceWorld();
  expect((await pay(world, 'PT1', magicCode(3))).fields).toEqual({ result_code: 'FAILED', error: 'BUYER_BALANCE_NOT_ENOUGH' });
  expect((await pay(world, 'PT2', magicCode(9))).fields).toEqual({ result_code: 'FAILED', error: 'SOUNDWAVE_PARSER_FAIL' });
  expect((await pay(world, 'PT3', '12345')).fields['error']).toBe('SOUNDWAVE_PARSER_FAIL');
  expect(await status(world, 'PT1')).toBe('TRADE_NOT_EXIST');
  expect(world.ledger()).toEqual([]);
});

test.each([[4, 'paid'], [8, 'not created']] as const)('%i drops the connection: %s', async (digit, outcome) => {
  const { world } = await practiceWorld();
  expect(await legacyCall(world, payParams('PT1', magicCode(digit)))).toEqual({ kind: 'failed', code: 'ECONNRESET' });
  expect(await status(world, 'PT1')).toBe(outcome === 'paid' ? 'TRADE_SUCCESS' : 'TRADE_NOT_EXIST');
});

test.each([[5, 'TRADE_SUCCESS'], [6, 'TRADE_NOT_EXIST']] as const)('%i says SYSTEM_ERROR while the truth is %s', async (digit, truth) => {
  const { world } = await practiceWorld();
  expect((await pay(world, 'PT1', magicCode(digit))).fields).toEqual({ result_code: 'FAILED', error: 'SYSTEM_ERROR' });
  expect(await status(world, 'PT1')).toBe(truth);
  // Asking again with the same data tells the truth of a paid one (legacy.md 10.8).
  expect((await pay(world, 'PT1', magicCode(digit))).fields['result_code']).toBe(digit === 5 ? 'SUCCESS' : 'FAILED');
});

test('7 is paid at once and answers late, on the injected clock', async () => {
  const { world, clock } = await practiceWorld();
  let answered = false;
  const answer = legacyCall(world, payParams('PT1', magicCode(7))).then((outcome) => {
    answered = true;
    return readLegacy(world, outcome);
  });
  await until(() => clock.sleeping === 1, 'the late answer');
  expect(await status(world, 'PT1')).toBe('TRADE_SUCCESS');
  clock.advance(19_999);
  expect(answered).toBe(false);
  clock.advance(1);
  expect((await answer).fields['result_code']).toBe('SUCCESS');
});

test('a client that gives up on a late answer leaves no sleeper behind', async () => {
  const { world, clock } = await practiceWorld();
  const giveUp = new AbortController();
  const answer = legacyCall(world, payParams('PT1', magicCode(7)), { signal: giveUp.signal });
  await until(() => clock.sleeping === 1, 'the late answer');
  giveUp.abort();
  expect((await answer).kind).toBe('failed');
  await until(() => clock.sleeping === 0, 'the sleeper to leave');
  expect(await status(world, 'PT1')).toBe('TRADE_SUCCESS');
});

test('issued codes behave like their customer, are used once, and go stale', async () => {
  const { world, clock } = await practiceWorld();
  const customer = (behaviour: string) => world.customers().find((one) => one.behaviour === behaviour);
  const first = customer('paysAtOnce')?.code ?? '';
  const { fields } = await pay(world, 'PT1', first);
  expect(fields).toMatchObject({ result_code: 'SUCCESS', alipay_buyer_login_id: 'ad***@mail.example' });
  // An AlipayHK wallet: no yuan.
  expect(fields).not.toHaveProperty('trans_amount_cny');
  expect((await pay(world, 'PT2', first)).fields['error']).toBe('SOUNDWAVE_PARSER_FAIL');
  expect((await pay(world, 'PT1', first)).fields['result_code']).toBe('SUCCESS');
  const stale = customer('paysAtOnce')?.code ?? '';
  clock.advance(90_000);
  expect((await pay(world, 'PT3', stale)).fields['error']).toBe('SOUNDWAVE_PARSER_FAIL');
  const poor = customer('declinedBalance')?.code ?? '';
  for (const [reference, error] of [['PT4', 'BUYER_BALANCE_NOT_ENOUGH'], ['PT4', 'BUYER_BALANCE_NOT_ENOUGH'], ['PT5', 'SOUNDWAVE_PARSER_FAIL']] as const) {
    expect((await pay(world, reference, poor)).fields['error']).toBe(error);
  }
  for (const behaviour of BEHAVIOURS) expect(customer(behaviour)?.code.at(-1)).toBe(String(BEHAVIOUR_PLAN[behaviour].magicDigit));
});

test('PAY repeated: same data tells the state, other data is refused (legacy.md 6.4)', async () => {
  const { world, clock } = await practiceWorld();
  const waiting = await pay(world, 'PT1', magicCode(1));
  expect((await pay(world, 'PT1', magicCode(1), { trans_amount: '88' })).fields).toEqual(waiting.fields);
  expect((await pay(world, 'PT1', magicCode(1), { trans_amount: '88.01' })).fields['error']).toBe('CONTEXT_INCONSISTENT');
  expect((await pay(world, 'PT1', magicCode(1), { currency: 'USD' })).fields['error']).toBe('CONTEXT_INCONSISTENT');
  expect((await pay(world, 'PT1', magicCode(0))).fields['error']).toBe('TRADE_BUYER_NOT_MATCH');
  expect((await pay(world, 'PT1', 'no code')).fields['error']).toBe('TRADE_BUYER_NOT_MATCH');
  clock.advance(10_000);
  expect((await pay(world, 'PT1', magicCode(1))).fields).toMatchObject({ result_code: 'SUCCESS', alipay_trans_id: waiting.fields['alipay_trans_id'] });
  expect(money(world)).toEqual(['paid', 8800, 0]);
});

test('a fresh code of the same customer continues the same payment', async () => {
  const { world } = await practiceWorld();
  const code = (): string => world.customers().find((one) => one.behaviour === 'asksPasswordThenPays')?.code ?? '';
  const first = code();
  await pay(world, 'PT1', first);
  expect(code()).not.toBe(first);
  expect((await pay(world, 'PT1', code())).fields['result_code']).toBe('UNKNOW');
});

test('query by trade number wins over the reference; unknown ones do not exist', async () => {
  const { world } = await practiceWorld();
  const id = (await pay(world, 'PT1', magicCode(0))).fields['alipay_trans_id'] ?? '';
  expect((await call(world, { ...queryParams('nobody'), alipay_trans_id: id })).fields).toMatchObject({ result_code: 'SUCCESS', partner_trans_id: 'PT1', out_trade_no: 'PT1' });
  expect((await call(world, { ...queryParams('PT1'), alipay_trans_id: '1' })).fields).toEqual({ result_code: 'FAIL', error: 'TRADE_NOT_EXIST' });
});

test('cancel of unpaid closes, of paid returns the money, again says the same (legacy.md 4.A.3)', async () => {
  const { world, clock } = await practiceWorld();
  const id = (await pay(world, 'PT1', magicCode(0))).fields['alipay_trans_id'];
  await pay(world, 'PT2', magicCode(1));
  const refunded = { action: 'refund', out_trade_no: 'PT1', result_code: 'SUCCESS', retry_flag: 'N', trade_no: id };
  expect((await call(world, cancelParams('PT1'))).fields).toEqual(refunded);
  expect((await call(world, cancelParams('PT1'))).fields).toEqual(refunded);
  expect((await call(world, cancelParams('PT2'))).fields).toMatchObject({ action: 'close', result_code: 'SUCCESS', retry_flag: 'N' });
  // The password typed after the cancel changes nothing.
  clock.advance(60_000);
  expect(money(world)).toEqual(['closed', 8800, 8800, 'closed', 0, 0]);
  expect((await call(world, queryParams('PT1'))).fields).toMatchObject({ alipay_trans_status: 'TRADE_CLOSED', alipay_pay_time: '20260102150405' });
  expect((await call(world, queryParams('PT2'))).fields).not.toHaveProperty('alipay_pay_time');
});

test('cancel before the payment arrived succeeds and burns the reference', async () => {
  const { world } = await practiceWorld();
  expect((await call(world, cancelParams('PT1'))).fields).toEqual({ action: 'close', out_trade_no: 'PT1', result_code: 'SUCCESS', retry_flag: 'N' });
  expect(await status(world, 'PT1')).toBe('TRADE_NOT_EXIST');
  expect((await pay(world, 'PT1', magicCode(0))).fields).toEqual({ result_code: 'FAILED', error: 'TRADE_HAS_CLOSE' });
  expect(world.ledger()).toEqual([]);
});

test('cancel with a trade number nobody has succeeds and leaves the payment standing (open-questions.md 5)', async () => {
  const { world } = await practiceWorld();
  await pay(world, 'PT1', magicCode(0));
  expect((await call(world, { ...cancelParams('PT1'), trade_no: '1'.repeat(28) })).fields['result_code']).toBe('SUCCESS');
  expect(await status(world, 'PT1')).toBe('TRADE_SUCCESS');
});

test('the cancel window is open until 00:15:00 of the next day and not a millisecond longer', async () => {
  const { world, clock } = await practiceWorld();
  await pay(world, 'PT1', magicCode(0));
  await pay(world, 'PT2', magicCode(0));
  await pay(world, 'PT3', magicCode(2));
  clock.setNow('2026-01-03T00:15:00.000+08:00');
  expect((await call(world, cancelParams('PT1'))).fields['result_code']).toBe('SUCCESS');
  clock.setNow('2026-01-03T00:15:00.001+08:00');
  expect((await call(world, cancelParams('PT2'))).fields).toMatchObject({ result_code: 'FAIL', detail_error_code: 'TRADE_CANCEL_TIME_OUT', retry_flag: 'N' });
  expect((await call(world, cancelParams('PT1'))).fields).toMatchObject({ result_code: 'SUCCESS', action: 'refund' });
  expect((await call(world, cancelParams('PT3'))).fields).toMatchObject({ result_code: 'SUCCESS', action: 'close' });
  expect(await status(world, 'PT2')).toBe('TRADE_SUCCESS');
});

test('whole-unit currencies are echoed without decimals', async () => {
  const { world } = await practiceWorld();
  const { fields } = await pay(world, 'PT1', magicCode(0), { currency: 'JPY', trans_amount: '1200' });
  expect(fields).toMatchObject({ trans_amount: '1200', exchange_rate: '0.04760000', trans_amount_cny: '57.12' });
});
