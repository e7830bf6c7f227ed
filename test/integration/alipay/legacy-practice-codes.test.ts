import { describe, expect, test } from 'vitest';
import type { PaymentKey } from '../../../electron/payments/provider.ts';
import { legacyCodes, type LegacyServiceName } from '../../../electron/training/legacy-codes.ts';
import { LEGACY_CODES, LEGACY_GATEWAY_CODES, legacyVerdict } from '../../../shared/payment/legacy-codes.ts';
import { options, paid, refundOf, requestOf, shop, type Shop } from './legacy-shop.ts';

describe('every code the practice gateway can give is in the table, decided by it, and reported when it is not', () => {
  const store = { storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Example Street' };
  const SERVICES = { 'legacy.pay': 'pay', 'legacy.precreate': 'precreate', 'legacy.query': 'query', 'legacy.cancel': 'cancel', 'legacy.refund': 'refund', 'legacy.refundQuery': 'refundQuery', 'legacy.qrCreate': 'qrcode' } as const;
  type Covered = keyof typeof SERVICES & LegacyServiceName;

  async function outcome(till: Shop, service: Covered, key: PaymentKey, number: number): Promise<string> {
    const request = requestOf(till, `N${number}`);
    switch (service) {
      case 'legacy.pay': return (await till.of('alipayBarcode').pay(request, options)).payment.kind;
      case 'legacy.precreate': return (await till.of('alipayTransactionQr').pay(request, options)).payment.kind;
      case 'legacy.query': return (await till.of('alipayBarcode').inquire(key, options)).payment.kind;
      case 'legacy.cancel': return (await till.of('alipayBarcode').cancel(key, options)).cancel.kind;
      case 'legacy.refund': return (await till.of('alipayBarcode').refund(refundOf(key, `R${number}`, 1), options)).refund.kind;
      case 'legacy.refundQuery': return (await till.of('alipayBarcode').inquireRefund(refundOf(key, 'R0', 1), options)).refund.kind;
      case 'legacy.qrCreate': return (await till.codes.create(store, options)).code.kind;
    }
  }

  test.each(Object.keys(SERVICES) as Covered[])('%s', async (service) => {
    using till = await shop();
    const key = await paid(till, 'alipayBarcode', 'P1');
    const table = SERVICES[service];
    for (const [number, { code, level }] of legacyCodes(service).entries()) {
      till.facts.length = 0;
      till.world.faults.next(service, { kind: 'code', code, level, processed: false });
      const found = await outcome(till, service, key, number);
      if (level === 'gateway') {
        expect([code, found]).toEqual([code, 'unknown']);
        expect(Object.keys(LEGACY_GATEWAY_CODES)).toContain(code);
      } else {
        const { outcome: decided, known } = legacyVerdict(table, code);
        // The practice gateway says with retry_flag what may pass; that is the gateway's own word.
        expect([code, found]).toEqual([code, decided]);
        expect([code, till.facts.length]).toEqual([code, known ? 0 : 1]);
      }
    }
    for (const code of Object.keys(LEGACY_CODES[table])) if (code !== 'SUCCESS') expect(legacyCodes(service).map((one) => one.code)).toContain(code);
  });

  test('told once each', async () => {
    using till = await shop();
    for (let times = 0; times < 3; times += 1) {
      till.world.faults.next('legacy.pay', { kind: 'code', code: 'NEVER_HEARD_OF', level: 'business', processed: false });
      expect((await till.of('alipayBarcode').pay(requestOf(till, `P${times}`), options)).payment.kind).toBe('unknown');
    }
    expect(till.facts).toEqual([{ gateway: 'legacy', service: 'alipay.acquire.overseas.spot.pay', code: 'NEVER_HEARD_OF' }]);
  });
});
