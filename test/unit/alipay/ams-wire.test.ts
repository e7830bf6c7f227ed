import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AmsBody, orderCodeText } from '../../../electron/alipay/ams/body.ts';
import { payBody, referenceBody, refundBody, refundReferenceBody } from '../../../electron/alipay/ams/requests.ts';
import { amsPlain, type AmsPlain, type AmsSettings } from '../../../electron/alipay/ams/settings.ts';
import { fromIso, isoWithOffset } from '../../../electron/alipay/ams/times.ts';
import { amsHeaders, amsPath, isPayable } from '../../../electron/alipay/ams/wire.ts';
import type { PayRequest } from '../../../electron/payments/provider.ts';
import { minor } from '../../../shared/money.ts';

/** The shop of the examples in ams.md 5.2. */
const shop = {
  host: 'https://open.example',
  clientId: '5Y00TEST',
  merchant: { referenceMerchantId: 'LANTERN0001', merchantName: 'Lantern Books Ltd', merchantMCC: '5942' },
  store: { referenceStoreId: 'LANTERN0001S01', storeName: 'Lantern Books Harbour' },
  notifyUrl: 'https://pos.lantern.example/ams/notify',
  settlementCurrency: 'USD',
};
const plainOf = (change: object = {}): AmsPlain => ({ ...amsPlain.parse({ ...shop, ...change }), mode: 'direct' });
const plain = plainOf();
const orderCodeBody = (settings: AmsPlain, asked: PayRequest): Buffer => payBody(settings, asked, null);

const request: PayRequest = {
  merchantReference: 'LB01T03N00012346A1',
  amountMinor: minor(499),
  currency: 'USD',
  description: 'Lantern Books - 1 item',
  billNo: 'LB01-20260101-0043',
  createdAtMs: Date.UTC(2026, 0, 1, 0, 10, 0),
  expiresAtMs: Date.UTC(2026, 0, 1, 0, 15, 0),
  offsetMinutes: 480,
  goods: [],
};

test('the body of ams.md 5.2, compact and in its order', () => {
  expect(orderCodeBody(plain, request).toString()).toBe(
    '{"productCode":"IN_STORE_PAYMENT","paymentRequestId":"LB01T03N00012346A1","order":{"referenceOrderId":"LB01-20260101-0043","orderDescription":"Lantern Books - 1 item","orderAmount":{"currency":"USD","value":"499"},"merchant":{"referenceMerchantId":"LANTERN0001","merchantName":"Lantern Books Ltd","merchantMCC":"5942","store":{"referenceStoreId":"LANTERN0001S01","storeName":"Lantern Books Harbour","storeMCC":"5942"}}},"paymentAmount":{"currency":"USD","value":"499"},"paymentMethod":{"paymentMethodType":"CONNECT_WALLET"},"paymentFactor":{"inStorePaymentScenario":"OrderCode"},"paymentNotifyUrl":"https://pos.lantern.example/ams/notify","paymentExpiryTime":"2026-01-01T08:15:00+08:00","settlementStrategy":{"settlementCurrency":"USD"}}',
  );
});

test('the same request gives the same bytes', () => {
  const full = { ...request, goods: [{ id: '690', name: 'Atlas', unitPriceMinor: minor(499), quantityMilli: 1000 }] };
  expect(orderCodeBody(plain, structuredClone(full))).toEqual(orderCodeBody(plain, full));
});

test('every scalar is text, whatever is configured', () => {
  const all = plainOf({
    merchant: { ...shop.merchant, merchantDisplayName: 'Lantern', merchantAddress: { region: 'HK', city: 'Hong Kong', address1: '1 Pier Road' } },
    store: { ...shop.store, storeMCC: '5943', storeTerminalId: 'TILL03', storeDisplayName: 'Harbour', storePhoneNo: '+852 5555 0100', storeAddress: { region: 'HK' } },
    merchantRegion: 'HK',
  });
  const body = JSON.parse(orderCodeBody(all, { ...request, goods: [{ id: '690', name: 'Atlas', unitPriceMinor: minor(499), quantityMilli: 1000 }] }).toString());
  const scalars = (value: unknown): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value).flatMap(scalars) : [value]);
  expect(scalars(body).every((value) => typeof value === 'string' && value !== '')).toBe(true);
  expect(body).toMatchObject({
    merchantRegion: 'HK',
    order: { env: { storeTerminalId: 'TILL03', storeTerminalRequestTime: '2026-01-01T08:10:00+08:00' }, merchant: { merchantAddress: { region: 'HK' }, store: { storeMCC: '5943', storeTerminalId: 'TILL03', storeDisplayName: 'Harbour', storePhoneNo: '+852 5555 0100', storeAddress: { region: 'HK' } } } },
  });
});

