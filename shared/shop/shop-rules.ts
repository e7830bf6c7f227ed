import type { LocalName } from '../journal/local-name.ts';
import type { TaxMode } from '../pricing/cart.ts';

/** A name as it is typed: '' where a language was left out. */
export interface NameTyped {
  readonly en: string;
  readonly zhHans: string;
  readonly zhHant: string;
}

export const NAME_MAX = 200;
export const RATE_NAME_MAX = 60;
export const RATES_MAX = 20;
/** Of this register; part of every payment's reference, so what references may hold. */
export const TILL_ID = /^[A-Za-z0-9._-]{1,32}$/;

export interface TaxRateTyped {
  readonly id: string;
  readonly name: string;
  readonly ratePpm: number;
}
export interface TaxTyped {
  readonly mode: TaxMode;
  readonly rates: readonly TaxRateTyped[];
  readonly defaultRateId: string | null;
}

/** Why a shop's data cannot be taken. */
export type ShopProblem = 'nameMissing' | 'tillId' | 'rateMissing' | 'rateName' | 'rateTwice' | 'rateDefault' | 'rateUsed' | 'rateTooMany';

/** The name in all languages: what was left out takes the nearest one that is there. null when nothing was typed. */
export function filledName(typed: NameTyped): LocalName | null {
  const { en, zhHans, zhHant } = { en: typed.en.trim(), zhHans: typed.zhHans.trim(), zhHant: typed.zhHant.trim() };
  const any = en || zhHant || zhHans;
  return any === '' ? null : { en: any, zhHans: zhHans || zhHant || en, zhHant: zhHant || zhHans || en };
}

/** Parts per million of a percentage with at most four decimals, `0` to `100`; null when the text is none. */
export function percentToPpm(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?$/.exec(text.trim());
  if (match === null) return null;
  const ppm = Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
  return ppm <= 1_000_000 ? ppm : null;
}

/** The percentage as it is typed: `8.25`, without needless zeros. */
export const ppmToPercent = (ppm: number): string => String(ppm / 10_000);

/**
 * What is wrong with tax settings, null when nothing is. `usedRateIds`: rates that products name; taking one away would leave those products without tax,
 * silently.
 */
export function taxProblem({ mode, rates, defaultRateId }: TaxTyped, usedRateIds: readonly string[]): ShopProblem | null {
  if (rates.length > RATES_MAX) return 'rateTooMany';
  if (rates.some(({ name }) => name.trim() === '' || name.trim().length > RATE_NAME_MAX)) return 'rateName';
  if (new Set(rates.map(({ name }) => name.trim().toLowerCase())).size < rates.length || new Set(rates.map(({ id }) => id)).size < rates.length) return 'rateTwice';
  if (usedRateIds.some((id) => !rates.some((rate) => rate.id === id))) return 'rateUsed';
  if (mode === 'none') return null;
  if (rates.length === 0) return 'rateMissing';
  return rates.some(({ id }) => id === defaultRateId) ? null : 'rateDefault';
}

/** A shop's beginnings in places the till knows; the owner changes what is different there. */
export const TAX_EXAMPLES = {
  none: { mode: 'none', rates: [], defaultRateId: null },
  china: {
    mode: 'inclusive', defaultRateId: 'vat-13',
    rates: [{ id: 'vat-13', name: '13%', ratePpm: 130_000 }, { id: 'vat-9', name: '9%', ratePpm: 90_000 }, { id: 'vat-6', name: '6%', ratePpm: 60_000 }, { id: 'zero', name: '0%', ratePpm: 0 }],
  },
  inclusive: { mode: 'inclusive', defaultRateId: 'standard', rates: [{ id: 'standard', name: 'Standard', ratePpm: 100_000 }, { id: 'zero', name: '0%', ratePpm: 0 }] },
  exclusive: { mode: 'exclusive', defaultRateId: 'standard', rates: [{ id: 'standard', name: 'Standard', ratePpm: 80_000 }, { id: 'zero', name: '0%', ratePpm: 0 }] },
} as const satisfies Record<string, TaxTyped>;
export type TaxExample = keyof typeof TAX_EXAMPLES;

/** Which example fits a currency: China's rates for yuan, none for the places that have no such tax, else prices that contain it. */
export function taxExampleFor(currency: string): TaxExample {
  switch (currency) {
    case 'CNY':
      return 'china';
    case 'HKD': case 'MOP': case 'AED':
      return 'none';
    case 'USD': case 'CAD':
      return 'exclusive';
    default:
      return 'inclusive';
  }
}

/** A register's shop gets an id that is no name, so that it can be renamed. */
export const shopIdFrom = (uuid: string): string => `shop-${uuid.replaceAll('-', '').slice(0, 12)}`;
