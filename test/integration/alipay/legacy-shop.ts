import { expect } from 'vitest';
import { createHttp } from '../../../electron/alipay/http.ts';
import { createMerchantCodeProvider, createNotificationReaders, createProviders } from '../../../electron/alipay/products.ts';
import type { ProductSettings } from '../../../electron/alipay/settings.ts';
import type { UnknownCode } from '../../../electron/alipay/unknown-codes.ts';
import type { NotificationMessage, NotificationReader, PaymentKey, PaymentProvider, PayRequest, RefundProvider, RefundRequest } from '../../../electron/payments/provider.ts';
import { practiceGateways } from '../../../electron/till/practice-gateways.ts';
import { seededConfig } from '../../../electron/till/seed/seeded-shop.ts';
import { isLegacyAcknowledgement } from '../../../electron/training/legacy-notices.ts';
import type { NoticePost } from '../../../electron/training/notice-post.ts';
import { minor } from '../../../shared/money.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { seededRandom, until } from '../training/fake-clock.ts';
import { magicCode } from '../training/test-client.ts';
import { practiceWorld } from '../training/worlds.ts';

/** Every legacy product with the settings of training, against the practice gateway, which shares no line with the client. */
export const options = { deadlineMs: 5_000 };
export type LegacyProductId = 'alipayBarcode' | 'alipayTransactionQr' | 'alipayHkTransactionQr' | 'alipayHkMerchantQr';
type Delivery = { readonly product: PaymentProduct; readonly message: NotificationMessage; readonly reader: NotificationReader };

export async function shop(change: Partial<Record<LegacyProductId, object>> = {}) {
  const delivered: Delivery[] = [];
  const facts: UnknownCode[] = [];
  let take: (post: NoticePost) => { status: number; body: Buffer } = () => ({ status: 404, body: Buffer.alloc(0) });
  const { world, clock } = await practiceWorld({ post: async (post) => ({ kind: 'answered', ...take(post) }) });
  const practice = practiceGateways(world, seededConfig(), (product) => `https://till.example/notify/${product}`);
  const gateways = Object.fromEntries(Object.entries(practice).map(([product, settings]) => {
    const changed = change[product as LegacyProductId];
    return [product, changed && settings.gateway === 'legacy' ? { gateway: 'legacy', settings: { ...settings.settings, plain: { ...settings.settings.plain, ...changed } } } satisfies ProductSettings : settings];
  }));
  const http = createHttp({ clock });
  const deps = { clock, random: seededRandom(7), post: http.post, report: (fact: UnknownCode) => facts.push(fact) };
  const providers = createProviders(gateways, deps);
  const readers = createNotificationReaders(gateways, deps);
  const codes = createMerchantCodeProvider(gateways, deps);
  if (!codes) throw new Error('no printed code');
  take = ({ url, headers, body }) => {
    const target = new URL(url).pathname;
    const mine = readers.filter((reader) => reader.takes(target));
    expect(mine).toHaveLength(1);
    const reader = mine[0];
    const reading = reader?.read({ target, headers, body });
    if (!reader || reading?.kind !== 'verified') return { status: 400, body: Buffer.from('fail') };
    delivered.push({ product: reading.product, message: reading.message, reader });
    const answer = reader.acknowledgement();
    expect(isLegacyAcknowledgement(answer.status, Buffer.from(answer.body))).toBe(true);
    return { status: answer.status, body: Buffer.from(answer.body) };
  };
  const of = (product: LegacyProductId): PaymentProvider & RefundProvider => {
    const provider = providers[product];
    if (!provider) throw new Error(product);
    return provider;
  };
  return { world, clock, facts, delivered, codes, of, products: Object.keys(providers), [Symbol.dispose]: () => http.close() };
}
export type Shop = Awaited<ReturnType<typeof shop>>;

export const requestOf = ({ clock }: Shop, reference: string, digit = 0): PayRequest => ({
  merchantReference: reference, amountMinor: minor(8800), currency: 'HKD', description: '奶茶 and "cake"', billNo: '42', createdAtMs: clock.nowMs(), expiresAtMs: clock.nowMs() + 180_000, offsetMinutes: 480,
  customerCode: magicCode(digit), goods: [{ id: 'tea', name: '奶茶', unitPriceMinor: minor(4400), quantityMilli: 2000 }],
});
export const keyOf = (request: PayRequest, gatewayPaymentId: string | null = null): PaymentKey => ({ ...request, gatewayPaymentId });
export const refundOf = (payment: PaymentKey, refundReference: string, amount: number, reason = 'torn "bag"'): RefundRequest => ({ payment, refundReference, amountMinor: minor(amount), createdAtMs: payment.createdAtMs, reason, offsetMinutes: 480 });
export const later = async (till: Shop, count: number): Promise<void> => {
  await until(() => till.delivered.length >= count, `${count} notifications`);
};

/** A paid payment of the product, begun as its customers begin it. */
export async function paid(till: Shop, product: LegacyProductId, reference: string): Promise<PaymentKey> {
  const request = requestOf(till, reference);
  if (product === 'alipayHkMerchantQr') {
    const made = await till.codes.create({ storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Example Street' }, options);
    if (made.code.kind !== 'code') throw new Error(made.code.kind);
    const before = till.delivered.length;
    till.world.payStaticCode(made.code.text, minor(8800));
    await later(till, before + 1);
    const { merchantReference, gatewayPaymentId } = till.delivered.at(-1)?.message ?? {};
    return { ...request, merchantReference: merchantReference ?? '', gatewayPaymentId: gatewayPaymentId ?? null };
  }
  const provider = till.of(product);
  const { payment } = await provider.pay(request, options);
  if (payment.kind === 'codeReady') till.world.phoneScan(payment.text);
  const { payment: end } = await provider.inquire(keyOf(request), options);
  if (end.kind !== 'paid') throw new Error(`${payment.kind}, ${end.kind}`);
  return keyOf(request, end.evidence.gatewayPaymentId);
}
