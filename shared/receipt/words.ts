import type { CashMoveKind } from '../cash/moves.ts';
import type { TenderKind } from '../journal/entries.ts';
import { en } from './words/en.ts';
import { zhHans } from './words/zh-Hans.ts';
import { zhHant } from './words/zh-Hant.ts';
import type { ReceiptLanguage } from './settings.ts';

/** Everything a receipt says, in one language. Short: paper is narrow, and two languages stand side by side. */
export interface ReceiptWords {
  readonly title: { readonly sale: string; readonly return: string; readonly void: string; readonly cashMove: Readonly<Record<CashMoveKind, string>>; readonly x: string; readonly z: string };
  readonly training: string;
  readonly copy: (number: number) => string;
  readonly receiptNo: string;
  readonly returnNo: string;
  readonly forReceipt: string;
  readonly reportNo: string;
  readonly date: string;
  readonly till: string;
  readonly cashier: string;
  readonly customer: string;
  readonly items: string;
  readonly discount: string;
  readonly saleDiscount: string;
  readonly priceChanged: string;
  readonly labelPrice: string;
  readonly subtotal: string;
  readonly tax: string;
  readonly taxExempt: string;
  readonly total: string;
  readonly rounding: string;
  readonly toPay: string;
  readonly saved: string;
  readonly taxTable: { readonly rate: string; readonly taxable: string; readonly tax: string };
  readonly taxIncluded: string;
  readonly tender: Readonly<Record<TenderKind, string>>;
  /** A kind of tender this version has no word for. */
  readonly otherTender: string;
  /** Gift cards and accounts. `balance`, `owed`: afterwards. */
  readonly stored: { readonly giftCard: string; readonly card: string; readonly balance: string; readonly accountPayment: string; readonly owed: string };
  readonly tendered: string;
  readonly change: string;
  readonly payer: string;
  readonly reference: string;
  readonly asserted: string;
  readonly refunded: string;
  readonly reason: string;
  readonly signature: string;
  readonly check: string;
  readonly thanks: string;
  readonly moreLines: (count: number) => string;
}

export const RECEIPT_WORDS: Readonly<Record<ReceiptLanguage, ReceiptWords>> = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant };
