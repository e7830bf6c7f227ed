import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, CircleSlash, QrCode, ScanLine, Store, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState, type Dispatch, type SetStateAction } from 'react';
import type { ProductSettingsView } from '../../../shared/contract/settings-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { PRODUCT_FACTS, type Presented } from '../../../shared/payment/products.ts';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { atOf, formOf, refusedField, stateOf, submitted, type ProductForm, type Typed } from './forms.ts';
import { ProductFields } from './ProductFields.tsx';
import { lookUp, useSettingsWords } from './words.ts';

const PICTURE = { byCustomer: ScanLine, byShop: QrCode, printed: Store } as const satisfies Record<Presented, unknown>;
const MARK = { good: CircleCheck, off: CircleSlash, wait: CircleAlert, risk: TriangleAlert } as const;

interface ProductRowProps {
  readonly view: ProductSettingsView;
  readonly chosen: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Answers why it was not saved, null when it was. */
  readonly onSave: (form: ProductForm) => Promise<ErrorView | null>;
}

/** One product: a line with its state and its switch; below, when opened, its form. What was typed stays while the line is closed. */
export function ProductRow({ view, chosen, isOpen, onToggle, onSave }: ProductRowProps) {
  const words = useSettingsWords();
  const [name, text] = lookUp(words.products, view.product);
  const [form, setForm] = useFollowing(view);
  const initial = formOf(view);
  const [typed, setTyped] = useState<Typed>({});
  const [refusal, setRefusal] = useState<ErrorView | null>(null);
  const [wasOpen, setWasOpen] = useState(isOpen);
  const [busy, setBusy] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const stored = useRef(view);
  useEffect(() => {
    stored.current = view;
  }, [view]);
  const at = atOf(form, view, typed);
  const isChanged = JSON.stringify(form) !== JSON.stringify(initial) || Object.values(typed).some((value) => typeof value === 'string');
  useUnsaved(isChanged);
  const refused = refusedField(refusal, at, form.sameAs);
  useEffect(() => {
    if (isOpen) setWasOpen(true);
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
    // After the row: a refused field is what somebody has to look at.
    const field = refused === null ? null : row.current?.querySelector<HTMLElement>(`[name="${refused}"]`);
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  }, [isOpen, chosen, refusal, refused]);

  const save = (change: Partial<ProductForm> = {}): void => {
    if (busy) return;
    const next = { ...form, ...change };
    setBusy(true);
    void onSave(submitted(next, view, typed)).then((error) => {
      setBusy(false);
      setRefusal(error);
      if (error === null) {
        setTyped({});
        setForm(formOf(stored.current));
        tell({ kind: 'good', text: next.enabled === view.enabled ? words.saved : next.enabled ? words.savedOn(name) : words.savedOff(name) });
        return;
      }
      if (!isOpen) onToggle();
    });
  };
  const { tone, text: says } = stateOf(view, words);
  const Picture = PICTURE[PRODUCT_FACTS[view.product].presented];
  const Mark = MARK[tone];
  return (
    <li className="product card" data-product={view.product} data-setting={view.product} data-chosen={chosen} data-open={isOpen} ref={row}>
      <header className="product-head">
        <button type="button" className="product-open" aria-expanded={isOpen} data-action={`open-${view.product}`} onClick={onToggle}>
          <Picture size={24} strokeWidth={1.75} aria-hidden="true" />
          <span className="product-name">
            <strong>{name}</strong>
            <small>{text}</small>
          </span>
          <span className="product-state" data-tone={tone}>
            <Mark size={16} aria-hidden="true" /> {says}
          </span>
          {isOpen ? <ChevronUp size={18} aria-hidden="true" /> : <ChevronDown size={18} aria-hidden="true" />}
        </button>
        <Button
          className="product-switch" role="switch" aria-checked={view.enabled} aria-label={words.turnOn(name)} action={`switch-${view.product}`} disabled={busy} hint={chosen ? 'F3' : ''}
          onClick={() => { save({ enabled: !view.enabled }); }}
        >
          {view.enabled ? words.on : words.off}
        </Button>
      </header>
      {(isOpen || wasOpen) && (
        <div hidden={!isOpen}>
          <ProductFields
            view={view} form={form} typed={typed} at={at} refusal={refusal} refused={refused} isChanged={isChanged} isActive={isOpen && chosen} busy={busy}
            onChange={(change) => {
              setForm((before) => ({ ...before, ...change }));
              setRefusal(null);
            }}
            onType={(secret, value) => {
              setTyped((before) => ({ ...before, [secret]: value }));
              setRefusal(null);
            }}
            onRefused={setRefusal}
            onSave={() => { save(); }}
          />
        </div>
      )}
    </li>
  );
}

/** The form of what is stored, which follows what main keeps as long as nobody has typed into it: another product's save may change what this one may use. */
function useFollowing(view: ProductSettingsView): readonly [ProductForm, Dispatch<SetStateAction<ProductForm>>] {
  const [form, setForm] = useState(() => formOf(view));
  const [basis, setBasis] = useState(view);
  if (JSON.stringify(basis) !== JSON.stringify(view)) {
    setBasis(view);
    if (JSON.stringify(form) === JSON.stringify(formOf(basis))) setForm(formOf(view));
  }
  return [form, setForm];
}
