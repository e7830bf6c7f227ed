import { Banknote, QrCode, ReceiptText, Search, Repeat2, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ReceiptSummary } from '../../../shared/contract/returns.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';
import { recentText, saleNumber } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { quantityText } from '../../ui/amount.ts';
import { keepFocus } from '../../ui/Button.tsx';
import { mainNowMs } from '../../ui/clock.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ALWAYS } from '../keymap.ts';
import { useTill } from '../till.ts';
import { receiptQueries } from './query.ts';
import { Standing } from './Standing.tsx';
import { useReturnWords } from '../returns/return-words.ts';

/** More than fit on any screen; the cashier types another digit instead of scrolling. */
const LISTED_MAX = 50;

interface Found {
  readonly text: string;
  readonly receipts: readonly ReceiptSummary[];
  readonly more: boolean;
  /** Why it could not be looked for: another till's barcode. */
  readonly error: ErrorView | null;
}

/** Looks for a receipt by whatever the customer remembers, as it is typed. */
export function FindReceipt({ typed, onTyped, onOpen, onClose }: { readonly typed: string; readonly onTyped: (text: string) => void; readonly onOpen: (saleId: string) => void; readonly onClose: () => void }) {
  const { t, language } = useWords();
  const r = useReturnWords();
  const currency = useTill((till) => till.shop.currency);
  const openReturns = useTill((till) => till.openReturns);
  const [found, setFound] = useState<Found | null>(null);
  const [index, setIndex] = useState(0);
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    let isNewest = true;
    const queries = receiptQueries(typed, { nowMs: mainNowMs(), currency, language });
    void Promise.all(queries.map((query) => call('receipt.search', { query, limit: LISTED_MAX }))).then((answers) => {
      if (!isNewest) return;
      const all = answers.flatMap((answer) => (answer.ok ? answer.value.receipts : []));
      const receipts = all.filter((receipt, at) => all.findIndex((other) => other.saleId === receipt.saleId) === at);
      setFound({ text: typed.trim(), receipts, more: answers.some((answer) => answer.ok && answer.value.more), error: answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))[0] ?? null });
      setIndex(0);
    });
    return () => {
      isNewest = false;
    };
  }, [typed, currency, language, openReturns]);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [index]);

  const receipts = found?.receipts ?? [];
  const trouble = found?.error == null ? null : errorWords(found.error, language);
  const open = (receipt: ReceiptSummary | undefined): void => {
    if (receipt !== undefined) onOpen(receipt.saleId);
  };
  const move = (key: string): boolean => {
    if (key !== 'ArrowDown' && key !== 'ArrowUp') return false;
    setIndex(Math.max(0, Math.min(receipts.length - 1, index + (key === 'ArrowDown' ? 1 : -1))));
    return true;
  };
  const onFieldKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') open(receipts[index]);
    else if (!move(event.key)) return;
    event.preventDefault();
  };
  return (
    <Dialog
      name="receipts" title={r.receipts.title} width="wide" closeKeys={ALWAYS.receipts} onClose={onClose}
      onKey={(key) => {
        if (key === 'Enter') open(receipts[index]);
        else return move(key);
        return true;
      }}
    >
      <div className="search receipts-search" role="search">
        <Search size={20} className="search-icon" aria-hidden="true" />
        <input
          className="input search-input" data-first type="text" autoComplete="off" autoCorrect="off" spellCheck={false} maxLength={200} value={typed} placeholder={r.receipts.searchHint} aria-label={r.receipts.search}
          role="combobox" aria-expanded={receipts.length > 0} aria-controls="receipts-found" aria-autocomplete="list" data-action="findReceipt" onChange={(event) => { onTyped(event.target.value); }} onKeyDown={onFieldKey}
        />
      </div>
      {found !== null && receipts.length === 0 && (
        <div className="empty">
          <ReceiptText size={32} strokeWidth={1.5} aria-hidden="true" />
          <h2>{trouble?.what ?? (found.text === '' ? r.receipts.none : r.receipts.noMatch(found.text))}</h2>
          <p className="muted">{trouble?.press ?? (found.text === '' ? r.receipts.noneHint : r.receipts.noMatchHint)}</p>
        </div>
      )}
      <ul className="picks receipts-found" role="listbox" id="receipts-found" aria-label={r.receipts.title} ref={list}>
        {receipts.map((receipt, at) => (
          <li key={receipt.saleId} className="pick receipt-row" role="option" aria-selected={at === index} data-receipt={receipt.receiptNo} onMouseDown={keepFocus} onClick={() => { open(receipt); }}>
            <strong className="figures receipt-row-number">{saleNumber(receipt.receiptNo)}</strong>
            <span className="pick-main">
              <span className="figures">{recentText(receipt.completedAtMs, mainNowMs(), language)}</span>
              <small className="receipt-row-facts">
                <span className="figures">{t.cart.items(quantityText(receipt.itemsMilli))}</span>
                {[...new Set(receipt.tenders)].map((kind) => (
                  <span key={kind} className="receipt-row-tender">
                    {kind === 'cash' || kind === 'foreignCash' ? <Banknote size={14} aria-hidden="true" /> : kind === 'exchange' ? <Repeat2 size={14} aria-hidden="true" /> : kind === 'asserted' ? <TriangleAlert size={14} aria-hidden="true" /> : <QrCode size={14} aria-hidden="true" />}
                    {t.report.tender[kind]}
                  </span>
                ))}
              </small>
            </span>
            {receipt.standing !== 'sold' && <Standing standing={receipt.standing} />}
            <strong className="receipt-row-amount">
              <Amount minor={receipt.totalMinor} currency={receipt.currency} />
            </strong>
          </li>
        ))}
      </ul>
      {found?.more === true && <p className="dialog-note">{r.receipts.more}</p>}
    </Dialog>
  );
}
