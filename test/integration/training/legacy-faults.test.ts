import { expect, test } from 'vitest';
import type { Fault } from '../../../electron/training/faults.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { until } from './fake-clock.ts';
import { cancelParams, legacyCall, magicCode, payParams, queryParams, readLegacy, replied } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const payRaw = (world: PracticeWorld) => legacyCall(world, payParams('PT1', magicCode(0)));
const pay = async (world: PracticeWorld) => readLegacy(world, await payRaw(world));

test.each<[Fault, boolean]>([
  [{ kind: 'reset', processed: true }, true],
  [{ kind: 'reset', processed: false }, false],
  [{ kind: 'httpStatus', status: 500, processed: true }, true],
  [{ kind: 'httpStatus', status: 503, processed: false }, false],
  [{ kind: 'unknown', processed: true }, true],
  [{ kind: 'unknown', processed: false }, false],
  [{ kind: 'code', code: 'SYSTEM_ERROR', level: 'gateway', processed: true }, true],
  [{ kind: 'code', code: 'PAYMENT_REQUEST_HAS_RISK', level: 'business', processed: false }, false],
  [{ kind: 'garbled' }, true],
  [{ kind: 'truncated', afterwards: 'close' }, true],
])('%o leaves the trade as processed says: %s; the next answer is clean', async (fault, processed) => {
  const { world } = await practiceWorld();
  world.faults.next('legacy.pay', fault);
  await payRaw(world);
  expect(world.ledger().map((line) => line.state)).toEqual(processed ? ['paid'] : []);
  expect(world.calls().at(-1)?.said).toBe(fault.kind);
  expect((await pay(world)).fields['result_code']).toBe('SUCCESS');
  expect(world.ledger()).toHaveLength(1);
});

test('what each fault looks like from outside', async () => {
  const { world } = await practiceWorld();
  const next = (fault: Fault): void => world.faults.next('legacy.pay', fault);

  next({ kind: 'httpStatus', status: 502, processed: false });
  expect(replied(await payRaw(world))).toMatchObject({ status: 502, headers: { 'content-type': 'text/html;charset=UTF-8' } });
  next({ kind: 'unknown', processed: true });
  expect(await pay(world)).toMatchObject({ isSuccess: 'T', verified: true, fields: { result_code: 'UNKNOW' } });
  next({ kind: 'code', code: 'SYSTEM_ERROR', level: 'gateway', processed: true });
  expect(await pay(world)).toEqual({ isSuccess: 'F', error: 'SYSTEM_ERROR', fields: {}, verified: false });
  next({ kind: 'code', code: 'BEYOND_PAY_RESTRICTION', level: 'business', processed: false });
  expect(await pay(world)).toMatchObject({ verified: true, fields: { result_code: 'FAILED', error: 'BEYOND_PAY_RESTRICTION' } });

  next({ kind: 'garbled' });
  expect(replied(await payRaw(world)).body.toString()).not.toContain('<alipay>');
  next({ kind: 'truncated', afterwards: 'close' });
  expect((await payRaw(world)).kind).toBe('failed');
  next({ kind: 'oversized', bytes: 2_000_000 });
  expect(replied(await payRaw(world)).body).toHaveLength(2_000_000);

  next({ kind: 'brokenSignature' });
  expect(await pay(world)).toMatchObject({ isSuccess: 'T', verified: false, fields: { result_code: 'SUCCESS' } });
  next({ kind: 'missingSignature' });
  expect(replied(await payRaw(world)).body.toString()).not.toMatch(/<sign>.*<\/alipay>$/);
  next({ kind: 'alteredBody' });
  expect((await pay(world)).verified).toBe(false);

  next({ kind: 'signedNonsense' });
  expect(await pay(world)).toMatchObject({ verified: true, fields: { weather: 'fine' } });
  next({ kind: 'wrongAmount' });
  expect(await pay(world)).toMatchObject({ verified: true, fields: { trans_amount: '88.01' } });
  next({ kind: 'wrongCurrency' });
  expect(await pay(world)).toMatchObject({ verified: true, fields: { currency: 'USD' } });
  next({ kind: 'wrongReference' });
  expect(await pay(world)).toMatchObject({ verified: true, fields: { partner_trans_id: 'PT1X' } });
  expect(world.ledger()).toHaveLength(1);
});

test.each<[Fault]>([[{ kind: 'silence', processed: true }], [{ kind: 'truncated', afterwards: 'stall' }]])('%o never answers', async (fault) => {
  const { world } = await practiceWorld();
  const giveUp = new AbortController();
  world.faults.next('legacy.pay', fault);
  const answer = legacyCall(world, payParams('PT1', magicCode(0)), { signal: giveUp.signal });
  await until(() => world.ledger().length === 1, 'the payment');
  giveUp.abort();
  expect((await answer).kind).toBe('failed');
});

test('inquiries unanswered n times, cancels unknown n times', async () => {
  const { world } = await practiceWorld();
  await payRaw(world);
  world.faults.next('legacy.query', { kind: 'reset', processed: false }, 2);
  expect((await legacyCall(world, queryParams('PT1'))).kind).toBe('failed');
  expect((await legacyCall(world, queryParams('PT1'))).kind).toBe('failed');
  expect((await legacyCall(world, queryParams('PT1'))).kind).toBe('reply');
  world.faults.next('legacy.cancel', { kind: 'unknown', processed: false }, 2);
  world.faults.next('legacy.cancel', { kind: 'code', code: 'SYSTEM_ERROR', level: 'business', processed: false });
  const cancel = async () => readLegacy(world, await legacyCall(world, cancelParams('PT1')));
  for (let count = 0; count < 2; count += 1) expect(await cancel()).toMatchObject({ verified: true, fields: { result_code: 'UNKNOWN', retry_flag: 'Y' } });
  expect((await cancel()).fields).toMatchObject({ result_code: 'FAIL', detail_error_code: 'SYSTEM_ERROR', retry_flag: 'Y' });
  expect(world.ledger()[0]?.state).toBe('paid');
  expect((await cancel()).fields).toMatchObject({ result_code: 'SUCCESS', action: 'refund' });
});

test('a refused request does not use up a fault', async () => {
  const { world } = await practiceWorld();
  world.faults.next('legacy.pay', { kind: 'reset', processed: false });
  expect(readLegacy(world, await legacyCall(world, payParams('PT1', magicCode(0)), { key: 'wrong' })).error).toBe('ILLEGAL_SIGN');
  expect(world.faults.pending('legacy.pay')).toBe(1);
});
