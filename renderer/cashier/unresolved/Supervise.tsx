import { call } from '../../bridge.ts';
import { saleNumber } from '../../i18n/format.ts';
import { moneyText } from '../../ui/amount.ts';
import { Nested } from '../../ui/Nested.tsx';
import type { Currency } from '../../../shared/money.ts';
import { ReasonForm } from '../approval/ReasonForm.tsx';
import { tell } from '../notices.ts';
import { useUnresolvedWords } from './words.ts';

interface SuperviseProps {
  readonly attempt: { readonly attemptId: string; readonly amountMinor: number; readonly currency: Currency };
  readonly onClose: () => void;
}

/** A supervisor calls a payment paid that nobody knows the end of (payments.md rule 5). */
export function AssertPaid({ attempt: { attemptId, amountMinor, currency }, onClose }: SuperviseProps) {
  const words = useUnresolvedWords();
  return (
    <Nested name="assertPaid" title={words.assertTitle(moneyText(amountMinor, currency))} onClose={onClose}>
      <p className="muted">{words.assertText}</p>
      <ReasonForm
        reasons={words.assertReasons} confirm={words.assertConfirm} risk onCancel={onClose}
        onConfirm={async (reason) => {
          const answer = await call('payment.assertPaid', { attemptId, reason });
          if (!answer.ok) return answer.error;
          tell({ kind: 'good', text: answer.value.receiptNo === null ? words.assertDonePart : words.assertDone(saleNumber(answer.value.receiptNo)) });
          onClose();
          return null;
        }}
      />
    </Nested>
  );
}

/** A supervisor takes note that the money of a payment called paid will not come. */
export function WriteOff({ attempt: { attemptId, amountMinor, currency }, onClose }: SuperviseProps) {
  const words = useUnresolvedWords();
  const amount = moneyText(amountMinor, currency);
  return (
    <Nested name="writeOff" title={words.writeOffTitle(amount)} onClose={onClose}>
      <p className="muted">{words.writeOffText}</p>
      <ReasonForm
        reasons={words.writeOffReasons} confirm={words.writeOffConfirm} risk onCancel={onClose}
        onConfirm={async (reason) => {
          const answer = await call('payment.writeOff', { attemptId, reason });
          if (!answer.ok) return answer.error;
          tell({ kind: 'good', text: words.writtenOff(amount) });
          onClose();
          return null;
        }}
      />
    </Nested>
  );
}
