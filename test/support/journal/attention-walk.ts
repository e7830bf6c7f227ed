import type { Journal } from '../../../electron/journal/port.ts';
import { takingDrafts } from '../../../electron/till/completion.ts';
import { standingOf } from '../../../electron/till/pricing.ts';
import { NOTIFICATION_EFFECTS, type EntryDraft } from '../../../shared/journal/entries.ts';
import { isFinal } from '../../../shared/payment/machine.ts';
import { idFrom, type TestClock } from './story.ts';

type Below = (bound: number) => number;

/** What comes by itself or needs a supervisor, at random but always allowed: beside shop-walk.ts, on the same journal. */
export function attentionWalk(journal: Journal, clock: TestClock, below: Below): () => void {
  const id = (): string => idFrom(below);
  const pick = <T>(from: readonly T[]): T | undefined => from[below(from.length)];
  const append = (...drafts: EntryDraft[]): void => void journal.append(drafts, { operator: 'amy', ...(below(2) === 0 ? { approver: 'boss' } : {}) });
  const paid = { paidAtMs: clock.atMs, payerHint: 'a***', wallet: null } as const;
  const notifications: string[] = [];
  const codes: string[] = [];

  const arrive = (): void => append({
    type: 'payment.arrived',
    data: { attemptId: id(), product: 'alipayHkMerchantQr', merchantReference: id(), gatewayPaymentId: id(), amountMinor: 1 + below(10_000), currency: 'HKD', paid: { ...paid, paidAtMs: below(2) === 0 ? null : clock.atMs - below(1_000_000) } },
  });

  const assertPaid = (): void => {
    const attempt = pick(journal.attemptsNotFinal().filter((row) => row.assertion === 'none'));
    const sale = journal.sale(attempt?.saleId ?? null);
    const shift = journal.openShift();
    if (!attempt || !shift || !sale || (sale.state !== 'open' && sale.state !== 'held')) return;
    const { attemptId, amountMinor } = attempt;
    const drafts = takingDrafts({ random: { uuid: id, below }, journal }, standingOf(journal, sale), {
      kind: 'asserted', amountMinor, draft: (tenderId) => ({ type: 'tender.asserted', data: { saleId: sale.saleId, tenderId, attemptId, amountMinor } }),
    });
    if (drafts.length > 0) append({ type: 'payment.asserted', data: { attemptId, saleId: sale.saleId, amountMinor, currency: 'HKD', reason: 'saw it' } }, ...drafts);
  };

  const endAssertion = (): void => {
    const attempt = pick(journal.assertedOpen());
    if (!attempt) return;
    const { attemptId, state } = attempt;
    if (state === 'paid') append({ type: 'payment.assertionEnded', data: { attemptId, how: 'confirmed', reason: '' } });
    else if (isFinal(state)) append({ type: 'payment.assertionEnded', data: { attemptId, how: 'writtenOff', reason: 'lost' } });
    else append({ type: 'payment.moved', data: { attemptId, from: state, to: 'paid', event: 'evidencePaid', by: 'gateway', paid } }, { type: 'payment.assertionEnded', data: { attemptId, how: 'confirmed', reason: '' } });
  };

  const notify = (): void => {
    const [open] = journal.notificationsNotApplied();
    const [doubt] = journal.notificationsInDoubt();
    const [unmatched] = journal.notificationsUnmatched(1);
    const choice = below(4);
    if (open) append({ type: 'notification.applied', data: { notificationId: open.notificationId, as: pick(NOTIFICATION_EFFECTS) ?? 'asked', attemptId: below(2) === 0 ? null : id(), refundId: null } });
    else if (choice === 0 && doubt) append({ type: 'notification.doubtSettled', data: { notificationId: doubt.notificationId, foundPaid: below(2) === 0 } });
    else if (choice === 1 && unmatched) append({ type: 'notification.noted', data: { notificationId: unmatched.notificationId } });
    else {
      const notificationId = id();
      notifications.push(notificationId);
      append({
        type: 'notification.received',
        data: {
          notificationId, gateway: below(2) === 0 ? 'legacy' : 'ams', product: 'alipayBarcode', messageId: id(), about: below(5) === 0 ? 'refund' : 'payment', says: 'paid', gatewayCode: 'TRADE_SUCCESS',
          merchantReference: below(5) === 0 ? null : id(), refundReference: null, gatewayPaymentId: 'gw-1', amountMinor: below(5) === 0 ? null : below(10_000), currency: below(5) === 0 ? null : 'HKD', paid,
          bodySha256: '0'.repeat(64),
        },
      });
    }
  };

  const tendCode = (): void => {
    const codeId = pick(codes);
    const what = pick(['modify', 'stop', 'restart', 'delete'] as const) ?? 'modify';
    if (codeId === undefined || below(4) === 0) {
      const made = id();
      codes.push(made);
      append({ type: 'merchantCode.asked', data: { codeId: null, what: 'create' } }, {
        type: 'merchantCode.created', data: { codeId: made, product: 'alipayHkMerchantQr', text: `https://qr.example/${made}`, storeId: 'ST-07', storeName: 'Harbour Tea', address: '1 Example Street' },
      });
      return;
    }
    const choice = below(5);
    if (choice === 0) append({ type: 'merchantCode.printed', data: { codeId, format: 'pdfA6' } });
    else if (choice === 1) append({ type: 'merchantCode.asked', data: { codeId, what } });
    else if (choice === 2) append({ type: 'merchantCode.failed', data: { codeId, what, outcome: 'noAnswer timeout unknown', gatewayCode: '', isOpen: below(2) === 0 } });
    else if (what === 'modify') append({ type: 'merchantCode.modified', data: { codeId, storeName: `Harbour Tea ${below(9)}`, address: '2 Example Street' } });
    else append({ type: 'merchantCode.moved', data: { codeId, to: pick(['active', 'stopped', 'deleted'] as const) ?? 'active', call: { service: 'modifyStatus', outcome: 'answered', gatewayCode: 'SUCCESS' } } });
  };

  return () => {
    const choice = below(10);
    if (choice === 0) return arrive();
    if (choice < 4) return assertPaid();
    if (choice < 6) return endAssertion();
    return choice < 8 ? notify() : tendCode();
  };
}
