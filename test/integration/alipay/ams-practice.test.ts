import { describe, expect, test } from 'vitest';
import { AmsNotificationReader } from '../../../electron/alipay/ams/notification.ts';
import { AmsOrderCodeProvider } from '../../../electron/alipay/ams/order-code.ts';
import { loadAmsSettings } from '../../../electron/alipay/ams/settings.ts';
import { AmsUserPresentedProvider } from '../../../electron/alipay/ams/user-presented.ts';
import { createHttp } from '../../../electron/alipay/http.ts';
import type { UnknownCode } from '../../../electron/alipay/unknown-codes.ts';
import type { NotificationMessage, PaymentKey, PayRequest, RefundRequest } from '../../../electron/payments/provider.ts';
import { amsCodesOf, type AmsService as PracticeService } from '../../../electron/training/ams-codes.ts';
import { isAmsAcknowledgement } from '../../../electron/training/ams-notices.ts';
import type { NoticePost } from '../../../electron/training/notice-post.ts';
import { minor } from '../../../shared/money.ts';
import { AMS_CODES, AMS_GATEWAY_CODES, amsVerdict } from '../../../shared/payment/ams-codes.ts';
import { seededRandom, until } from '../training/fake-clock.ts';
import { magicCode } from '../training/test-client.ts';
import { practiceWorld } from '../training/worlds.ts';

/** Both clients against the practice gateway, which shares no line with them. */
const options = { deadlineMs: 5_000 };

async function till(change: { plain?: object; agentToken?: string } = {}) {
  const delivered: NotificationMessage[] = [];
  const facts: UnknownCode[] = [];
  const acknowledged: boolean[] = [];
  let take: (post: NoticePost) => { status: number; body: Buffer } = () => ({ status: 404, body: Buffer.alloc(0) });
  const { world, clock } = await practiceWorld({ post: async (post) => ({ kind: 'answered', ...take(post) }) });
  const plain = {
    host: world.ams.host, clientId: world.ams.clientId, merchant: { referenceMerchantId: 'SHOP1', merchantName: 'Lantern Books Ltd', merchantMCC: '5942' },
    store: { referenceStoreId: 'S01', storeName: 'Harbour', storeTerminalId: 'TILL03' }, notifyUrl: 'https://pos.example/ams/notify', ...change.plain,
  };
  const settings = loadAmsSettings(plain, { privateKey: world.ams.merchantPrivateKeyPem, alipayPublicKey: world.ams.gatewayPublicKeyBase64, agentToken: change.agentToken }, 'alipayUserPresented');
  const report = (fact: UnknownCode) => facts.push(fact);
  const http = createHttp({ clock });
  const deps = { settings, clock, random: seededRandom(7), post: http.post, report };
  const reader = new AmsNotificationReader({ settings, product: 'alipayUserPresented', clock, report });
  take = ({ url, headers, body }) => {
    const target = new URL(url).pathname;
    const reading = reader.takes(target) ? reader.read({ target, headers, body }) : null;
    if (reading?.kind === 'verified') delivered.push(reading.message);
    const answer = reading?.kind === 'verified' ? reader.acknowledgement() : reader.refusal(reading?.why ?? 'unreadable');
    acknowledged.push(isAmsAcknowledgement(answer.status, Buffer.from(answer.body)));
    return { status: answer.status, body: Buffer.from(answer.body) };
  };
  return { world, clock, facts, delivered, acknowledged, presented: new AmsUserPresentedProvider(deps), shown: new AmsOrderCodeProvider(deps), [Symbol.dispose]: () => http.close() };
}
type Till = Awaited<ReturnType<typeof till>>;

const requestOf = ({ clock }: Till, reference: string, digit = 0): PayRequest => ({
  merchantReference: reference, amountMinor: minor(8800), currency: 'HKD', description: '书店 - 2 件', billNo: '42', createdAtMs: clock.nowMs(), expiresAtMs: clock.nowMs() + 180_000, offsetMinutes: 480,
  customerCode: magicCode(digit), goods: [{ id: '978', name: 'Atlas', unitPriceMinor: minor(4400), quantityMilli: 2000 }],
});
const keyOf = (request: PayRequest, gatewayPaymentId: string | null = null): PaymentKey => ({ ...request, gatewayPaymentId });

