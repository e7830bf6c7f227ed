import { rateText as exchangeRateText } from '../cash/foreign.ts';
import { shelfPrice, type SmallUnit } from '../catalog/kinds.ts';
import type { LocalName, TenderKind } from '../journal/entries.ts';
import { add, minor, subtract, sum, toDecimal, ZERO, type Minor } from '../money.ts';
import { rateLabel } from '../pricing/rate-name.ts';
import { makeReceiptCheck } from './check.ts';
import type { ItemLine, ReceiptDocument, Said, SaidAmount, SaidFact, TaxLine, TenderLine } from './document.ts';
import type { CashMoveFacts, LineFacts, ReceiptFacts, ReportFacts, ReturnFacts, SaleFacts, TaxFacts, TenderFacts, ValueFacts } from './facts.ts';
import type { ReceiptLanguage, ReceiptSettings } from './settings.ts';
import { cleanText } from './width.ts';
import { RECEIPT_WORDS, type ReceiptWords } from './words.ts';

/** Makes the texts of one paper in its languages. */
interface Sayer {
  readonly say: (pick: (words: ReceiptWords) => string) => Said;
  readonly name: (name: LocalName) => Said;
}

/** A name in one language; a shop that keeps only some languages falls back to the nearest one. */
export function nameIn(name: LocalName, language: ReceiptLanguage): string {
  switch (language) {
    case 'en':
      return name.en;
    case 'zh-Hans':
      return name.zhHans || name.zhHant || name.en;
    case 'zh-Hant':
      return name.zhHant || name.zhHans || name.en;
  }
}

function sayer(languages: readonly ReceiptLanguage[]): Sayer {
  const distinct = (texts: readonly string[]): Said => {
    const [first = '', ...rest] = [...new Set(texts.map(cleanText))].filter((text) => text !== '');
    return [first, ...rest];
  };
  return {
    say: (pick) => distinct(languages.map((language) => pick(RECEIPT_WORDS[language]))),
    name: (name) => distinct(languages.map((language) => nameIn(name, language))),
  };
}

/**
 * A paper as a document: every text worded, every amount in its place. Pure: the same facts and settings give the same document for ever. Amounts are the
 * journal's own and never computed anew, save sums of lines that must agree with them (model.test.ts).
 */
export function receiptDocument(facts: ReceiptFacts, settings: ReceiptSettings): ReceiptDocument {
  switch (facts.kind) {
    case 'sale':
      return saleDocument(facts, settings);
    case 'return':
      return returnDocument(facts, settings);
    case 'cashMove':
      return cashMoveDocument(facts, settings);
    case 'report':
      return reportDocument(facts, settings);
  }
}

/** Local time of the register at that moment, "2026-11-21 09:02". */
export const localTime = (atMs: number, offsetMin: number): string => new Date(atMs + offsetMin * 60_000).toISOString().slice(0, 16).replace('T', ' ');
const paddedNumber = (number: number): string => String(number).padStart(6, '0');

/** The weights a price may be for beside the kilogram. */
const PER: Readonly<Record<SmallUnit, string>> = { '500g': '500 g', '100g': '100 g' };

/** "2", "1.5", "0.356 kg" */
export function quantityText(milli: number, byWeight: boolean): string {
  const sign = milli < 0 ? '-' : '';
  const [whole, rest] = [Math.floor(Math.abs(milli) / 1000), Math.abs(milli) % 1000];
  if (byWeight) return `${sign}${whole}.${String(rest).padStart(3, '0')} kg`;
  return `${sign}${whole}${rest === 0 ? '' : `.${String(rest).padStart(3, '0').replace(/0+$/, '')}`}`;
}

/** "10 %", "12.5 %" from parts per million. */
export const percentOf = (ppm: number): string => `${String(ppm / 10_000)}%`;

type Common = Pick<ReceiptDocument, 'currency' | 'title' | 'banners' | 'hasLogo' | 'shop' | 'head' | 'facts' | 'foot'>;

/** Head and foot, which all papers have; `own` are the facts of this kind, shown first. */
function common(facts: ReceiptFacts, { languages, show, head, foot }: ReceiptSettings, title: (words: ReceiptWords) => string, own: readonly SaidFact[]): Common {
  const { say, name } = sayer(languages);
  const { shop, training, copy } = facts;
  const address = shop.address === null || !show.address ? [] : name(shop.address);
  return {
    currency: facts.currency,
    title: say(title),
    banners: [...(training ? [say((words) => words.training)] : []), ...(copy > 0 ? [say((words) => words.copy(copy))] : [])],
    hasLogo: show.logo,
    shop: name(shop.name),
    head: [...address, ...head].filter((line) => line !== ''),
    facts: [
      ...own,
      { what: say((words) => words.date), value: localTime(facts.atMs, facts.offsetMin) },
      { what: say((words) => words.till), value: cleanText(facts.tillId) },
      ...(show.cashier ? [{ what: say((words) => words.cashier), value: cleanText(facts.operator) }] : []),
    ],
    foot: foot.filter((line) => line !== ''),
  };
}

