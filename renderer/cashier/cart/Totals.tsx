import { CircleHelp, Undo2 } from 'lucide-react';
import type { TenderView } from '../../../shared/contract/sale-views.ts';
import type { SaleView, TotalsView } from '../../../shared/contract/views.ts';
import type { Currency } from '../../../shared/money.ts';
import { nameIn, saleNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, moneyText, percentText, quantityText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { timesLabel } from '../../ui/quantity.ts';
import { act } from '../commands.ts';
import { setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { ValueRows } from '../stored-value/ValueRows.tsx';
import { useTill } from '../till.ts';

const NOTHING: TotalsView = { itemsMilli: 0, listMinor: 0, promotionsMinor: 0, discountsMinor: 0, exemptMinor: 0, subtotalMinor: 0, taxMode: 'none', taxes: [], totalMinor: 0 };

/** The foot of the sale: pieces, what came off, taxes when the shop has them, and the total, the largest thing on the screen. A press on it asks why. */
export function Totals({ review }: { readonly review: boolean }) {
  const { t } = useWords();
  const sale = useTill((till) => till.sale);
  const currency = useTill((till) => till.shop.currency);
  const totals = sale?.totals ?? NOTHING;
  const isPartPaid = sale !== null && sale.tenders.length > 0;
  const isExchange = sale?.exchange !== undefined;
  return (
    <div className="totals" data-part-paid={isPartPaid || isExchange}>
      <div className="totals-row">
        <span>{t.cart.items(quantityText(totals.itemsMilli))}</span>
        {totals.promotionsMinor + totals.discountsMinor !== 0 ? (
          <span>{t.checkout.totals.list} <Amount minor={totals.listMinor} currency={currency} /></span>
        ) : totals.taxMode === 'exclusive' && <Subtotal totals={totals} currency={currency} />}
      </div>
      <Reductions sale={sale} currency={currency} />
      <Taxes totals={totals} currency={currency} />
      {sale?.values !== undefined && <ValueRows values={sale.values} currency={currency} canRemove={!review && !isPartPaid} />}
      <button
        type="button" className="totals-total" data-action="whyTotal" aria-label={sale === null || sale.lines.length === 0 ? undefined : t.checkout.totals.why(moneyText(totals.totalMinor, currency))} aria-keyshortcuts={keyOf('selling', 'why')} disabled={sale === null || sale.lines.length === 0}
        onMouseDown={keepFocus} onClick={() => { act('why'); }}
      >
        <span className="totals-word">
          {t.cart.total} <span className="totals-currency">{currency}</span>
          {sale !== null && sale.lines.length > 0 && <span className="totals-why"><CircleHelp size={16} aria-hidden="true" /> <Key name={keyOf('selling', 'why')} /></span>}
        </span>
        <span data-total={totals.totalMinor} className="totals-amount" style={{ '--length': amountText(totals.totalMinor, currency).length }}>
          <Amount minor={totals.totalMinor} currency={currency} />
        </span>
      </button>
      <p className="visually-hidden" aria-live="polite">{t.cart.total} {moneyText(totals.totalMinor, currency)}</p>
      {sale?.exchange !== undefined && <HandedBack exchange={sale.exchange} currency={currency} review={review || isPartPaid} />}
      {sale !== null && isExchange && !isPartPaid && <Owed sale={sale} currency={currency} />}
      {sale !== null && isPartPaid && <Tenders sale={sale} currency={currency} review={review} />}
    </div>
  );
}

function Subtotal({ totals, currency }: { readonly totals: TotalsView; readonly currency: Currency }) {
  const { t } = useWords();
  return (
    <span>
      {t.cart.subtotal} <Amount minor={totals.subtotalMinor} currency={currency} />
    </span>
  );
}

/** What promotions and discounts took off in all, and tax left out; only what there is. */
function Reductions({ sale, currency }: { readonly sale: SaleView | null; readonly currency: Currency }) {
  const { t } = useWords();
  if (sale === null) return null;
  const { totals: words } = t.checkout;
  const { promotionsMinor, discountsMinor, exemptMinor, taxMode } = sale.totals;
  const off: readonly (readonly [string, number, string])[] = [['promotions', promotionsMinor, words.promotions], ['discounts', discountsMinor, words.discounts]];
  return (
    <>
      {off.map(([name, amountMinor, label]) => amountMinor !== 0 && (
        <div className="totals-row totals-off" key={name} data-off={name}>
          <span>{label}</span>
          <Amount minor={-amountMinor} currency={currency} />
        </div>
      ))}
      {taxMode === 'exclusive' && promotionsMinor + discountsMinor !== 0 && <div className="totals-row"><span>{t.cart.subtotal}</span><Amount minor={sale.totals.subtotalMinor} currency={currency} /></div>}
      {sale.exempt !== null && (
        <div className="totals-row totals-off" data-off="exempt" title={sale.exempt.reason}>
          <span className="ellipsis">{words.exempt} · {sale.exempt.reason}</span>
          {exemptMinor !== 0 && <Amount minor={-exemptMinor} currency={currency} />}
        </div>
      )}
    </>
  );
}

/** Tax of each rate; nothing for a shop that charges none. */
export function Taxes({ totals, currency }: { readonly totals: TotalsView; readonly currency: Currency }) {
  const { t } = useWords();
  if (totals.taxMode === 'none') return null;
  const label = totals.taxMode === 'inclusive' ? t.cart.taxIncluded : t.cart.taxAdded;
  return totals.taxes.map((tax) => (
    <div className="totals-row" key={`${tax.rateId} ${tax.ratePpm}`}>
      <span>{label(tax.name, percentText(tax.ratePpm))}</span>
      <Amount minor={tax.taxMinor} currency={currency} />
    </div>
  ));
}

/** What was paid already, each with the way to take it back, and what is still due. */
function Tenders({ sale, currency, review }: { readonly sale: SaleView; readonly currency: Currency; readonly review: boolean }) {
  const { t } = useWords();
  return (
    <>
      <ul className="tenders" aria-label={t.checkout.part.taken}>
        {sale.tenders.map((tender, index) => (
          <Tender key={tender.tenderId} tender={tender} currency={currency} hint={review && index === sale.tenders.length - 1 ? keyOf('paying', 'takeBack') : ''} />
        ))}
      </ul>
      <div className="totals-due">
        <span className="totals-word">{t.checkout.totals.due}</span>
        <span className="totals-amount" data-still-due={sale.dueMinor} style={{ '--length': amountText(sale.dueMinor, currency).length }}>
          <Amount minor={sale.dueMinor} currency={currency} />
        </span>
      </div>
    </>
  );
}

/** What is due after what is handed back, or what the customer gets. */
function Owed({ sale, currency }: { readonly sale: SaleView; readonly currency: Currency }) {
  const { t } = useWords();
  const backMinor = sale.exchange?.backMinor ?? 0;
  const amountMinor = backMinor > 0 ? backMinor : sale.dueMinor;
  return (
    <div className="totals-due">
      <span className="totals-word">{backMinor > 0 ? t.exchange.toGive : t.exchange.toPay}</span>
      <span className="totals-amount" data-still-due={sale.dueMinor} data-back={backMinor} style={{ '--length': amountText(amountMinor, currency).length }}>
        <Amount minor={amountMinor} currency={currency} />
      </span>
    </div>
  );
}

/** Goods of another receipt that are handed back towards this sale, as what they take off it. */
function HandedBack({ exchange, currency, review }: { readonly exchange: NonNullable<SaleView['exchange']>; readonly currency: Currency; readonly review: boolean }) {
  const { t, language } = useWords();
  return (
    <ul className="tenders" aria-label={t.exchange.back(saleNumber(exchange.receiptNo))} data-exchange={exchange.creditMinor}>
      <li className="tender handed-back">
        <span className="ellipsis">
          {t.exchange.back(saleNumber(exchange.receiptNo))}
          <span className="muted"> {exchange.lines.map((line) => `${timesLabel(line, t.checkout.units)} ${nameIn(line.name, language)}`).join(', ')}</span>
        </span>
        {!review && <Button look="quiet" icon={<Undo2 size={18} aria-hidden="true" />} hint={keyOf('selling', 'exchangeOff')} action="exchangeOff" aria-label={t.exchange.off} title={t.exchange.off} onClick={() => { act('exchangeOff'); }} />}
        <Amount minor={-exchange.creditMinor} currency={currency} className="tender-amount" />
      </li>
    </ul>
  );
}

function Tender({ tender, currency, hint }: { readonly tender: TenderView; readonly currency: Currency; readonly hint: string }) {
  const { t } = useWords();
  const kind = t.report.tender[tender.kind];
  return (
    <li className="tender" data-tender={tender.tenderId}>
      <span className="ellipsis">
        {kind}
        {tender.payerHint !== null && <span className="muted"> {tender.payerHint}</span>}
        {tender.last4 !== undefined && <span className="muted figures"> •••• {tender.last4}</span>}
        {tender.foreign !== undefined && <span className="muted figures"> {moneyText(tender.foreign.foreignMinor, tender.foreign.currency)}</span>}
      </span>
      <Button
        look="quiet" icon={<Undo2 size={18} aria-hidden="true" />} hint={hint} action="takeBack" aria-label={t.checkout.part.takeBackOf(kind, moneyText(tender.amountMinor, currency))} title={t.checkout.part.takeBack}
        onClick={() => { setDesk({ dialog: { kind: 'takeBack', tenderId: tender.tenderId } }); }}
      />
      <Amount minor={-tender.amountMinor} currency={currency} className="tender-amount" />
    </li>
  );
}
