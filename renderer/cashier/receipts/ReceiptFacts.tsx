import { ReceiptText } from 'lucide-react';
import type { ReceiptView, ReturnView } from '../../../shared/contract/returns.ts';
import { recentText, saleNumber, timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { percentText, quantityText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { mainNowMs } from '../../ui/clock.ts';
import { Key } from '../../ui/Key.tsx';
import { ReturnBadge } from '../returns/ReturnBadge.tsx';
import { usePaperWords } from './paper-words.ts';
import { Standing } from './Standing.tsx';
import { useStoredWords } from '../stored-value/words.ts';
import { useReturnWords } from '../returns/return-words.ts';

/** The return that one key opens: one that is not finished, else the newest. */
export const returnToLookAt = ({ returns }: ReceiptView): ReturnView | null => returns.find((one) => one.endedAtMs === null) ?? returns.at(-1) ?? null;

interface ReceiptFactsProps {
  readonly receipt: ReceiptView;
  readonly lookKey: string;
  readonly paperKey: string;
  readonly onReturn: (returnId: string) => void;
  readonly onPaper: () => void;
}

/** When, by whom, how it was paid and to whom it goes back; and what came back before. */
export function ReceiptFacts({ receipt, lookKey, paperKey, onReturn, onPaper }: ReceiptFactsProps) {
  const { t, language } = useWords();
  const r = useReturnWords();
  const paperWords = usePaperWords();
  const stored = useStoredWords();
  const lookAt = returnToLookAt(receipt);
  return (
    <aside className="receipt-facts">
      <div className="receipt-total">
        <span className="receipt-total-amount" data-total={receipt.totalMinor}>
          <Amount minor={receipt.totalMinor} currency={receipt.currency} withCurrency />
        </span>
        <Standing standing={receipt.standing} />
      </div>
      <p className="muted figures receipt-when">
        <span>{recentText(receipt.completedAtMs, mainNowMs(), language)}</span>
        <span>
          {r.receipts.sale(saleNumber(receipt.saleNo))} · {t.report.cashier(receipt.operator)} · {t.cart.items(quantityText(receipt.itemsMilli))}
        </span>
      </p>
      {receipt.customer !== null && (
        <dl className="receipt-block">
          <div className="receipt-fact" data-customer="">
            <dt>{r.receipts.customer}</dt>
            <dd className="figures">{receipt.customer}</dd>
          </div>
        </dl>
      )}
      {receipt.taxMode !== 'none' && (
        <dl className="receipt-block">
          {receipt.taxes.map((tax) => (
            <div key={`${tax.rateId} ${tax.ratePpm}`} className="receipt-fact">
              <dt>{(receipt.taxMode === 'inclusive' ? t.cart.taxIncluded : t.cart.taxAdded)(tax.name, percentText(tax.ratePpm))}</dt>
              <dd><Amount minor={tax.taxMinor} currency={receipt.currency} /></dd>
            </div>
          ))}
        </dl>
      )}
      {receipt.values !== undefined && (
        <section className="receipt-block">
          <dl>
            {receipt.values.map((value) => (
              <div className="receipt-fact" key={value.valueId} data-value={value.kind}>
                <dt>{value.kind === 'giftCard' ? stored.cardEnding(value.last4) : stored.payment(value.name)}</dt>
                <dd><Amount minor={value.amountMinor} currency={receipt.currency} /></dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section className="receipt-block">
        <h3>{r.receipts.paidWith}</h3>
        {receipt.tenders.map((tender) => <Tender key={tender.tenderId} tender={tender} receipt={receipt} />)}
      </section>
      {receipt.returns.length > 0 && (
        <section className="receipt-block">
          <h3>{r.receipts.returnsHere}</h3>
          {receipt.returns.map((one) => (
            <button key={one.returnId} type="button" className="pick receipt-return" data-return={one.returnNo} onMouseDown={keepFocus} onClick={() => { onReturn(one.returnId); }}>
              <span className="pick-main">
                <span className="figures">
                  C{one.returnNo} · <Amount minor={one.totalMinor} currency={one.currency} />
                </span>
                <small className="figures">{recentText(one.createdAtMs, mainNowMs(), language)}</small>
              </span>
              <ReturnBadge view={one} />
              {one === lookAt && <Key name={lookKey} />}
            </button>
          ))}
        </section>
      )}
      <Button block icon={<ReceiptText size={18} aria-hidden="true" />} hint={paperKey} action="paper" onClick={onPaper}>
        {paperWords.open}
      </Button>
      <p className="receipt-barcode">
        <span className="muted">{r.receipts.barcode}</span> <span className="figures" data-barcode={receipt.barcode}>{receipt.barcode}</span>
      </p>
    </aside>
  );
}

function Tender({ tender, receipt: { currency } }: { readonly tender: ReceiptView['tenders'][number]; readonly receipt: ReceiptView }) {
  const { t, language } = useWords();
  const r = useReturnWords();
  return (
    <div className="receipt-tender" data-tender={tender.kind}>
      <dl>
        <div className="receipt-fact">
          <dt>{t.report.tender[tender.kind]}</dt>
          <dd><Amount minor={tender.amountMinor} currency={currency} /></dd>
        </div>
        {tender.backMinor > 0 && (
          <div className="receipt-fact">
            <dt>{r.receipts.wentBack}</dt>
            <dd><Amount minor={-tender.backMinor} currency={currency} /></dd>
          </div>
        )}
        {tender.underWayMinor > 0 && (
          <div className="receipt-fact" data-tone="wait">
            <dt>{r.receipts.underWay}</dt>
            <dd><Amount minor={-tender.underWayMinor} currency={currency} /></dd>
          </div>
        )}
        {tender.payerHint !== null && (
          <div className="receipt-fact">
            <dt>{t.done.payer}</dt>
            <dd className="figures">{tender.payerHint}</dd>
          </div>
        )}
        {tender.merchantReference !== null && (
          <div className="receipt-reference">
            <dt className="muted">{t.payment.reference}</dt>
            <dd className="figures">{tender.merchantReference}</dd>
          </div>
        )}
      </dl>
      {tender.cancelUntilMs !== null && tender.backMinor === 0 && tender.underWayMinor === 0 && tender.cancelUntilMs > mainNowMs() && (
        <p className="receipt-note muted">{r.receipts.cancelUntil(timeText(tender.cancelUntilMs, language))}</p>
      )}
    </div>
  );
}
