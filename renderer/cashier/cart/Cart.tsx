import { Archive, CreditCard, Ellipsis, ListRestart, Percent, ReceiptText, Trash2, Undo2, UserRound } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { AppliedPromotion } from '../../../shared/contract/sale-views.ts';
import type { LineView } from '../../../shared/contract/views.ts';
import { nameIn, saleNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Button } from '../../ui/Button.tsx';
import { act } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { ALWAYS, keyOf } from '../keymap.ts';
import { isQuiet, usePendingReturns } from '../returns/pending.ts';
import { useTill } from '../till.ts';
import { isNothing } from '../stored-value/nothing.ts';
import { PayButtons } from '../stored-value/PayButtons.tsx';
import { Line, type PromotionNames } from './Line.tsx';
import { Totals } from './Totals.tsx';
import './cart.css';

const NO_LINES: readonly LineView[] = [];
const NO_PROMOTIONS: readonly AppliedPromotion[] = [];

/** The sale being rung up: its lines, its total, and what can be done with it. `review`: beside the payment, to be read only. */
export function Cart({ review }: { readonly review: boolean }) {
  const { t } = useWords();
  const saleNo = useTill((till) => till.sale?.saleNo ?? null);
  const customer = useTill((till) => (till.sale?.customer === undefined ? null : till.sale.customer.name === '' ? till.sale.customer.phoneMasked : till.sale.customer.name));
  const isEmpty = useTill((till) => isNothing(till.sale));
  const heldCount = useTill((till) => till.held.length);
  const quietCount = usePendingReturns().filter(({ face }) => isQuiet(face)).length;
  return (
    <section className="cart" aria-label={t.cart.lines} data-review={review}>
      <header className="cart-head">
        <h2>{isEmpty || saleNo === null ? t.cart.newSale : t.cart.sale(saleNumber(saleNo))}</h2>
        {customer !== null && (
          <Button look="quiet" className="cart-customer" icon={<UserRound size={18} aria-hidden="true" />} hint={review ? '' : keyOf('selling', 'customers')} action="customers" disabled={review} onClick={() => { act('customers'); }}>
            {customer}
          </Button>
        )}
        {quietCount > 0 && (
          <span className="badge cart-refunds" role="img" aria-label={t.pendingRefunds.quiet(quietCount)} data-quiet-refunds={quietCount} title={t.pendingRefunds.quiet(quietCount)}>
            <Undo2 size={14} aria-hidden="true" />
            <span className="cart-refunds-words">{t.pendingRefunds.quiet(quietCount)}</span>
            <span className="cart-refunds-count">{quietCount}</span>
          </span>
        )}
        {review && heldCount > 0 && <span className="badge cart-held">{t.cart.heldCount(heldCount)}</span>}
        {!review && heldCount > 0 && (
          <Button look="quiet" className="cart-recall" icon={<ListRestart size={18} aria-hidden="true" />} hint={keyOf('selling', 'recall')} action="recall" aria-label={`${t.cart.recall}: ${t.cart.heldCount(heldCount)}`} onClick={() => { act('recall'); }}>
            {t.cart.heldCount(heldCount)}
          </Button>
        )}
        {!review && (
          <Button look="quiet" className="cart-receipts" icon={<ReceiptText size={18} aria-hidden="true" />} hint={ALWAYS.receipts[0]} action="receipts" aria-label={t.cart.receipts} title={t.cart.receipts} onClick={() => { act('receipts'); }}>
            {t.cart.receipts}
          </Button>
        )}
      </header>
      {isEmpty ? (
        <div className="empty cart-empty">
          <ReceiptText size={32} strokeWidth={1.5} aria-hidden="true" />
          <h2>{t.cart.empty}</h2>
          <p className="muted">{t.cart.emptyHint}</p>
        </div>
      ) : (
        <Lines review={review} />
      )}
      <Totals review={review} />
      {review && <PayButtons />}
      {!review && (
        <footer className="cart-actions">
          <Button icon={<Archive size={18} aria-hidden="true" />} hint={keyOf('selling', 'hold')} action="hold" disabled={isEmpty} onClick={() => { act('hold'); }}>
            {t.cart.hold}
          </Button>
          <Button icon={<Percent size={18} aria-hidden="true" />} hint={keyOf('selling', 'discount')} action="discount" disabled={isEmpty} onClick={() => { act('discount'); }}>
            {t.checkout.cart.discount}
          </Button>
          <Button icon={<Trash2 size={18} aria-hidden="true" />} hint={keyOf('selling', 'discard')} action="discard" aria-label={t.cart.discard} title={t.cart.discard} disabled={isEmpty} onClick={() => { act('discard'); }} />
          <Button icon={<Ellipsis size={18} aria-hidden="true" />} hint={keyOf('selling', 'moreActions')} action="moreActions" aria-label={t.actions.moreActions} title={t.actions.moreActions} onClick={() => { act('moreActions'); }} />
          <Button
            className="cart-pay" look="primary" size="pay" icon={<CreditCard size={22} aria-hidden="true" />} hint={keyOf('selling', 'pay')} action="pay" disabled={isEmpty}
            onClick={() => { act('pay'); }}
          >
            {t.cart.pay}
          </Button>
        </footer>
      )}
    </section>
  );
}

/** The lines. Each is memoised and keeps its object while it does not change, so a scan renders one row. */
function Lines({ review }: { readonly review: boolean }) {
  const { t, language } = useWords();
  const lines = useTill((till) => till.sale?.lines ?? NO_LINES);
  const applied = useTill((till) => till.sale?.promotions ?? NO_PROMOTIONS);
  const promotions = useMemo<PromotionNames>(() => Object.fromEntries(applied.map((one) => [one.promotionId, nameIn(one.name, language)])), [applied, language]);
  const currency = useTill((till) => till.shop.currency);
  const selected = useStore(deskStore, (desk) => desk.lineId);
  const editing = useStore(deskStore, (desk) => desk.editingLineId);
  const list = useRef<HTMLUListElement>(null);
  const [drawn] = useState(() => new Set(lines));

  useLayoutEffect(() => {
    list.current?.querySelector('[data-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected, lines.length]);

  return (
    <ul className="cart-lines" ref={list} aria-label={t.cart.lines}>
      {lines.map((line) => (
        <Line
          key={line.lineId} line={line} currency={currency} language={language} words={t.cart} checkout={t.checkout} promotions={promotions} selected={!review && line.lineId === selected} editing={!review && line.lineId === editing}
          isFresh={!drawn.has(line)}
        />
      ))}
    </ul>
  );
}
