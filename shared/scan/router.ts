import type { ErrorCode } from '../errors/registry.ts';
import type { Minor } from '../money.ts';
import { hasValidMod10, isDigits } from './check-digit.ts';
import { digitalLinkElements, gs1Gtin14, parseGs1, GROUP_SEPARATOR } from './gs1.ts';
import type { Gs1Element } from './gs1.ts';
import { gtin14Candidates } from './gtin.ts';
import { maskPaymentCode, mayBePaymentCode, walletOf } from './payment-code.ts';
import type { Wallet } from './payment-code.ts';
import { parseReceiptCode, type ReceiptCode } from './receipt-code.ts';
import { readScaleLabel } from './scale-label.ts';
import type { ScaleLabel, ScaleTemplate } from './scale-label.ts';
import { partAim, stripFraming, symbologyOfAim, SYMBOLOGY_FACTS } from './symbology.ts';
import type { Symbology } from './symbology.ts';

/** Longest text looked at, in characters: the cap of the framer and of the wedge detector. */
export const SCAN_LENGTH_MAX = 4096;
/** ITF lengths taken when the shop has set none: case codes. Short ITF is read in part too easily (hardware.md 2.1). */
export const ITF_LENGTHS_DEFAULT: readonly number[] = [14];

/** `typed`: keyed in by a person; `tile`: a product's own code behind a button; the others are readers. */
export type ScanSource = 'wedge' | 'serial' | 'hid' | 'camera' | 'typed' | 'tile';

/** What was read. `aim` is given when the reader or the device host already parted it from the text. */
export interface ScanInput {
  readonly text: string;
  readonly aim?: string | undefined;
  readonly source: ScanSource;
}

/** A key under which the catalog may know an article. */
export type CatalogKey =
  | { readonly by: 'gtin14'; readonly gtin14: string }
  /** A code printed by the shop itself, a PLU, any text exactly as scanned or typed. */
  | { readonly by: 'code'; readonly code: string }
  /** The article number on a scale's labels; numbers of different templates are different articles. */
  | { readonly by: 'scalePlu'; readonly templateId: string; readonly plu: string };

export interface ScanContext {
  /** `locked`: nothing may be added or paid now (a payment is in flight, no shift is open). */
  readonly state: 'selling' | 'awaitingPayment' | 'locked';
  readonly totalDueMinor: Minor;
  /** Product id of a key, null when the catalog does not have it. Exact match only. */
  readonly lookup: (key: CatalogKey) => string | null;
  readonly scaleTemplates: readonly ScaleTemplate[];
  readonly itfLengths: readonly number[];
}

/**
 * `charge`: the till was waiting for it. `offer`: a total is due but payment was not begun: ask once. `nothingDue`: there
 * is nothing to pay. A code is never charged silently (hardware.md 2.4).
 */
export type PaymentStanding = 'charge' | 'offer' | 'nothingDue';

export type UnknownReason =
  | 'empty' | 'tooLong' | 'controlCharacters' | 'locked' | 'badCheckDigit' | 'badPriceVerifier' | 'wrongLength' | 'gs1Malformed'
  | 'scaleArticleUnknown' | 'ambiguous' | 'addOnAlone' | 'notFound';

export type ScanRoute =
  | {
      readonly kind: 'product';
      readonly productId: string;
      readonly matched: CatalogKey;
      readonly symbology: Symbology | null;
      /** Issue number of a periodical or book add-on. */
      readonly addOn: string | null;
      /** GS1 fields read along with the article (lot, dates, weight, price); empty for plain codes. */
      readonly elements: readonly Gs1Element[];
    }
  | { readonly kind: 'scaleLabel'; readonly productId: string; readonly label: ScaleLabel }
  /** `code` is a secret: hand it to the payment, show and log only its mask (payment-code.ts). */
  | { readonly kind: 'paymentCode'; readonly wallet: Wallet; readonly code: string; readonly standing: PaymentStanding }
  /** A till's own receipt; whether it is this till's, the caller compares. */
  | { readonly kind: 'receipt'; readonly code: ReceiptCode }
  /** `text` may be shown and logged: what could be a payment code is masked in it. */
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly text: string; /** Of a scale label: the number no article has. */ readonly plu?: string };

/**
 * Decides what a scan is, from its symbology, its check digit and the sale's state (hardware.md 2.4 "Routing order"). A
 * payment code and an 18-digit scale label cannot be told apart by their digits: while a payment is awaited the wallet
 * wins, while selling what the catalog knows wins. Never throws for any text.
 */