async function paidKey(shop: Till, reference: string): Promise<PaymentKey> {
  const request = requestOf(shop, reference);
  const { payment } = await shop.presented.pay(request, options);
  if (payment.kind !== 'paid') throw new Error(payment.kind);
  return keyOf(request, payment.evidence.gatewayPaymentId);
}
const refundOf = (payment: PaymentKey, refundReference: string, amount: number): RefundRequest => ({ payment, refundReference, amountMinor: minor(amount), createdAtMs: payment.createdAtMs, reason: 'torn', offsetMinutes: 480 });

describe('a scanned customer\'s code', () => {
  test('pays at once, asks for the password, is refused, is stale', async () => {
    using shop = await till();
    const { payment } = await shop.presented.pay(requestOf(shop, 'U1'), options);
    expect(payment).toMatchObject({ kind: 'paid', evidence: { amountMinor: 8800, currency: 'HKD', wallet: 'ALIPAY_CN', paidAtMs: shop.clock.nowMs() } });

    const asks = requestOf(shop, 'U2', 1);
    expect((await shop.presented.pay(asks, options)).payment).toMatchObject({ kind: 'waiting', gatewayPaymentId: expect.any(String) });
    expect((await shop.presented.inquire(keyOf(asks), options)).payment.kind).toBe('waiting');
    shop.clock.advance(30_000);
    expect((await shop.presented.inquire(keyOf(asks), options)).payment.kind).toBe('paid');

    expect((await shop.presented.pay(requestOf(shop, 'U3', 3), options)).payment).toEqual({ kind: 'declined', reason: 'USER_BALANCE_NOT_ENOUGH' });
    expect((await shop.presented.pay(requestOf(shop, 'U4', 9), options)).payment).toEqual({ kind: 'declined', reason: 'INVALID_PAYMENT_CODE' });
    expect((await shop.presented.inquire(keyOf(requestOf(shop, 'U9')), options)).payment).toEqual({ kind: 'notFound' });
    expect(shop.facts).toEqual([]);
  });

  test('repeated with the same bytes it is the same payment; with others it is asked about', async () => {
    using shop = await till();
    const request = requestOf(shop, 'U1');
    const first = await shop.presented.pay(request, options);
    expect(await shop.presented.pay(structuredClone(request), options)).toEqual(first);
    expect((await shop.presented.pay({ ...request, amountMinor: minor(1) }, options))).toEqual({ call: { kind: 'answered', gatewayCode: 'REPEAT_REQ_INCONSISTENT' }, payment: { kind: 'unknown' } });
    expect(shop.world.ledger()).toHaveLength(1);
  });

  test('cancelled, its id is burnt', async () => {
    using shop = await till();
    const key = await paidKey(shop, 'U1');
    expect((await shop.presented.cancel(key, options)).cancel).toEqual({ kind: 'accepted', refunded: null });
    expect((await shop.presented.inquire(key, options)).payment).toEqual({ kind: 'closed', wasPaid: true });
    expect((await shop.presented.pay(requestOf(shop, 'U1'), options)).call).toEqual({ kind: 'answered', gatewayCode: 'ORDER_IS_CANCELED' });
    expect((await shop.presented.cancel(keyOf(requestOf(shop, 'U9')), options)).cancel).toEqual({ kind: 'nothingThere' });
  });

  test.each([
    ['no customer code', { customerCode: '' }, 'badCustomerCode'],
    ['letters in it', { customerCode: '28100000000000000A' }, 'badCustomerCode'],
    ['a code too short', { customerCode: '281000000000001' }, 'badCustomerCode'],
    ['a reference with other characters', { merchantReference: 'U-1' }, 'badReference'],
    ['nothing to pay', { amountMinor: minor(0) }, 'amountNotPayable'],
  ])('%s: nothing leaves', async (_, change, detail) => {
    using shop = await till();
    expect(await shop.presented.pay({ ...requestOf(shop, 'U1'), ...change }, options)).toEqual({ call: { kind: 'notSent', detail }, payment: { kind: 'unknown' } });
    expect(shop.world.calls()).toEqual([]);
  });

  test('wrongly signed, altered and lying answers give nothing to believe; another amount is told as it came', async () => {
    using shop = await till();
    const faults = [{ kind: 'brokenSignature' }, { kind: 'missingSignature' }, { kind: 'alteredBody' }, { kind: 'garbled' }, { kind: 'signedNonsense' }, { kind: 'wrongReference' }] as const;
    for (const [at, fault] of faults.entries()) {
      shop.world.faults.next('ams.pay', fault);
      expect((await shop.presented.pay(requestOf(shop, `U${at}`), options)).payment).toEqual({ kind: 'unknown' });
    }
    shop.world.faults.next('ams.pay', { kind: 'wrongCurrency' });
    const { payment } = await shop.presented.pay(requestOf(shop, 'C1'), options);
    expect(payment.kind === 'paid' && payment.evidence.currency).not.toBe('HKD');
  });
});

