import { describe, expect, test } from 'vitest';
import { after, C, R } from '../../simulation/scripted-provider.ts';
import { inboxTills } from '../../support/notifications/inbox-till.ts';
import { message } from '../../support/notifications/scripted-reader.ts';

const till = inboxTills();
const NEVER = after(1_000_000, R.noAnswer());

describe('a crash', () => {
  test('between stored and applied: applied at the next start, and acknowledged when it comes again', async () => {
    const t = till({ pay: [NEVER], inquire: [R.unknown()], cancel: [C.unknown()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.settle();
    const said = message({ merchantReference: reference });
    const { messageId, about, says, gatewayCode, merchantReference, refundReference, gatewayPaymentId, amountMinor, currency, paidAtMs, payerHint, wallet } = said;
    t.journal.append([{
      type: 'notification.received',
      data: {
        notificationId: 'N1', gateway: 'legacy', product: 'alipayBarcode', messageId, about, says, gatewayCode, merchantReference, refundReference, gatewayPaymentId, amountMinor, currency,
        paid: { paidAtMs, payerHint, wallet }, bodySha256: '0'.repeat(64),
      },
    }]);
    t.restart();
    expect(t.journal.attempt(attemptId)).toMatchObject({ state: 'paid', payerHint: 'bu***@mail.example' });
    expect(t.appliedAs()).toEqual(['evidence']);
    expect((await t.deliver('alipayBarcode', said)).kind).toBe('acknowledged');
    expect(t.count('notification.received')).toBe(1);
  });

  test('between what it did and the note of it: applied again without doing it again', async () => {
    const t = till();
    const said = message({ merchantReference: 'ALI-1' });
    t.journal.append([
      {
        type: 'notification.received',
        data: {
          notificationId: 'N1', gateway: 'legacy', product: 'alipayHkMerchantQr', messageId: said.messageId, about: 'payment', says: 'paid', gatewayCode: 'TRADE_SUCCESS', merchantReference: 'ALI-1',
          refundReference: null, gatewayPaymentId: '1', amountMinor: 100, currency: 'HKD', paid: { paidAtMs: null, payerHint: null, wallet: null }, bodySha256: '0'.repeat(64),
        },
      },
      { type: 'payment.arrived', data: { attemptId: 'A1', product: 'alipayHkMerchantQr', merchantReference: 'ALI-1', gatewayPaymentId: '1', amountMinor: 100, currency: 'HKD', paid: { paidAtMs: null, payerHint: null, wallet: null } } },
    ]);
    t.restart();
    expect(t.appliedAs()).toEqual(['nothingNew']);
    expect(t.count('payment.arrived')).toBe(1);
  });

  test('a journal that refuses is not acknowledged, and nothing is half applied', async () => {
    const t = till({ pay: [NEVER], inquire: [R.unknown()], cancel: [C.unknown()] });
    const { attemptId, reference } = t.start('alipayBarcode');
    await t.clock.settle();
    const said = message({ merchantReference: reference });
    t.journal.close();
    expect(await t.deliver('alipayBarcode', said)).toMatchObject({ kind: 'busy' });
    t.restart();
    expect(t.journal.attempt(attemptId)?.state).toBe('asking');
    expect(await t.deliver('alipayBarcode', said)).toMatchObject({ kind: 'acknowledged' });
    expect(t.journal.attempt(attemptId)?.state).toBe('paid');
  });
});

test('projections fold to the same rows again', async () => {
  const t = till({ pay: [NEVER], inquire: [R.unknown()], cancel: [C.unknown()] });
  const { reference } = t.start('alipayBarcode');
  await t.clock.settle();
  await t.deliver('alipayBarcode', message({ merchantReference: reference }));
  await t.deliver('alipayHkMerchantQr', message({ merchantReference: 'ALI-1' }));
  await t.deliver('alipayOrderCode', message({ merchantReference: 'NOT-OURS' }));
  const digest = t.journal.projectionDigest();
  t.journal.rebuild();
  expect(t.journal.projectionDigest()).toBe(digest);
});
