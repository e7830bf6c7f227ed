import { ArrowLeft, CircleAlert, Trash2 } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { AskUnsaved, useUnsaved } from '../../ui/Unsaved.tsx';
import { useSectionKeys } from '../settings/section.ts';
import { useTill } from '../till.ts';
import { PROMOTION_KINDS, promotionOf, type DraftProblem, type PromotionDraft } from './draft.ts';
import { ExampleCart } from './ExampleCart.tsx';
import { namesOf, type Known, type KnownProduct } from './names.ts';
import { ProductPicker } from './ProductPicker.tsx';
import { promotionSentence, type PromotionView } from './sentence.ts';
import { usePromotionWords } from './words.ts';

const KEYS = { back: 'F4', save: 'F12', remove: 'F8' } as const;
const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

interface PromotionFormProps {
  readonly draft: PromotionDraft;
  readonly known: Known;
  readonly onFound: (product: KnownProduct) => void;
  readonly onBack: () => void;
  readonly onSave: (promotion: PromotionView) => Promise<void>;
  /** Null for a new one. */
  readonly onDelete: (() => Promise<void>) | null;
}

/** One promotion: its name, what it does, on what and when; in words as it is typed, and on an example cart. */
export function PromotionForm({ draft: first, known, onFound, onBack, onSave, onDelete }: PromotionFormProps) {
  const { language } = useWords();
  const words = usePromotionWords();
  const currency = useTill((till) => till.shop.currency);
  const [draft, setDraft] = useState(first);
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const [asking, setAsking] = useState<'unsaved' | 'delete' | null>(null);
  const [newId] = useState(() => crypto.randomUUID());
  const set = (change: Partial<PromotionDraft>): void => {
    setDraft({ ...draft, ...change });
    setProblem(null);
  };
  const isChanged = JSON.stringify(draft) !== JSON.stringify(first);
  useUnsaved(isChanged);
  const made = promotionOf({ ...draft, nameEn: draft.nameEn || '…' }, currency, newId);
  const back = (): void => {
    if (isChanged) setAsking('unsaved');
    else onBack();
  };
  const save = (): void => {
    const result = promotionOf(draft, currency, newId);
    if (result.ok) void onSave(result.promotion);
    else setProblem(result.problem);
  };
  useSectionKeys((key) => {
    if (asking === 'delete' && key === KEYS.remove) void onDelete?.();
    else if (asking === 'delete' && key === KEYS.back) setAsking(null);
    else if (key === KEYS.back) back();
    else if (key === KEYS.save) save();
    else if (key === KEYS.remove && onDelete !== null) setAsking('delete');
    else return false;
    return true;
  });
  const text = (name: keyof PromotionDraft & ('nameEn' | 'nameHans' | 'nameHant' | 'buy' | 'get' | 'cheaper' | 'nth' | 'count' | 'price' | 'discount' | 'from' | 'coupon' | 'priority' | 'fromDay' | 'toDay' | 'fromTime' | 'toTime'), label: string, type = 'text', hint = ''): ReactNode => (
    <TextField name={name} label={label} type={type} hint={hint} value={draft[name]} onChange={(value) => { set({ [name]: value }); }} />
  );
  return (
    <form
      className="promotion-form" data-promotion-form="" ref={intoForm}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="promotion-wide promotion-head">
        <Button look="quiet" icon={<ArrowLeft size={18} aria-hidden="true" />} hint={KEYS.back} action="backToPromotions" onClick={back}>{words.title}</Button>
        <p className="promotion-says" aria-live="polite" data-sentence="">{made.ok ? promotionSentence(made.promotion, namesOf(known, language), words, currency) : words.wrong[made.problem]}</p>
      </div>
      <fieldset className="promotion-wide promotion-part promotion-names">
        <legend>{words.name}</legend>
        {text('nameEn', words.nameEn)}{text('nameHans', words.nameHans)}{text('nameHant', words.nameHant)}
      </fieldset>
      <fieldset className="promotion-wide">
        <legend>{words.kind}</legend>
        <Choices names={PROMOTION_KINDS} chosen={draft.kind} label={(kind) => words.kinds[kind]} action="kind" onChoose={(kind) => { set({ kind, ...(kind === 'nth' && draft.cheaper === '100' ? { cheaper: '50' } : {}) }); }} />
        <div className="promotion-part">
          {draft.kind === 'buyGet' && <>{text('buy', words.buy, 'number')}{text('get', words.get, 'number')}{text('cheaper', words.cheaper)}</>}
          {draft.kind === 'nth' && <>{text('nth', words.nth, 'number')}{text('cheaper', words.cheaper)}</>}
          {draft.kind === 'bundle' && <>{text('count', words.count, 'number')}{text('price', words.bundlePrice(currency))}</>}
          {draft.kind === 'spend' && text('from', words.from(currency))}
          {(draft.kind === 'off' || draft.kind === 'spend') && (
            <>
              {text('discount', words.offBy(draft.discountKind === 'percent' ? '%' : currency))}
              <Choices names={['percent', 'amount'] as const} chosen={draft.discountKind} label={(kind) => words[kind]} action="discountKind" onChoose={(discountKind) => { set({ discountKind, discount: '' }); }} />
            </>
          )}
        </div>
      </fieldset>
      <fieldset className="promotion-wide">
        <legend>{words.on_}</legend>
        <Choices names={['everything', 'categories', 'products'] as const} chosen={draft.on} label={(on) => words[on]} action="on" onChoose={(on) => { set({ on }); }} />
        {draft.on === 'categories' && (
          <div className="promotion-chips" role="group" aria-label={words.categories}>
            {known.categories.map(({ categoryId, name }) => (
              <Button
                key={categoryId} aria-pressed={draft.categoryIds.includes(categoryId)} action={`category-${categoryId}`}
                onClick={() => { set({ categoryIds: draft.categoryIds.includes(categoryId) ? draft.categoryIds.filter((id) => id !== categoryId) : [...draft.categoryIds, categoryId] }); }}
              >
                {nameIn(name, language)}
              </Button>
            ))}
          </div>
        )}
        {draft.on === 'products' && <ProductPicker productIds={draft.productIds} known={known} onFound={onFound} onChange={(productIds) => { set({ productIds }); }} />}
      </fieldset>
      <fieldset className="promotion-wide">
        <legend>{words.when}</legend>
        <div className="promotion-part">
          {text('fromDay', words.fromDay, 'date')}{text('toDay', words.toDay, 'date')}{text('fromTime', words.fromTime, 'time')}{text('toTime', words.toTime, 'time')}
        </div>
        <div className="promotion-chips" role="group" aria-label={words.weekdays}>
          {ALL_DAYS.map((day) => (
            <Button key={day} aria-pressed={draft.weekdays.includes(day)} action={`weekday-${String(day)}`} onClick={() => { set({ weekdays: draft.weekdays.includes(day) ? draft.weekdays.filter((one) => one !== day) : [...draft.weekdays, day] }); }}>
              {words.weekday[day - 1]}
            </Button>
          ))}
        </div>
      </fieldset>
      <div className="promotion-wide promotion-part">
        {text('coupon', words.coupon, 'text', words.couponHint)}{text('priority', words.priority, 'number', words.priorityHint)}
      </div>
      {made.ok && <ExampleCart promotion={made.promotion} known={known} />}
      {problem !== null && <p className="field-wrong promotion-wide" role="alert"><CircleAlert size={18} aria-hidden="true" /> {words.wrong[problem]}</p>}
      <footer className="promotion-wide promotion-foot">
        {onDelete !== null && asking !== 'delete' && <Button look="risk" icon={<Trash2 size={18} aria-hidden="true" />} hint={KEYS.remove} action="deletePromotion" onClick={() => { setAsking('delete'); }}>{words.remove}</Button>}
        <Button look="primary" submits hint={KEYS.save} action="savePromotion">{words.save}</Button>
      </footer>
      {asking === 'unsaved' && <AskUnsaved onKeep={() => { setAsking(null); }} onDiscard={onBack} />}
      {asking === 'delete' && onDelete !== null && (
        <div className="promotion-wide promotion-sure" role="alert" ref={intoView}>
          <span>{words.removeSure(draft.nameEn || draft.nameHans)}</span>
          <Button hint={KEYS.back} action="keepPromotion" onClick={() => { setAsking(null); }}>{words.keep}</Button>
          <Button look="risk" hint={KEYS.remove} action="deleteNow" onClick={() => { void onDelete(); }}>{words.remove}</Button>
        </div>
      )}
    </form>
  );
}

