import * as z from 'zod';
import { AGE_MAX, PACK_QUANTITY_MAX, SOLD_BY, VARIANT_TEXT_MAX } from '../../shared/catalog/kinds.ts';
import { COLOURS, isColour, PICTURES } from '../../shared/catalog/looks.ts';
import { language } from '../../shared/contract/views.ts';
import { localName } from '../../shared/journal/entries.ts';
import { CURRENCIES } from '../../shared/money.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type Gateway, type PaymentProduct } from '../../shared/payment/products.ts';
import { amsPlain, amsSecrets } from '../alipay/ams/settings.ts';
import { legacyPlain, legacySecrets } from '../alipay/legacy/settings.ts';
import { OPTIONS } from '../alipay/settings.ts';

/**
 * Shape of the file `--provision` reads (docs/provision.md says it for people). Unknown fields are refused: a misspelt one would otherwise be
 * silently without effect. What only makes sense across the file (a tax rate that must exist, a code used twice) is in provision-check.ts.
 */
const NAME_MAX = 200;

const identifier = (max: number) => z.string().min(1).max(max).regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, ".", "_" and "-" only, beginning with a letter or digit');

const translation = z.string().trim().max(NAME_MAX);
const languages = z.strictObject({ en: translation.optional(), zhHans: translation.optional(), zhHant: translation.optional() });

/** A plain text for all languages, or one text per language; a language left out takes the nearest one that is there. */
const name = z.preprocess(
  (value) => (typeof value === 'string' ? { en: value } : value),
  languages.transform((given, context) => {
    const en = given.en || given.zhHans || given.zhHant || '';
    if (en === '') context.addIssue({ code: 'custom', message: 'a name needs at least one language' });
    return { en, zhHans: given.zhHans || given.zhHant || en, zhHant: given.zhHant || given.zhHans || en };
  }).pipe(localName),
);

/** Decimal text: a JSON number passes through binary fractions, and 0.1 + 0.2 is no price. */
const decimal = (pattern: RegExp, example: string) =>
  z.string({ error: (issue) => (typeof issue.input === 'number' ? `must be text in quotes, such as "${example}": a bare number is not exact` : `must be text such as "${example}"`) })
    .regex(pattern, `must be a number such as "${example}"`);

const taxRate = z.strictObject({
  id: identifier(64),
  name: z.string().trim().min(1).max(60),
  /** Percent with up to four decimals: "8.25". */
  ratePercent: decimal(/^(?:100(?:\.0{1,4})?|\d{1,2}(?:\.\d{1,4})?)$/, '8.25'),
});

const tax = z.strictObject({
  mode: z.enum(['none', 'inclusive', 'exclusive']),
  rates: z.array(taxRate).max(50).default([]),
  defaultRateId: z.string().optional(),
});

const category = z.strictObject({
  id: identifier(64),
  name,
  colour: z.string().refine((text) => isColour(text) || /^#[0-9a-fA-F]{6}$/.test(text), `one of ${COLOURS.join(', ')}, or "#rrggbb"`).optional(),
  picture: z.enum(PICTURES).optional(),
});

const quoted = (what: string) => ({ error: (issue: { readonly input?: unknown }) => (typeof issue.input === 'number' ? `must be text in quotes: ${what}` : undefined) });

const variantText = z.string().trim().min(1).max(VARIANT_TEXT_MAX).refine((text) => text.split('|').length <= 3, 'one text, or three languages set apart by "|"');

const product = z.strictObject({
  id: identifier(64).optional(),
  name,
  price: decimal(/^\d{1,9}(?:\.\d+)?$/, '12.50'),
  category: z.string().optional(),
  taxRate: z.string().optional(),
  codes: z.array(z.string(quoted('a code may begin with 0')).regex(/^[\x21-\x7e]{1,64}$/, '1 to 64 printable characters without blanks')).max(20).default([]),
  plu: z.string(quoted('a PLU may begin with 0')).regex(/^\d{1,6}$/, '1 to 6 digits').optional(),
  picture: z.enum(PICTURES).optional(),
  soldBy: z.enum(SOLD_BY).optional(),
  openPrice: z.boolean().optional(),
  minAge: z.int().min(1).max(AGE_MAX).optional(),
  /** `of`: the id of the piece in this file. */
  pack: z.strictObject({ of: identifier(64), quantity: z.int().min(1).max(PACK_QUANTITY_MAX), priced: z.enum(['own', 'pieces']).default('own') }).optional(),
  variant: z.strictObject({ group: variantText, label: variantText }).optional(),
});

const PLAIN = { legacy: legacyPlain, ams: amsPlain } as const;
const SECRET = { legacy: legacySecrets, ams: amsSecrets } as const;

/** With `sameAs`, the account of that product and only the options of its own. */
function borrower(gateway: Gateway) {
  const options = Object.entries(PLAIN[gateway].shape).filter(([name]) => OPTIONS[gateway].includes(name));
  return z.strictObject({ sameAs: z.enum(PAYMENT_PRODUCTS), ...Object.fromEntries(options) });
}

export interface ProvisionedProduct {
  readonly sameAs?: PaymentProduct | undefined;
  readonly plain: Readonly<Record<string, unknown>>;
}

/** A product: with an account of its own, or with another one's. Chosen by hand, because a union's errors name no field. */
function productOf(gateway: Gateway) {
  return z.unknown().transform((value, context): ProvisionedProduct => {
    const borrows = typeof value === 'object' && value !== null && 'sameAs' in value;
    const result = (borrows ? borrower(gateway) : PLAIN[gateway]).safeParse(value);
    if (!result.success) {
      for (const issue of result.error.issues) context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
      return z.NEVER;
    }
    const { sameAs, ...plain } = result.data as Readonly<Record<string, unknown>> & { sameAs?: PaymentProduct };
    return { sameAs, plain };
  });
}

const perProduct = <T extends z.ZodType>(schemaOf: (gateway: Gateway) => T) =>
  z.strictObject(Object.fromEntries(PAYMENT_PRODUCTS.map((product) => [product, schemaOf(PRODUCT_FACTS[product].gateway).optional()])) as Record<PaymentProduct, z.ZodOptional<T>>);

export const provisionFile = z.strictObject({
  version: z.literal(1),
  shop: z.strictObject({ id: identifier(64), name, address: name.optional() }),
  till: z.strictObject({ id: identifier(32) }),
  currency: z.enum(CURRENCIES),
  tax: tax.default({ mode: 'none', rates: [] }),
  language: language.optional(),
  categories: z.array(category).max(500).default([]),
  products: z.array(product).min(1).max(200_000),
  /** `legacy` and `ams` are the barcode payment and the order code, as in files from before there were more products. */
  gateways: z.strictObject({ legacy: legacyPlain.optional(), ams: amsPlain.optional(), products: perProduct(productOf).optional() }).default({}),
  credentials: z.strictObject({ legacy: legacySecrets.optional(), ams: amsSecrets.optional(), products: perProduct((gateway) => SECRET[gateway]).optional() }).default({}),
});

/** The file as it is used: every default filled in, names in all languages, empty texts absent. */
export type ProvisionFile = z.output<typeof provisionFile>;