describe('refunds', () => {
  test('part, rest, and no more; the same one twice moves money once', async () => {
    using shop = await till();
    const key = await paidKey(shop, 'U1');
    const part = refundOf(key, 'R1', 800);
    const first = await shop.presented.refund(part, options);
    expect(first).toEqual({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, refund: { kind: 'refunded', gatewayRefundId: expect.any(String), refundedAtMs: shop.clock.nowMs() } });
    expect(await shop.presented.refund(part, options)).toEqual(first);
    expect((await shop.presented.refund(refundOf(key, 'R2', 8001), options)).refund).toEqual({ kind: 'refused', reason: 'REFUND_AMOUNT_EXCEED' });
    expect((await shop.presented.refund(refundOf(key, 'R3', 8000), options)).refund.kind).toBe('refunded');
    expect((await shop.presented.refund(refundOf(key, 'R4', 1), options)).refund).toEqual({ kind: 'refused', reason: 'REFUND_AMOUNT_EXCEED' });
    expect(shop.world.ledger()[0]).toMatchObject({ returnedMinor: 8800 });
    expect((await shop.presented.inquireRefund(part, options)).refund).toEqual(first.refund);
    expect((await shop.presented.inquireRefund(refundOf(key, 'R9', 1), options)).refund).toEqual({ kind: 'notFound' });
    expect(shop.facts).toEqual([]);
  });

  test('one id with two amounts: asked about, and the inquiry says that it is another', async () => {
    using shop = await till();
    const key = await paidKey(shop, 'U1');
    await shop.presented.refund(refundOf(key, 'R1', 800), options);
    expect(await shop.presented.refund(refundOf(key, 'R1', 900), options)).toEqual({ call: { kind: 'answered', gatewayCode: 'REPEAT_REQ_INCONSISTENT' }, refund: { kind: 'unknown' } });
    expect((await shop.presented.inquireRefund(refundOf(key, 'R1', 900), options)).call).toEqual({ kind: 'unreadable', detail: 'amountMismatch' });
  });

  test('worked on later: under way until it is done, or has failed', async () => {
    using shop = await till();
    const key = await paidKey(shop, 'U1');
    for (const [plan, reference, end] of [['later', 'R1', 'refunded'], ['failLater', 'R2', 'refused']] as const) {
      shop.world.amsSwitches.set({ refunds: plan });
      const request = refundOf(key, reference, 100);
      expect((await shop.presented.refund(request, options))).toMatchObject({ call: { gatewayCode: 'REFUND_IN_PROCESS' }, refund: { kind: 'inProcess' } });
      expect((await shop.presented.inquireRefund(request, options)).refund.kind).toBe('inProcess');
      shop.clock.advance(120_000);
      expect((await shop.presented.inquireRefund(request, options)).refund.kind).toBe(end);
    }
  });

  test('of a payment that is not there, not paid or cancelled', async () => {
    using shop = await till();
    const key = await paidKey(shop, 'U1');
    expect((await shop.presented.refund(refundOf({ ...key, gatewayPaymentId: '202601021940108001001880299999999999' }, 'R1', 1), options)).refund).toEqual({ kind: 'refused', reason: 'ORDER_NOT_EXIST' });
    await shop.presented.cancel(key, options);
    expect((await shop.presented.refund(refundOf(key, 'R2', 1), options)).refund).toEqual({ kind: 'refused', reason: 'ORDER_IS_CANCELED' });
  });

  test('nothing leaves without the gateway\'s payment id, or for nothing', async () => {
    using shop = await till();
    const key = await paidKey(shop, 'U1');
    const calls = shop.world.calls().length;
    for (const [request, detail] of [
      [refundOf({ ...key, gatewayPaymentId: null }, 'R1', 1), 'noPaymentId'], [refundOf(key, 'R-1', 1), 'badReference'], [refundOf(key, 'R1', 0), 'amountNotPayable'],
      [refundOf({ ...key, currency: 'IDR' }, 'R1', 12_345), 'amountNotPayable'],
    ] as const) expect(await shop.presented.refund(request, options)).toEqual({ call: { kind: 'notSent', detail }, refund: { kind: 'unknown' } });
    expect(shop.world.calls()).toHaveLength(calls);
  });
});

