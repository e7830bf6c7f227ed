import { minor } from '../../../shared/money.ts';
import type { CashMoveFacts, LineFacts, ReturnFacts, SaleFacts } from '../../../shared/receipt/facts.ts';
import { defaultReceiptSettings, type ReceiptSettings } from '../../../shared/receipt/settings.ts';

export const HASH = '9f3a0c11d2e4b5a6778899aabbccddeeff00112233445566778899aabbccddee';
const paper = {
  training: false, shop: { name: { en: 'Harbour Tea House', zhHans: '海港茶庄', zhHant: '海港茶莊' }, address: { en: '12 Canton Road, Kowloon', zhHans: '九龙广东道 12 号', zhHant: '九龍廣東道 12 號' } },
  tillId: 'T1', operator: 'Mei Chan', currency: 'HKD', atMs: Date.UTC(2026, 10, 21, 1, 2, 3), offsetMin: 480, check: { seq: 4711, hash: HASH }, copy: 0,
} as const;

const line = (part: Partial<LineFacts>): LineFacts => ({
  name: { en: 'Longjing tea 50 g', zhHans: '龙井茶 50 克', zhHant: '龍井茶 50 克' }, code: '4891234567894', quantityMilli: 1000, byWeight: false, priceUnit: null, unitPriceMinor: minor(6800), fromLabel: false, listMinor: minor(6800), changes: [], amountMinor: minor(6800), ...part,
});

/** A sale with one of everything: a promotion, a weight, discounts, two tenders, cash rounding. */
export const SALE: SaleFacts = {
  ...paper, kind: 'sale', receiptNo: 123, barcode: 'RT100000123', taxMode: 'none', itemsMilli: 4000,
  lines: [
    line({}),
    line({
      name: { en: 'Egg tart', zhHans: '蛋挞', zhHant: '蛋撻' }, quantityMilli: 2000, unitPriceMinor: minor(900), listMinor: minor(1800), amountMinor: minor(1204),
      changes: [
        { why: 'promotion', amountMinor: minor(-450), name: { en: 'Second at half price', zhHans: '第二件半价', zhHant: '第二件半價' }, ppm: null },
        { why: 'saleDiscount', amountMinor: minor(-146), name: null, ppm: 100_000 },
      ],
    }),
    line({
      name: { en: 'Lychee', zhHans: '荔枝', zhHant: '荔枝' }, quantityMilli: 356, byWeight: true, priceUnit: null, unitPriceMinor: minor(5980), listMinor: minor(2129), amountMinor: minor(1916),
      changes: [{ why: 'lineDiscount', amountMinor: minor(-213), name: null, ppm: 100_000 }],
    }),
  ],
  subtotalMinor: minor(9920), taxes: [], exemptMinor: minor(0), isExempt: false, totalMinor: minor(9920), roundingMinor: minor(-20), values: [],
  tenders: [
    { kind: 'cash', amountMinor: minor(5000), tenderedMinor: minor(10000), changeMinor: minor(5000), payerHint: null, reference: null },
    { kind: 'alipayBarcode', amountMinor: minor(4900), tenderedMinor: null, changeMinor: null, payerHint: '852****1234', reference: 'GT20261121T1000007' },
  ],
  customer: 'Ms Wong',
};

/** The same shop with tax in its prices. */
export const TAXED: SaleFacts = {
  ...SALE, taxMode: 'inclusive', currency: 'CNY', roundingMinor: minor(0), customer: null, lines: [line({})], itemsMilli: 1000, subtotalMinor: minor(6800), totalMinor: minor(6800),
  taxes: [{ name: 'VAT 13%', ratePpm: 130_000, taxableMinor: minor(6018), taxMinor: minor(782) }],
  tenders: [{ kind: 'alipayBarcode', amountMinor: minor(6800), tenderedMinor: null, changeMinor: null, payerHint: '138****0000', reference: 'GT20261121T1000008' }],
};

export const RETURN: ReturnFacts = {
  ...paper, kind: 'return', returnNo: 7, receiptNo: 123, barcode: 'RT100000123', asVoid: false, taxMode: 'none', itemsMilli: 1000, lines: [{ name: line({}).name, quantityMilli: 1000, byWeight: false, amountMinor: minor(6800) }], taxes: [],
  totalMinor: minor(6800), values: [], ways: [{ kind: 'alipayBarcode', amountMinor: minor(6800), tenderedMinor: null, changeMinor: null, payerHint: '852****1234', reference: 'GT20261121T1000007' }], reason: 'Damaged', customer: null,
};

export const MOVE: CashMoveFacts = { ...paper, kind: 'cashMove', move: 'paidOut', amountMinor: minor(12050), reason: 'Ice from next door' };

export const SETTINGS: ReceiptSettings = { ...defaultReceiptSettings('HKD'), head: ['Tel. 2345 6789'] };
