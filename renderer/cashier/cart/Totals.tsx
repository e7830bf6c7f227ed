import type { TotalsView } from '../../../shared/contract/views.ts';
import type { Currency } from '../../../shared/money.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, percentText, quantityText } from '../../ui/amount.ts';
import { useTill } from '../till.ts';

const NOTHING: TotalsView = { itemsMilli: 0, listMinor: 0, promotionsMinor: 0, discountsMinor: 0, exemptMinor: 0, subtotalMinor: 0, taxMode: 'none', taxes: [], totalMinor: 0 };
/** The foot of the sale: pieces, taxes when the shop has them, and the total, the largest thing on the screen. */
export function Totals() {
  const { t } = useWords();
  const totals = useTill((till) => till.sale?.totals ?? NOTHING);
  const currency = useTill((till) => till.shop.currency);
  return (
    <div className="totals">
      <div className="totals-row">
        <span>{t.cart.items(quantityText(totals.itemsMilli))}</span>
        {totals.taxMode === 'exclusive' && (
          <span>
            {t.cart.subtotal} <Amount minor={totals.subtotalMinor} currency={currency} />
          </span>
        )}
      </div>
      <Taxes totals={totals} currency={currency} />
      <div className="totals-total" style={{ '--length': amountText(totals.totalMinor, currency).length }} aria-live="polite">
        <span className="totals-word">
          {t.cart.total} <span className="totals-currency">{currency}</span>
        </span>
        <span data-total={totals.totalMinor} className="totals-amount">
          <Amount minor={totals.totalMinor} currency={currency} />
        </span>
      </div>
    </div>
  );
}

/** Tax of each rate; nothing for a shop that charges none. */
export function Taxes({ totals, currency }: { readonly totals: TotalsView; readonly currency: Currency }) {
  const { t } = useWords();
  if (totals.taxMode === 'none') return null;
  const label = totals.taxMode === 'inclusive' ? t.cart.taxIncluded : t.cart.taxAdded;
  return totals.taxes.map((tax) => (
    <div className="totals-row" key={tax.rateId}>
      <span>{label(tax.name, percentText(tax.ratePpm))}</span>
      <Amount minor={tax.taxMinor} currency={currency} />
    </div>
  ));
}