const NOTHING = { items: [], itemCount: null, sums: [], values: [], total: null, cards: [], rounded: [], tenders: [], saved: null, taxes: null, sections: [], signature: null, barcode: null, check: null } as const satisfies Partial<ReceiptDocument>;

function saleDocument(facts: SaleFacts, settings: ReceiptSettings): ReceiptDocument {
  const { say } = sayer(settings.languages);
  const { show } = settings;
  const base = common(facts, settings, (words) => words.title.sale, [{ what: say((words) => words.receiptNo), value: paddedNumber(facts.receiptNo) }]);
  const saleOff = sum(facts.lines.flatMap((line) => line.changes.filter(({ why }) => why === 'saleDiscount').map(({ amountMinor }) => amountMinor)));
  const beforeMinor = subtract(facts.subtotalMinor, saleOff);
  const salePpm = facts.lines.flatMap((line) => line.changes).find(({ why }) => why === 'saleDiscount')?.ppm ?? null;
  const sums: SaidAmount[] = [
    ...(saleOff === 0 ? [] : [{ what: withPercent(say((words) => words.saleDiscount), salePpm), amountMinor: saleOff }]),
    ...(facts.taxMode === 'exclusive' ? facts.taxes.map((tax) => ({ what: [rateText(tax)] as const, amountMinor: tax.taxMinor })) : []),
    ...(facts.isExempt ? [{ what: say((words) => words.taxExempt), amountMinor: subtract(ZERO, facts.exemptMinor) }] : []),
  ];
  const saved = savedMinor(facts.lines);
  return {
    ...NOTHING, ...base, kind: 'sale',
    facts: [...base.facts, ...customerFact(facts.customer, settings)],
    items: facts.lines.map((line) => itemOf(line, settings)),
    itemCount: facts.lines.length === 0 ? null : { what: say((words) => words.items), value: quantityText(facts.itemsMilli, false) },
    values: facts.values.map((value) => valueOf(value, settings, 1)),
    cards: facts.values.flatMap((value) => (value.kind === 'giftCard' && value.number !== null ? [{ what: say((words) => words.stored.giftCard), amountMinor: value.balanceMinor, number: value.number }] : [])),
    sums: sums.length === 0 ? [] : [{ what: say((words) => words.subtotal), amountMinor: beforeMinor }, ...sums],
    total: { what: say((words) => words.total), amountMinor: withValues(facts) },
    rounded: facts.roundingMinor === 0 ? [] : [
      { what: say((words) => words.rounding), amountMinor: facts.roundingMinor },
      { what: say((words) => words.toPay), amountMinor: add(withValues(facts), facts.roundingMinor) },
    ],
    tenders: facts.tenders.map((tender) => tenderOf(tender, settings)),
    saved: saved > 0 && show.savings ? { what: say((words) => words.saved), amountMinor: saved } : null,
    taxes: taxTable(facts.taxes, facts.taxMode, settings),
    barcode: show.barcode ? facts.barcode : null,
    check: checkOf('sale', facts.receiptNo, facts.totalMinor, facts, settings),
    foot: base.foot.length > 0 ? base.foot : say((words) => words.thanks),
  };
}

