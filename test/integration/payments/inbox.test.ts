import { describe, expect, test } from 'vitest';
import { minor } from '../../../shared/money.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS } from '../../../shared/payment/products.ts';
import { after, C, R } from '../../simulation/scripted-provider.ts';
import { inboxTills, type InboxTill } from '../../support/notifications/inbox-till.ts';
import { message } from '../../support/notifications/scripted-reader.ts';

const till = inboxTills();
const NEVER = after(1_000_000, R.noAnswer());
const code = (t: InboxTill) => R.code('https://qr.example/1', t.clock.nowMs() + 300_000);
const startable = PAYMENT_PRODUCTS.filter((product) => PRODUCT_FACTS[product].presented !== 'printed');

describe('paid', () => {
  test.each(startable)('%s: before the answer to pay, it finishes the sale, and the answer changes nothing any more', async (product) => {
    const t = till({ pay: [after(4_000, R.paid())], inquire: [R.paid()] });
    const { attemptId, reference } = t.start(product);
    await t.clock.settle();
    expect(t.journal.attempt(attemptId)?.state).toBe('sent');
    const receipt = await t.deliver(product, message({ merchantReference: reference }));
    expect(receipt).toMatchObject({ kind: 'acknowledged', answer: { status: 200 } });
    expect(t.journal.attempt(attemptId)).toMatchObject({ state: 'paid', payerHint: 'bu***@mail.example', wallet: 'ALIPAYHK', gatewayPaymentId: '2026010522001' });
    expect(t.journal.sale('sale-1')?.state).toBe('completed');
    await t.clock.advance(60_000);
    expect(t.types().slice(-5)).toEqual(['notification.received', 'payment.moved', 'tender.payment', 'sale.completed', 'notification.applied']);
    expect(t.providers[product].count('pay')).toBe(1);
    expect(t.providers[product].count('inquire') + t.providers[product].count('cancel')).toBe(0);
  });

  test('a code on the screen: paid at once, without waiting for the next inquiry', async () => {
    const t = till({ inquire: [R.waiting()] });
    t.providers.alipayOrderCode.rescript({ pay: [code(t)], inquire: [R.waiting()] });
    const { attemptId, reference } = t.start('alipayOrderCode');
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'shown', 10_000);
    await t.deliver('alipayOrderCode', message({ merchantReference: reference, gatewayPaymentId: '20260105AMS1' }));
    expect(t.engine.view(attemptId)?.state).toBe('paid');
    expect(t.appliedAs()).toEqual(['evidence']);
    // The move names its messenger, so that the journal says how the till came to know.
    const moved = t.journal.attemptHistory(attemptId).findLast((entry) => entry.type === 'payment.moved');
    expect(moved?.data).toMatchObject({ to: 'paid', by: 'gateway', call: { service: 'notification', gatewayCode: 'TRADE_SUCCESS' } });
  });

  test('a code asked for again and again: the notification ends that', async () => {
    const t = till();
    t.providers.alipayOrderCode.rescript({ pay: [R.unknown()], inquire: [R.unknown()], cancel: [C.unknown()] });
    const { attemptId, reference } = t.start('alipayOrderCode');
    await t.clock.settle();
    await t.deliver('alipayOrderCode', message({ merchantReference: reference }));
    await t.clock.advance(30_000);
    expect(t.journal.attempt(attemptId)?.state).toBe('paid');
    expect(t.providers.alipayOrderCode.count('pay')).toBe(1);
  });

  test.each(['asking', 'unresolved'] as const)('%s: it is evidence in every state that only waits', async (state) => {
    const t = till({ pay: [NEVER], inquire: [R.unknown()], cancel: [C.notSent()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === state, 200_000);
    await t.deliver('alipayBarcode', message({ merchantReference: reference }));
    expect(t.journal.attempt(attemptId)?.state).toBe('paid');
    expect(t.appliedAs()).toEqual(['evidence']);
    expect(t.journal.sale('sale-1')?.state).toBe('completed');
  });

  test('late, for a sale that was given up: found money', async () => {
    const t = till({ pay: [NEVER], inquire: [R.waiting()], cancel: [C.unknown()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'asking', 10_000);
    t.journal.append([{ type: 'sale.discarded', data: { saleId: 'sale-1', amountMinor: 4_250, reason: 'left' } }]);
    await t.deliver('alipayBarcode', message({ merchantReference: reference }));
    expect(t.journal.foundMoney().map((row) => row.attemptId)).toEqual([attemptId]);
  });
});

describe('deliveries of one message', () => {
  test('eight of them, at once and later, store once and apply once; each is acknowledged', async () => {
    const t = till({ pay: [NEVER], inquire: [R.unknown()], cancel: [C.unknown()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.settle();
    const said = message({ merchantReference: reference });
    const receipts = await Promise.all(Array.from({ length: 6 }, () => t.deliver('alipayBarcode', said)));
    t.restart();
    receipts.push(await t.deliver('alipayBarcode', said), await t.deliver('alipayBarcode', said));
    expect(receipts.map((receipt) => receipt.kind)).toEqual(Array.from({ length: 8 }, () => 'acknowledged'));
    expect([t.count('notification.received'), t.count('notification.applied'), t.count('sale.completed')]).toEqual([1, 1, 1]);
    expect(t.journal.attempt(attemptId)?.state).toBe('paid');
  });

  test('two messages about one payment change nothing twice', async () => {
    const t = till({ pay: [NEVER], inquire: [R.unknown()], cancel: [C.unknown()] });
    const { reference } = t.start('alipayBarcode');
    await t.clock.settle();
    await t.deliver('alipayBarcode', message({ merchantReference: reference }));
    await t.deliver('alipayBarcode', message({ merchantReference: reference, says: 'other' }));
    await t.deliver('alipayBarcode', message({ merchantReference: reference }));
    expect(t.appliedAs()).toEqual(['evidence', 'nothingNew', 'nothingNew']);
    expect(t.count('sale.completed')).toBe(1);
  });
});

describe('what is not evidence', () => {
  test.each([
    ['another amount', { amountMinor: minor(4_251) }],
    ['another currency', { currency: 'CNY' }],
  ] as const)('%s: an anomaly, never paid, and the gateway is asked at once', async (_name, change) => {
    const t = till({ pay: [NEVER], inquire: [R.waiting()], cancel: [C.unknown()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'asking', 10_000);
    const asked = t.providers.alipayBarcode.count('inquire');
    const { kind } = await t.deliver('alipayBarcode', message({ merchantReference: reference, ...change }));
    await t.clock.settle();
    expect(kind).toBe('acknowledged');
    expect(t.appliedAs()).toEqual(['mismatch']);
    expect(t.journal.attempt(attemptId)?.state).toBe('asking');
    expect(t.count('payment.anomaly')).toBe(1);
    expect(t.providers.alipayBarcode.count('inquire')).toBe(asked + 1);
    expect(t.journal.notificationsUnmatched(10)).toMatchObject([{ appliedAs: 'mismatch', attemptId }]);
  });

  test('no amount: not believed, but a reason to ask', async () => {
    const t = till({ pay: [NEVER], inquire: [R.paid()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.settle();
    await t.deliver('alipayBarcode', message({ merchantReference: reference, amountMinor: null }));
    expect(t.journal.attempt(attemptId)?.state).toBe('sent');
    expect(t.appliedAs()).toEqual(['asked']);
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'paid', 10_000);
  });

  test.each(['closed', 'failed'] as const)('%s: the gateway is asked, its answer decides', async (says) => {
    const t = till({ pay: [NEVER], inquire: [R.paid()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'sent', 10_000);
    await t.deliver('alipayBarcode', message({ merchantReference: reference, says }));
    expect(t.appliedAs()).toEqual(['asked']);
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'paid', 10_000);
  });

  test('an unknown reference is kept and shown, until somebody takes note of it', async () => {
    const t = till();
    const { kind } = await t.deliver('alipayOrderCode', message({ merchantReference: 'NOT-OURS' }));
    expect(kind).toBe('acknowledged');
    const [row] = t.journal.notificationsUnmatched(10);
    expect(row).toMatchObject({ appliedAs: 'unknownReference', merchantReference: 'NOT-OURS', amountMinor: 4_250, attemptId: null });
    expect(t.journal.shiftTotals().unmatched).toMatchObject([{ merchantReference: 'NOT-OURS', amountMinor: 4_250 }]);
    t.journal.append([{ type: 'notification.noted', data: { notificationId: row?.notificationId ?? '' } }]);
    expect(t.journal.notificationsUnmatched(10)).toEqual([]);
    expect(t.journal.shiftTotals().unmatched).toBeUndefined();
  });

  test('a message of no payment, such as a registration, is kept, and nobody looks for its money', async () => {
    const t = till();
    const registered = { says: 'other', merchantReference: null, gatewayPaymentId: null, amountMinor: null, currency: null, gatewayCode: 'REGISTRATION_APPROVED' } as const;
    const { kind } = await t.deliver('alipayOrderCode', message(registered));
    await t.deliver('alipayHkMerchantQr', message(registered));
    expect(kind).toBe('acknowledged');
    expect(t.appliedAs()).toEqual(['nothingNew', 'nothingNew']);
    expect(t.journal.notificationsUnmatched(10)).toEqual([]);
    // One that names a payment nobody here knows is looked at.
    await t.deliver('alipayOrderCode', message({ ...registered, merchantReference: 'NOT-OURS' }));
    expect(t.journal.notificationsUnmatched(10)).toMatchObject([{ appliedAs: 'unknownReference' }]);
  });

  test('our reference, told by another gateway: not ours', async () => {
    const t = till({ pay: [NEVER], inquire: [R.unknown()], cancel: [C.unknown()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.settle();
    await t.deliver('alipayOrderCode', message({ merchantReference: reference }));
    expect(t.journal.attempt(attemptId)?.state).toBe('sent');
    expect(t.appliedAs()).toEqual(['unknownReference']);
  });

  test('a forged one leaves a log line and nothing else', async () => {
    const t = till({ pay: [NEVER], inquire: [R.unknown()], cancel: [C.unknown()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.settle();
    const before = t.journal.head();
    const receipt = await t.deliver('alipayBarcode', message({ merchantReference: reference }), true);
    expect(receipt).toMatchObject({ kind: 'refused', answer: { body: Buffer.from('fail') } });
    expect(t.journal.head()).toEqual(before);
    expect(t.journal.attempt(attemptId)?.state).toBe('sent');
    expect(t.logged.filter(({ event }) => event === 'notification.rejected')).toMatchObject([{ level: 'warn', fields: { why: 'badSignature' } }]);
  });

  test('an id too long to be kept is refused as unreadable', async () => {
    const t = till();
    expect(await t.deliver('alipayBarcode', message({ merchantReference: 'x'.repeat(65) }))).toMatchObject({ kind: 'refused' });
    expect(t.count('notification.received')).toBe(0);
  });
});

describe('after a cancel', () => {
  test('"paid" may be older than the cancel: the inquiry decides, and says it was cancelled', async () => {
    const t = till({ pay: [R.waiting()], inquire: [R.waiting(), R.closed()], cancel: [C.accepted()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'asking', 10_000);
    t.engine.cancel(attemptId);
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'cancelled', 60_000);
    await t.deliver('alipayBarcode', message({ merchantReference: reference }));
    expect(t.appliedAs()).toEqual(['doubted']);
    expect(t.journal.notificationsInDoubt()).toHaveLength(1);
    await t.clock.until(() => t.count('notification.doubtSettled') === 1, 200_000);
    expect(t.journal.attempt(attemptId)).toMatchObject({ state: 'cancelled', found: 'none' });
    expect(t.journal.notificationsInDoubt()).toEqual([]);
  });

  test('"paid" that the gateway confirms is found money', async () => {
    const t = till({ pay: [R.waiting()], inquire: [R.waiting(), R.closed()], cancel: [C.accepted()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'asking', 10_000);
    t.engine.cancel(attemptId);
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'cancelled', 60_000);
    t.providers.alipayBarcode.rescript({ inquire: [R.paid()] });
    await t.deliver('alipayBarcode', message({ merchantReference: reference }));
    await t.clock.until(() => t.count('notification.doubtSettled') === 1, 200_000);
    expect(t.journal.attempt(attemptId)).toMatchObject({ state: 'paid', found: 'found' });
    expect(t.journal.entries(1, 1_000).findLast((entry) => entry.type === 'notification.doubtSettled')?.data).toMatchObject({ foundPaid: true });
  });

  test('a doubt outlives a restart, and is settled once', async () => {
    const t = till({ pay: [R.waiting()], inquire: [R.waiting(), R.closed()], cancel: [C.accepted()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'asking', 10_000);
    t.engine.cancel(attemptId);
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'cancelled', 60_000);
    t.providers.alipayBarcode.rescript({ inquire: [R.noAnswer()] });
    await t.deliver('alipayBarcode', message({ merchantReference: reference }));
    await t.clock.advance(120_000);
    t.restart();
    t.providers.alipayBarcode.rescript({ inquire: [R.paid()] });
    await t.clock.until(() => t.count('notification.doubtSettled') === 1, 600_000);
    expect(t.journal.attempt(attemptId)).toMatchObject({ state: 'paid', found: 'found' });
    t.restart();
    await t.clock.advance(600_000);
    expect(t.count('notification.doubtSettled')).toBe(1);
  });

  test('while the cancel is out, the message waits for the inquiry', async () => {
    const t = till({ pay: [R.waiting()], inquire: [R.waiting(), R.waiting(), R.paid()], cancel: [after(3_000, C.unknown()), C.unknown()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'asking', 10_000);
    t.engine.cancel(attemptId);
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'cancelling', 60_000);
    await t.deliver('alipayBarcode', message({ merchantReference: reference }));
    expect(t.appliedAs()).toEqual(['asked']);
    expect(t.journal.attempt(attemptId)?.state).toBe('cancelling');
    await t.clock.until(() => t.journal.attempt(attemptId)?.state === 'paid', 400_000);
    expect(t.journal.sale('sale-1')?.state).toBe('completed');
  });
});

describe('money on the printed code', () => {
  test('arrives as found money without a sale, once', async () => {
    const t = till();
    const said = message({ merchantReference: 'ALI-1', gatewayPaymentId: '2026010522009', amountMinor: minor(8_800) });
    for (let n = 0; n < 8; n += 1) await t.deliver('alipayHkMerchantQr', said);
    await t.deliver('alipayHkMerchantQr', message({ ...said, messageId: 'another' }));
    expect(t.appliedAs()).toEqual(['arrived', 'nothingNew']);
    expect(t.journal.foundMoney()).toMatchObject([{ saleId: null, product: 'alipayHkMerchantQr', state: 'paid', amountMinor: 8_800, merchantReference: 'ALI-1', payerHint: 'bu***@mail.example' }]);
    expect(t.journal.shiftTotals().foundMoney).toMatchObject([{ merchantReference: 'ALI-1', amountMinor: 8_800 }]);
  });

  test('is matched to the open sale at once, when the gateway confirms it', async () => {
    const t = till({ inquire: [R.paid()] });
    const sale = t.openSale(1);
    await t.deliver('alipayHkMerchantQr', message({ merchantReference: 'ALI-1' }));
    const [row] = t.journal.foundMoney();
    await t.engine.settleFound(row?.attemptId ?? '', 'appliedToSale');
    expect(t.journal.sale(sale.saleId)?.state).toBe('completed');
    expect(t.journal.saleTenders(sale.saleId)).toMatchObject([{ kind: 'alipayHkMerchantQr', attemptId: row?.attemptId }]);
    expect(t.journal.foundMoney()).toEqual([]);
    expect(t.providers.alipayHkMerchantQr.calls).toMatchObject([{ service: 'inquire', reference: 'ALI-1' }]);
  });

  test('one without amount or number is kept and shown, not booked', async () => {
    const t = till();
    await t.deliver('alipayHkMerchantQr', message({ merchantReference: 'ALI-1', amountMinor: null }));
    await t.deliver('alipayHkMerchantQr', message({ merchantReference: 'ALI-2', gatewayPaymentId: null }));
    expect(t.journal.foundMoney()).toEqual([]);
    expect(t.journal.notificationsUnmatched(10).map((one) => one.appliedAs)).toEqual(['mismatch', 'mismatch']);
  });

  test('on an address it shares with another product of the account, it is not taken for a stranger’s', async () => {
    const t = till();
    Object.defineProperty(t.readers.alipayHkTransactionQr, 'path', { value: t.readers.alipayHkMerchantQr.path });
    await t.deliver('alipayHkMerchantQr', message({ merchantReference: 'ALI-1' }));
    expect(t.appliedAs()).toEqual(['arrived']);
  });
});

describe('asking the gateway whether a message is genuine', () => {
  test('only when the shop wants it; false refuses, silence makes it come again, true takes it', async () => {
    const t = till({ pay: [NEVER], inquire: [R.unknown()], cancel: [C.unknown()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.settle();
    const asked: string[] = [];
    let says: boolean | 'unknown' = false;
    t.readers.alipayBarcode.confirm = (messageId) => {
      asked.push(messageId);
      return Promise.resolve(says);
    };
    t.asksGateway = true;
    const said = message({ merchantReference: reference });
    expect(await t.deliver('alipayBarcode', said)).toMatchObject({ kind: 'refused' });
    says = 'unknown';
    expect(await t.deliver('alipayBarcode', said)).toMatchObject({ kind: 'busy' });
    expect(t.count('notification.received')).toBe(0);
    says = true;
    const receipts = await Promise.all([t.deliver('alipayBarcode', said), t.deliver('alipayBarcode', said)]);
    expect(receipts.map(({ kind }) => kind)).toEqual(['acknowledged', 'acknowledged']);
    expect(asked).toHaveLength(3);
    expect(t.journal.attempt(attemptId)?.state).toBe('paid');
  });

  test('a question that is never answered ends', async () => {
    const t = till();
    t.readers.alipayBarcode.confirm = () => new Promise(() => undefined);
    t.asksGateway = true;
    const receipt = t.deliver('alipayBarcode', message());
    await t.clock.advance(5_000);
    expect(await receipt).toMatchObject({ kind: 'busy' });
  });
});