/** What was pressed to open the form is gone with the list: the first field has the keys. */
const intoForm = (form: HTMLFormElement | null): void => {
  form?.querySelector('input')?.focus({ preventScroll: true });
};

/** The question stands at the end of a long form. */
const intoView = (element: HTMLElement | null): void => {
  element?.scrollIntoView({ block: 'end' });
};

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function TextField({ name, label, type, hint, value, onChange }: TextFieldProps) {
  const hintId = useId();
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input className="input" type={type === 'number' ? 'text' : type} inputMode={type === 'number' ? 'numeric' : undefined} name={name} maxLength={120} autoComplete="off" value={value} aria-describedby={hint === '' ? undefined : hintId} onChange={(event) => { onChange(event.target.value); }} />
      {hint !== '' && <span className="field-hint" id={hintId}>{hint}</span>}
    </label>
  );
}

interface ChoicesProps<Name extends string> {
  readonly names: readonly Name[];
  readonly chosen: Name;
  readonly label: (name: Name) => string;
  readonly action: string;
  readonly onChoose: (name: Name) => void;
}

function Choices<Name extends string>({ names, chosen, label, action, onChoose }: ChoicesProps<Name>) {
  return (
    <div className="promotion-chips" role="group">
      {names.map((name) => (
        <Button key={name} aria-pressed={name === chosen} action={`${action}-${name}`} onClick={() => { onChoose(name); }}>{label(name)}</Button>
      ))}
    </div>
  );
}
