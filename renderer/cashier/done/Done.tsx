import { ArrowRight, BadgeAlert, CircleCheckBig, Printer, ReceiptText } from 'lucide-react';
import type { ReactNode } from 'react';
import { rateText } from '../../../shared/cash/foreign.ts';
import { makeReceiptCode } from '../../../shared/scan/receipt-code.ts';
import type { CompletedView } from '../../../shared/contract/views.ts';
import { saleNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { act } from '../commands.ts';
import { ALWAYS, keyOf } from '../keymap.ts';
import { useTill } from '../till.ts';
import './done.css';

/** Paid: the change due is the largest thing; any scan or Enter is the next sale. */
export function Done({ done }: { readonly done: CompletedView }) {
  const { t } = useWords();
  const currency = useTill((till) => till.shop.currency);
  const tillId = useTill((till) => till.shop.tillId);
  const barcode = makeReceiptCode(tillId, done.receiptNo);
  const isCash = done.tender === 'cash' || done.tender === 'foreignCash';
  const notes = done.tenders.at(-1)?.foreign;
  const cashBackMinor = done.exchange?.cashMinor ?? 0;
  const isAsserted = done.tender === 'asserted';
  return (
    <section className="done" data-state="done" data-receipt={done.receiptNo} data-asserted={isAsserted} aria-live="polite">
      <header className="done-head">
        {isAsserted ? <BadgeAlert size={28} aria-hidden="true" /> : <CircleCheckBig size={28} aria-hidden="true" />}
        <h1>{isAsserted ? t.done.asserted : t.done.paid}</h1>
        <span className="figures">{t.done.receipt(saleNumber(done.receiptNo))}</span>
      </header>
      <div className="done-body">
        {cashBackMinor > 0 ? (
          <>
            <span className="done-label">{t.exchange.handOut}</span>
            <span className="done-change" data-change={cashBackMinor} style={{ '--length': amountText(cashBackMinor, currency).length }}>
              <Amount minor={cashBackMinor} currency={currency} withCurrency />
            </span>
          </>
        ) : isCash ? (
          <>
            <span className="done-label">{done.changeMinor > 0 ? t.done.change : t.done.noChange}</span>
            <span className="done-change" data-change={done.changeMinor} style={{ '--length': amountText(done.changeMinor, currency).length }}>
              <Amount minor={done.changeMinor} currency={currency} withCurrency />
            </span>
          </>
        ) : (
          <>
            <span className="done-label">{t.done.by[done.tender]}</span>
            <span className="done-change" style={{ '--length': amountText(done.totalMinor, currency).length }}>
              <Amount minor={done.totalMinor} currency={currency} withCurrency />
            </span>
          </>
        )}
        {isAsserted && <p className="done-asserted">{t.done.assertedText}</p>}
        <dl className="done-facts">
          <div>
            <dt>{t.done.total}</dt>
            <dd>
              <Amount minor={done.totalMinor} currency={currency} />
            </dd>
          </div>
          {done.savedMinor > 0 && <Fact name={t.checkout.done.saved} fact="saved"><Amount minor={done.savedMinor} currency={currency} /></Fact>}
          {done.roundingMinor !== 0 && <Fact name={t.checkout.done.rounding} fact="rounding"><Amount minor={done.roundingMinor} currency={currency} /></Fact>}
          {done.exchange !== undefined && <Fact name={t.exchange.back(saleNumber(done.exchange.receiptNo))} fact="exchange"><Amount minor={-done.exchange.creditMinor} currency={currency} /></Fact>}
          {done.exchange !== undefined && done.exchange.gatewayMinor > 0 && <Fact name={t.exchange.toWallet} fact="toWallet"><Amount minor={done.exchange.gatewayMinor} currency={currency} /></Fact>}
          {done.tenders.length > 1 && done.tenders.map((tender) => (
            <Fact key={tender.tenderId} name={`${t.report.tender[tender.kind]}${tender.payerHint === null ? '' : ` ${tender.payerHint}`}`} fact="tender"><Amount minor={tender.amountMinor} currency={currency} /></Fact>
          ))}
          {notes !== undefined && <Fact name={t.done.received} fact="notes">{moneyText(notes.foreignMinor, notes.currency)} × {rateText(notes.ratePpm)} = <Amount minor={notes.valueMinor} currency={currency} /></Fact>}
          {done.tenderedMinor !== null && (
            <div>
              <dt>{t.done.received}</dt>
              <dd>
                <Amount minor={done.tenderedMinor} currency={currency} />
              </dd>
            </div>
          )}
          {done.payerHint !== null && done.tenders.length === 1 && (
            <div>
              <dt>{t.done.payer}</dt>
              <dd>{done.payerHint}</dd>
            </div>
          )}
          <div>
            <dt>{t.done.barcode}</dt>
            <dd className="figures" data-barcode={barcode}>{barcode}</dd>
          </div>
          {done.merchantReference !== null && (
            <div>
              <dt>{t.payment.reference}</dt>
              <dd className="done-reference">{done.merchantReference}</dd>
            </div>
          )}
        </dl>
      </div>
      <footer className="done-foot">
        <Button look="primary" size="pay" block icon={<ArrowRight size={20} aria-hidden="true" />} hint={keyOf('done', 'next')} action="next" onClick={() => { act('next'); }}>
          {t.done.next}
        </Button>
        <div className="done-below">
          <p className="muted">{t.done.nextHint}</p>
          <Button look="quiet" icon={<Printer size={18} aria-hidden="true" />} hint={keyOf('done', 'paper')} action="paper" onClick={() => { act('paper'); }}>
            {t.done.paper}
          </Button>
          <Button look="quiet" icon={<ReceiptText size={18} aria-hidden="true" />} hint={ALWAYS.receipts[0]} action="receipts" onClick={() => { act('receipts'); }}>
            {t.done.openReceipt}
          </Button>
        </div>
      </footer>
    </section>
  );
}

/** One fact about the sale; `fact` names it for tests. */
function Fact({ name, fact, children }: { readonly name: string; readonly fact: string; readonly children: ReactNode }) {
  return (
    <div data-fact={fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
