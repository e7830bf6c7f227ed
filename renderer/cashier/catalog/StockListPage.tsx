import { ClipboardList, PackagePlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { STOCK_LINES_MAX } from '../../../shared/catalog/limits.ts';
import type { PriceCheckView } from '../../../shared/contract/question-views.ts';
import { call } from '../../bridge.ts';
import { nameIn } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { stockLabel } from '../../ui/quantity.ts';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { FindField } from './FindField.tsx';
import { milliText, signedMilli } from './typed.ts';
import { useCatalogWords } from './words.ts';

const BOOK_KEY = 'F12';
const ONE_MILLI = 1000;

interface Row {
  readonly product: Pick<PriceCheckView, 'productId' | 'name' | 'onHandMilli' | 'soldBy'>;
  readonly quantity: string;
}
interface ListProps {
  readonly move: 'received' | 'counted';
  readonly first: Row['product'] | null;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** A delivery or a count of several products, by scanning each thing. One booking, one entry. */
export function StockListPage({ move, first, onBack, onClose }: ListProps) {
  const t = useCatalogWords();
  return (
    <Dialog name="stockList" title={move === 'received' ? t.list.receive : t.list.count} width="wide" onBack={onBack} onClose={onClose}>
      <StockList move={move} first={first} onBack={onBack} />
    </Dialog>
  );
}

function StockList({ move, first, onBack }: Omit<ListProps, 'onClose'>) {
  const { t: { checkout: { units } }, language } = useWords();
  const t = useCatalogWords();
  const [rows, setRows] = useState<readonly Row[]>(first === null ? [] : [{ product: first, quantity: '' }]);
  const [reason, setReason] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const milli = (row: Row): number | null => {
    const quantity = signedMilli(row.quantity);
    return quantity === null || quantity < 0 || (move === 'received' && quantity === 0) ? null : quantity;
  };
  const typed = rows.filter((row) => row.quantity.trim() !== '');
  useUnsaved(typed.length > 0);
  const isRight = typed.length > 0 && typed.every((row) => milli(row) !== null);
  /** One more of what was scanned. */
  const count = (product: PriceCheckView): void => {
    setTrouble(null);
    const known = rows.find((row) => row.product.productId === product.productId);
    if (known === undefined && rows.length >= STOCK_LINES_MAX) setTrouble(t.list.full);
    else if (known === undefined) setRows([{ product, quantity: '1' }, ...rows]);
    else setRows([{ product: known.product, quantity: milliText((signedMilli(known.quantity) ?? 0) + ONE_MILLI) }, ...rows.filter((row) => row !== known)]);
  };
  const book = (): void => {
    if (!isRight || busy) return;
    setBusy(true);
    void call('stock.move', { kind: move, reason: reason.trim(), lines: typed.map((row) => ({ productId: row.product.productId, quantityMilli: milli(row) ?? 0 })) }).then((answer) => {
      setBusy(false);
      if (!answer.ok) {
        setTrouble(errorWords(answer.error, language).what);
        return;
      }
      tell({ kind: 'good', text: t.list.booked(String(typed.length)) });
      onBack();
    });
  };
  // Above the dialog, which takes all keys and is there no later than this.
  useKeyLayer(LAYER.nested, (key) => {
    if (key === BOOK_KEY) book();
    return key === BOOK_KEY;
  });
  return (
    <form className="stock-list" data-stock-list={move} onSubmit={(event) => { event.preventDefault(); }}>
      <p className="dialog-lead">{t.list.hint}</p>
      <FindField onFound={count} />
      {rows.length === 0 && (
        <div className="empty" role="status">{move === 'received' ? <PackagePlus size={32} strokeWidth={1.5} aria-hidden="true" /> : <ClipboardList size={32} strokeWidth={1.5} aria-hidden="true" />}<h2>{t.list.empty}</h2></div>
      )}
      <ul className="stock-list-rows">
        {rows.map((row) => {
          const name = nameIn(row.product.name, language);
          const change = (quantity: string): void => { setRows(rows.map((other) => (other === row ? { ...row, quantity } : other))); };
          const quantity = milli(row);
          return (
            <li key={row.product.productId} className="stock-list-row" data-product={row.product.productId}>
              <span className="ellipsis">{name}</span>
              <span className="figures muted">{row.product.onHandMilli === null ? t.notCounted : t.onHand(stockLabel(row.product.onHandMilli, row.product.soldBy, units))}</span>
              <input
                className="input figures" inputMode="decimal" autoComplete="off" maxLength={12} value={row.quantity} aria-label={t.list.quantityOf(name)} aria-invalid={row.quantity.trim() !== '' && quantity === null} title={row.quantity.trim() !== '' && quantity === null ? t.list.wrongQuantity : undefined}
                onChange={(event) => { change(event.target.value); }}
              />
              <span className="figures muted">{quantity === null ? '' : t.leaving(stockLabel(move === 'counted' ? quantity : (row.product.onHandMilli ?? 0) + quantity, row.product.soldBy, units))}</span>
              <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} aria-label={`${t.list.remove}: ${name}`} title={t.list.remove} onClick={() => { setRows(rows.filter((other) => other !== row)); }} />
            </li>
          );
        })}
      </ul>
      {move === 'received' && (
        <label className="field"><span className="field-label">{t.delivery}</span><input className="input" name="reason" autoComplete="off" maxLength={200} value={reason} onChange={(event) => { setReason(event.target.value); }} /></label>
      )}
      {trouble !== null && <p className="field-wrong" role="alert">{trouble}</p>}
      <Button look="primary" block hint={BOOK_KEY} action="bookList" disabled={!isRight || busy} onClick={book}>{t.list.book(String(typed.length))}</Button>
    </form>
  );
}