export function routeScan(input: ScanInput, context: ScanContext): ScanRoute {
  if (input.text.length > SCAN_LENGTH_MAX) return { kind: 'unknown', reason: 'tooLong', text: '' };
  const byHand = input.source === 'typed' || input.source === 'tile';
  const unframed = stripFraming(input.text);
  const parted = byHand || input.aim !== undefined ? { text: unframed, aim: input.aim ?? null } : partAim(unframed);
  const text = parted.text.trim();
  if (text === '') return { kind: 'unknown', reason: 'empty', text: '' };
  if (hasControlCharacters(text)) return { kind: 'unknown', reason: 'controlCharacters', text: '' };
  const scan: Scan = { text, symbology: symbologyOfAim(parted.aim), source: input.source };
  if (context.state === 'locked') return unknown('locked', scan);

  const mayPay = input.source !== 'tile' && (scan.symbology === null || SYMBOLOGY_FACTS[scan.symbology].carries === 'any');
  const wallet = mayPay ? walletOf(text) : null;
  if (wallet !== null && context.state === 'awaitingPayment') return paymentCode(wallet, text, context);
  const goods = routeGoods(scan, context);
  if (goods.kind !== 'unknown') return goods;
  if (wallet !== null) return paymentCode(wallet, text, context);
  // What the catalog knows under such a code is goods, like everything else.
  const receipt = mayBeReceipt(scan) ? parseReceiptCode(text) : null;
  return receipt === null ? goods : { kind: 'receipt', code: receipt };
}

/** Receipts are printed in Code 128, or typed from below it. */
const mayBeReceipt = ({ symbology, source }: Scan): boolean => source !== 'tile' && (symbology === null || SYMBOLOGY_FACTS[symbology].carries === 'any');

/** The error a cashier is shown for a scan that leads nowhere. `locked` is taken to mean a payment in flight; without a shift the till knows better. */
export function errorOfUnknownScan(reason: UnknownReason): ErrorCode {
  switch (reason) {
    case 'tooLong': return 'SCAN_TOO_LONG';
    case 'locked': return 'SALE_LOCKED_BY_PAYMENT';
    case 'scaleArticleUnknown': return 'SCAN_LABEL_UNKNOWN';
    case 'badPriceVerifier': return 'SCAN_LABEL_MISREAD';
    case 'empty': case 'controlCharacters': case 'badCheckDigit': case 'wrongLength': case 'gs1Malformed':
    case 'ambiguous': case 'addOnAlone': case 'notFound':
      return 'SCAN_UNKNOWN';
  }
}

interface Scan {
  readonly text: string;
  readonly symbology: Symbology | null;
  readonly source: ScanSource;
}

function paymentCode(wallet: Wallet, code: string, context: ScanContext): ScanRoute {
  const standing = context.totalDueMinor <= 0 ? 'nothingDue' : context.state === 'awaitingPayment' ? 'charge' : 'offer';
  return { kind: 'paymentCode', wallet, code, standing };
}

/** Everything but payment: product index, scale labels, GS1, in this order; the best reason when nothing fits. */
function routeGoods(scan: Scan, context: ScanContext): ScanRoute {
  const facts = scan.symbology === null ? null : SYMBOLOGY_FACTS[scan.symbology];
  if (facts?.gs1 === true) return routeGs1(scan.text, scan, context) ?? unknown('gs1Malformed', scan);
  if (scan.symbology === 'addOn') return unknown('addOnAlone', scan);
  const damage = damageOf(scan, context);
  if (damage !== null) return unknown(damage, scan);

  const byIndex = routeByIndex(scan, context);
  if (byIndex !== null) return byIndex;
  const byScale = routeScaleLabel(scan, context);
  if (byScale !== null && byScale.kind !== 'unknown') return byScale;
  const elements = digitalLinkElements(scan.text) ?? scan.text;
  const byGs1 = routeGs1(elements, scan, context);
  if (byGs1 !== null && byGs1.kind !== 'unknown') return byGs1;
  return byScale ?? byGs1 ?? unknown(looksMisread(scan) ? 'badCheckDigit' : 'notFound', scan);
}

