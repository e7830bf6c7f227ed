import { useEffect, useState, type ReactNode } from 'react';
import { AGE_MAX, isPlain, PLAIN, SOLD_BY, type ProductKind, type SoldBy } from '../../../shared/catalog/kinds.ts';
import type { FieldProblemView } from '../../../shared/contract/catalog-views.ts';
import { call } from '../../bridge.ts';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useCatalogWords } from './words.ts';

/** How a product is sold, as it is typed. `packOf`: the piece's PLU, barcode or id. */
export interface TypedKind {
  readonly soldBy: SoldBy;
  readonly openPrice: boolean;
  readonly minAge: string;
  readonly packOf: string;
  readonly packQuantity: string;
  readonly packPriced: 'own' | 'pieces';
  readonly variantGroup: string;
  readonly variantLabel: string;
}

export const typedKind = ({ soldBy, openPrice, minAge, pack, variantGroup, variantLabel }: ProductKind = PLAIN): TypedKind => ({
  soldBy, openPrice, minAge: minAge === null ? '' : String(minAge), packOf: pack?.productId ?? '', packQuantity: pack === null ? '' : String(pack.quantity), packPriced: pack?.priced ?? 'own',
  variantGroup: variantGroup ?? '', variantLabel: variantLabel ?? '',
});

/** What is typed as the till takes it; the fields that are none are named. */
export function kindTyped(typed: TypedKind): { readonly kind: ProductKind | undefined; readonly problems: FieldProblemView[] } {
  const problems: FieldProblemView[] = [];
  const minAge = typed.minAge.trim() === '' ? null : wholeNumber(typed.minAge);
  if (Number.isNaN(minAge)) problems.push({ field: 'minAge', problem: 'minAgeForm', about: '' });
  const quantity = wholeNumber(typed.packQuantity);
  const pack = typed.packOf.trim() === '' ? null : { productId: typed.packOf.trim(), quantity, priced: typed.packPriced };
  if (pack !== null && Number.isNaN(quantity)) problems.push({ field: 'pack', problem: 'packForm', about: '' });
  const kind: ProductKind = { soldBy: typed.soldBy, openPrice: typed.openPrice, minAge, pack, variantGroup: typed.variantGroup.trim() || null, variantLabel: typed.variantLabel.trim() || null };
  return { kind: isPlain(kind) ? undefined : kind, problems };
}

const wholeNumber = (text: string): number => (/^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

interface FieldsProps {
  readonly typed: TypedKind;
  readonly editable: boolean;
  readonly onChange: (change: Partial<TypedKind>) => void;
  /** What is wrong with these fields. */
  readonly wrong: (...fields: readonly FieldProblemView['field'][]) => ReactNode;
}

/** The part of the editor that most products never need: closed until it is opened, or something in it is set. */
export function KindFields({ typed, editable, onChange, wrong }: FieldsProps) {
  const { kind: t } = useCatalogWords();
  const { language } = useWords();
  const [open] = useState(() => JSON.stringify(typed) !== JSON.stringify(typedKind()));
  const piece = usePiece(typed.packOf.trim(), language);
  const text = (name: 'minAge' | 'packOf' | 'packQuantity' | 'variantGroup' | 'variantLabel', max: number, figures = false): ReactNode => (
    <input className={figures ? 'input figures' : 'input'} name={name} autoComplete="off" spellCheck={false} maxLength={max} value={typed[name]} disabled={!editable} onChange={(event) => { onChange({ [name]: event.target.value }); }} />
  );
  return (
    <details className="product-wide product-kind" open={open} data-kind="">
      <summary>{t.title}</summary>
      <div className="product-kind-fields">
        <label className="field">
          <span className="field-label">{t.soldBy}</span>
          <select className="input" name="soldBy" value={typed.soldBy} disabled={!editable} onChange={(event) => { onChange({ soldBy: SOLD_BY.find((unit) => unit === event.target.value) ?? 'piece' }); }}>
            {SOLD_BY.map((unit) => <option key={unit} value={unit}>{t.units[unit]}</option>)}
          </select>
          {wrong('soldBy')}
        </label>
        <label className="field"><span className="field-label">{t.minAge}</span>{text('minAge', String(AGE_MAX).length, true)}<span className="field-hint">{t.minAgeHint}</span>{wrong('minAge')}</label>
        <label className="kind-check product-wide">
          <input type="checkbox" name="openPrice" checked={typed.openPrice} disabled={!editable} onChange={(event) => { onChange({ openPrice: event.target.checked }); }} />
          <span>{t.openPrice}<small className="field-hint">{t.openPriceHint}</small></span>
        </label>
        <label className="field"><span className="field-label">{t.variantGroup}</span>{text('variantGroup', 120)}<span className="field-hint">{t.variantGroupHint}</span></label>
        <label className="field"><span className="field-label">{t.variantLabel}</span>{text('variantLabel', 120)}<span className="field-hint">{t.variantLabelHint}</span>{wrong('variant')}</label>
        <label className="field"><span className="field-label">{t.packOf}</span>{text('packOf', 64, true)}<span className="field-hint" role="status">{piece ?? t.packOfHint}</span>{wrong('pack')}</label>
        {typed.packOf.trim() !== '' && (
          <div className="product-pack">
            <label className="field"><span className="field-label">{t.packQuantity}</span>{text('packQuantity', 4, true)}</label>
            <label className="field">
              <span className="field-label">{t.packPriced}</span>
              <select className="input" name="packPriced" value={typed.packPriced} disabled={!editable} onChange={(event) => { onChange({ packPriced: event.target.value === 'pieces' ? 'pieces' : 'own' }); }}>
                <option value="own">{t.packPrices.own}</option><option value="pieces">{t.packPrices.pieces}</option>
              </select>
            </label>
          </div>
        )}
      </div>
    </details>
  );
}

/** The name of the piece that a text means; null while it means none. */
function usePiece(text: string, language: Parameters<typeof nameIn>[1]): string | null {
  const [found, setFound] = useState<{ readonly text: string; readonly name: string | null }>({ text: '', name: null });
  useEffect(() => {
    if (text === '') return undefined;
    let isNewest = true;
    const show = (name: string | null): void => {
      if (isNewest) setFound({ text, name });
    };
    void call('catalog.find', { text }).then(async (answer) => {
      const exact = answer.ok && answer.value.exact ? answer.value.products[0] : undefined;
      if (exact !== undefined) show(nameIn(exact.name, language));
      else {
        // As it was stored: by the product's id.
        const byId = /^[\w.-]{1,64}$/.test(text) ? await call('products.get', { productId: text }) : null;
        show(byId?.ok === true ? nameIn(byId.value.product.name, language) : null);
      }
    });
    return () => {
      isNewest = false;
    };
  }, [text, language]);
  return found.text === text ? found.name : null;
}