test('goods: whole pieces as they are, weighed lines as one piece at their price, impossible ones left out', () => {
  const goods = [
    { id: 'A', name: 'Tea', unitPriceMinor: minor(500), quantityMilli: 2000 },
    { id: 'B', name: 'Apples', unitPriceMinor: minor(399), quantityMilli: 1250 },
    { id: 'C', name: 'Gift', unitPriceMinor: minor(0), quantityMilli: 1000 },
    { id: 'D', name: 'Return', unitPriceMinor: minor(500), quantityMilli: -1000 },
    { id: '', name: 'Open item', unitPriceMinor: minor(500), quantityMilli: 1000 },
  ];
  const body = JSON.parse(orderCodeBody(plain, { ...request, goods }).toString());
  expect(body.order.goods).toEqual([
    { referenceGoodsId: 'A', goodsName: 'Tea', goodsUnitAmount: { currency: 'USD', value: '500' }, goodsQuantity: '2' },
    { referenceGoodsId: 'B', goodsName: 'Apples', goodsUnitAmount: { currency: 'USD', value: '499' }, goodsQuantity: '1' },
  ]);
  const many = Array.from({ length: 150 }, (_, index) => ({ id: `${index}`, name: 'x', unitPriceMinor: minor(1), quantityMilli: 1000 }));
  expect(JSON.parse(orderCodeBody(plain, { ...request, goods: many }).toString()).order.goods).toHaveLength(100);
});

test('the body of ams.md 5.1, compact and in its order', () => {
  const till = plainOf({ store: { ...shop.store, storeTerminalId: 'TILL03' } });
  const charge: PayRequest = {
    ...request, merchantReference: 'LB01T03N00012345A1', amountMinor: minor(1250), description: 'Lantern Books - 2 items', billNo: 'LB01-20260101-0042',
    createdAtMs: Date.UTC(2026, 0, 1, 0, 0, 0), expiresAtMs: Date.UTC(2026, 0, 1, 0, 3, 0),
  };
  expect(payBody(till, charge, '281000000000000001').toString()).toBe(
    '{"productCode":"IN_STORE_PAYMENT","paymentRequestId":"LB01T03N00012345A1","order":{"referenceOrderId":"LB01-20260101-0042","orderDescription":"Lantern Books - 2 items","orderAmount":{"currency":"USD","value":"1250"},"merchant":{"referenceMerchantId":"LANTERN0001","merchantName":"Lantern Books Ltd","merchantMCC":"5942","store":{"referenceStoreId":"LANTERN0001S01","storeName":"Lantern Books Harbour","storeMCC":"5942","storeTerminalId":"TILL03"}},"env":{"storeTerminalId":"TILL03","storeTerminalRequestTime":"2026-01-01T08:00:00+08:00"}},"paymentAmount":{"currency":"USD","value":"1250"},"paymentMethod":{"paymentMethodType":"CONNECT_WALLET","paymentMethodId":"281000000000000001"},"paymentFactor":{"inStorePaymentScenario":"PaymentCode"},"paymentNotifyUrl":"https://pos.lantern.example/ams/notify","paymentExpiryTime":"2026-01-01T08:03:00+08:00","settlementStrategy":{"settlementCurrency":"USD"}}',
  );
});

describe('refunds', () => {
  const refund = {
    payment: { merchantReference: 'LB1', amountMinor: minor(1250), currency: 'USD', gatewayPaymentId: 'P1', createdAtMs: 0 } as const,
    refundReference: 'LB01T03N00012345R1', amountMinor: minor(250), createdAtMs: 0, offsetMinutes: 480, reason: 'one item\nreturned',
  };
  test('the body of ams.md 5.7 names the gateway\'s payment and the amount that goes back', () => {
    expect(refundBody(refund, 'P1').toString()).toBe('{"refundRequestId":"LB01T03N00012345R1","paymentId":"P1","refundAmount":{"currency":"USD","value":"250"},"refundReason":"one item returned"}');
  });
  test('no reason, no field; a long one is shortened', () => {
    expect(refundBody({ ...refund, reason: ' ' }, 'P1').toString()).not.toContain('refundReason');
    expect(JSON.parse(refundBody({ ...refund, reason: '退'.repeat(300) }, 'P1').toString()).refundReason).toHaveLength(256);
  });
  test('an inquiry names the refund by the shop\'s own id', () => {
    expect(refundReferenceBody('LB01T03N00012345R1').toString()).toBe('{"refundRequestId":"LB01T03N00012345R1"}');
  });
});

test('inquiry and cancel name the shop\'s own id', () => {
  expect(referenceBody('LB01').toString()).toBe('{"paymentRequestId":"LB01"}');
});

