import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LEGACY_SERVICE_NAMES, legacyCodes, type LegacyServiceName } from '../../../electron/training/legacy-codes.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { call, codeOf, createParams, modifyParams, precreateParams, refundParams, refundQueryParams, statusParams } from './legacy-requests.ts';
import { cancelParams, legacyCall, magicCode, payParams, queryParams, replied, type LegacyAnswer } from './test-client.ts';
import { practiceWorld } from './worlds.ts';

const REQUESTS: Record<Exclude<LegacyServiceName, 'legacy.notifyVerify'>, (nth: number) => Record<string, string>> = {
  'legacy.pay': (nth) => payParams(`PT${nth}`, magicCode(0)),
  'legacy.query': () => queryParams('PT1'),
  'legacy.cancel': () => cancelParams('PT1'),
  'legacy.precreate': (nth) => precreateParams(`QR${nth}`),
  'legacy.refund': (nth) => refundParams('PT1', `RF${nth}`, '1.00'),
  'legacy.refundQuery': () => refundQueryParams('PT1', 'RF1'),
  'legacy.qrCreate': () => createParams(),
  'legacy.qrModify': () => modifyParams('https://qr.practice.example/fkx1'),
  'legacy.qrModifyStatus': () => statusParams('https://qr.practice.example/fkx1', 'STOP'),
};
const isXml = (name: LegacyServiceName): name is keyof typeof REQUESTS => name !== 'legacy.notifyVerify';
const ledgerOf = (world: PracticeWorld): string => JSON.stringify(world.ledger());

test.each(LEGACY_SERVICE_NAMES.filter(isXml))('every code of %s can be had at its level, and the next answer is clean', async (service) => {
  const { world } = await practiceWorld();
  const codes = legacyCodes(service);
  expect(codes.filter((code) => code.level === 'gateway')).toHaveLength(21);
  expect(new Set(codes.map(({ code, level }) => `${level} ${code}`)).size).toBe(codes.length);
  let nth = 0;
  const ask = (): Promise<LegacyAnswer> => call(world, REQUESTS[service]((nth += 1)));
  for (const { code, level } of codes) {
    world.faults.next(service, { kind: 'code', code, level, processed: false });
    const answer = await ask();
    expect(codeOf(answer), `${service} ${level} ${code}`).toBe(code);
    expect(answer.isSuccess).toBe(level === 'gateway' ? 'F' : 'T');
    if (level === 'business' && service !== 'legacy.refundQuery') expect(['FAIL', 'FAILED']).toContain(answer.fields['result_code']);
  }
  expect(ledgerOf(world)).toBe('[]');
  expect(world.faults.pending(service)).toBe(0);
});

test('no code of the reference\'s tables is missing (counted there, legacy.md 10)', () => {
  const counts = Object.fromEntries(LEGACY_SERVICE_NAMES.map((service) => [service, legacyCodes(service).filter((code) => code.level === 'business').length]));
  expect(counts).toEqual({
    'legacy.pay': 42, 'legacy.query': 4, 'legacy.cancel': 12, 'legacy.precreate': 25, 'legacy.refund': 19, 'legacy.refundQuery': 4, 'legacy.qrCreate': 4, 'legacy.qrModify': 4,
    'legacy.qrModifyStatus': 4, 'legacy.notifyVerify': 2,
  });
});

test('a code said after the work was done leaves the work done', async () => {
  const { world } = await practiceWorld();
  await call(world, payParams('PT1', magicCode(0)));
  world.faults.next('legacy.refund', { kind: 'code', code: 'SYSTEM_ERROR', level: 'gateway', processed: true });
  expect((await call(world, refundParams('PT1', 'RF1', '1.00'))).error).toBe('SYSTEM_ERROR');
  expect(world.ledger()[0]?.returnedMinor).toBe(100);
  expect(codeOf(await call(world, refundParams('PT1', 'RF1', '1.00')))).toBe('SUCCESS');
  expect(world.ledger()[0]?.returnedMinor).toBe(100);
});

test.each([
  ['legacy.precreate', 'UNKNOWN', 'result_code'], ['legacy.refund', 'UNKNOW', 'result_code'], ['legacy.refundQuery', 'QUERY_FAILED', 'response_code'], ['legacy.qrCreate', 'UNKNOWN', 'result_code'],
] as const)('%s can be made to say %s', async (service, said, field) => {
  const { world } = await practiceWorld();
  world.faults.next(service, { kind: 'unknown', processed: false });
  expect((await call(world, REQUESTS[service](1))).fields[field]).toBe(said);
});

test('wrong amounts and references in answers of refunds are well signed lies', async () => {
  const { world } = await practiceWorld();
  await call(world, payParams('PT1', magicCode(0)));
  world.faults.next('legacy.refund', { kind: 'wrongAmount' });
  expect((await call(world, refundParams('PT1', 'RF1', '1.00'))).fields['refund_amount']).toBe('1.01');
  world.faults.next('legacy.refund', { kind: 'wrongReference' });
  expect((await call(world, refundParams('PT1', 'RF2', '1.00'))).fields).toMatchObject({ partner_refund_id: 'RF2X', partner_trans_id: 'PT1X' });
  world.faults.next('legacy.refundQuery', { kind: 'wrongReference' });
  expect((await call(world, refundQueryParams('PT1', 'RF2'))).fields).toMatchObject({ out_return_no: 'RF2X' });
});

test('notify_verify says whatever a practice panel wants', async () => {
  const { world } = await practiceWorld();
  for (const { code } of legacyCodes('legacy.notifyVerify')) {
    world.faults.next('legacy.notifyVerify', { kind: 'code', code, level: 'business', processed: false });
    expect(replied(await legacyCall(world, { service: 'notify_verify', notify_id: 'x' }, { via: 'GET' })).body.toString()).toBe(code);
  }
});

test('the gateway has no line in common with the client: no file of the practice room imports the client room', () => {
  for (const file of ['legacy-seal', 'legacy-notices', 'legacy-xml', 'legacy-form', 'legacy-gateway', 'notifier', 'notice-post']) {
    expect(readFileSync(new URL(`../../../electron/training/${file}.ts`, import.meta.url), 'utf8')).not.toContain('../alipay/');
  }
});
