import type { Request, Response } from '../../../shared/contract/contract.ts';
import type { PriceCheckView, QuestionView } from '../../../shared/contract/question-views.ts';
import type { ProductView, ScanResult, TillSnapshot } from '../../../shared/contract/views.ts';
import { LABEL_DEFAULTS, templatesInForce } from '../../../shared/scan/label-template.ts';
import { readScaleLabel } from '../../../shared/scan/scale-label.ts';
import { PRODUCTS } from './catalog.ts';

type RingingChannel = 'scan.answer' | 'scan.take' | 'catalog.find' | 'settings.labels' | 'settings.saveLabels' | 'settings.previewLabel';
type RingingHandlers = { readonly [C in RingingChannel]: (request: Request<C>) => Response<C> };

export interface RingingTill {
  till(): TillSnapshot;
  change(change: Partial<TillSnapshot>): void;
  add(productId: string, quantityMilli: number): string;
}

const product = (at: number): ProductView => {
  const found = PRODUCTS[at];
  if (found === undefined) throw new Error('no such product');
  return found;
};
const asked = (at: number) => {
  const { productId, name, picture, priceMinor } = product(at);
  return { questionId: `q${at}`, productId, name, picture, priceMinor, soldBy: 'piece' as const };
};

/** One question of each kind, for the pictures. */
export const QUESTIONS = {
  variant: {
    what: 'variant', ...asked(16), group: { en: 'Tieguanyin', zhHans: '铁观音', zhHant: '鐵觀音' },
    variants: [50, 150, 250, 500].map((grams, index) => ({ productId: product(index).productId, name: product(16).name, label: { en: `${grams} g`, zhHans: `${grams} 克`, zhHant: `${grams} 克` }, priceMinor: 6_800 + grams * 80, soldBy: 'piece', openPrice: false })),
  },
  age: { what: 'age', ...asked(20), minAge: 18, bornBy: '2008-11-21' },
  weight: { what: 'weight', ...asked(22), soldBy: '500g', priceMinor: 49_000 },
  price: { what: 'price', ...asked(14), quantityMilli: 1_000 },
  labelPrice: { what: 'labelPrice', ...asked(23), soldBy: 'kg', grams: 486, labelMinor: 11_200, tillMinor: 11_664 },
} satisfies { readonly [What in QuestionView['what']]: Extract<QuestionView, { what: What }> };

const found = (one: ProductView): PriceCheckView => ({
  productId: one.productId, name: one.name, picture: one.picture, categoryId: one.categoryId, priceMinor: one.priceMinor, soldBy: one.soldBy ?? 'piece', openPrice: false, minAge: null, plu: one.plu, code: one.code, pack: null, variantLabel: null,
  onHandMilli: 14_000, nextPrice: null, label: null,
});

/** Questions, price checks and label settings of the till that lives in the page. */
export function fakeRinging(till: RingingTill): RingingHandlers {
  let labels = { ...LABEL_DEFAULTS, editable: true };
  const dropped: ScanResult = { kind: 'dropped' };
  return {
    'scan.answer': ({ answer }) => {
      const { question } = till.till();
      till.change({ question: null });
      if (answer === null || question === null) return dropped;
      const productId = answer.what === 'variant' ? answer.productId : question.productId;
      return { kind: 'added', lineId: till.add(productId, answer.what === 'weight' ? answer.grams : 1_000), productId };
    },
    'scan.take': () => ({}),
    'catalog.find': ({ text }) => {
      const exact = PRODUCTS.find((one) => one.plu === text || one.code === text);
      if (exact !== undefined) return { exact: true, products: [found(exact)] };
      return { exact: false, products: text === '' ? [] : PRODUCTS.filter(({ name }) => Object.values(name).some((word) => word.toLowerCase().includes(text.toLowerCase()))).slice(0, 8).map(found) };
    },
    'settings.labels': () => labels,
    'settings.saveLabels': (form) => {
      labels = { ...form, editable: true };
      return labels;
    },
    'settings.previewLabel': ({ text, templates }) => {
      for (const template of templatesInForce({ templates, rule: 'ask' })) {
        const reading = readScaleLabel(text, template);
        if (reading.kind === 'match') {
          const { plu } = reading.label;
          const one = PRODUCTS.find((candidate) => candidate.plu === plu.replace(/^0+/, ''));
          return { kind: 'match', ...reading.label, found: one === undefined ? null : { ...found(one), label: { amountMinor: reading.label.amountMinor, weightGrams: reading.label.weightGrams, comesToMinor: reading.label.amountMinor ?? 4_500 } }, likePayment: text.length === 18 };
        }
        if (reading.kind !== 'noMatch') return { kind: reading.kind, templateId: template.id };
      }
      return { kind: 'noMatch' };
    },
  };
}
