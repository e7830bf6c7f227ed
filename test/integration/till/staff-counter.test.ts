import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededConfig } from '../../../electron/till/seed/seeded-shop.ts';
import { hashPin, SUPERVISOR_PIN_COST } from '../../../electron/till/staff/secret.ts';
import { PRACTICE_PINS } from '../../../electron/till/staff/staff-file.ts';
import type { Entry } from '../../../shared/journal/entries.ts';
import { Behind, folder } from './behind.ts';

const asMei = (): Promise<Behind> => Behind.open(folder(), {}, { who: 'asStarted' });
const newest = ({ till: { desk } }: Behind, type: Entry['type']): Entry | undefined => {
  const { seq } = desk.journal.head();
  return desk.journal.entries(Math.max(1, seq - 50), 51).findLast((entry) => entry.type === type);
};
const SUPERVISOR = { staffId: 'supervisor', pin: PRACTICE_PINS.supervisor };

test('a till from before there was staff: its PIN is the owner’s now, and no second copy is left', async () => {
  const dir = folder();
  const { salt, hash } = await hashPin('25802580', SUPERVISOR_PIN_COST);
  writeFileSync(join(dir, 'settings.json'), JSON.stringify({ version: 2, shop: seededConfig(), products: {}, supervisorPin: { salt, hash } }));
  // Practising first does not take it away.
  await (await Behind.open(dir)).till.stop();
  const behind = await Behind.open(dir, { world: 'live' }, { who: 'asStarted' });
  expect((await behind.call('till.snapshot', {})).staff).toMatchObject({ state: 'locked', people: [{ staffId: 's1', name: 'Owner', role: 'owner' }] });
  await behind.call('staff.signIn', { staffId: 's1', pin: '25802580' });
  expect(readFileSync(join(dir, 'settings.json'), 'utf8')).not.toContain(hash);
  expect(readFileSync(join(dir, 'settings.json'), 'utf8')).not.toContain('supervisorPin');
});

test('a payment goes on while the till is locked; its outcome is there afterwards, and it is whose it was', async () => {
  const behind = await asMei();
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('shift.open', { floatMinor: 50_000 });
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  const { attemptId } = await call('payment.showCode', { product: 'alipayOrderCode' });
  await behind.until((snapshot) => snapshot.payment?.state === 'shown');
  await call('staff.lock', {});
  await expect(behind.call('payment.cancel', { attemptId })).rejects.toMatchObject({ code: 'STAFF_LOCKED' });
  expect(await call('practice.phoneScan', { behaviour: 'paysAtOnce' })).toEqual({ result: 'paid' });
  // The customer's screen says it at once; nobody has to sign in for that.
  const { done } = await behind.until((snapshot) => snapshot.phase === 'done');
  expect((await call('customer.snapshot', {})).scene).toMatchObject({ kind: 'paid' });
  expect(newest(behind, 'sale.completed')).toMatchObject({ operator: 'mei' });
  await call('staff.signIn', { staffId: 'sam', pin: PRACTICE_PINS.sam });
  expect(await call('till.snapshot', {})).toMatchObject({ phase: 'done', done: { receiptNo: done?.receiptNo }, operator: { name: 'Sam Lee' } });
  expect(await call('receipt.get', { receiptNo: 1 })).toMatchObject({ operator: 'Mei Chan' });
  // And the next sale is Sam's: each cashier's sums are their own.
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  await call('tender.cash', { tenderedMinor: 100_000 });
  await call('staff.signIn', { staffId: 'owner', pin: PRACTICE_PINS.owner });
  const { totals } = await call('shift.xReport', {});
  expect(totals.cashiers.map(({ operator, salesCount }) => [operator, salesCount]).sort()).toEqual([['Mei Chan', 1], ['Sam Lee', 1]]);
  expect(behind.problems).toEqual([]);
});

test('the cart stays when somebody else takes over, or the till is locked and opened again', async () => {
  const behind = await asMei();
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('shift.open', { floatMinor: 0 });
  await call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 2_000, source: 'tile' });
  const before = (await call('till.snapshot', {})).sale;
  await call('staff.lock', {});
  expect(await call('scan.submit', { text: '48950121', source: 'wedge' })).toMatchObject({ kind: 'refused', error: { code: 'STAFF_LOCKED' } });
  await call('staff.signIn', { staffId: 'sam', pin: PRACTICE_PINS.sam });
  expect((await call('till.snapshot', {})).sale).toEqual(before);
  expect(newest(behind, 'staff.signedIn')).toMatchObject({ operator: 'sam' });
});

test('one discard is allowed by a supervisor, named in the entry; the next one asks again', async () => {
  const behind = await asMei();
  const call: Behind['call'] = (channel, request) => behind.call(channel, request);
  await call('shift.open', { floatMinor: 0 });
  const ring = () => call('sale.addProduct', { productId: 'hot-milk-tea', quantityMilli: 1_000, source: 'tile' });
  await ring();
  const head = behind.till.desk.journal.head();
  await expect(behind.call('sale.discard', { reason: 'left' })).rejects.toMatchObject({ code: 'APPROVAL_NEEDED', details: { permission: 'discardSale' } });
  expect(behind.till.desk.journal.head()).toEqual(head);
  expect(await call('approval.act', { channel: 'sale.discard', request: { reason: 'left' }, approver: SUPERVISOR })).toEqual({ value: {} });
  expect(newest(behind, 'sale.discarded')).toMatchObject({ operator: 'mei', approver: 'supervisor' });
  expect((await call('till.snapshot', {})).operator).toMatchObject({ id: 'mei' });
  await ring();
  expect(newest(behind, 'sale.lineAdded')).not.toHaveProperty('approver');
  await expect(behind.call('sale.discard', { reason: 'left' })).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
  // A request that is refused for its own reasons leaves nothing open either.
  await expect(behind.call('approval.act', { channel: 'sale.recall', request: { saleId: 'none' }, approver: SUPERVISOR })).rejects.toMatchObject({ code: 'SALE_NOT_FOUND' });
  await expect(behind.call('sale.discard', { reason: 'left' })).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
  await expect(behind.call('approval.act', { channel: 'sale.discard', request: { reason: 'left' }, approver: { ...SUPERVISOR, pin: '0000' } })).rejects.toMatchObject({ code: 'APPROVAL_REFUSED' });
  expect(newest(behind, 'staff.refused')).toMatchObject({ operator: 'mei', data: { staffId: 'supervisor', what: 'approval', by: 'pin', failures: 1 } });
  expect(behind.problems).toEqual([]);
});
