import { PLAIN } from '../../../shared/catalog/kinds.ts';
import { guessMapping } from '../../../shared/catalog/columns.ts';
import type { ImportPreview, ImportState, ImportSummary, StockedProduct } from '../../../shared/contract/catalog-views.ts';
import type { Channel, Request, Response } from '../../../shared/contract/contract.ts';
import { CATEGORIES, PRODUCTS } from './catalog.ts';

type ProductChannel = Extract<Channel, `products.${string}` | `import.${string}` | `categories.${string}` | 'stock.move'>;
type ProductHandlers = { readonly [C in ProductChannel]: (request: Request<C>) => Response<C> };

const DAY_MS = 86_400_000;

const HEADERS = ['条码', '品名', '零售价', '分类', '库存下限', '备注'];
const PREVIEW: ImportPreview = {
  encoding: 'gbk', separator: ',', headers: HEADERS, mapping: [...guessMapping(HEADERS)],
  rows: [['4891234000016', '港式奶茶', '36.00', '饮品', '10', ''], ['4891234000023', '柠檬茶', '26.00', '饮品', '', '新'], ['4891234000030', '鸳鸯', '28.00', '饮品', '', ''], ['4891234000047', '蛋挞', '9.00', '点心', '24', '']],
};
const SUMMARY: ImportSummary = { rows: 1284, added: 312, changed: 845, unchanged: 127, archived: 0, priceChanges: 96, newCategories: 2, wrongRows: 0, problems: [] };
const step = { importId: 'i1', file: '商品表 2026-11.csv', bytes: 182_400 };

/** The pictures' states of an import, by name. */
const IMPORTS: Readonly<Record<string, ImportState>> = {
  importMapping: { kind: 'mapping', ...step, preview: PREVIEW, error: null },
  importWrong: {
    kind: 'checked', ...step, preview: PREVIEW, mapping: PREVIEW.mapping,
    summary: {
      ...SUMMARY, wrongRows: 4,
      problems: [
        { line: 17, field: 'codes', problem: 'codeCheckDigit', about: '4891234000018' }, { line: 203, field: 'price', problem: 'priceForm', about: '三十六' },
        { line: 644, field: 'codes', problem: 'codeTaken', about: '4891234000023 · Lemon tea' }, { line: 1002, field: 'codes', problem: 'codeSpreadsheet', about: '4.89123E+12' },
      ],
    },
  },
  importChecked: { kind: 'checked', ...step, preview: PREVIEW, mapping: PREVIEW.mapping, summary: SUMMARY },
  importWriting: { kind: 'writing', ...step, bytes: 11_400_000, rowsDone: 41_200, rowsTotal: 100_000 },
  importDone: { kind: 'done', ...step, summary: SUMMARY },
};

const stocked = (): StockedProduct[] => PRODUCTS.map((product, index) => ({
  productId: product.productId, name: product.name, codes: product.code === null ? [] : [product.code], plu: product.plu, priceMinor: product.priceMinor, taxRateId: null, categoryId: product.categoryId, picture: product.picture,
  colour: null, lowStockMilli: index % 5 === 0 ? 12_000 : null, archived: index === 11, pricesAhead: index === 3 ? [{ fromMs: Date.now() + 2 * DAY_MS, priceMinor: product.priceMinor + 300 }] : [],
  ...(index === 3 ? { kind: { ...PLAIN, soldBy: '500g', minAge: 18, variantGroup: 'Chrysanthemum | 菊花 | 菊花', variantLabel: 'Iced | 冰 | 凍', pack: { productId: '101', quantity: 6, priced: 'own' } } } : {}),
  onHandMilli: index % 4 === 3 ? null : index === 5 ? 4_000 : 8_000 + ((index * 7) % 40) * 1_000,
}));