test('a sandbox client has its own path', () => {
  expect(amsPath('pay', '5Y00TEST')).toBe('/ams/api/v1/payments/pay');
  expect(amsPath('inquiryPayment', 'SANDBOX_5Y00')).toBe('/ams/sandbox/api/v1/payments/inquiryPayment');
  expect(amsPath('cancel', 'SANDBOX_5Y00')).toBe('/ams/sandbox/api/v1/payments/cancel');
  expect(amsPath('inquiryRefund', '5Y00TEST')).toBe('/ams/api/v1/payments/inquiryRefund');
  expect(amsPath('registration', '5Y00TEST')).toBe('/ams/api/v1/merchants/registration');
});

test('headers; the agent token only when there is one', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const settings: AmsSettings = { plain, keys: { privateKey, alipayPublicKey: publicKey }, agentToken: undefined };
  const headers = amsHeaders(settings, '/ams/api/v1/payments/cancel', Buffer.from('{}'), 1767225600123);
  expect(Object.keys(headers)).toEqual(['Content-Type', 'Client-Id', 'Request-Time', 'Signature']);
  expect(headers['Request-Time']).toBe('1767225600123');
  expect(amsHeaders({ ...settings, agentToken: 'tok-1' }, '/x', Buffer.from('{}'), 1)['agent-token']).toBe('tok-1');
});

describe('times', () => {
  test.each([
    [480, '2026-01-01T08:15:00+08:00'],
    [0, '2026-01-01T00:15:00+00:00'],
    [-210, '2025-12-31T20:45:00-03:30'],
    [345, '2026-01-01T06:00:00+05:45'],
  ])('offset %i', (offset, text) => {
    expect(isoWithOffset(request.expiresAtMs, offset)).toBe(text);
    expect(fromIso(text)).toBe(request.expiresAtMs);
  });

  test('any offset reads back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: -720, max: 840 }), (seconds, offset) => {
      expect(fromIso(isoWithOffset(seconds * 1000, offset))).toBe(seconds * 1000);
    }));
  });

  test('Z and fractions are read, other shapes are not', () => {
    expect(fromIso('2026-01-01T00:15:00Z')).toBe(request.expiresAtMs);
    expect(fromIso('2026-01-01T00:15:00.250Z')).toBe(request.expiresAtMs + 250);
    for (const text of ['', '2026-01-01', '2026-01-01T08:15:00', '1767225600123', '2026-13-01T00:00:00Z']) expect(fromIso(text)).toBeNull();
  });
});

test('rupiah amounts must end in 00; others need only be positive', () => {
  expect(isPayable(minor(150_000), 'IDR')).toBe(true);
  expect(isPayable(minor(150_050), 'IDR')).toBe(false);
  expect(isPayable(minor(1), 'JPY')).toBe(true);
  expect(isPayable(minor(0), 'USD')).toBe(false);
});

describe('reading', () => {
  const read = (value: unknown): AmsBody => {
    const body = AmsBody.read(Buffer.from(JSON.stringify(value)));
    if (!body) throw new Error('unreadable');
    return body;
  };

  test('scalars of any kind become text; everything else is empty', () => {
    const body = read({ a: 'x', b: 7.1, c: true, d: null, e: {}, f: [], at: { g: '1' }, list: [1, { h: '2' }, null] });
    expect(['a', 'b', 'c', 'd', 'e', 'f', 'z', 'constructor', '__proto__'].map((name) => body.text(name))).toEqual(['x', '7.1', 'true', '', '', '', '', '', '']);
    expect(body.at('at').text('g')).toBe('1');
    expect(body.at('a').at('b').list('c')).toEqual([]);
    expect(body.list('list').map((item) => item.text('h'))).toEqual(['2']);
  });

  test.each([['no JSON', '{"a":'], ['a list', '[]'], ['a string', '"x"'], ['null', 'null'], ['nothing', ''], ['broken UTF-8', Buffer.from([0x7b, 0xff, 0x7d])], ['nesting without end', '['.repeat(500_000)]])('%s is no answer', (_, bytes) => {
    expect(AmsBody.read(Buffer.from(bytes))).toBeNull();
  });

  const form = (codeDetails: unknown): AmsBody => read({ orderCodeForm: { codeDetails } });
  test('the text code wherever it stands in the list', () => {
    const text = { codeValueType: 'QRCODE', displayType: 'TEXT', codeValue: 'https://global.example/28Ab' };
    const image = { codeValueType: 'QRCODE', displayType: 'MIDDLEIMAGE', codeValue: 'https://global.example/qr' };
    const barcode = { codeValueType: 'BARCODE', displayType: 'TEXT', codeValue: '28' };
    expect(orderCodeText(form([image, barcode, { displayType: 'HOLOGRAM' }, text]))).toBe('https://global.example/28Ab');
    expect(orderCodeText(form([image, barcode]))).toBeNull();
    expect(orderCodeText(form([{ ...text, codeValue: '' }]))).toBeNull();
    expect(orderCodeText(form([{ ...text, codeValue: 'x'.repeat(2049) }]))).toBeNull();
    expect(orderCodeText(form('none'))).toBeNull();
    expect(orderCodeText(read({}))).toBeNull();
  });
});