test('an order code gives its money back likewise', async () => {
  using shop = await till();
  const request = requestOf(shop, 'A1');
  const { payment } = await shop.shown.pay(request, options);
  if (payment.kind !== 'codeReady') throw new Error(payment.kind);
  shop.world.phoneScan(payment.text);
  const { payment: paid } = await shop.shown.inquire(keyOf(request), options);
  if (paid.kind !== 'paid') throw new Error(paid.kind);
  expect((await shop.shown.refund(refundOf(keyOf(request, paid.evidence.gatewayPaymentId), 'R1', 8800), options)).refund.kind).toBe('refunded');
});

describe('every code the practice gateway can give', () => {
  const services: readonly Exclude<PracticeService, 'registration' | 'inquiryRegistrationStatus' | 'inquiryRegistrationInfo'>[] = ['pay', 'inquiryPayment', 'cancel', 'refund', 'inquiryRefund'];
  test.each(services)('of %s is in the table and decided by it', async (service) => {
    using shop = await till();
    const key = await paidKey(shop, 'U0');
    let number = 0;
    for (const { code, status, level } of amsCodesOf(service)) {
      shop.world.faults.next(`ams.${service}`, { kind: 'code', code, level, processed: false });
      number += 1;
      const said = await ({
        pay: () => shop.presented.pay(requestOf(shop, `U${number}`), options).then(({ call, payment }) => ({ call, kind: payment.kind })),
        inquiryPayment: () => shop.presented.inquire(key, options).then(({ call, payment }) => ({ call, kind: payment.kind })),
        cancel: () => shop.presented.cancel(key, options).then(({ call, cancel }) => ({ call, kind: cancel.kind })),
        refund: () => shop.presented.refund(refundOf(key, `R${number}`, 1), options).then(({ call, refund }) => ({ call, kind: refund.kind })),
        inquiryRefund: () => shop.presented.inquireRefund(refundOf(key, `R${number}`, 1), options).then(({ call, refund }) => ({ call, kind: refund.kind })),
      })[service]();
      const row = { ...AMS_GATEWAY_CODES, ...AMS_CODES[service] }[code as keyof typeof AMS_GATEWAY_CODES];
      expect([code, said]).toEqual([code, row?.call === 'badSignature'
        ? { call: { kind: 'badSignature', detail: 'missing', gatewayCode: code }, kind: 'unknown' }
        : { call: { kind: 'answered', gatewayCode: code }, kind: amsVerdict(service, status, code).outcome }]);
    }
    // A refund's own codes are documented for refund, not for the question about one.
    if (service !== 'inquiryRefund') expect(shop.facts).toEqual([]);
    expect(number).toBeGreaterThanOrEqual(Object.keys(AMS_CODES[service]).length - 1 + Object.keys(AMS_GATEWAY_CODES).length - (service === 'inquiryRefund' ? 1 : 0));
  });

  test('one that nobody has documented is reported once, and obeyed by its status', async () => {
    using shop = await till();
    shop.world.faults.next('ams.pay', { kind: 'code', code: 'BRAND_NEW', level: 'business', processed: false }, 3);
    for (const reference of ['U1', 'U2', 'U3']) expect((await shop.presented.pay(requestOf(shop, reference), options)).payment).toEqual({ kind: 'declined', reason: 'BRAND_NEW' });
    expect(shop.facts).toEqual([{ gateway: 'ams', service: 'pay', code: 'BRAND_NEW' }]);
  });
});

