import { TillError, type ErrorCode } from '../../shared/errors/registry.ts';
import { canonicalText, type Canonical } from '../../shared/journal/canonical.ts';
import { ENTRY_SCHEMAS, type Entry, type EntryDraft, type EntryType } from '../../shared/journal/entries.ts';
import { minor } from '../../shared/money.ts';
import { isFinal } from '../../shared/payment/machine.ts';
import { isRefundFinal } from '../../shared/payment/refund-machine.ts';
import { reservedMinor } from '../../shared/payment/refund-way.ts';
import type { Clock } from '../../shared/world.ts';
import type { EngineJournal } from '../../electron/payments/engine.ts';
import type { AttemptRow } from '../../electron/journal/port.ts';
import type { RefundRow } from '../../electron/journal/returns-port.ts';

export interface MemorySale {
  readonly saleId: string;
  state: 'open' | 'completed' | 'discarded';
}

/** What happens to the n-th append (from 1): stored, refused with a code, or the process dies just before or just after the disk has it. */
export type AppendFate = 'stored' | ErrorCode | 'diesBefore' | 'diesAfter';

/** The process is gone; whatever still runs of it must not matter. */
export class Died extends Error {}

/**
 * The journal's promises without a disk: entries validated, appended whole or not at all, rows folded from them. `revive` is the next
 * start of the till with the same file.
 */
export class MemoryJournal implements EngineJournal {
  readonly entries: Entry[] = [];
  readonly sales = new Map<string, MemorySale>();
  readonly #attempts = new Map<string, AttemptRow>();
  readonly #refunds = new Map<string, RefundRow>();
  readonly #clock: Clock;
  appends = 0;
  dead = false;
  /** Starts of the till on this file. */
  lives = 1;
  /** Decides the fate of each append. */
  fate: (append: number, drafts: readonly EntryDraft[]) => AppendFate = () => 'stored';

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  revive(): void {
    this.dead = false;
    this.lives += 1;
  }

  /** The journal as one start of the till has it open: dead with that process, whatever the next one does. */
  ofLife(life: number): EngineJournal {
    const guarded = <A extends unknown[], T>(work: (...args: A) => T) => (...args: A): T => {
      if (this.dead || this.lives !== life) throw new Died('journal of a dead process');
      return work(...args);
    };
    return {
      append: guarded((drafts: readonly EntryDraft[], people?: { readonly operator?: string; readonly approver?: string }) => this.append(drafts, people)),
      attempt: guarded((attemptId: string) => this.attempt(attemptId)),
      attemptByReference: guarded((reference: string) => this.attemptByReference(reference)),
      arrivedPayment: guarded((gatewayPaymentId: string) => this.arrivedPayment(gatewayPaymentId)),
      attemptsNotFinal: guarded(() => this.attemptsNotFinal()),
      attemptsOfSale: guarded((saleId: string) => this.attemptsOfSale(saleId)),
      foundMoney: guarded(() => this.foundMoney()),
      refund: guarded((refundId: string) => this.refund(refundId)),
      refundByReference: guarded((reference: string) => this.refundByReference(reference)),
      refundsNotFinal: guarded(() => this.refundsNotFinal()),
      refundsOfAttempt: guarded((attemptId: string) => this.refundsOfAttempt(attemptId)),
    };
  }

  append(drafts: readonly EntryDraft[], people: { readonly operator?: string; readonly approver?: string } = {}): readonly Entry[] {
    if (this.dead) throw new Died('append after death');
    this.appends += 1;
    const fate = this.fate(this.appends, drafts);
    if (fate === 'diesBefore') {
      this.dead = true;
      throw new Died('died before the disk');
    }
    if (fate !== 'stored' && fate !== 'diesAfter') throw new TillError(fate);
    const stored = drafts.map((draft, index): Entry => {
      const parsed = ENTRY_SCHEMAS[draft.type].safeParse(draft.data);
      if (!parsed.success) throw new TillError('INTERNAL', { type: draft.type, why: parsed.error.issues[0]?.message ?? '' });
      const seq = this.entries.length + index + 1;
      const entry = {
        v: 1 as const, seq, prev: '0'.repeat(64), atMs: this.#clock.nowMs(), offsetMin: 480, tick: seq, day: 20260105, register: 'T01',
        operator: people.operator ?? 'till', software: 'test', ...draft,
      };
      canonicalText(entry as unknown as Canonical);
      return entry;
    });
    this.#check(stored);
    for (const entry of stored) {
      this.entries.push(entry);
      this.#fold(entry);
    }
    if (fate === 'diesAfter') {
      this.dead = true;
      throw new Died('died after the disk');
    }
    return stored;
  }

