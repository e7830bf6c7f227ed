import type { PaymentView } from '../../../shared/contract/views.ts';
import { REASON_CLASSES, type ReasonClass } from '../../../shared/payment/reason-classes.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';

const isReason = (text: string): text is ReasonClass => (REASON_CLASSES as readonly string[]).includes(text);

/** Why it was not paid and what to do, in the cashier's words. */
export function ReasonText({ payment }: { readonly payment: PaymentView }) {
  const { t, language } = useWords();
  const why = payment.reason !== null && isReason(payment.reason) ? t.payment.reason[payment.reason] : null;
  switch (payment.state) {
    case 'declined': case 'closed': case 'cancelled': case 'notSent':
      return (
        <p className="payment-reason">
          {why !== null && <strong>{why} </strong>}
          {payment.state === 'declined' && why !== null ? null : t.payment.press[payment.state]}
        </p>
      );
    case 'unresolved': {
      if (payment.error === null || payment.error === 'PAYMENT_UNRESOLVED') return <Trouble payment={payment} />;
      const words = errorWords({ code: payment.error, details: {} }, language);
      return (
        <p className="payment-reason">
          <strong>{words.what}</strong> {words.press}
        </p>
      );
    }
    case 'created': case 'sent': case 'asking': case 'shown': case 'cancelling': case 'confirming': case 'paid':
      return why === null ? <Trouble payment={payment} /> : <p className="payment-reason">{why}</p>;
  }
}

/** What is in the way of an answer: the line, the gateway, or the shop's own keys. Each calls for somebody else. */
function Trouble({ payment }: { readonly payment: PaymentView }) {
  const { t } = useWords();
  return payment.trouble === null ? null : <p className="payment-reason" data-trouble={payment.trouble}>{t.payment.trouble[payment.trouble]}</p>;
}
