import type { Language } from '../../../shared/contract/views.ts';
import { WALLET_OF } from '../../../shared/payment/products.ts';
import type { SaleRow } from '../../journal/port.ts';
import type { Desk } from '../desk.ts';

/** A language a customer touched. It is theirs for one sale: the one under way, or the one that begins next. */
export interface LanguageChoice {
  readonly language: Language;
  /** Numbers of sales it is for, both included: an empty one may make way for a fresh one. */
  readonly fromSaleNo: number;
  readonly toSaleNo: number;
  /** Touched before anything was rung up: it waits so long for the sale to begin. Null: the sale had begun. */
  readonly waitsUntilMs: number | null;
}

const WAITS_MS = 60_000;

type LanguageDesk = Pick<Desk, 'journal' | 'memory' | 'clock'>;

/** The sale the customer before the screen is served with: the open one with something in it, or the one just paid. */
function servedSale({ journal, memory }: LanguageDesk): SaleRow | null {
  const open = journal.openSale();
  if (open && (memory.doneSaleId === null || journal.saleLines(open.saleId).length > 0)) return open;
  return journal.sale(memory.doneSaleId) ?? open;
}

export function languageChoice(desk: LanguageDesk, language: Language): LanguageChoice {
  const served = servedSale(desk);
  const next = desk.journal.lastNumber('sale') + 1;
  const isUnderWay = served !== null && (served.state === 'completed' || desk.journal.saleLines(served.saleId).length > 0);
  return { language, fromSaleNo: served?.saleNo ?? next, toSaleNo: isUnderWay ? served.saleNo : next, waitsUntilMs: isUnderWay ? null : desk.clock.nowMs() + WAITS_MS };
}

/**
 * The language of the customer's screen. What the customer touched is shown alone; else both stand there, in the Chinese of the wallet that pays, or the shop's.
 * Computed each time: with the sale the choice is over, and nothing has to be reset.
 */
export function languageOf(desk: LanguageDesk): { readonly language: Language; readonly chosen: boolean } {
  const { memory } = desk;
  const choice = memory.customerChoice;
  const served = servedSale(desk);
  if (choice !== null && isInForce(desk, choice, served)) return { language: choice.language, chosen: true };
  return { language: languageOfWallet(desk, served) ?? memory.language, chosen: false };
}

function isInForce({ journal, clock }: LanguageDesk, choice: LanguageChoice, served: SaleRow | null): boolean {
  const isTheirs = served !== null && served.saleNo >= choice.fromSaleNo && served.saleNo <= choice.toSaleNo;
  const isEmpty = served === null || (served.state === 'open' && journal.saleLines(served.saleId).length === 0);
  if (!isEmpty) return isTheirs;
  // Nothing is rung up. A choice of before waits for its sale; one whose sale has been is over.
  return choice.waitsUntilMs !== null && choice.waitsUntilMs > clock.nowMs() && (served === null ? journal.lastNumber('sale') < choice.toSaleNo : isTheirs);
}

/** Mainland wallets read simplified, Hong Kong's traditional Chinese (legacy.md payment_inst ALIPAYCN, ALIPAYHK; ams.md pspName ALIPAY_CN, ALIPAY_HK). Other wallets say nothing of a language. */
function languageOfWallet({ journal }: LanguageDesk, served: SaleRow | null): Language | null {
  const attempt = served === null ? undefined : journal.attemptsOfSale(served.saleId).at(-1);
  if (attempt === undefined) return null;
  if (attempt.wallet !== null) return /^ALIPAY_?HK$/i.test(attempt.wallet) ? 'zh-Hant' : /^ALIPAY_?CN$/i.test(attempt.wallet) ? 'zh-Hans' : null;
  return WALLET_OF[attempt.product] === 'alipayHk' ? 'zh-Hant' : null;
}
