import { Minus, Plus, Trash2 } from 'lucide-react';
import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Language, LineView } from '../../../shared/contract/views.ts';
import type { Currency } from '../../../shared/money.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { nameIn, otherLanguage, secondName } from '../../i18n/format.ts';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, quantityText } from '../../ui/amount.ts';
import { keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { act, setQuantityTyped } from '../commands.ts';
import { setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { discountText, firstAmountMinor, ownSteps, type Step } from '../../ui/price-steps.ts';
import { priceLabel } from '../../ui/quantity.ts';
import { flashLine } from './flash.ts';

const ONE_MILLI = 1000;

/** Names of promotions by id. */
export type PromotionNames = Readonly<Record<string, string>>;

interface LineProps {
  readonly line: LineView;
  readonly currency: Currency;
  readonly language: Language;
  readonly words: Dictionary['cart'];
  readonly checkout: Dictionary['checkout'];
  /** What the promotions that take part are called in the window's language. */
  readonly promotions: PromotionNames;
  readonly selected: boolean;
  readonly editing: boolean;
  /** Something happened to it since the list was drawn. */
  readonly isFresh: boolean;
}

/** One line of the sale; the selected one carries its own controls. */
export const Line = memo(function Line({ line, currency, language, words, checkout, promotions, selected, editing, isFresh }: LineProps) {
  const row = useRef<HTMLLIElement>(null);
  const second = secondName(line.name, language);

  // A brief flash says where the scan went; the selection stays and says it again. Lines that were there before the list is drawn do not flash.
  useEffect(() => {
    if (isFresh && row.current !== null) flashLine(row.current);
  }, [isFresh, line.quantityMilli]);

  return (
    <li
      ref={row} className="line" data-line={line.lineId} data-selected={selected}
      onClick={() => {
        setDesk({ lineId: line.lineId });
      }}
    >
      <span className="line-flash" aria-hidden="true" />
      <span className="line-quantity figures">
        {quantityText(line.quantityMilli)}
        {line.soldBy === 'weight' ? <span className="line-kg"> {checkout.units.kg}</span> : <span className="line-times"> ×</span>}
      </span>
      <span className="line-name">
        <span className="line-first">{nameIn(line.name, language)}</span>
        {second !== '' && <span className="line-second" lang={otherLanguage(language)}> {second}</span>}
      </span>
      <span className="line-unit" data-one={line.soldBy === 'piece' && line.quantityMilli === ONE_MILLI}>{unitText(line, currency, checkout)}</span>
      <LineAmount line={line} currency={currency} name={nameIn(line.name, language)} why={checkout.line.why} />
      {ownSteps(line).map((step, index) => (
        <span key={`${step.why}-${String(index)}`} className="line-step" data-step={step.why}>
          <span className="ellipsis">{stepText(step, promotions, currency, checkout)}</span>
          <Amount minor={step.amountMinor} currency={currency} />
        </span>
      ))}
      {selected && <LineControls line={line} words={words} editing={editing} />}
    </li>
  );
});

/** The price of one: "8.00", "68.00 / 500 g"; a label's price is no price per unit. */
function unitText(line: LineView, currency: Currency, checkout: Dictionary['checkout']): string {
  const [first] = line.steps;
  if (first?.why === 'label') return checkout.line.fromLabel;
  return priceLabel(first?.why === 'list' ? first.unitPriceMinor : line.unitPriceMinor, line, currency, checkout.units);
}

/** Why something came off the line, or on it. */
function stepText(step: Step, promotions: PromotionNames, currency: Currency, { line: words }: Dictionary['checkout']): string {
  switch (step.why) {
    case 'promotion':
      return promotions[step.promotionId] ?? words.promotion;
    case 'lineDiscount': case 'saleDiscount':
      return words.discount(discountText(step.discount, currency));
    case 'override':
      return words.overridden;
    case 'list': case 'label':
      return '';
  }
}

interface LineAmountProps {
  readonly line: LineView;
  readonly currency: Currency;
  readonly name: string;
  readonly why: Dictionary['checkout']['line']['why'];
}

/** What the line costs at its list price; what came off it stands below. A press asks why. */
function LineAmount({ line, currency, name, why }: LineAmountProps) {
  return (
    <button
      type="button" className="line-extended" data-action="whyLine" aria-label={why(name, amountText(firstAmountMinor(line), currency))} onMouseDown={keepFocus}
      onClick={(event) => {
        event.stopPropagation();
        setDesk({ dialog: { kind: 'why', lineId: line.lineId } });
      }}
    >
      <Amount minor={firstAmountMinor(line)} currency={currency} />
    </button>
  );
}

function LineControls({ line, words, editing }: { readonly line: LineView; readonly words: Dictionary['cart']; readonly editing: boolean }) {
  return (
    <span className="line-controls">
      {editing ? (
        <QuantityField line={line} label={words.quantity} />
      ) : (
        <>
          <Control label={words.less} icon={<Minus size={18} aria-hidden="true" />} action="less" />
          <Control label={words.more} icon={<Plus size={18} aria-hidden="true" />} action="more" />
          <Control label={words.quantity} text={words.quantity} action="quantity" onFinger={() => { setDesk({ dialog: { kind: 'number', lineId: line.lineId } }); }} />
        </>
      )}
      <Control label={words.voidLine} icon={<Trash2 size={18} aria-hidden="true" />} text={words.voidLine} action="voidLine" />
    </span>
  );
}

interface ControlProps {
  readonly label: string;
  readonly action: 'less' | 'more' | 'quantity' | 'voidLine';
  readonly icon?: React.ReactNode;
  readonly text?: string;
  /** What a finger's press does instead, where typing would need a keyboard. */
  readonly onFinger?: () => void;
}

function Control({ label, action, icon, text, onFinger }: ControlProps) {
  const hint = keyOf('selling', action);
  return (
    <button
      type="button" className="line-control" data-action={action} aria-label={label} aria-keyshortcuts={hint} title={label} onMouseDown={keepFocus}
      onClick={(event) => {
        event.stopPropagation();
        if (onFinger !== undefined && (event.nativeEvent as PointerEvent).pointerType === 'touch') onFinger();
        else act(action);
      }}
    >
      {icon}
      {text !== undefined && <span>{text}</span>}
      <Key name={hint} />
    </button>
  );
}

/** Typing a quantity on the line itself: Enter keeps it, Esc leaves it. */
function QuantityField({ line, label }: { readonly line: LineView; readonly label: string }) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const leave = (): void => {
    setDesk({ editingLineId: null });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter') {
      if (text !== '') setQuantityTyped(line.lineId, text);
      leave();
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={field} className="input line-field figures" inputMode="decimal" aria-label={label} placeholder={quantityText(line.quantityMilli)} value={text} autoComplete="off" maxLength={9}
        data-action="quantityField"
        onChange={(event) => { setText(event.target.value.replace(/[^\d.]/g, '')); }}
        onKeyDown={onKeyDown}
        onBlur={leave}
        onClick={(event) => { event.stopPropagation(); }}
      />
      <Key name="Enter" />
    </>
  );
}
