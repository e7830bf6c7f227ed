import * as z from 'zod';
import type { Currency } from '../money.ts';
import { cleanText } from './width.ts';

export const RECEIPT_LANGUAGES = ['en', 'zh-Hans', 'zh-Hant'] as const;
export type ReceiptLanguage = (typeof RECEIPT_LANGUAGES)[number];

/** Columns of the usual papers: 58 mm, 76 or 80 mm with a wide font, 80 mm. */
export const RECEIPT_COLUMNS = [32, 42, 48] as const;
export type ReceiptColumns = (typeof RECEIPT_COLUMNS)[number];

/** What a shop may leave out. What the law or a return needs (names, amounts, tax, numbers) always stands there. */
export const RECEIPT_PARTS = ['logo', 'address', 'cashier', 'customer', 'productCodes', 'savings', 'reference', 'barcode', 'check'] as const;
export type ReceiptPart = (typeof RECEIPT_PARTS)[number];

/** What the customer's screen offers as a code after a sale. */
export const THANKS_CODES = ['receipt', 'check', 'none'] as const;

const LINES_MAX = 6;
const LINE_LENGTH_MAX = 60;
const line = z.string().max(LINE_LENGTH_MAX).transform(cleanText);

/** How this shop's receipts look. Kept in the settings; every change is an entry. */
export const receiptSettings = z.object({
  /** Below the shop's name: telephone, tax number, opening hours. */
  head: z.array(line).max(LINES_MAX),
  foot: z.array(line).max(LINES_MAX),
  /** One language, or two side by side. */
  languages: z.array(z.enum(RECEIPT_LANGUAGES)).min(1).max(2).refine((languages) => new Set(languages).size === languages.length),
  columns: z.union([z.literal(32), z.literal(42), z.literal(48)]),
  show: z.object(Object.fromEntries(RECEIPT_PARTS.map((part) => [part, z.boolean()])) as Record<ReceiptPart, z.ZodBoolean>),
  thanks: z.enum(THANKS_CODES),
});
export type ReceiptSettings = z.infer<typeof receiptSettings>;

const CHINESE: Partial<Record<Currency, readonly ReceiptLanguage[]>> = { CNY: ['zh-Hans'], HKD: ['zh-Hant', 'en'], MOP: ['zh-Hant', 'en'], TWD: ['zh-Hant'] };

/** What a shop's receipts look like until somebody decides. */
export const defaultReceiptSettings = (currency: Currency): ReceiptSettings => ({
  head: [], foot: [], languages: [...(CHINESE[currency] ?? ['en'])], columns: 48,
  show: { logo: true, address: true, cashier: true, customer: true, productCodes: false, savings: true, reference: true, barcode: true, check: true },
  thanks: 'receipt',
});