describe('notifications, signed by the practice gateway', () => {
  test('are read, and acknowledged as it wants it', async () => {
    using shop = await till();
    await paidKey(shop, 'U1');
    await until(() => shop.delivered.length === 1, 'the notification');
    expect(shop.delivered[0]).toMatchObject({ about: 'payment', says: 'paid', merchantReference: 'U1', amountMinor: 8800, currency: 'HKD', wallet: 'ALIPAY_CN' });
    await until(() => shop.world.notices.pending().length === 0, 'the acknowledgement');
    expect(shop.acknowledged).toEqual([true]);
  });

  test('eight deliveries of one message are one message', async () => {
    using shop = await till();
    shop.world.faults.nextNotice('ams', 'duplicate');
    await paidKey(shop, 'U1');
    await until(() => shop.delivered.length === 8, 'eight deliveries');
    expect(new Set(shop.delivered.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('with a broken signature, none, or lower-case escapes', async () => {
    using shop = await till();
    shop.world.faults.nextNotice('ams', 'wrongSignature');
    await paidKey(shop, 'U1');
    await until(() => shop.acknowledged.length === 1, 'the refusal');
    shop.world.faults.nextNotice('ams', 'missingSignature');
    await paidKey(shop, 'U2');
    await until(() => shop.acknowledged.length === 2, 'the refusal');
    expect([shop.delivered, shop.acknowledged]).toEqual([[], [false, false]]);
    for (const escapes of ['lowerCase', 'none'] as const) {
      shop.world.amsSwitches.set({ signatureEscapes: escapes });
      await paidKey(shop, `E${escapes}`);
    }
    await until(() => shop.delivered.length === 2, 'the notifications');
  });

  test('of a refund and of a failed payment, should they come', async () => {
    using shop = await till();
    const key = await paidKey(shop, 'U1');
    await until(() => shop.delivered.length === 1, 'the payment');
    shop.world.amsSwitches.set({ refundNotices: 'on', failureNotices: 'on' });
    await shop.presented.refund(refundOf(key, 'R1', 800), options);
    await until(() => shop.delivered.length === 2, 'the refund');
    expect(shop.delivered[1]).toMatchObject({ about: 'refund', says: 'refunded', refundReference: 'R1', amountMinor: 800 });
    await shop.presented.pay(requestOf(shop, 'U2', 3), options);
    await until(() => shop.delivered.length === 3, 'the failure');
    expect(shop.delivered[2]).toMatchObject({ about: 'payment', says: 'failed', merchantReference: 'U2', gatewayCode: 'USER_BALANCE_NOT_ENOUGH' });
  });
});

test('loosely spelled answers are read all the same', async () => {
  using shop = await till();
  shop.world.amsSwitches.set({ spelling: 'loose' });
  const key = await paidKey(shop, 'U1');
  expect((await shop.presented.inquire(key, options)).payment.kind).toBe('paid');
  expect((await shop.presented.refund(refundOf(key, 'R1', 1), options)).refund.kind).toBe('refunded');
  expect((await shop.presented.inquireRefund(refundOf(key, 'R1', 1), options)).refund.kind).toBe('refunded');
});

describe('modes', () => {
  test('an ISV is let in with its token, and not without a good one', async () => {
    using probe = await till();
    const token = probe.world.agents.all()[0]?.accessToken ?? '';
    using isv = await till({ plain: { mode: 'isv', clientId: probe.world.ams.isv.clientId }, agentToken: token });
    expect((await isv.presented.pay(requestOf(isv, 'U1'), options)).payment.kind).toBe('paid');
    using stranger = await till({ plain: { mode: 'isv', clientId: probe.world.ams.isv.clientId }, agentToken: 'not-granted' });
    expect((await stranger.presented.pay(requestOf(stranger, 'U1'), options)).payment).toEqual({ kind: 'declined', reason: 'INVALID_ACCESS_TOKEN' });
  });

  test('an acquirer\'s shop must be registered', async () => {
    using probe = await till();
    using shop = await till({ plain: { mode: 'acquirer', clientId: probe.world.ams.acquirer.clientId, registered: { merchantId: 'REG-M', storeId: 'REG-S' } } });
    expect((await shop.presented.pay(requestOf(shop, 'U1'), options)).payment).toEqual({ kind: 'declined', reason: 'MERCHANT_NOT_REGISTERED' });
  });
});
