import { describe, expect, test } from 'vitest';
import { createHttp } from '../../../electron/alipay/http.ts';
import { createProviders } from '../../../electron/alipay/products.ts';
import { loadLegacySettings } from '../../../electron/alipay/legacy/settings.ts';
import type { PayRequest } from '../../../electron/payments/provider.ts';
import { minor } from '../../../shared/money.ts';
import { seededRandom, until } from '../training/fake-clock.ts';
import { practiceWorld } from '../training/worlds.ts';
import { keyOf, later, options, paid, refundOf, requestOf, shop, type Shop } from './legacy-shop.ts';

test('training sets every product up', async () => {
  using till = await shop();
  expect(till.products).toEqual(['alipayBarcode', 'alipayOrderCode', 'alipayUserPresented', 'alipayTransactionQr', 'alipayHkTransactionQr', 'alipayHkMerchantQr']);
  for (const product of ['alipayBarcode', 'alipayTransactionQr', 'alipayHkTransactionQr', 'alipayHkMerchantQr'] as const) {
    expect(await till.of(product).testConnection(options)).toMatchObject({ reached: true, verified: true, said: 'TRADE_NOT_EXIST' });
  }
});

describe.each(['alipayTransactionQr', 'alipayHkTransactionQr'] as const)('%s', (product) => {
  test('shown, nobody has scanned yet, scanned, paid, announced', async () => {
    using till = await shop();
    const provider = till.of(product);
    const request = requestOf(till, 'QR1');
    const { call, payment } = await provider.pay(request, options);
    expect(call).toEqual({ kind: 'answered', gatewayCode: 'SUCCESS' });
    if (payment.kind !== 'codeReady') throw new Error(payment.kind);
    expect(payment).toEqual({ kind: 'codeReady', text: expect.stringMatching(/^https:/) as unknown, expiresAtMs: request.expiresAtMs, gatewayPaymentId: null });
    // Before the scan there is no trade (legacy.md 4.B.2): still waiting, and nothing is settled by it.
    expect(await provider.inquire(keyOf(request), options)).toEqual({ call: { kind: 'answered', gatewayCode: 'TRADE_NOT_EXIST' }, payment: { kind: 'notFound' } });
    expect(await provider.pay(structuredClone(request), options)).toEqual({ call, payment });

    till.world.phoneScan(payment.text, 'asksPasswordThenPays');
    expect((await provider.inquire(keyOf(request), options)).payment).toMatchObject({ kind: 'waiting', gatewayPaymentId: expect.any(String) as unknown });
    till.clock.advance(60_000);
    expect((await provider.inquire(keyOf(request), options)).payment).toMatchObject({ kind: 'paid', evidence: { amountMinor: 8800, currency: 'HKD', wallet: product === 'alipayHkTransactionQr' ? expect.stringMatching(/^ALIPAY/) : null } });
    await later(till, 1);
    expect(till.delivered[0]).toMatchObject({ product, message: { about: 'payment', says: 'paid', merchantReference: 'QR1', amountMinor: 8800, currency: 'HKD' } });
    expect(till.facts).toEqual([]);
  });

  test('cancelled before and after the scan, and not paid any more afterwards', async () => {
    using till = await shop();
    const provider = till.of(product);
    const request = requestOf(till, 'QR1');
    const { payment } = await provider.pay(request, options);
    expect((await provider.cancel(keyOf(request), options)).cancel).toEqual({ kind: 'accepted', refunded: false });
    if (payment.kind === 'codeReady') till.world.phoneScan(payment.text);
    expect((await provider.inquire(keyOf(request), options)).payment.kind).not.toBe('paid');
    expect((await provider.pay(request, options))).toEqual({ call: { kind: 'answered', gatewayCode: 'TRADE_HAS_CLOSE' }, payment: { kind: 'unknown' } });

    const key = await paid(till, product, 'QR2');
    expect((await provider.cancel(key, options)).cancel).toEqual({ kind: 'accepted', refunded: true });
    expect((await provider.inquire(key, options)).payment).toEqual({ kind: 'closed', wasPaid: true });
    expect(till.world.ledger().reduce((sum, { chargedMinor, returnedMinor }) => sum + chargedMinor - returnedMinor, 0)).toBe(0);
  });
});

