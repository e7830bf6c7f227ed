import { ArrowLeft, CircleX, PackageOpen, RefreshCw } from 'lucide-react';
import type { PaymentView } from '../../../shared/contract/views.ts';
import { isFinal } from '../../../shared/payment/machine.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Button } from '../../ui/Button.tsx';
import { act } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { keyOf } from '../keymap.ts';

/** What the cashier may do in this state; main says what is possible. */
export function PaymentActions({ payment }: { readonly payment: PaymentView }) {
  const { t } = useWords();
  const busy = useStore(deskStore, (desk) => desk.busy);
  if (isFinal(payment.state)) {
    return (
      <div className="payment-actions">
        <Button look="primary" size="pay" icon={<ArrowLeft size={20} aria-hidden="true" />} hint={keyOf('notPaid', 'acknowledge')} action="acknowledge" disabled={busy} onClick={() => { act('acknowledge'); }}>
          {t.payment.backToTenders}
        </Button>
      </div>
    );
  }
  return (
    <div className="payment-actions">
      {payment.canAskNow && (
        <Button size="pay" icon={<RefreshCw size={20} aria-hidden="true" />} hint={keyOf('paymentOpen', 'askNow')} action="askNow" disabled={busy} onClick={() => { act('askNow'); }}>
          {t.payment.askNow}
        </Button>
      )}
      {payment.canSetAside && (
        <Button size="pay" icon={<PackageOpen size={20} aria-hidden="true" />} hint={keyOf('paymentOpen', 'setAside')} action="setAside" title={t.payment.setAsideLong} disabled={busy} onClick={() => { act('setAside'); }}>
          {t.payment.setAside}
        </Button>
      )}
      {payment.canCancel && (
        <Button size="pay" icon={<CircleX size={20} aria-hidden="true" />} hint={keyOf('paymentOpen', 'cancelPayment')} action="cancelPayment" disabled={busy} onClick={() => { act('cancelPayment'); }}>
          {payment.state === 'unresolved' ? t.payment.cancelAgain : t.payment.cancel}
        </Button>
      )}
    </div>
  );
}
