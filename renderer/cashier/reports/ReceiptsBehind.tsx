import { ReceiptText, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { PeriodReceipts, ReceiptsBehind as Behind } from '../../../shared/contract/period-views.ts';
import type { Currency } from '../../../shared/money.ts';
import type { Period } from '../../../shared/reports/period.ts';
import { dateTimeText, saleNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { quantityText } from '../../ui/amount.ts';
import { keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { ask } from '../till.ts';
import { usePeriodWords, useReportWords } from './words.ts';

interface BehindProps {
  readonly period: Period;
  readonly currency: Currency;
  readonly behind: Behind;
  readonly label: string;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** As its paper has it. */
const numberOf = (receipt: PeriodReceipts['receipts'][number]): string => (receipt.kind === 'takenBack' ? `C${receipt.returnNo}` : saleNumber(receipt.receiptNo));

/** The receipts behind a figure; Enter opens one. */
export function ReceiptsBehind({ period, currency, behind, label, onBack, onClose }: BehindProps) {
  const { t, language } = useWords();
  const words = usePeriodWords();
  const w = useReportWords();
  const [found, setFound] = useState<PeriodReceipts | null>(null);
  const [index, setIndex] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const { fromDay, toDay } = period;
  useEffect(() => {
    let isNewest = true;
    void ask('periods.receipts', { fromDay, toDay, currency, behind }).then((answer) => {
      if (!isNewest) return;
      if (answer.ok) setFound(answer.value);
      else if (answer.error.code !== 'REPORT_STOPPED') onBack();
    });
    return () => {
      isNewest = false;
    };
  }, [fromDay, toDay, currency, behind, onBack]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  const receipts = found?.receipts ?? [];
  const open = (receipt: PeriodReceipts['receipts'][number] | undefined): void => {
    if (receipt === undefined) return;
    setDesk({ dialog: { kind: 'receipts', at: receipt.kind === 'takenBack' ? { page: 'slip', returnId: receipt.returnId, returnNo: receipt.returnNo } : { page: 'receipt', saleId: receipt.saleId } } });
  };
  return (
    <Dialog
      name="reportReceipts" title={w.behind(label)} width="wide" closeKeys={ALWAYS.reports} onBack={onBack} onClose={onClose}
      onKey={(key) => {
        if (key === 'Enter') open(receipts[index]);
        else if (key === 'ArrowDown' || key === 'ArrowUp') setIndex(Math.max(0, Math.min(receipts.length - 1, index + (key === 'ArrowDown' ? 1 : -1))));
        else return false;
        return true;
      }}
    >
      {found !== null && receipts.length === 0 && (
        <div className="empty" role="status">
          <ReceiptText size={32} strokeWidth={1.5} aria-hidden="true" />
          <h2>{w.noReceipts}</h2>
        </div>
      )}
      <ul className="picks" role="listbox" aria-label={w.behind(label)} tabIndex={0} ref={list}>
        {receipts.map((receipt, at) => (
          <li key={`${receipt.kind} ${numberOf(receipt)} ${receipt.atMs}`} className="pick" role="option" aria-selected={at === index} data-receipt={receipt.kind === 'takenBack' ? numberOf(receipt) : receipt.receiptNo} onMouseDown={keepFocus} onClick={() => { open(receipt); }}>
            {receipt.kind === 'sale' ? <ReceiptText size={20} aria-hidden="true" /> : <Undo2 size={20} aria-hidden="true" />}
            <span className="pick-main">
              <strong className="figures">{numberOf(receipt)}</strong>
              <small className="figures">{w.kinds[receipt.kind]} · {dateTimeText(receipt.atMs, language)} · {words.cashier(receipt.operator)} · {t.cart.items(quantityText(receipt.itemsMilli))}</small>
            </span>
            <strong><Amount minor={receipt.amountMinor} currency={found?.currency ?? currency} /></strong>
          </li>
        ))}
      </ul>
      {found?.more === true && <p className="dialog-note">{w.moreReceipts(String(receipts.length))}</p>}
    </Dialog>
  );
}
