import { expect, test } from 'vitest';
import { attended, staffHandlers } from '../../../electron/ipc/staff-handlers.ts';
import type { StaffDesk } from '../../../electron/till/staff/desk.ts';
import { CHANNELS, type Channel, type Handlers } from '../../../shared/contract/contract.ts';
import { TillError } from '../../../shared/errors/registry.ts';

/** Every channel answers its own name; the staff desk says what it was asked. */
function table(present: boolean): { handlers: Handlers; guarded: Handlers; asked: string[] } {
  const asked: string[] = [];
  const staff = {
    authority: { require: ({ permission }: { permission: string }) => void asked.push(`require ${permission}`) },
    serve: async (work: () => unknown, options?: { unattended: boolean }) => {
      if (!present && options?.unattended !== true) throw new TillError('STAFF_LOCKED');
      return work();
    },
    serveApproved: async (proof: object, work: () => unknown) => {
      asked.push(`approved ${JSON.stringify(proof)}`);
      return work();
    },
  } as unknown as StaffDesk;
  const plain = Object.fromEntries(Object.keys(CHANNELS).map((channel) => [channel, (request: unknown) => ({ channel, request })])) as unknown as Handlers;
  const handlers: Handlers = { ...plain, ...staffHandlers(staff, () => handlers) };
  return { handlers, guarded: attended(staff, handlers), asked };
}

const call = (handlers: Handlers, channel: Channel, request: unknown): Promise<unknown> => Promise.resolve((handlers[channel] as (request: unknown) => unknown)(request));
const act = (channel: string, request: unknown) => ({ channel, request, approver: { staffId: 's', pin: '2580' } });

test('while nobody is there only signing in and seeing works', async () => {
  const { guarded } = table(false);
  const open: string[] = [];
  for (const channel of Object.keys(CHANNELS) as Channel[]) {
    if (channel.startsWith('staff.') || channel.startsWith('approval.')) continue;
    await call(guarded, channel, {}).then(() => open.push(channel), (error: TillError) => expect(error.code).toBe('STAFF_LOCKED'));
  }
  expect(open.filter((channel) => (CHANNELS[channel as Channel].windows as readonly string[]).includes('cashier')).sort()).toEqual([
    'catalog.categories', 'catalog.list', 'practice.payMerchantCode', 'practice.phoneScan', 'practice.view', 'scan.submit', 'settings.window', 'till.painted', 'till.setLanguage', 'till.showCustomerScreen', 'till.snapshot',
  ]);
  await expect(call(guarded, 'approval.act', act('sale.discard', { reason: 'left' }))).rejects.toMatchObject({ code: 'STAFF_LOCKED' });
});

test('one request is run with consent, parsed by its own channel', async () => {
  const { guarded, asked } = table(true);
  expect(await call(guarded, 'approval.act', act('sale.discard', { reason: ' left ' }))).toEqual({ value: { channel: 'sale.discard', request: { reason: 'left' } } });
  await call(guarded, 'approval.act', act('settings.saveScanProduct', { product: 'alipayBarcode' }));
  expect(asked).toEqual(['approved {"staffId":"s","pin":"2580"}', 'approved {"staffId":"s","pin":"2580"}', 'require changeSettings']);
});

test.each([
  ['no channel', 'sale.explode', {}, 'IPC_UNKNOWN_CHANNEL'],
  ['an approval in an approval', 'approval.act', act('sale.discard', { reason: 'x' }), 'IPC_UNKNOWN_CHANNEL'],
  ['signing in', 'staff.signIn', { staffId: 's', pin: '2580' }, 'IPC_UNKNOWN_CHANNEL'],
  ['another window’s', 'customer.painted', { revision: 1 }, 'IPC_FORBIDDEN_WINDOW'],
  ['a request that is none', 'sale.discard', { why: 'left' }, 'IPC_BAD_REQUEST'],
] as const)('refused: %s', async (_what, channel, request, code) => {
  const { guarded, asked } = table(true);
  await expect(call(guarded, 'approval.act', act(channel, request))).rejects.toMatchObject({ code });
  expect(asked).toEqual([]);
});

test.each([
  ['reconcile', ['reconcile.begin', 'reconcile.earlier', 'reconcile.differences']],
  ['sell', ['sale.setQuantity', 'sale.coupon', 'sale.undo', 'sale.hold', 'sale.recall', 'tender.cash', 'payment.confirmCode']],
] as const)('what needs a right as a whole channel asks for it first: %s', async (permission, channels) => {
  const { guarded, asked } = table(true);
  for (const channel of channels) await call(guarded, channel, {});
  await call(guarded, 'sale.pay', {});
  expect(asked).toEqual(channels.map(() => `require ${permission}`));
});