/** Products as their editor meets them; `state` begins an import. */
export function fakeProducts(state: string, changed: (state: ImportState) => void): ProductHandlers {
  let products = stocked();
  let categories = [...CATEGORIES];
  const shop = (): Response<'products.shop'> => ({ taxMode: 'none', taxRates: [], defaultRateId: null, categories, editable: true });
  let importing: ImportState = IMPORTS[state] ?? { kind: 'idle' };
  const become = (next: ImportState): Record<string, never> => {
    importing = next;
    changed(next);
    return {};
  };
  const only: Readonly<Record<Request<'products.list'>['filter'], (product: StockedProduct) => boolean>> = {
    sold: ({ archived }) => !archived, archived: ({ archived }) => archived, pricesAhead: ({ pricesAhead }) => pricesAhead.length > 0,
    low: ({ onHandMilli, lowStockMilli }) => onHandMilli !== null && lowStockMilli !== null && onHandMilli <= lowStockMilli,
  };
  const get = (productId: string): StockedProduct => {
    const product = products.find((one) => one.productId === productId);
    if (product === undefined) throw new Error('no such product');
    return product;
  };
  return {
    'products.shop': shop,
    'categories.save': ({ categories: forms }) => {
      categories = forms.map(({ categoryId, ...form }, index) => ({ ...form, categoryId: categoryId ?? `c${index}`, products: categories.find((one) => one.categoryId === categoryId)?.products ?? 0 }));
      return shop();
    },
    'categories.remove': ({ categoryId }) => {
      categories = categories.filter((one) => one.categoryId !== categoryId);
      return shop();
    },
    'categories.moveProducts': ({ categoryId, productIds }) => {
      products = products.map((product) => (productIds.includes(product.productId) ? { ...product, categoryId } : product));
      return shop();
    },
    'products.list': ({ filter, text, offset, limit }) => {
      const wanted = text.toLowerCase();
      const found = products.filter((product) => (wanted === '' ? only[filter](product) : Object.values(product.name).some((name) => name.toLowerCase().includes(wanted)) || product.codes.includes(text)));
      return { total: found.length, products: found.slice(offset, offset + limit) };
    },
    'products.get': ({ productId }) => ({
      product: get(productId),
      moves: [
        { atMs: Date.now() - DAY_MS, operator: 'Mei Chan', kind: 'counted', reason: '', beforeMilli: 31_000, quantityMilli: -1_000 },
        { atMs: Date.now() - 3 * DAY_MS, operator: 'Mei Chan', kind: 'received', reason: 'Delivery 4471', beforeMilli: 7_000, quantityMilli: 24_000 },
      ],
    }),
    'products.save': ({ productId, draft }) => {
      const taken = products.find((product) => product.productId !== productId && product.codes.some((code) => draft.codes.includes(code)));
      if (taken !== undefined) return { productId: null, problems: [{ field: 'codes', problem: 'codeTaken', about: `${taken.codes[0] ?? ''} · ${taken.name.en}` }] };
      if (draft.name.en === '') return { productId: null, problems: [{ field: 'nameEn', problem: 'nameMissing', about: '' }] };
      const id = productId ?? 'p-new';
      const saved = { ...draft, productId: id, onHandMilli: productId === null ? null : get(productId).onHandMilli };
      products = productId === null ? [...products, saved] : products.map((product) => (product.productId === id ? saved : product));
      return { productId: id, problems: [] };
    },
    'products.export': () => ({ path: 'reports/products-20261121-120000.csv', products: products.length }),
    'stock.move': ({ kind, lines }) => {
      for (const { productId, quantityMilli } of lines) {
        products = products.map((product) => (product.productId === productId ? { ...product, onHandMilli: kind === 'counted' ? quantityMilli : (product.onHandMilli ?? 0) + quantityMilli } : product));
      }
      return {};
    },
    'import.state': () => importing,
    'import.begin': ({ name, bytes }) => {
      become({ kind: 'receiving', importId: 'i1', file: name, bytes, bytesDone: 0 });
      return { importId: 'i1' };
    },
    'import.chunk': () => become({ kind: 'mapping', ...step, preview: PREVIEW, error: null }),
    'import.read': (reading) => become({ kind: 'mapping', ...step, preview: { ...PREVIEW, encoding: reading.encoding, separator: reading.separator }, error: null }),
    'import.check': () => become({ kind: 'checked', ...step, preview: PREVIEW, mapping: PREVIEW.mapping, summary: SUMMARY }),
    'import.commit': () => become({ kind: 'done', ...step, summary: SUMMARY }),
    'import.stop': () => become({ kind: 'idle' }),
  };
}
