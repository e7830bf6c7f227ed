import { Banknote, PackageOpen, ReceiptText, Trash2 } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react';
import { isWeighed, type WeightUnit } from '../../../shared/catalog/kinds.ts';
import type { PriceCheckView } from '../../../shared/contract/question-views.ts';
import type { TakeBackOrder, TakeBackPreview } from '../../../shared/contract/returns.ts';
import type { Currency } from '../../../shared/money.ts';
import { call } from '../../bridge.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { nameIn } from '../../i18n/format.ts';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, moneyText, parseQuantity } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { entryAmount } from '../../ui/entry.ts';
import { asLinePrice } from '../../ui/quantity.ts';
import { once, setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { refuse } from '../notices.ts';
import { ReasonPicks } from '../pricing/ReasonPicks.tsx';
import { takeScans } from '../scans.ts';
import { ask, useTill } from '../till.ts';
import './take-back.css';
import { useTakeBackWords } from './words.ts';

const KEY = { goOn: 'F12', off: 'F6', paper: 'F4' } as const;
const FOUND_MAX = 5;

/** One product that comes back, as it was typed. */
interface Row {
  readonly key: number;
  readonly product: PriceCheckView;
  readonly quantity: string;
  /** Empty: today's price. */
  readonly price: string;
}
type Taken = { readonly returnId: string; readonly returnNo: number; readonly cashMinor: number };

const close = (): void => {
  setDesk({ dialog: null });
};

/** The weight a price is typed for: the shelf's; null for pieces. */
const unitOf = ({ soldBy }: PriceCheckView): WeightUnit | null => (isWeighed(soldBy) ? soldBy : null);

function priceTyped(price: string, product: PriceCheckView, currency: Currency): number | null {
  if (price.trim() === '') return null;
  const typed = entryAmount(price.trim(), currency);
  return typed === null ? Number.NaN : asLinePrice(typed, unitOf(product));
}

/** Goods without a receipt: which, how many and at what price; why; and the cash to hand out. Only with approval. */
export function TakeBackGoods() {
  const words = useTakeBackWords();
  const { language } = useWords();
  const currency = useTill((till) => till.shop.currency);
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [cursor, setCursor] = useState(0);
  const [why, setWhy] = useState(false);
  const [taken, setTaken] = useState<Taken | null>(null);
  const lines = linesOf(rows, currency);
  const preview = usePreview(lines);
  const next = useRef(1);

  const add = (product: PriceCheckView): void => {
    setRows((before) => [...before, { key: next.current++, product, quantity: '1', price: '' }]);
    setCursor(rows.length);
  };
  const change = (key: number, part: Partial<Row>): void => {
    setRows((before) => before.map((row) => (row.key === key ? { ...row, ...part } : row)));
  };
  const takeOff = (at: number): void => {
    setRows((before) => before.filter((_row, index) => index !== at));
    setCursor(Math.max(0, Math.min(at, rows.length - 2)));
  };
  const goOn = (): void => {
    if (rows.length === 0) refuse('RETURN_NOTHING');
    else if (lines === null || preview === null || 'code' in preview) refuse(preview !== null && 'code' in preview ? preview.code : 'SALE_QUANTITY_RANGE');
    else setWhy(true);
  };
  const take = (reason: string): void => {
    if (lines === null) return;
    once(async () => {
      const answer = await ask('goods.takeBack', { lines, reason });
      if (answer.ok) setTaken(answer.value);
      else setWhy(false);
    });
  };
  const paper = (): void => {
    if (taken !== null) setDesk({ dialog: { kind: 'receipts', at: { page: 'slip', returnId: taken.returnId, returnNo: taken.returnNo } } });
  };
  const closeKeys = [keyOf('selling', 'takeBackGoods')];

  if (taken !== null) {
    return (
      <Dialog
        name="takenBack" title={words.title} closeKeys={closeKeys} onClose={close}
        onKey={(key) => {
          if (key === KEY.paper) paper();
          else if (key === 'Enter') close();
          else return false;
          return true;
        }}
        foot={(
          <div className="take-back-foot">
            <Button icon={<ReceiptText size={18} aria-hidden="true" />} hint={KEY.paper} action="takeBackPaper" onClick={paper}>{words.paper}</Button>
            <Button look="primary" size="pay" hint="Enter" action="takeBackNext" onClick={close}>{words.next}</Button>
          </div>
        )}
      >
        <div className="take-back-done" aria-live="polite" data-taken-back={taken.returnNo}>
          <Banknote size={36} strokeWidth={1.5} aria-hidden="true" />
          <h3>{words.done(`C${taken.returnNo}`)}</h3>
          <p className="take-back-amount" style={{ '--length': amountText(taken.cashMinor, currency).length }}><Amount minor={taken.cashMinor} currency={currency} withCurrency /></p>
        </div>
      </Dialog>
    );
  }
  const totalMinor = preview !== null && 'totalMinor' in preview ? preview.totalMinor + preview.roundingMinor : 0;
  if (why) {
    return (
      <Dialog name="takeBackWhy" title={`${words.title} · ${moneyText(totalMinor, currency)}`} closeKeys={closeKeys} onBack={() => { setWhy(false); }} onClose={close}>
        <p className="dialog-lead">{words.reason}</p>
        <ReasonPicks reasons={words.reasons} onPick={take} />
      </Dialog>
    );
  }
  return (
    <Dialog
      name="takeBackGoods" title={words.title} width="wide" closeKeys={closeKeys} onClose={close}
      onKey={(key) => {
        if (key === KEY.goOn) goOn();
        else if (key === KEY.off && rows.length > 0) takeOff(cursor);
        else if (key === 'ArrowDown' || key === 'ArrowUp') setCursor(Math.max(0, Math.min(rows.length - 1, cursor + (key === 'ArrowDown' ? 1 : -1))));
        else return false;
        return true;
      }}
      foot={(
        <div className="take-back-foot">
          <p role="status" className="take-back-trouble">{preview !== null && 'code' in preview ? errorWords(preview, language).what : rows.length > 0 ? words.keys : ''}</p>
          <Button look="primary" size="pay" icon={<PackageOpen size={20} aria-hidden="true" />} hint={KEY.goOn} action="takeBackGoOn" disabled={rows.length === 0} onClick={goOn}>{words.start(moneyText(totalMinor, currency))}</Button>
        </div>
      )}
    >
      <p className="dialog-lead">{words.lead}</p>
      <Find onAdd={add} onEmptyEnter={goOn} />
      {rows.length === 0 ? (
        <div className="empty">
          <PackageOpen size={32} strokeWidth={1.5} aria-hidden="true" />
          <h2>{words.empty}</h2>
          <p className="muted">{words.emptyHint}</p>
        </div>
      ) : (
        <ul className="take-back-rows" aria-label={words.taken}>
          {rows.map((row, index) => (
            <RowFields
              key={row.key} row={row} chosen={index === cursor} amountMinor={preview !== null && 'lines' in preview ? (preview.lines[index]?.paidMinor ?? null) : null}
              onChoose={() => { setCursor(index); }} onChange={(part) => { change(row.key, part); }} onOff={() => { takeOff(index); }}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

/** The order as the till takes it; null while a number in it is none. */
function linesOf(rows: readonly Row[], currency: Parameters<typeof entryAmount>[1]): TakeBackOrder['lines'] | null {
  const lines = rows.map(({ product, quantity, price }) => ({ productId: product.productId, quantityMilli: parseQuantity(quantity), priceMinor: priceTyped(price, product, currency) }));
  return lines.every((line) => line.quantityMilli !== null && line.quantityMilli > 0 && !Number.isNaN(line.priceMinor)) ? (lines as TakeBackOrder['lines']) : null;
}

type Preview = TakeBackPreview | Extract<Awaited<ReturnType<typeof call<'goods.preview'>>>, { ok: false }>['error'];

/** What it comes to, asked of the till at each change. */
function usePreview(lines: TakeBackOrder['lines'] | null): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);
  const asked = JSON.stringify(lines);
  useEffect(() => {
    let isNewest = true;
    const order = JSON.parse(asked) as TakeBackOrder['lines'] | null;
    if (order === null || order.length === 0) setPreview(null);
    else {
      void call('goods.preview', { lines: order }).then((answer) => {
        if (isNewest) setPreview(answer.ok ? answer.value : answer.error);
      });
    }
    return () => {
      isNewest = false;
    };
  }, [asked]);
  return preview;
}

/** Finds a product by scan or text; Enter takes the first. */
function Find({ onAdd, onEmptyEnter }: { readonly onAdd: (product: PriceCheckView) => void; readonly onEmptyEnter: () => void }) {
  const words = useTakeBackWords();
  const { t, language } = useWords();
  const currency = useTill((till) => till.shop.currency);
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ readonly text: string; readonly products: readonly PriceCheckView[] }>({ text: '', products: [] });
  const onScan = useEffectEvent((scanned: string) => {
    void ask('catalog.find', { text: scanned }).then((answer) => {
      const product = answer.ok ? answer.value.products[0] : undefined;
      if (product !== undefined) onAdd(product);
      else if (answer.ok) refuse('PRODUCT_NOT_FOUND');
    });
  });
  useEffect(() => takeScans((scanned) => { onScan(scanned); }), []);
  const wanted = text.trim();
  useEffect(() => {
    let isNewest = true;
    if (wanted !== '') {
      void ask('catalog.find', { text: wanted }).then((answer) => {
        if (isNewest && answer.ok) setFound({ text: wanted, products: answer.value.products.slice(0, FOUND_MAX) });
      });
    }
    return () => {
      isNewest = false;
    };
  }, [wanted]);
  const products = wanted === '' ? [] : found.products;
  const choose = (product: PriceCheckView): void => {
    onAdd(product);
    setText('');
  };
  const onFieldKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const [first] = products;
    if (wanted === '') onEmptyEnter();
    else if (first !== undefined && found.text === wanted) choose(first);
  };
  const priceText = ({ soldBy, priceMinor }: PriceCheckView): string => `${amountText(priceMinor, currency)}${isWeighed(soldBy) ? ` / ${t.checkout.units[soldBy]}` : ''}`;
  return (
    <div className="take-back-find">
      <label className="field">
        <span className="field-label">{words.find}</span>
        <input className="input" data-first="" name="find" autoComplete="off" spellCheck={false} maxLength={200} value={text} onChange={(event) => { setText(event.target.value); }} onKeyDown={onFieldKey} />
        <span className="field-hint" role="status">{wanted !== '' && found.text === wanted && products.length === 0 ? words.none(wanted) : words.findHint}</span>
      </label>
      {products.length > 0 && (
        <ul className="picks">
          {products.map((product) => (
            <li key={product.productId}>
              <button type="button" className="pick" onMouseDown={keepFocus} onClick={() => { choose(product); }}>
                <span className="pick-main ellipsis">{nameIn(product.name, language)}</span>
                <span className="figures">{priceText(product)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface RowProps {
  readonly row: Row;
  readonly chosen: boolean;
  readonly amountMinor: number | null;
  readonly onChoose: () => void;
  readonly onChange: (part: Partial<Row>) => void;
  readonly onOff: () => void;
}

function RowFields({ row, chosen, amountMinor, onChoose, onChange, onOff }: RowProps) {
  const words = useTakeBackWords();
  const { t, language } = useWords();
  const currency = useTill((till) => till.shop.currency);
  const unit = unitOf(row.product);
  const name = nameIn(row.product.name, language);
  const digits = (text: string): string => text.replace(',', '.').replace(/[^\d.]/g, '');
  return (
    <li className="take-back-row" data-chosen={chosen} onFocus={onChoose}>
      <span className="take-back-name">{name}</span>
      <label className="take-back-field">
        <span className="field-label">{words.quantity}{unit === null ? '' : `, ${t.checkout.units.kg}`}</span>
        <input className="input figures" name="quantity" aria-label={`${words.quantity}: ${name}`} inputMode="decimal" maxLength={8} value={row.quantity} aria-invalid={parseQuantity(row.quantity) === null} onChange={(event) => { onChange({ quantity: digits(event.target.value) }); }} />
      </label>
      <label className="take-back-field">
        <span className="field-label">{unit === null ? words.price : `${words.price} / ${t.checkout.units[unit]}`}</span>
        <input className="input figures" name="price" aria-label={`${words.price}: ${name}`} inputMode="decimal" maxLength={12} placeholder={amountText(row.product.priceMinor, currency)} value={row.price} onChange={(event) => { onChange({ price: digits(event.target.value) }); }} />
      </label>
      <span className="take-back-sum">{amountMinor !== null && <Amount minor={amountMinor} currency={currency} />}</span>
      <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} hint={chosen ? KEY.off : ''} action="takeBackOff" aria-label={`${words.off}: ${name}`} title={words.off} onClick={onOff} />
    </li>
  );
}
