import * as z from 'zod';
import { localName, tenderKind } from '../journal/entries.ts';
import { foreignTenderView } from './foreign-views.ts';
import { saleCustomer } from './customer-views.ts';
import { exchangeView } from './returns.ts';
import { lineUnit } from './unit-views.ts';
import { saleAccount, valueView } from './stored-value-views.ts';
import { cashRoundingShape, COUPONS_MAX, couponCode, discountShape, priceStep, promotionSet } from '../journal/pricing-shapes.ts';

/** What windows see of an open sale beside its lines: why it costs what it costs, and what has been paid of it. */
const id = z.string().min(1).max(64);
const amount = z.int();

/** Added to a line. */
export const linePricing = {
  /** At its list price, its label's or the price somebody decided on: before promotions and discounts. */
  listMinor: amount,
  /** What the line costs, before tax that is added at the foot. */
  amountMinor: amount,
  /** Why, in the order the reasons apply; they add up to `amountMinor`. */
  steps: z.array(priceStep),
  /** What somebody took off the line. */
  discount: discountShape.nullable(),
  /** The price per unit somebody decided on. */
  overrideMinor: amount.nullable(),
  ...lineUnit,
  /** The catalog has no price for it: somebody typed it. */
  openPrice: z.boolean(),
};

/** Added to the totals: `listMinor` less promotions less discounts is the subtotal. */
export const totalsPricing = {
  listMinor: amount,
  promotionsMinor: amount,
  discountsMinor: amount,
  /** Tax an exempt customer does not pay although prices contain it. */
  exemptMinor: amount,
};

export const appliedPromotion = z.object({ promotionId: id, name: localName, savedMinor: amount });
export type AppliedPromotion = z.infer<typeof appliedPromotion>;

/** One part of what was paid. `tenderedMinor` and `changeMinor`: cash only; `payerHint`: as the wallet masks it. */
export const tenderView = z.object({ tenderId: id, kind: tenderKind, amountMinor: amount, tenderedMinor: amount.nullable(), changeMinor: amount.nullable(), payerHint: z.string().nullable(),
  /** Notes of another currency. `notesBack`: they lie in the drawer and go back when the tender is taken back, for their change; else its amount in the shop's own cash. */
  foreign: foreignTenderView.extend({ notesBack: z.boolean() }).optional(), /** Of the gift card. */ last4: z.string().optional() });
export type TenderView = z.infer<typeof tenderView>;

/** Added to the open sale. */
export const salePricing = {
  promotions: z.array(appliedPromotion),
  coupons: z.array(z.string()).max(COUPONS_MAX),
  exempt: z.object({ reason: z.string() }).nullable(),
  /** What somebody took off the whole sale. */
  discount: discountShape.nullable(),
  /** Taken so far; while there is one the lines cannot change. */
  tenders: z.array(tenderView),
  /** The total less the tenders. */
  dueMinor: amount,
  /** The same, rounded as the shop rounds cash. */
  cashDueMinor: amount,
  /** What the next payment is for; null: for all that is due. */
  partMinor: amount.nullable(),
  canUndo: z.boolean(),
  /** Goods that are handed back towards it; `dueMinor` is less their credit. */
  exchange: exchangeView.optional(),
  /** Whose sale it is. */
  customer: saleCustomer.optional(),
  /** Where they may buy on account. */
  account: saleAccount.optional(),
  /** Money for no goods; the total contains it. */
  values: z.array(valueView).optional(),
};

const reason = z.string().trim().max(200);
/** Requests about prices. Taking something back needs no reason. */
export const priceRequests = {
  discountLine: z.strictObject({ lineId: id, discount: discountShape.nullable(), reason }),
  discountSale: z.strictObject({ discount: discountShape.nullable(), reason }),
  overridePrice: z.strictObject({ lineId: id, priceMinor: z.int().min(0).max(1_000_000_000_00).nullable(), reason }),
  exempt: z.strictObject({ exempt: z.boolean(), reason }),
  coupon: z.strictObject({ code: couponCode, on: z.boolean() }),
} as const;

export const promotionsView = z.object({ promotions: promotionSet });
export type PromotionsView = z.infer<typeof promotionsView>;
export const cashRoundingView = cashRoundingShape;
export type CashRoundingView = z.infer<typeof cashRoundingView>;
