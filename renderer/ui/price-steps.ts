import type { LineView } from '../../shared/contract/views.ts';
import type { Currency } from '../../shared/money.ts';
import type { Discount } from '../../shared/pricing/discount.ts';
import { amountText, percentText } from './amount.ts';

/** One reason why a line costs what it costs, as main hands it out. */
export type Step = LineView['steps'][number];
type Reduction = NonNullable<LineView['discount']>;

/** A discount in a few characters: "10%", "5.00". */
export const discountText = (discount: Reduction | Discount, currency: Currency): string => (discount.kind === 'percent' ? percentText(discount.ppm) : amountText(discount.amountMinor, currency));

/** The steps that are told below a line: everything after its list price but the sale's own discount, which is told once, at the foot. */
export const ownSteps = (line: LineView): readonly Step[] => line.steps.slice(1).filter((step) => step.why !== 'saleDiscount');

/** What the line's first step says it costs: quantity times list price, or the label's price. */
export const firstAmountMinor = (line: LineView): number => line.steps[0]?.amountMinor ?? line.listMinor;

/** What the line costs before its share of the sale's discount, minor units. */
export const ownAmountMinor = (line: LineView): number => firstAmountMinor(line) + sum(ownSteps(line));

export const sum = (steps: readonly { readonly amountMinor: number }[]): number => steps.reduce((total, step) => total + step.amountMinor, 0);