function returnDocument(facts: ReturnFacts, settings: ReceiptSettings): ReceiptDocument {
  const { say, name } = sayer(settings.languages);
  const base = common(facts, settings, (words) => (facts.asVoid ? words.title.void : words.title.return), [
    { what: say((words) => words.returnNo), value: `C${facts.returnNo}` },
    ...(facts.receiptNo === null ? [] : [{ what: say((words) => words.forReceipt), value: paddedNumber(facts.receiptNo) }]),
  ]);
  const back = (amountMinor: Minor): Minor => subtract(ZERO, amountMinor);
  return {
    ...NOTHING, ...base, kind: facts.asVoid ? 'void' : 'return',
    facts: [...base.facts, ...customerFact(facts.customer, settings)],
    items: facts.lines.map((line) => ({ name: name(line.name), code: null, quantity: quantityText(-line.quantityMilli, line.byWeight), unitMinor: null, per: null, listMinor: back(line.amountMinor), changes: [] })),
    itemCount: facts.lines.length === 0 ? null : { what: say((words) => words.items), value: quantityText(-facts.itemsMilli, false) },
    values: facts.values.map((value) => valueOf(value, settings, -1)),
    total: { what: say((words) => words.refunded), amountMinor: back(withValues(facts)) },
    tenders: facts.ways.map((way) => tenderOf({ ...way, amountMinor: back(way.amountMinor) }, settings)),
    taxes: taxTable(facts.taxes.map((tax) => ({ ...tax, taxableMinor: back(tax.taxableMinor), taxMinor: back(tax.taxMinor) })), facts.taxMode, settings),
    sections: facts.reason === '' ? [] : [{ title: '', rows: [{ what: say((words) => words.reason), value: cleanText(facts.reason) }] }],
    signature: say((words) => words.signature),
    barcode: settings.show.barcode ? facts.barcode : null,
    check: checkOf('return', facts.returnNo, facts.totalMinor, facts, settings),
  };
}

function cashMoveDocument(facts: CashMoveFacts, settings: ReceiptSettings): ReceiptDocument {
  const { say } = sayer(settings.languages);
  const out = facts.move === 'paidOut' || facts.move === 'safeDrop';
  const base = common(facts, settings, (words) => words.title.cashMove[facts.move], []);
  return {
    ...NOTHING, ...base, kind: 'cashMove',
    total: facts.move === 'noSale' ? null : { what: say((words) => words.title.cashMove[facts.move]), amountMinor: out ? subtract(ZERO, facts.amountMinor) : facts.amountMinor },
    sections: [{ title: '', rows: [{ what: say((words) => words.reason), value: cleanText(facts.reason) }] }],
    signature: say((words) => words.signature),
    check: checkOf('cashMove', facts.check.seq, facts.amountMinor, facts, settings),
  };
}

function reportDocument(facts: ReportFacts, settings: ReceiptSettings): ReceiptDocument {
  const { say } = sayer(settings.languages);
  const base = common(facts, settings, (words) => words.title[facts.report], [{ what: say((words) => words.reportNo), value: String(facts.number) }]);
  const titles = [...new Set(facts.rows.map((row) => row.section))];
  return {
    ...NOTHING, ...base, kind: 'report',
    sections: titles.map((title) => ({ title: cleanText(title), rows: facts.rows.filter((row) => row.section === title).map(({ label, value }) => ({ what: [cleanText(label)] as const, value: cleanText(value) })) })),
    signature: facts.report === 'z' ? say((words) => words.signature) : null,
  };
}

const customerFact = (customer: string | null, { languages, show }: ReceiptSettings): SaidFact[] =>
  customer === null || !show.customer ? [] : [{ what: sayer(languages).say((words) => words.customer), value: cleanText(customer) }];

function itemOf(line: LineFacts, { languages, show }: ReceiptSettings): ItemLine {
  const { say, name } = sayer(languages);
  const changes = line.changes.filter(({ why }) => why !== 'saleDiscount').map((change): SaidAmount => {
    const what = change.why === 'promotion' && change.name !== null ? name(change.name) : say((words) => (change.why === 'override' ? words.priceChanged : words.discount));
    return { what: withPercent(what, change.ppm), amountMinor: change.amountMinor };
  });
  const shelf = shelfPrice(line.unitPriceMinor, line.byWeight ? line.priceUnit : null);
  return {
    name: name(line.name), code: show.productCodes && line.code !== null ? cleanText(line.code) : null, quantity: quantityText(line.quantityMilli, line.byWeight),
    ...(line.fromLabel ? { unitMinor: null, per: null } : { unitMinor: minor(shelf.priceMinor), per: shelf.unit === 'kg' ? null : PER[shelf.unit] }), listMinor: line.listMinor, changes,
  };
}

const withPercent = ([first, ...rest]: Said, ppm: number | null): Said => (ppm === null ? [first, ...rest] : [`${first} ${percentOf(ppm)}`, ...rest]);
/** "Received CNY 100.00 x 1.075": what the notes come to stands beside it. */
const withNotes = ([first, ...rest]: Said, { currency, foreignMinor, ratePpm }: NonNullable<TenderFacts['foreign']>): Said => [`${first} ${currency} ${toDecimal(foreignMinor, currency)} x ${exchangeRateText(ratePpm)}`, ...rest];
const rateText = ({ name, ratePpm }: TaxFacts): string => rateLabel({ name: cleanText(name), ratePpm });

