import { ClipboardList, PackagePlus } from 'lucide-react';
import { useState } from 'react';
import { isWeighed } from '../../../shared/catalog/kinds.ts';
import type { StockedProduct } from '../../../shared/contract/catalog-views.ts';
import { call } from '../../bridge.ts';
import { nameIn } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { stockLabel } from '../../ui/quantity.ts';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import type { StockKind } from './CatalogDialog.tsx';
import { signedMilli } from './typed.ts';
import { useCatalogWords } from './words.ts';

interface StockProps {
  readonly move: StockKind;
  readonly product: StockedProduct;
  readonly onBack: () => void;
  readonly onClose: () => void;
  /** The same for several products. */
  readonly onSeveral: (move: 'received' | 'counted') => void;
}

/** The key that opened this page opens the list of several when it is pressed once more. */
const AGAIN = { received: 'F5', counted: 'F7' } as const;

/** One product's stock: what came in, what is different, or what lies there. The digits F1 to F5 pick a reason. */
export function StockPage({ move, product, onBack, onClose, onSeveral }: StockProps) {
  const t = useCatalogWords();
  const several = move === 'adjusted' ? null : move;
  return (
    <Dialog
      name="stock" title={t.stockTitle[move]} width="narrow" onBack={onBack} onClose={onClose}
      onKey={(key) => {
        if (several === null || key !== AGAIN[several]) return false;
        onSeveral(several);
        return true;
      }}
    >
      <StockForm move={move} product={product} onBack={onBack} />
      {several !== null && (
        <Button className="stock-several" block icon={several === 'received' ? <PackagePlus size={18} aria-hidden="true" /> : <ClipboardList size={18} aria-hidden="true" />} hint={AGAIN[several]} action="stockSeveral" onClick={() => { onSeveral(several); }}>
          {several === 'received' ? t.list.receive : t.list.count}
        </Button>
      )}
    </Dialog>
  );
}

function StockForm({ move, product, onBack }: Omit<StockProps, 'onClose' | 'onSeveral'>) {
  const { t: words, language } = useWords();
  const t = useCatalogWords();
  const soldBy = product.kind?.soldBy ?? 'piece';
  const inUnit = (quantityMilli: number): string => stockLabel(quantityMilli, soldBy, words.checkout.units);
  const [quantity, setQuantity] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useUnsaved(quantity !== '' || reason !== '');
  const milli = signedMilli(quantity);
  const beforeMilli = product.onHandMilli ?? 0;
  const afterMilli = milli === null ? null : move === 'counted' ? milli : beforeMilli + milli;
  const isRight = milli !== null && (move === 'counted' ? milli >= 0 : move === 'received' ? milli > 0 : milli !== 0 && reason.trim() !== '');
  const book = (): void => {
    if (!isRight || busy) return;
    setBusy(true);
    void call('stock.move', { kind: move, reason: reason.trim(), lines: [{ productId: product.productId, quantityMilli: milli }] }).then((answer) => {
      setBusy(false);
      if (!answer.ok) {
        setWrong(errorWords(answer.error, language).what);
        return;
      }
      tell({ kind: 'good', text: t.stockBooked(nameIn(product.name, language), inUnit(afterMilli ?? 0)) });
      onBack();
    });
  };
  return (
    <form className="dialog-form" data-stock={move} onSubmit={(event) => { event.preventDefault(); book(); }}>
      <p><strong>{nameIn(product.name, language)}</strong><br /><span className="muted">{t.stockText[move]}</span></p>
      <label className="field">
        <span className="field-label">{isWeighed(soldBy) ? `${t.quantity}, ${words.checkout.units.kg}` : t.quantity}</span>
        <input className="input figures stock-quantity" name="quantity" data-first="" autoComplete="off" inputMode="decimal" maxLength={12} value={quantity} onChange={(event) => { setQuantity(event.target.value); }} />
      </label>
      {move === 'adjusted' && (
        <div className="stock-reasons" role="group" aria-label={t.reason}>
          {t.reasons.map((name) => (
            <button key={name} type="button" className="chip" aria-pressed={reason === name} onMouseDown={keepFocus} onClick={() => { setReason(name); }}>{name}</button>
          ))}
        </div>
      )}
      {move !== 'counted' && (
        <label className="field">
          <span className="field-label">{move === 'received' ? t.delivery : t.reason}</span>
          <input className="input" name="reason" autoComplete="off" maxLength={200} value={reason} onChange={(event) => { setReason(event.target.value); }} />
        </label>
      )}
      <dl className="stock-sum figures">
        <div><dt className="muted">{t.before}</dt><dd>{product.onHandMilli === null ? t.notCounted : inUnit(beforeMilli)}</dd></div>
        <div><dt className="muted">{t.after}</dt><dd>{afterMilli === null ? '—' : inUnit(afterMilli)}</dd></div>
      </dl>
      {wrong !== null && <p className="field-wrong" role="alert">{wrong}</p>}
      <Button look="primary" submits block hint="Enter" action="bookStock" disabled={!isRight || busy}>{t.book}</Button>
    </form>
  );
}
