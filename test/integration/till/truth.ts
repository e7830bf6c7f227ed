import { expect } from 'vitest';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { journalFile } from '../../../electron/journal/files.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import type { OpenJournal } from '../../../electron/journal/open.ts';
import type { AttemptRow } from '../../../electron/journal/port.ts';
import { verifyChain } from '../../../electron/journal/verifier.ts';
import type { LedgerLine, PracticeWorld } from '../../../electron/training/practice-world.ts';
import type { Entry } from '../../../shared/journal/entries.ts';
import { isFinal } from '../../../shared/payment/machine.ts';
import { isRefundFinal } from '../../../shared/payment/refund-machine.ts';
import type { Bench } from './bench-desk.ts';

const PAGE = 5_000;

export function allEntries(journal: OpenJournal): Entry[] {
  const entries: Entry[] = [];
  for (;;) {
    const page = journal.entries(entries.length + 1, PAGE);
    entries.push(...page);
    if (page.length < PAGE) return entries;
  }
}

/** Money the gateway holds for one reference: taken less given back. */
export const netOf = (ledger: readonly LedgerLine[], reference: string): number =>
  ledger.filter((line) => line.merchantReference === reference).reduce((sum, line) => sum + line.chargedMinor - line.returnedMinor, 0);

const attemptsIn = (journal: OpenJournal, entries: readonly Entry[]): AttemptRow[] =>
  entries.flatMap((entry) => (entry.type === 'payment.created' || entry.type === 'payment.arrived' ? [journal.attempt(entry.data.attemptId) ?? expect.unreachable('an attempt without a row')] : []));

/** Gateway ledger = journal to the cent: what is paid was charged once and is held, everything else was never charged or has gone back. */
export function expectLedger(journal: OpenJournal, practice: PracticeWorld): void {
  const ledger = practice.ledger();
  for (const attempt of attemptsIn(journal, allEntries(journal))) {
    const lines = ledger.filter((line) => line.merchantReference === attempt.merchantReference);
    expect(lines.length, 'payments under one reference').toBeLessThanOrEqual(1);
    const net = netOf(ledger, attempt.merchantReference);
    const held = attempt.state === 'paid' && attempt.found !== 'returned';
    const refunds = journal.refundsOfAttempt(attempt.attemptId);
    const backMinor = refunds.reduce((sum, refund) => (refund.state === 'refunded' ? sum + refund.amountMinor : sum), 0);
    // What is not known yet may be either way.
    const openMinor = refunds.reduce((sum, refund) => (isRefundFinal(refund.state) ? sum : sum + refund.amountMinor), 0);
    if (held && openMinor === 0) expect(net, `${attempt.merchantReference} is ${attempt.state}, ${backMinor} went back`).toBe(attempt.amountMinor - backMinor);
    else if (held) expect(attempt.amountMinor - backMinor - net, 'may have gone back').toBeLessThanOrEqual(openMinor);
    else if (isFinal(attempt.state)) expect(net, `${attempt.merchantReference} is ${attempt.state}`).toBe(0);
    if (attempt.state === 'paid') expect(lines[0]?.chargedMinor, 'charged once').toBe(attempt.amountMinor);
  }
  for (const line of ledger) expect(journal.attemptByReference(line.merchantReference), 'the gateway knows a payment the journal does not').not.toBeNull();
}

/**
 * What must be true of a journal by itself: each sale paid exactly once or not at all, each payment tendered once or offered as found money, the
 * grand totals the sum of the sales, the chain whole, the tables what the entries say. Sums are made from the entries here, not read
 * from the journal's own tables.
 */
export function expectJournal(journal: OpenJournal, dir: string): void {
  const entries = allEntries(journal);
  let salesMinor = 0;
  let salesCount = 0;
  let returnsMinor = 0;
  let returnsCount = 0;
  let returnNo = 0;
  const tendered = new Set<string>();
  const attemptOf = new Map<string, string>();
  const backOf = new Map<string, number>();
  for (const entry of entries) {
    if (entry.type === 'tender.payment') {
      expect(tendered.has(entry.data.attemptId), 'a payment tendered twice').toBe(false);
      tendered.add(entry.data.attemptId);
      attemptOf.set(entry.data.tenderId, entry.data.attemptId);
      const attempt = journal.attempt(entry.data.attemptId);
      expect(attempt).toMatchObject({ state: 'paid', amountMinor: entry.data.amountMinor });
    }
    // Taken off its sale, a payment is found money like any other.
    if (entry.type === 'tender.removed') tendered.delete(attemptOf.get(entry.data.tenderId) ?? '');
    if (entry.type === 'return.created') {
      returnNo += 1;
      expect(entry.data.returnNo, 'returns are numbered without gaps').toBe(returnNo);
    }
    if (entry.type === 'return.completed') {
      const doc = journal.returnDoc(entry.data.returnId) ?? expect.unreachable('a return without a document');
      returnsMinor += entry.data.totalMinor;
      returnsCount += 1;
      backOf.set(doc.saleId, (backOf.get(doc.saleId) ?? 0) + entry.data.totalMinor);
      expect(backOf.get(doc.saleId), 'more came back than was sold').toBeLessThanOrEqual(journal.sale(doc.saleId)?.totalMinor ?? 0);
      for (const way of doc.ways) {
        const backMinor = journal.refundsOfReturn(doc.returnId).reduce((sum, refund) => (refund.attemptId === way.attemptId && refund.state === 'refunded' ? sum + refund.amountMinor : sum), 0);
        expect(way.attemptId === null ? way.paidOut : backMinor >= way.amountMinor, 'completed before its money was back').toBe(true);
      }
    }
    if (entry.type === 'sale.completed') {
      salesMinor += entry.data.totalMinor;
      salesCount += 1;
      expect(entry.data.receiptNo).toBe(salesCount);
      expect(entry.data.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0)).toBe(entry.data.totalMinor + (entry.data.values ?? []).reduce((sum, value) => sum + value.amountMinor, 0) + (entry.data.roundingMinor ?? 0));
    }
  }
  for (const attempt of attemptsIn(journal, entries)) {
    if (attempt.state !== 'paid') continue;
    const applied = attempt.found === 'none' || attempt.found === 'appliedToSale';
    expect(tendered.has(attempt.attemptId), `${attempt.merchantReference} is paid, found: ${attempt.found}`).toBe(applied);
  }
  expect(journal.grandTotals()).toEqual({ salesMinor, returnsMinor, netMinor: salesMinor - returnsMinor, salesCount, returnsCount });

  const db = openReadOnly(journalFile(dir, 'training'));
  try {
    expect(verifyChain(db, sha256)).toEqual({ kind: 'ok', entries: entries.length, head: journal.head().hash });
  } finally {
    db.close();
  }
  const before = journal.projectionDigest();
  journal.rebuild();
  expect(journal.projectionDigest(), 'tables differ from what the entries say').toBe(before);
}

/** The truth of a bench, and that both windows were only shown what was so. */
export function expectBenchTruth(bench: Bench): void {
  expectJournal(bench.journal, bench.dir);
  expectLedger(bench.journal, bench.practice);
  expect(bench.windows.problems).toEqual([]);
  const codes = JSON.stringify(allEntries(bench.journal)) + JSON.stringify(bench.logged) + JSON.stringify(bench.windows.cashier);
  for (const { code } of bench.practice.customers()) expect(codes).not.toContain(code);
}
