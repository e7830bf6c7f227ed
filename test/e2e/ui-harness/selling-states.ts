import type { TenderView } from '../../../shared/contract/sale-views.ts';
import type { CustomerSnapshot, LineView, SaleView, TillSnapshot } from '../../../shared/contract/views.ts';
import { lineOf, PRODUCTS, totalsOf, unpaid } from './catalog.ts';
import { foreignShop } from './fake-foreign.ts';
import { PLAIN_SHOP, pricedSale, PROMOTIONS, type FakeShop } from './fake-pricing.ts';
import type { CashierState } from './fixtures.ts';

/** States of discounts, promotions, several tenders, and why things cost what they cost. Prices are the till's own pricing (fake-pricing.ts). */
const line = (index: number, quantityMilli: number, change: Partial<LineView> = {}): LineView => {
  const product = PRODUCTS[index];
  if (product === undefined) throw new Error(`no product ${index}`);
  return { ...lineOf(product, quantityMilli), ...change };
};

/** Milk tea with a coupon, egg tarts at half price, buns together, ginger by weight, a cake at another price, tea with a discount. */
const LINES: readonly LineView[] = [
  line(0, 2000), line(5, 2000), line(9, 3000), line(23, 350, { soldBy: 'weight' }), line(14, 1000, { overrideMinor: 3800 }), line(16, 1000, { discount: { kind: 'percent', ppm: 100_000 } }),
];

const SHOP: FakeShop = { ...PLAIN_SHOP, promotions: PROMOTIONS };

export function dealsSale(change: Partial<SaleView> = {}, shop: FakeShop = SHOP): SaleView {
  return pricedSale({ saleId: 's127', saleNo: 127, lines: [...LINES], totals: totalsOf(LINES), lastLineId: 'l-p16', ...unpaid(0), coupons: ['TEA10'], canUndo: true, ...change }, shop);
}

const CASH: TenderView = { tenderId: 't1', kind: 'cash', amountMinor: 10_000, tenderedMinor: 10_000, changeMinor: 0, payerHint: null };
const NOTES: TenderView = { tenderId: 't1', kind: 'foreignCash', amountMinor: 10_000, tenderedMinor: null, changeMinor: 750, payerHint: null, foreign: { currency: 'CNY', foreignMinor: 10_000, ratePpm: 1_075_200, valueMinor: 10_750, notesBack: true } };
const WALLET: TenderView = { tenderId: 't2', kind: 'alipayBarcode', amountMinor: 12_000, tenderedMinor: null, changeMinor: null, payerHint: '138****1234' };