/** Why a code that can only be a numbered article is not a whole one; null when nothing speaks against it. */
function damageOf({ text, symbology }: Scan, context: ScanContext): UnknownReason | null {
  switch (symbology) {
    case 'itf': case 'itfCheckStripped': {
      const whole = symbology === 'itfCheckStripped' ? text.length + 1 : text.length;
      if (!isDigits(text) || !context.itfLengths.includes(whole)) return 'wrongLength';
      return symbology === 'itf' && !hasValidMod10(text) ? 'badCheckDigit' : null;
    }
    case 'eanUpc': case 'ean8': case 'eanUpcAddOn': {
      const lengths = { eanUpc: [6, 7, 8, 12, 13], ean8: [8], eanUpcAddOn: [15, 18] }[symbology];
      if (!isDigits(text) || !lengths.includes(text.length)) return 'wrongLength';
      return gtin14Candidates(text, symbology).length === 0 ? 'badCheckDigit' : null;
    }
    default:
      return null;
  }
}

function routeByIndex(scan: Scan, context: ScanContext): ScanRoute | null {
  const byGtin = (): ScanRoute | null => {
    const hits = new Map<string, ScanRoute>();
    for (const { gtin14, addOn } of gtin14Candidates(scan.text, scan.symbology)) {
      const matched: CatalogKey = { by: 'gtin14', gtin14 };
      const productId = context.lookup(matched);
      if (productId !== null && !hits.has(productId)) hits.set(productId, product(productId, matched, scan, addOn));
    }
    // Two articles for one scan (EAN-8 and UPC-E): a price must not be guessed.
    return hits.size > 1 ? unknown('ambiguous', scan) : (hits.values().next().value ?? null);
  };
  const byCode = (): ScanRoute | null => {
    const matched: CatalogKey = { by: 'code', code: scan.text };
    const productId = context.lookup(matched);
    return productId === null ? null : product(productId, matched, scan, null);
  };
  // What people key in is first the shop's own number; what readers read is first an article number.
  return scan.source === 'typed' || scan.source === 'tile' ? (byCode() ?? byGtin()) : (byGtin() ?? byCode());
}

/** A label of one of the shop's scales; null when no template has this prefix and length. */
function routeScaleLabel(scan: Scan, context: ScanContext): ScanRoute | null {
  let best: ScanRoute | null = null;
  for (const template of context.scaleTemplates) {
    const reading = readScaleLabel(scan.text, template);
    switch (reading.kind) {
      case 'noMatch':
        break;
      case 'badCheckDigit':
        best ??= unknown('badCheckDigit', scan);
        break;
      case 'badVerifier':
        best ??= unknown('badPriceVerifier', scan);
        break;
      case 'match': {
        const productId = context.lookup({ by: 'scalePlu', templateId: template.id, plu: reading.label.plu });
        if (productId !== null) return { kind: 'scaleLabel', productId, label: reading.label };
        best ??= { ...unknown('scaleArticleUnknown', scan), plu: reading.label.plu };
      }
    }
  }
  return best;
}

/** An article named by a GS1 element string; null when the text is not one. */
function routeGs1(elementString: string, scan: Scan, context: ScanContext): ScanRoute | null {
  const reading = parseGs1(elementString);
  if (!reading.ok) {
    // Without a GS1 symbology only a separator proves that element strings were meant.
    return elementString.includes(GROUP_SEPARATOR) ? unknown('gs1Malformed', scan) : null;
  }
  const gtin14 = gs1Gtin14(reading.elements);
  const matched: CatalogKey | null = gtin14 === null ? null : { by: 'gtin14', gtin14 };
  const productId = matched === null ? null : context.lookup(matched);
  if (matched === null || productId === null) return unknown('notFound', scan);
  return { ...product(productId, matched, scan, null), elements: reading.elements };
}

function product(productId: string, matched: CatalogKey, scan: Scan, addOn: string | null): ScanRoute & { kind: 'product' } {
  return { kind: 'product', productId, matched, symbology: scan.symbology, addOn, elements: [] };
}

function unknown(reason: UnknownReason, scan: Scan): ScanRoute & { kind: 'unknown' } {
  const secret = (scan.symbology === null || SYMBOLOGY_FACTS[scan.symbology].carries === 'any') && mayBePaymentCode(scan.text);
  return { kind: 'unknown', reason, text: secret ? maskPaymentCode(scan.text) : scan.text };
}

/** A reader's digits in an article number's length whose check digit fails. Typed digits may be a fragment. */
function looksMisread({ text, symbology, source }: Scan): boolean {
  const numbered = /^(?:\d{8}|\d{12,14})$/.test(text);
  return numbered && symbology === null && source !== 'typed' && source !== 'tile' && gtin14Candidates(text, null).length === 0;
}

/** Control characters other than GS, in both ASCII and Latin-1. */
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const hasControlCharacters = (text: string): boolean => /[\x00-\x1c\x1e\x1f\x7f-\x9f]/.test(text);
