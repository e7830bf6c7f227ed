import { describe, expect, test } from 'vitest';
import type { RefundProvider } from '../../../electron/payments/provider.ts';
import { minor } from '../../../shared/money.ts';
import { after, C, R } from '../../simulation/scripted-provider.ts';
import { inboxTills } from '../../support/notifications/inbox-till.ts';
import { message } from '../../support/notifications/scripted-reader.ts';

const till = inboxTills();

describe('messages about refunds', () => {
  async function refunding(answer: 'inProcess' | 'unknown') {
    const t = till({ pay: [after(3_000, R.paid())], inquire: [R.paid()], cancel: [C.refused()] });
    const refunds: string[] = [];
    const provider = t.providers.alipayBarcode as typeof t.providers.alipayBarcode & Partial<RefundProvider>;
    provider.refund = (request) => {
      refunds.push(request.refundReference);
      return Promise.resolve({ call: { kind: 'answered', gatewayCode: 'X' }, refund: answer === 'inProcess' ? { kind: 'inProcess', gatewayRefundId: null } : { kind: 'unknown' } });
    };
    provider.inquireRefund = () => Promise.resolve({ call: { kind: 'answered', gatewayCode: 'X' }, refund: { kind: 'inProcess', gatewayRefundId: null } });
    const { attemptId, reference } = t.start('alipayBarcode');
    t.journal.append([{ type: 'sale.discarded', data: { saleId: 'sale-1', amountMinor: 4_250, reason: 'left' } }]);
    await t.clock.until(() => t.journal.foundMoney().length === 1, 10_000);
    const [refundId = ''] = t.engine.refunds.begin([{ attemptId, amountMinor: minor(1_000), returnId: null, reason: 'one tea too many' }]);
    await t.clock.until(() => refunds.length === 1, 10_000);
    const refundReference = t.journal.refund(refundId)?.refundReference ?? '';
    return { t, refundId, said: (change = {}) => message({ about: 'refund', says: 'refunded', merchantReference: reference, refundReference, amountMinor: minor(1_000), ...change }) };
  }

  test('refunded, of the amount asked for: evidence, once', async () => {
    const { t, refundId, said } = await refunding('inProcess');
    await t.clock.settle();
    const one = said();
    for (let n = 0; n < 3; n += 1) expect((await t.deliver('alipayBarcode', one)).kind).toBe('acknowledged');
    expect(t.journal.refund(refundId)?.state).toBe('refunded');
    await t.deliver('alipayBarcode', said());
    expect(t.appliedAs()).toEqual(['evidence', 'nothingNew']);
  });

  test('of another amount: kept and shown, never counted', async () => {
    const { t, refundId, said } = await refunding('inProcess');
    await t.clock.settle();
    await t.deliver('alipayBarcode', said({ amountMinor: minor(999) }));
    expect(t.journal.refund(refundId)?.state).toBe('queued');
    expect(t.journal.notificationsUnmatched(10)).toMatchObject([{ appliedAs: 'mismatch', refundId }]);
  });

  test('a refund made outside the till is shown with the payment it is of', async () => {
    const { t, said } = await refunding('inProcess');
    await t.deliver('alipayBarcode', said({ refundReference: 'ELSEWHERE' }));
    expect(t.journal.notificationsUnmatched(10)).toMatchObject([{ appliedAs: 'unknownReference', refundReference: 'ELSEWHERE' }]);
    expect(t.journal.notificationsUnmatched(10)[0]?.attemptId).not.toBeNull();
  });
});
