import { expect, test } from 'vitest';
import { createRequests, type Requests } from '../../../electron/till/staff/requests.ts';
import { NO_FAILURES, type Person } from '../../../electron/till/staff/staff-file.ts';
import { minor } from '../../../shared/money.ts';
import { DEFAULT_RULES, type Act, type Role } from '../../../shared/staff/permissions.ts';
import { refusal as refusalOf } from '../../support/refusal.ts';

const person = (staffId: string, role: Role): Person => ({ staffId, name: staffId.toUpperCase(), role, archived: false, pin: null, badges: [], failures: NO_FAILURES });
const CASHIER = person('c', 'cashier');
const SUPERVISOR = person('s', 'supervisor');
const OWNER = person('o', 'owner');
const DISCARD: Act = { permission: 'discardSale' };

function counter(first: Person | null = CASHIER): Requests & { stand: (who: Person | null) => void } {
  let present = first;
  const requests = createRequests({ present: () => present, rules: () => DEFAULT_RULES, nameOf: (id) => id });
  return { ...requests, stand: (who) => (present = who) };
}

test.each([
  ['a cashier sells', CASHIER, { permission: 'sell' }, null],
  ['a small discount', CASHIER, { permission: 'discountLine', discountPpm: 50_000 }, null],
  ['a discount beyond the limit', CASHIER, { permission: 'discountLine', discountPpm: 50_001 }, { code: 'APPROVAL_NEEDED', details: { permission: 'discountLine', over: 'discountPpm', discountPpm: 50_001 } }],
  ['what always needs consent', CASHIER, { permission: 'refundPayment', moneyOutMinor: minor(900) }, { code: 'APPROVAL_NEEDED', details: { permission: 'refundPayment', moneyOutMinor: 900 } }],
  ['what nobody of that role does', CASHIER, { permission: 'manageStaff' }, { code: 'NOT_PERMITTED', details: { permission: 'manageStaff' } }],
  ['a supervisor', SUPERVISOR, { permission: 'refundPayment' }, null],
  ['an owner', OWNER, { permission: 'manageStaff', discountPpm: 1_000_000 }, null],
  ['nobody', null, { permission: 'sell' }, { code: 'STAFF_LOCKED', details: {} }],
] as const)('%s', (_what, who, act, refusal) => {
  const { authority } = counter(who);
  if (refusal === null) authority.require(act);
  else expect(refusalOf(() => { authority.require(act); })).toMatchObject(refusal);
});

test('consent is for one request, and named only where it was needed', async () => {
  const { serve, authority } = counter();
  const people = await serve(() => {
    const before = authority.people();
    authority.require(DISCARD);
    return [before, authority.people()];
  }, SUPERVISOR);
  expect(people).toEqual([{ operator: 'c' }, { operator: 'c', approver: 's' }]);
  await expect(serve(() => { authority.require(DISCARD); })).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
  expect(refusalOf(() => { authority.require(DISCARD); })).toMatchObject({ code: 'APPROVAL_NEEDED' });
});

test('consent is gone after a throw, and for whatever the request left running', async () => {
  const { serve, authority } = counter();
  const left: string[] = [];
  const { promise: later, resolve } = Promise.withResolvers<void>();
  let after: Promise<void> = Promise.resolve();
  await expect(serve(() => {
    authority.require(DISCARD);
    after = later.then(() => {
      left.push(JSON.stringify(authority.people()));
      authority.require(DISCARD);
    });
    after.catch(() => undefined);
    throw new Error('broken');
  }, SUPERVISOR)).rejects.toThrow('broken');
  resolve();
  await expect(after).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
  expect(left).toEqual(['{"operator":"c"}']);
});

test('requests at the same time do not lend each other their consent', async () => {
  const { serve, authority } = counter();
  const gate = Promise.withResolvers<void>();
  const allowed = serve(async () => {
    await gate.promise;
    authority.require(DISCARD);
    return authority.people();
  }, SUPERVISOR);
  const bare = serve(async () => {
    gate.resolve();
    await gate.promise;
    authority.require(DISCARD);
  });
  await expect(bare).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
  expect(await allowed).toEqual({ operator: 'c', approver: 's' });
});

test('an approver goes no further than alone', async () => {
  const { serve, authority } = counter();
  const act: Act = { permission: 'discountSale', discountPpm: 300_001 };
  await expect(serve(() => { authority.require(act); }, SUPERVISOR)).rejects.toMatchObject({ code: 'APPROVAL_NOT_ENOUGH', details: { discountPpm: 300_001 } });
  await serve(() => { authority.require(act); }, OWNER);
  // What a role may not do at all, nobody's word changes.
  await expect(serve(() => { authority.require({ permission: 'editCatalog' }); }, OWNER)).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
});

test('whoever comes meanwhile neither signs a request nor lends it their rights', async () => {
  const desk = counter();
  const gate = Promise.withResolvers<void>();
  const running = desk.serve(async () => {
    await gate.promise;
    expect(desk.authority.people()).toEqual({ operator: 'c' });
    desk.authority.require(DISCARD);
  });
  desk.stand(OWNER);
  gate.resolve();
  await expect(running).rejects.toMatchObject({ code: 'APPROVAL_NEEDED' });
  expect(desk.authority.people()).toEqual({ operator: 'o' });
  desk.stand(null);
  expect(desk.authority.people()).toEqual({ operator: 'till' });
  expect(desk.authority.operator()).toEqual({ id: 'till', name: '' });
});