export function sellingStates(base: TillSnapshot): Readonly<Record<string, CashierState>> {
  const deals = { ...base, phase: 'selling', sale: dealsSale() } as const satisfies TillSnapshot;
  const saleOff = { ...deals, sale: dealsSale({ discount: { kind: 'percent', ppm: 50_000 } }) } as const satisfies TillSnapshot;
  const taxed = (taxMode: 'inclusive' | 'exclusive', change: Partial<SaleView> = {}): TillSnapshot => ({ ...deals, shop: { ...base.shop, taxMode }, sale: dealsSale({ discount: { kind: 'amount', amountMinor: 500 }, ...change }, { ...SHOP, taxMode }) });
  const partPaid = { ...deals, sale: dealsSale({ tenders: [CASH], canUndo: false }) } as const satisfies TillSnapshot;
  const twoPaid = { ...deals, sale: dealsSale({ tenders: [CASH, WALLET], canUndo: false }) } as const satisfies TillSnapshot;
  const paying = (till: TillSnapshot, change: Partial<SaleView> = {}): TillSnapshot => ({ ...till, phase: 'paying', sale: till.sale === null ? null : { ...till.sale, ...change } });
  const rounded = dealsSale({}, { ...SHOP, rounding: { stepMinor: 50, mode: 'nearest' } });
  return {
    deals: { snapshot: deals },
    dealsDiscounted: { snapshot: saleOff },
    dealsExempt: { snapshot: taxed('inclusive', { exempt: { reason: 'Exemption certificate: HK-20931' } }) },
    dealsTaxed: { snapshot: taxed('exclusive') },
    partPaid: { snapshot: partPaid },
    discount: { snapshot: deals, keys: ['Alt+d', '1', '2', '.', '5'], waitFor: '[data-dialog="discount"]' },
    discountSale: { snapshot: saleOff, keys: ['Alt+d', 'F2', 'F3', '2', '0'], waitFor: '[data-action="removeDiscount"]' },
    discountReason: { snapshot: deals, keys: ['Alt+d', 'F6'], waitFor: '[data-reasons]' },
    override: { snapshot: { ...deals, sale: { ...deals.sale, lastLineId: 'l-p14' } }, keys: ['Alt+o', '3', '5'], waitFor: '[data-dialog="override"]' },
    exempt: { snapshot: taxed('exclusive'), keys: ['Alt+x'], waitFor: '[data-dialog="exempt"]' },
    coupon: { snapshot: deals, keys: ['Alt+v'], waitFor: '[data-coupon]' },
    why: { snapshot: saleOff, keys: ['Alt+q'], waitFor: '[data-why="sale"]' },
    whyTaxed: { snapshot: taxed('exclusive'), keys: ['Alt+q'], waitFor: '[data-why="sale"]' },
    priceCheck: { snapshot: deals, keys: ['Alt+b', 'e', 'g', 'g'], waitFor: '[data-checked]' },
    priceCheckNothing: { snapshot: deals, keys: ['Alt+b', 'x', 'y', 'z'], waitFor: '.price-check-empty p' },
    moreActions: { snapshot: deals, keys: ['F5'], waitFor: '[data-dialog="more"]' },
    settingsMoney: { snapshot: base, keys: ['F10', 'p', 'e', 'n', 'n', 'Enter'], waitFor: '[data-rounding-examples]' },
    promotions: { snapshot: base, keys: ['F10', 'v', 'o', 'u', 'c', 'Enter'], waitFor: '[data-promotion="tea10"]' },
    promotionEdit: { snapshot: base, keys: ['F10', 'v', 'o', 'u', 'c', 'Enter', 'ArrowDown', 'Enter'], waitFor: '[data-example]' },
    recallPartPaid: { snapshot: { ...base, held: [{ saleId: 's126', saleNo: 126, label: 'Ho', heldAtMs: base.nowMs - 240_000, itemsMilli: 2000, totalMinor: 7_600, tenderedMinor: 5_000, awaitsPayment: false }] }, keys: ['F7'], waitFor: '[data-part-paid]' },
    beforeNext: { snapshot: deals, keys: ['3'] },
    payingPart: { snapshot: paying(deals), keys: ['1', '0', '0'] },
    payingPartChosen: { snapshot: paying(deals, { partMinor: 10_000 }) },
    payingForeign: { snapshot: { ...paying(deals), foreign: foreignShop(base.nowMs) }, keys: ['Alt+o'], waitFor: '[data-foreign="CNY"]' },
    payingForeignShort: { snapshot: { ...paying(deals), foreign: foreignShop(base.nowMs, 30) }, keys: ['Alt+o', '5', '0'], waitFor: '[data-foreign="CNY"] .cash-part' },
    payingForeignHome: { snapshot: { ...paying(deals), foreign: foreignShop(base.nowMs) } },
    partPaidForeign: { snapshot: { ...deals, sale: dealsSale({ tenders: [NOTES], canUndo: false }) } },
    takeBackForeign: { snapshot: { ...deals, phase: 'paying', sale: dealsSale({ tenders: [NOTES], canUndo: false }) }, keys: ['Alt+z'], waitFor: '[data-dialog="takeBack"]' },
    doneForeign: { snapshot: { ...paying(deals), foreign: foreignShop(base.nowMs) }, keys: ['Alt+o', 'F6'], waitFor: '[data-fact="notes"]' },
    settingsForeign: { snapshot: base, keys: ['F10', 'y', 'u', 'a', 'n', 'Enter'], waitFor: '[data-rate="CNY"]' },
    payingRest: { snapshot: paying(partPaid) },
    payingTwoTaken: { snapshot: paying(twoPaid), keys: ['F4'] },
    payingRounded: { snapshot: { ...paying(deals), sale: rounded } },
    takeBack: { snapshot: paying(twoPaid), keys: ['Alt+z', '2'], waitFor: '[data-dialog="takeBack"]' },
    takeBackWhich: { snapshot: paying(twoPaid), keys: ['Alt+z'], waitFor: '[data-dialog="takeBackWhich"]' },
    doneSplit: {
      snapshot: {
        ...base, phase: 'done', sale: null,
        done: {
          saleId: 's127', receiptNo: 127, totalMinor: 35_270, roundingMinor: -20, savedMinor: 4_730, completedAtMs: base.nowMs, tender: 'cash', tenderedMinor: 20_000, changeMinor: 6_750, merchantReference: null, payerHint: null,
          tenders: [WALLET, CASH, { ...CASH, tenderId: 't3', amountMinor: 13_250, tenderedMinor: 20_000, changeMinor: 6_750 }],
        },
      },
    },
  };
}

/** What the customer sees of promotions, weights and several tenders. */
export function sellingScenes(screen: (scene: CustomerSnapshot['scene']) => CustomerSnapshot): Readonly<Record<string, CustomerSnapshot>> {
  const cart = (sale: SaleView, lastLineId: string, paying: boolean): CustomerSnapshot =>
    screen({ kind: 'cart', lines: sale.lines, totals: sale.totals, lastLineId, paying, promotions: sale.promotions, tenders: sale.tenders, dueMinor: sale.dueMinor });
  const sale = dealsSale();
  const foreignCart = screen({
    kind: 'cart', lines: sale.lines, totals: sale.totals, lastLineId: 'l-p5', paying: true, promotions: sale.promotions, tenders: [], dueMinor: sale.dueMinor, foreign: { currency: 'CNY', foreignMinor: 35_000, ratePpm: 1_075_200 },
  });
  return {
    cartDeals: cart(dealsSale(), 'l-p5', false),
    cartWeighed: cart(dealsSale({ discount: { kind: 'percent', ppm: 50_000 } }), 'l-p23', false),
    cartForeign: foreignCart,
    paidForeign: screen({ kind: 'paid', amountMinor: 35_250, tender: 'foreignCash', tenderedMinor: null, changeMinor: 7_750, receiptNo: 127, savedMinor: 4_730, tenders: [{ ...NOTES, amountMinor: 35_250, changeMinor: 7_750, foreign: { currency: 'CNY', foreignMinor: 40_000, ratePpm: 1_075_000, valueMinor: 43_000, notesBack: true } }] }),
    cartPartPaid: cart(dealsSale({ tenders: [CASH, WALLET] }), 'l-p16', true),
    paidSplit: screen({
      kind: 'paid', amountMinor: 35_250, tender: 'cash', tenderedMinor: 20_000, changeMinor: 6_750, receiptNo: 127, savedMinor: 4_730, tenders: [WALLET, CASH, { ...CASH, tenderId: 't3', amountMinor: 13_250, tenderedMinor: 20_000, changeMinor: 6_750 }],
    }),
  };
}