describe('the printed code', () => {
  const store = { storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Example Street' };

  test('made once, changed, stopped, used again, deleted for good', async () => {
    using till = await shop();
    const made = await till.codes.create(store, options);
    if (made.code.kind !== 'code') throw new Error(made.code.kind);
    const { text } = made.code;
    expect((await till.codes.create(store, options)).code).toMatchObject({ kind: 'code', text });
    expect((await till.codes.modify(text, { ...store, storeName: '海港茶座' }, options)).code).toMatchObject({ kind: 'code', text });
    expect(till.world.staticCodes()).toMatchObject([{ text, storeName: '海港茶座', status: 'ACTIVE' }]);
    for (const [status, state] of [['STOP', 'STOPPED'], ['RESTART', 'ACTIVE'], ['DELETE', 'DELETED']] as const) {
      expect((await till.codes.setStatus(text, status, options)).code).toEqual({ kind: 'done' });
      expect(till.world.staticCodes()[0]?.status).toBe(state);
    }
    expect((await till.codes.setStatus(text, 'RESTART', options)).code).toEqual({ kind: 'refused', reason: 'QRCODE_HAS_DELETED' });
    expect((await till.codes.modify('https://qr.example/unknown', store, options)).code.kind).toBe('refused');
    // No list of these codes was found (legacy.md 10.7), so they are told to whoever looks after the till.
    expect(till.facts).toEqual([
      { gateway: 'legacy', service: 'alipay.commerce.qrcode.modifyStatus', code: 'QRCODE_HAS_DELETED' }, { gateway: 'legacy', service: 'alipay.commerce.qrcode.modify', code: 'QRCODE_NOT_EXIST' },
    ]);
  });

  test('a payment on it is announced, found by its numbers, and the till never begins one', async () => {
    using till = await shop();
    const key = await paid(till, 'alipayHkMerchantQr', 'unused');
    expect(till.delivered[0]).toMatchObject({ product: 'alipayHkMerchantQr', message: { says: 'paid', amountMinor: 8800, currency: 'HKD', gatewayPaymentId: key.gatewayPaymentId } });
    expect((await till.of('alipayHkMerchantQr').inquire(key, options)).payment).toMatchObject({ kind: 'paid', evidence: { gatewayPaymentId: key.gatewayPaymentId, amountMinor: 8800 } });
    const calls = till.world.calls().length;
    expect(await till.of('alipayHkMerchantQr').pay(requestOf(till, 'X1'), options)).toEqual({ call: { kind: 'notSent', detail: 'printedCode' }, payment: { kind: 'unknown' } });
    expect(till.world.calls()).toHaveLength(calls);
  });

  test('nothing leaves for a store that could not be right', async () => {
    using till = await shop();
    expect((await till.codes.create({ ...store, storeId: 'ST 07' }, options)).call).toEqual({ kind: 'notSent', detail: 'badStoreId' });
    expect((await till.codes.modify('x', { ...store, address: ' ' }, options)).call).toEqual({ kind: 'notSent', detail: 'incomplete' });
    expect(till.world.calls()).toEqual([]);
  });
});

describe.each(['alipayBarcode', 'alipayTransactionQr', 'alipayHkTransactionQr', 'alipayHkMerchantQr'] as const)('money back over %s', (product) => {
  test('part, the same again, the rest, and no more', async () => {
    using till = await shop();
    const provider = till.of(product);
    const key = await paid(till, product, 'P1');
    const part = refundOf(key, 'R1', 800);
    expect(await provider.inquireRefund(part, options)).toEqual({ call: { kind: 'answered', gatewayCode: 'NOT_FOUND' }, refund: { kind: 'notFound' } });
    const first = await provider.refund(part, options);
    expect(first).toEqual({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, refund: { kind: 'refunded', gatewayRefundId: null, refundedAtMs: null } });
    expect(await provider.refund(part, options)).toEqual(first);
    expect((await provider.inquireRefund(part, options)).refund.kind).toBe('refunded');
    expect((await provider.refund(refundOf(key, 'R1', 900), options))).toEqual({ call: { kind: 'answered', gatewayCode: 'DISCORDANT_REPEAT_REQUEST' }, refund: { kind: 'unknown' } });
    expect((await provider.refund(refundOf(key, 'R2', 8001), options)).refund).toEqual({ kind: 'refused', reason: 'RETURN_AMOUNT_EXCEED' });
    expect((await provider.cancel(key, options)).cancel).toEqual({ kind: 'refused', reason: 'REFUND_AMT_NOT_EQUAL_TOTAL' });
    expect((await provider.refund(refundOf(key, 'R3', 8000), options)).refund.kind).toBe('refunded');
    expect((await provider.refund(refundOf(key, 'R4', 1), options)).refund).toEqual({ kind: 'refused', reason: 'TRADE_HAS_CLOSE' });
    expect((await provider.inquire(key, options)).payment).toEqual({ kind: 'closed', wasPaid: true });
    expect(till.world.ledger()[0]).toMatchObject({ chargedMinor: 8800, returnedMinor: 8800 });
    expect(till.facts).toEqual([]);
  });

  test('asynchronous: accepted, worked on, done, and announced where the edition does so', async () => {
    using till = await shop({ [product]: { refundSync: 'N' } });
    const provider = till.of(product);
    const key = await paid(till, product, 'P1');
    await later(till, 1);
    const request = refundOf(key, 'R1', 800);
    expect(await provider.refund(request, options)).toEqual({ call: { kind: 'answered', gatewayCode: 'SUCCESS' }, refund: { kind: 'inProcess', gatewayRefundId: null } });
    expect((await provider.inquireRefund(request, options)).refund.kind).toBe('inProcess');
    till.clock.advance(24 * 3_600_000);
    expect((await provider.inquireRefund(request, options)).refund.kind).toBe('refunded');
    if (product === 'alipayHkTransactionQr' || product === 'alipayHkMerchantQr') return;
    await later(till, 2);
    expect(till.delivered[1]?.message).toMatchObject({ about: 'refund', says: 'refunded', merchantReference: 'P1', refundReference: 'R1', amountMinor: 800, currency: 'HKD' });
  });
});

describe('barcode payment', () => {
  /** The barcode product under other settings than training's. */
  async function barcode(edition: 'legacy' | 'legacyHk', change: object, secrets?: (world: Shop['world']) => object) {
    const { world, clock } = await practiceWorld();
    const account = world[edition];
    const plain = {
      baseUrl: `${account.baseUrl}/gateway.do`, partner: account.partner, signType: 'MD5', currency: 'HKD', secondaryMerchant: { id: 'SM-0001', name: 'Harbour Tea', industry: '5812' }, storeId: 'ST-07', storeName: '海港茶座',
      notifyUrl: 'https://till.example/notify', ...change,
    };
    const settings = loadLegacySettings(plain, secrets?.(world) ?? { md5Key: account.md5Key });
    const http = createHttp({ clock });
    const provider = createProviders({ alipayBarcode: { gateway: 'legacy', settings } }, { clock, random: seededRandom(7), post: http.post }).alipayBarcode;
    if (!provider) throw new Error('no provider');
    return { world, clock, provider, [Symbol.dispose]: () => http.close() };
  }
  const order = (till: { readonly clock: { nowMs(): number } }, change: Partial<PayRequest> = {}): PayRequest => ({ ...requestOf(till as Shop, 'B1'), ...change });

  test.each([
    ['AlipayHK', 'legacyHk', { edition: 'hk' }], ['AlipayHK in GBK', 'legacyHk', { edition: 'hk', charset: 'GBK' }], ['global with an acquirer and an integrator', 'legacy', { mode: 'systemIntegratorAndAcquirer', sysServiceProviderId: 'SI-1' }],
  ] as const)('%s: paid, given back in part, asked about', async (_, edition, change) => {
    using till = await barcode(edition, change);
    const { payment } = await till.provider.pay(order(till), options);
    expect(payment).toMatchObject({ kind: 'paid', evidence: { amountMinor: 8800, currency: 'HKD' } });
    const key = keyOf(order(till), payment.kind === 'paid' ? payment.evidence.gatewayPaymentId : null);
    const { payment: asked } = await till.provider.inquire(key, options);
    expect(asked).toMatchObject({ kind: 'paid', evidence: { wallet: edition === 'legacyHk' ? expect.stringMatching(/^ALIPAY/) : null } });
    expect((await till.provider.refund(refundOf(key, 'R1', 100, '破损'), options)).refund.kind).toBe('refunded');
    expect((await till.provider.inquireRefund(refundOf(key, 'R1', 100), options)).refund.kind).toBe('refunded');
    expect(till.world.trades()[0]?.refunds).toMatchObject([{ reference: 'R1', reason: '破损' }]);
  });

  test.each(['RSA', 'RSA2'] as const)('signed with %s', async (signType) => {
    using till = await barcode('legacy', { signType }, (world) => ({ privateKey: world.legacy.rsa?.merchantPrivateKeyPem, alipayPublicKey: world.legacy.rsa?.platformPublicKeyBase64 }));
    expect((await till.provider.pay(order(till), options)).payment.kind).toBe('paid');
    expect((await till.provider.refund(refundOf(keyOf(order(till)), 'R1', 100), options)).refund.kind).toBe('refunded');
  });

  test('priced in one currency, settled in another', async () => {
    using till = await barcode('legacy', { currency: 'USD', transCurrency: 'TWD' });
    const request = order(till, { currency: 'TWD', amountMinor: minor(12_000) });
    expect((await till.provider.pay(request, options)).payment).toMatchObject({ kind: 'paid', evidence: { amountMinor: 12_000, currency: 'TWD' } });
    expect((await till.provider.inquire(keyOf(request), options)).payment).toMatchObject({ kind: 'paid', evidence: { amountMinor: 12_000, currency: 'TWD' } });
    expect((await till.provider.refund(refundOf(keyOf(request), 'R1', 2_000), options)).refund.kind).toBe('refunded');
    expect((await till.provider.pay(order(till), options)).call).toEqual({ kind: 'notSent', detail: 'currencyNotConfigured' });
  });
});

test('a refund too large to be written is refused before it leaves, and never split', async () => {
  using till = await shop();
  const key = await paid(till, 'alipayBarcode', 'P1');
  const calls = till.world.calls().length;
  for (const [change, detail] of [[{ amountMinor: minor(1_000_000_000) }, 'refundAmountOutOfRange'], [{ amountMinor: minor(0) }, 'refundAmountOutOfRange'], [{ refundReference: 'P1' }, 'badReference'], [{ refundReference: 'R 1' }, 'badReference']] as const) {
    expect(await till.of('alipayBarcode').refund({ ...refundOf(key, 'R1', 1), ...change }, options)).toEqual({ call: { kind: 'notSent', detail }, refund: { kind: 'unknown' } });
  }
  expect(till.world.calls()).toHaveLength(calls);
});

test('a shop without money: sync refunds are refused, async ones wait', async () => {
  using till = await shop({ alipayTransactionQr: { refundSync: 'N' } });
  const [sync, async] = [await paid(till, 'alipayBarcode', 'P1'), await paid(till, 'alipayTransactionQr', 'P2')];
  till.world.setFunds('low');
  expect((await till.of('alipayBarcode').refund(refundOf(sync, 'R1', 100), options)).refund).toEqual({ kind: 'refused', reason: 'SELLER_BALANCE_NOT_ENOUGH' });
  expect((await till.of('alipayTransactionQr').refund(refundOf(async, 'R2', 100), options)).refund.kind).toBe('inProcess');
  till.clock.advance(24 * 3_600_000);
  expect(await till.of('alipayTransactionQr').inquireRefund(refundOf(async, 'R2', 100), options)).toMatchObject({ call: { gatewayCode: 'MERCHANT_BALANCE_NOT_ENOUGH' }, refund: { kind: 'inProcess' } });
});

describe('notifications', () => {
  test('genuine for the gateway that sent them, and not for a stranger\'s id', async () => {
    using till = await shop();
    await paid(till, 'alipayTransactionQr', 'P1');
    await later(till, 1);
    const { reader, message } = till.delivered[0] ?? {};
    expect(await reader?.confirm?.(message?.messageId ?? '', options)).toBe(true);
    expect(await reader?.confirm?.('a'.repeat(34), options)).toBe(false);
    till.world.faults.next('legacy.notifyVerify', { kind: 'httpStatus', status: 502, processed: true });
    expect(await reader?.confirm?.(message?.messageId ?? '', options)).toBe('unknown');
  });

  test.each(['wrongSignature', 'missingSignature'] as const)('%s: refused, and the next delivery is the truth', async (trouble) => {
    using till = await shop();
    till.world.faults.nextNotice('legacy', trouble);
    await paid(till, 'alipayTransactionQr', 'P1');
    await until(() => till.world.notices.deliveries().length > 0, 'a delivery');
    expect(till.delivered).toEqual([]);
    till.clock.advance(180_000);
    await later(till, 1);
    expect(till.delivered[0]?.message).toMatchObject({ says: 'paid', merchantReference: 'P1' });
  });

  test('eight deliveries of one message are one message', async () => {
    using till = await shop();
    till.world.faults.nextNotice('legacy', 'duplicate');
    await paid(till, 'alipayBarcode', 'P1');
    await later(till, 8);
    expect(new Set(till.delivered.map(({ message }) => message.messageId)).size).toBe(1);
  });

  test('well signed lies are told as they came: the engine compares', async () => {
    using till = await shop();
    till.world.faults.nextNotice('legacy', 'wrongAmount');
    await paid(till, 'alipayTransactionQr', 'P1');
    await later(till, 1);
    expect(till.delivered[0]?.message).toMatchObject({ amountMinor: 8801 });
  });
});
