import { CURRENCY_EXPONENT } from '../../../shared/money.ts';
import type { AmountUnit, FileRecord } from '../../../shared/reconciliation/files.ts';
import type { LedgerReads } from '../../journal/ledger.ts';
import { inMinor } from './amounts.ts';

/** Records of ours after which looking for more proves nothing more. */
const EVIDENCE_MAX = 1_000;

/**
 * What comparing a file with our ledger says about the unit of its amounts. A record that agrees with the payment of its reference in one unit cannot agree
 * in the other: they are a hundred apart. A single record for each side is a contradiction, and then nobody knows.
 */
export interface UnitEvidence {
  /** Records of a currency with decimals whose reference is in our ledger. */
  readonly compared: number;
  readonly minorAgree: number;
  readonly majorAgree: number;
  /** Where the first record of either side stands, for whoever looks into a contradiction. */
  readonly minorLine: number | null;
  readonly majorLine: number | null;
}

export interface UnitJudge {
  take(record: FileRecord): void;
  evidence(): UnitEvidence;
}

/** ams.md 9.5 "Unit trap": detect per file, by comparing with our own ledger in both scalings. */
export function createUnitJudge(ledger: LedgerReads): UnitJudge {
  let compared = 0;
  const agree = { minor: 0, major: 0 };
  const firstLine: Record<AmountUnit, number | null> = { minor: null, major: null };
  return {
    take({ amount, reference, line }) {
      if (compared >= EVIDENCE_MAX || reference === '' || CURRENCY_EXPONENT[amount.currency] === 0) return;
      const ours = ledger.byReference(reference);
      if (ours === null || ours.currency !== amount.currency || ours.amountMinor === 0) return;
      compared += 1;
      for (const unit of ['minor', 'major'] as const) {
        if (inMinor(amount, unit) !== ours.amountMinor) continue;
        agree[unit] += 1;
        firstLine[unit] ??= line;
      }
    },
    evidence: () => ({ compared, minorAgree: agree.minor, majorAgree: agree.major, minorLine: firstLine.minor, majorLine: firstLine.major }),
  };
}

export const NO_EVIDENCE: UnitEvidence = { compared: 0, minorAgree: 0, majorAgree: 0, minorLine: null, majorLine: null };

/** The evidence of several files taken as one. */
export const together = (all: readonly UnitEvidence[]): UnitEvidence => all.reduce((sum, one) => ({
  compared: sum.compared + one.compared, minorAgree: sum.minorAgree + one.minorAgree, majorAgree: sum.majorAgree + one.majorAgree,
  minorLine: sum.minorLine ?? one.minorLine, majorLine: sum.majorLine ?? one.majorLine,
}), NO_EVIDENCE);

/** Null: it cannot be told. */
export function unitOf({ minorAgree, majorAgree }: UnitEvidence): AmountUnit | null {
  if (minorAgree > 0 && majorAgree === 0) return 'minor';
  return majorAgree > 0 && minorAgree === 0 ? 'major' : null;
}