/** What promotions and discounts took off; another price is not a gift. */
const savedMinor = (lines: readonly LineFacts[]): Minor => minor(lines.flatMap((line) => line.changes).reduce((saved, { why, amountMinor }) => saved - (why === 'override' ? 0 : Math.min(amountMinor, 0)), 0));

/** The total with the money for no goods. */
const withValues = ({ totalMinor, values }: { readonly totalMinor: Minor; readonly values: readonly ValueFacts[] }): Minor => add(totalMinor, sum(values.map((value) => value.amountMinor)));

/** "**** 1234": nobody pays with that. */
const masked = (last4: string): string => `**** ${cleanText(last4)}`;

function valueOf(value: ValueFacts, { languages }: ReceiptSettings, sign: 1 | -1): TenderLine {
  const { say } = sayer(languages);
  const amountMinor = minor(sign * value.amountMinor);
  switch (value.kind) {
    case 'giftCard':
      return { what: say((words) => words.stored.giftCard), amountMinor, details: [{ what: say((words) => words.stored.balance), amountMinor: value.balanceMinor }], facts: [{ what: say((words) => words.stored.card), value: masked(value.last4) }], note: null };
    case 'accountPayment':
      return { what: say((words) => words.stored.accountPayment), amountMinor, details: [{ what: say((words) => words.stored.owed), amountMinor: value.owedMinor }], facts: [], note: null };
  }
}

function tenderOf(tender: TenderFacts, { languages, show }: ReceiptSettings): TenderLine {
  const { say } = sayer(languages);
  const isKnown = Object.hasOwn(RECEIPT_WORDS.en.tender, tender.kind);
  // `hasOwn` has just said that it is one of them.
  const what = say((words) => (isKnown ? words.tender[tender.kind as TenderKind] : words.otherTender));
  return {
    what, amountMinor: tender.amountMinor,
    details: [
      ...(tender.foreign === undefined ? [] : [{ what: withNotes(say((words) => words.tendered), tender.foreign), amountMinor: tender.foreign.valueMinor }]),
      ...(tender.tenderedMinor === null ? [] : [{ what: say((words) => words.tendered), amountMinor: tender.tenderedMinor }]),
      ...(tender.changeMinor === null || tender.changeMinor === 0 ? [] : [{ what: say((words) => words.change), amountMinor: tender.changeMinor }]),
      ...(tender.card === undefined ? [] : [{ what: say((words) => words.stored.balance), amountMinor: tender.card.balanceMinor }]),
      ...(tender.owedMinor === undefined ? [] : [{ what: say((words) => words.stored.owed), amountMinor: tender.owedMinor }]),
    ],
    facts: [
      ...(tender.card === undefined ? [] : [{ what: say((words) => words.stored.card), value: masked(tender.card.last4) }]),
      ...(tender.payerHint === null || tender.payerHint === '' ? [] : [{ what: say((words) => words.payer), value: cleanText(tender.payerHint) }]),
      ...(tender.reference === null || !show.reference ? [] : [{ what: say((words) => words.reference), value: cleanText(tender.reference) }]),
    ],
    note: tender.kind === 'asserted' ? say((words) => words.asserted) : null,
  };
}

function taxTable(taxes: readonly TaxFacts[], taxMode: SaleFacts['taxMode'], { languages }: ReceiptSettings): ReceiptDocument['taxes'] {
  if (taxMode === 'none' || taxes.length === 0) return null;
  const { say } = sayer(languages);
  return {
    head: [say((words) => words.taxTable.rate), say((words) => words.taxTable.taxable), say((words) => words.taxTable.tax)],
    rows: taxes.map((tax): TaxLine => ({ name: rateText(tax), taxableMinor: tax.taxableMinor, taxMinor: tax.taxMinor })),
    note: taxMode === 'inclusive' ? say((words) => words.taxIncluded) : null,
  };
}

function checkOf(document: 'sale' | 'return' | 'cashMove', number: number, totalMinor: Minor, facts: ReceiptFacts, { languages, show }: ReceiptSettings): ReceiptDocument['check'] {
  if (!show.check) return null;
  const { seq, hash } = facts.check;
  return {
    what: sayer(languages).say((words) => words.check), text: `${seq} ${hash.slice(0, 8).toUpperCase()}`,
    code: makeReceiptCheck({ document, till: facts.tillId, number, seq, hash, totalMinor, currency: facts.currency }),
  };
}
