import type { RefundView } from '../../../shared/contract/returns.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';

/** Why a refund gave nothing back, or what is in the way of an answer, and what to do. Nothing when there is nothing to say. */
export function RefundReason({ refund }: { readonly refund: RefundView }) {
  const { t, language } = useWords();
  switch (refund.state) {
    case 'refused': case 'notSent': {
      const why = refund.reason === null ? null : t.payment.refundReason[refund.reason];
      return <p className="return-reason" data-reason={refund.reason ?? ''}>{why ?? (refund.error === null ? null : errorWords({ code: refund.error, details: {} }, language).what)}</p>;
    }
    case 'created': case 'sent': case 'asking': case 'queued': {
      if (refund.reason !== null) return <p className="return-reason">{t.payment.refundReason[refund.reason]}</p>;
      if (refund.trouble !== null) return <p className="return-reason" data-trouble={refund.trouble}>{t.payment.trouble[refund.trouble]}</p>;
      if (refund.error === null || refund.error === 'REFUND_UNRESOLVED') return null;
      const words = errorWords({ code: refund.error, details: {} }, language);
      return (
        <p className="return-reason">
          {words.what} {words.press}
        </p>
      );
    }
    case 'refunded':
      return null;
  }
}