  /** The rules the real file keeps by itself: one open attempt per sale, one completion per sale, references unique, moves from where we are. */
  #check(entries: readonly Entry[]): void {
    const refuse = (why: string): never => {
      throw new TillError('INTERNAL', { why });
    };
    // A refused cancel and the refund that takes its place are one transaction.
    const movedInBatch = new Map(entries.flatMap((entry) => (entry.type === 'refund.moved' ? [[entry.data.refundId, entry.data.to] as const] : [])));
    for (const entry of entries) {
      if (entry.type === 'payment.created') {
        if (this.attemptsOfSale(entry.data.saleId).some((row) => !isFinal(row.state))) refuse('second open attempt');
        if (this.attemptByReference(entry.data.merchantReference)) refuse('reference used twice');
      }
      if (entry.type === 'payment.moved' && this.#attempts.get(entry.data.attemptId)?.state !== entry.data.from) refuse('moved from elsewhere');
      if (entry.type === 'refund.created') {
        const { attemptId, amountMinor, refundReference, returnId } = entry.data;
        const attempt = this.#attempts.get(attemptId);
        if (attempt?.state !== 'paid') refuse('refund of what is not paid');
        else if (reservedMinor(this.refundsOfAttempt(attemptId).map((row) => ({ ...row, state: movedInBatch.get(row.refundId) ?? row.state }))) + amountMinor > attempt.amountMinor) refuse('more than is left of the payment');
        else if (returnId === null && attempt.found !== 'found') refuse('not found money');
        if (this.refundByReference(refundReference)) refuse('refund reference used twice');
      }
      if (entry.type === 'refund.moved' && this.#refunds.get(entry.data.refundId)?.state !== entry.data.from) refuse('refund moved from elsewhere');
      if (entry.type === 'payment.foundSettled' && this.#attempts.get(entry.data.attemptId)?.found !== 'found') refuse('not found money');
      if (entry.type === 'sale.completed' && this.sales.get(entry.data.saleId)?.state !== 'open') refuse('sale is not open');
    }
  }

  #fold(entry: Entry): void {
    switch (entry.type) {
      case 'sale.opened':
        this.sales.set(entry.data.saleId, { saleId: entry.data.saleId, state: 'open' });
        return;
      case 'sale.completed':
      case 'sale.discarded': {
        const sale = this.sales.get(entry.data.saleId);
        if (sale) sale.state = entry.type === 'sale.completed' ? 'completed' : 'discarded';
        return;
      }
      case 'payment.created':
        this.#attempts.set(entry.data.attemptId, {
          attemptId: entry.data.attemptId, saleId: entry.data.saleId, product: entry.data.product, merchantReference: entry.data.merchantReference,
          amountMinor: minor(entry.data.amountMinor), currency: entry.data.currency, operator: entry.operator, state: 'created', createdAtMs: entry.atMs, stateAtMs: entry.atMs,
          expiresAtMs: entry.data.expiresAtMs, gatewayPaymentId: null, orderCode: null, customerCodeHint: entry.data.customerCode?.first6 ?? null,
          paidAtMs: null, payerHint: null, wallet: null, gatewayCode: null, found: 'none', assertedAtMs: null, assertedBy: null, assertion: 'none',
        });
        return;
      case 'payment.moved': {
        const { from, to, gatewayPaymentId, orderCode, paid, call } = entry.data;
        this.#change(entry.data.attemptId, {
          state: to, ...(from === to ? {} : { stateAtMs: entry.atMs }), ...(gatewayPaymentId ? { gatewayPaymentId } : {}), ...(orderCode ? { orderCode } : {}), ...paid,
          ...(call && call.gatewayCode !== '' ? { gatewayCode: call.gatewayCode } : {}),
        });
        return;
      }
      case 'payment.arrived': {
        const { attemptId, product, merchantReference, gatewayPaymentId, amountMinor, currency, paid } = entry.data;
        this.#attempts.set(attemptId, {
          attemptId, saleId: null, product, merchantReference, amountMinor: minor(amountMinor), currency, operator: entry.operator, state: 'paid', createdAtMs: entry.atMs, stateAtMs: entry.atMs,
          expiresAtMs: entry.atMs, gatewayPaymentId, orderCode: null, customerCodeHint: null, ...paid, gatewayCode: null, found: 'found', assertedAtMs: null, assertedBy: null, assertion: 'none',
        });
        return;
      }
      case 'payment.asserted':
        this.#change(entry.data.attemptId, { assertedAtMs: entry.atMs, assertedBy: entry.approver ?? null, assertion: 'open' });
        return;
      case 'payment.assertionEnded':
        this.#change(entry.data.attemptId, { assertion: entry.data.how });
        return;
      case 'payment.found':
        this.#change(entry.data.attemptId, { found: 'found' });
        return;
      case 'payment.foundSettled':
        this.#change(entry.data.attemptId, { found: entry.data.how });
        return;
      case 'refund.created': {
        const { refundId, attemptId, returnId, refundReference, way, amountMinor, currency, reason } = entry.data;
        this.#refunds.set(refundId, {
          refundId, attemptId, returnId, refundReference, way, amountMinor: minor(amountMinor), currency, reason, operator: entry.operator, state: 'created',
          createdAtMs: entry.atMs, stateAtMs: entry.atMs, gatewayRefundId: null, refundedAtMs: null, gatewayCode: null,
        });
        return;
      }
      case 'refund.moved': {
        const { refundId, to, gatewayRefundId, refundedAtMs, call } = entry.data;
        const row = this.#refunds.get(refundId);
        if (row) {
          this.#refunds.set(refundId, {
            ...row, state: to, stateAtMs: entry.atMs, ...(gatewayRefundId ? { gatewayRefundId } : {}), ...(typeof refundedAtMs === 'number' ? { refundedAtMs } : {}),
            ...(call && call.gatewayCode !== '' ? { gatewayCode: call.gatewayCode } : {}),
          });
        }
        return;
      }
      default:
        return;
    }
  }

  #change(attemptId: string, change: Partial<AttemptRow>): void {
    const row = this.#attempts.get(attemptId);
    if (row) this.#attempts.set(attemptId, { ...row, ...change });
  }

  attempt(attemptId: string): AttemptRow | null {
    return this.#attempts.get(attemptId) ?? null;
  }

  arrivedPayment(gatewayPaymentId: string): AttemptRow | null {
    return this.attempts().find((row) => row.saleId === null && row.gatewayPaymentId === gatewayPaymentId) ?? null;
  }

  attemptByReference(merchantReference: string): AttemptRow | null {
    return this.attempts().find((row) => row.merchantReference === merchantReference) ?? null;
  }

  attemptsNotFinal(): readonly AttemptRow[] {
    return this.attempts().filter((row) => !isFinal(row.state));
  }

  attemptsOfSale(saleId: string): readonly AttemptRow[] {
    return this.attempts().filter((row) => row.saleId === saleId);
  }

  foundMoney(): readonly AttemptRow[] {
    return this.attempts().filter((row) => row.found === 'found');
  }

  refund(refundId: string): RefundRow | null {
    return this.#refunds.get(refundId) ?? null;
  }

  refundByReference(refundReference: string): RefundRow | null {
    return this.refunds().find((row) => row.refundReference === refundReference) ?? null;
  }

  refundsNotFinal(): readonly RefundRow[] {
    return this.refunds().filter((row) => !isRefundFinal(row.state));
  }

  refundsOfAttempt(attemptId: string): readonly RefundRow[] {
    return this.refunds().filter((row) => row.attemptId === attemptId);
  }

  refunds(): readonly RefundRow[] {
    return [...this.#refunds.values()];
  }

  attempts(): readonly AttemptRow[] {
    return [...this.#attempts.values()];
  }

  of<T extends EntryType>(type: T): Extract<Entry, { type: T }>[] {
    return this.entries.filter((entry): entry is Extract<Entry, { type: T }> => entry.type === type);
  }

  /** The states an attempt went through, as journaled. */
  path(attemptId: string): string[] {
    return this.of('payment.moved').filter((entry) => entry.data.attemptId === attemptId).map((entry) => entry.data.to);
  }

  /** The states a refund went through, as journaled. */
  refundPath(refundId: string): string[] {
    return this.of('refund.moved').filter((entry) => entry.data.refundId === refundId).map((entry) => entry.data.to);
  }
}
