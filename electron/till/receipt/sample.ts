import { minor, ZERO } from '../../../shared/money.ts';
import type { SaleFacts } from '../../../shared/receipt/facts.ts';
import { makeReceiptCode } from '../../../shared/scan/receipt-code.ts';
import type { Desk } from '../desk.ts';

/** No entry's: the sample must not pass for a receipt. */
const NO_HASH = '0'.repeat(64);
const SAMPLE_NO = 1;

/** A sale nobody made, with one of everything a receipt can show, for the settings' preview. */
export function sampleFacts({ config, clock, authority }: Pick<Desk, 'config' | 'clock' | 'authority'>): SaleFacts {
  const atMs = clock.nowMs();
  const rate = config.tax.rates.find(({ id }) => id === config.tax.defaultRateId);
  const subtotal = 12_600;
  const tax = rate === undefined || config.tax.mode === 'none' ? 0 : Math.round(config.tax.mode === 'exclusive' ? (subtotal * rate.ratePpm) / 1_000_000 : (subtotal * rate.ratePpm) / (1_000_000 + rate.ratePpm));
  const totalMinor = minor(config.tax.mode === 'exclusive' ? subtotal + tax : subtotal);
  return {
    kind: 'sale', training: false, copy: 0, shop: config.shop, tillId: config.tillId, operator: authority.operator().name, currency: config.currency, atMs, offsetMin: clock.offsetMinutes(atMs), check: { seq: 1, hash: NO_HASH },
    receiptNo: SAMPLE_NO, barcode: makeReceiptCode(config.tillId, SAMPLE_NO), taxMode: config.tax.mode, itemsMilli: 4_000,
    lines: [
      {
        name: { en: 'Oolong tea 125 g', zhHans: '乌龙茶 125 克', zhHant: '烏龍茶 125 克' }, code: '4891234567894', quantityMilli: 2_000, byWeight: false, priceUnit: null, unitPriceMinor: minor(4_800), fromLabel: false, listMinor: minor(9_600),
        changes: [{ why: 'promotion', amountMinor: minor(-2_400), name: { en: 'Second at half price', zhHans: '第二件半价', zhHant: '第二件半價' }, ppm: null }], amountMinor: minor(7_200),
      },
      { name: { en: 'Lychee', zhHans: '荔枝', zhHant: '荔枝' }, code: null, quantityMilli: 1_500, byWeight: true, priceUnit: null, unitPriceMinor: minor(3_000), fromLabel: false, listMinor: minor(4_500), changes: [], amountMinor: minor(4_500) },
      {
        name: { en: 'Egg tart', zhHans: '蛋挞', zhHant: '蛋撻' }, code: null, quantityMilli: 1_000, byWeight: false, priceUnit: null, unitPriceMinor: minor(1_000), fromLabel: false, listMinor: minor(1_000),
        changes: [{ why: 'lineDiscount', amountMinor: minor(-100), name: null, ppm: 100_000 }], amountMinor: minor(900),
      },
    ],
    subtotalMinor: minor(subtotal), taxes: rate === undefined || config.tax.mode === 'none' ? [] : [{ name: rate.name, ratePpm: rate.ratePpm, taxableMinor: minor(config.tax.mode === 'exclusive' ? subtotal : subtotal - tax), taxMinor: minor(tax) }],
    exemptMinor: ZERO, isExempt: false, totalMinor, roundingMinor: ZERO, values: [],
    tenders: [
      { kind: 'cash', amountMinor: minor(5_000), tenderedMinor: minor(10_000), changeMinor: minor(5_000), payerHint: null, reference: null },
      { kind: 'alipayBarcode', amountMinor: minor(totalMinor - 5_000), tenderedMinor: null, changeMinor: null, payerHint: '852****1234', reference: 'SAMPLE0001' },
    ],
    customer: null,
  };
}
