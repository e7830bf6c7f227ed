import { toDecimal, minor, type Currency } from '../../../shared/money.ts';
import type { AmountUnit, SummaryRecord } from '../../../shared/reconciliation/files.ts';
import { requireMinor } from './amounts.ts';
import type { FileLine } from './marks.ts';

interface Money {
  readonly currency: Currency;
  readonly amountMinor: number;
}
interface Sums {
  count: number;
  settledMinor: number;
  readonly fees: Map<Currency, number>;
}
/** A line of a summary that disagrees. */
export interface SummaryFinding {
  readonly where: FileLine;
  readonly typeText: string;
  readonly detail: string;
  readonly amountMinor: number;
  readonly currency: Currency;
}

/**
 * Holds a settlement summary against its own lines and against the items of the same settlement (ams.md 9.5: first that the details add up to TOTAL, only
 * then the bank's credit).
 */
export interface SummaryCheck {
  takeSummary(summary: SummaryRecord, where: FileLine): void;
  /** An item of the settlement. */
  takeSettled(currency: Currency, amountMinor: number, fees: readonly Money[]): void;
  lines(): number;
  finish(hasItems: boolean): readonly SummaryFinding[];
  /** The TOTAL lines, or where there is none the sum of the others. */
  totals(): readonly { readonly currency: Currency; readonly settledMinor: number; readonly fees: readonly Money[] }[];
}

const TOTAL = 'TOTAL';
const emptySums = (): Sums => ({ count: 0, settledMinor: 0, fees: new Map() });

function addTo(sums: Sums, count: number, settledMinor: number, fees: readonly Money[]): void {
  sums.count += count;
  sums.settledMinor += settledMinor;
  for (const fee of fees) sums.fees.set(fee.currency, (sums.fees.get(fee.currency) ?? 0) + fee.amountMinor);
}

/** Holds the sums a settlement summary states against the records of the same set. */
export function createSummaryCheck(unit: AmountUnit): SummaryCheck {
  /** By currency: one set holds one settlement. */
  const stated = new Map<Currency, { readonly sums: Sums; readonly where: FileLine }>();
  const parts = new Map<Currency, Sums>();
  const items = new Map<Currency, Sums>();
  let lines = 0;

  const of = (sums: Map<Currency, Sums>, currency: Currency): Sums => {
    const found = sums.get(currency) ?? emptySums();
    sums.set(currency, found);
    return found;
  };

  function compare(whole: { readonly sums: Sums; readonly where: FileLine }, sums: Sums, currency: Currency, what: string): SummaryFinding[] {
    const found: SummaryFinding[] = [];
    const say = (column: string, detail: string): void => void found.push({ where: whole.where, typeText: `${TOTAL} ${column}, ${what}`, detail, amountMinor: whole.sums.settledMinor, currency });
    if (whole.sums.count !== sums.count) say('count', `${whole.sums.count} ≠ ${sums.count}`);
    if (whole.sums.settledMinor !== sums.settledMinor) say('settlementAmountValue', amounts(whole.sums.settledMinor, sums.settledMinor, currency));
    for (const fee of new Set([...whole.sums.fees.keys(), ...sums.fees.keys()])) {
      const [stated_, added] = [whole.sums.fees.get(fee) ?? 0, sums.fees.get(fee) ?? 0];
      if (stated_ !== added) say('feeAmountValue', amounts(stated_, added, fee));
    }
    return found;
  }

  return {
    takeSummary(summary, where) {
      lines += 1;
      const { currency } = summary.settled;
      const settledMinor = requireMinor(summary.settled, unit, summary.line);
      const fees = summary.fees.map((fee) => ({ currency: fee.currency, amountMinor: requireMinor(fee, unit, summary.line) }));
      if (summary.summaryType !== TOTAL) {
        addTo(of(parts, currency), summary.count, settledMinor, fees);
        return;
      }
      const whole = stated.get(currency) ?? { sums: emptySums(), where };
      addTo(whole.sums, summary.count, settledMinor, fees);
      stated.set(currency, whole);
    },
    takeSettled: (currency, amountMinor, fees) => addTo(of(items, currency), 1, amountMinor, fees),
    lines: () => lines,
    finish: (hasItems) => [...stated].flatMap(([currency, whole]) => [
      ...(parts.has(currency) ? compare(whole, of(parts, currency), currency, 'lines') : []),
      ...(hasItems ? compare(whole, of(items, currency), currency, 'items') : []),
    ]),
    totals: () => [...new Set([...stated.keys(), ...parts.keys()])].map((currency) => {
      const sums = stated.get(currency)?.sums ?? of(parts, currency);
      return { currency, settledMinor: sums.settledMinor, fees: [...sums.fees].map(([fee, amountMinor]) => ({ currency: fee, amountMinor })) };
    }),
  };
}

const amounts = (a: number, b: number, currency: Currency): string => `${toDecimal(minor(a), currency)} ≠ ${toDecimal(minor(b), currency)}`;
