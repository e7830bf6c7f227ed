import { TillError, type ErrorCode } from '../../shared/errors/registry.ts';
import type { EntryData, EntryDraft } from '../../shared/journal/entries.ts';
import { isFinal, step, type AttemptEvent, type AttemptState } from '../../shared/payment/machine.ts';
import type { AttemptRow, JournalReader, JournalWriter } from '../journal/port.ts';
import type { RefundReads } from '../journal/returns-port.ts';
import type { Log } from '../log.ts';
import type { PaidEvidence } from './provider.ts';

export interface People {
  readonly operator?: string;
  readonly approver?: string;
}

export type EngineJournal = JournalWriter & Pick<JournalReader, 'attempt' | 'attemptByReference' | 'arrivedPayment' | 'attemptsNotFinal' | 'attemptsOfSale' | 'foundMoney' | keyof RefundReads>;

/** What brought an event, kept with the move it causes. */
export interface Cause {
  readonly by: EntryData<'payment.moved'>['by'];
  readonly call?: { readonly service: 'pay' | 'inquire' | 'cancel' | 'notification'; readonly outcome: string; readonly gatewayCode: string | null };
  readonly gatewayPaymentId?: string | null;
  readonly orderCode?: { readonly text: string; readonly expiresAtMs: number };
  readonly paid?: PaidEvidence;
  readonly people?: People;
}

/**
 * The journal refused an entry. The attempt keeps its last journaled state and makes no further calls until somebody resumes it:
 * what cannot be written must not be acted upon (payments.md rule 1).
 */
export class Stalled extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, cause: unknown) {
    super(`attempt stalled: ${code}`, { cause });
    this.name = 'Stalled';
    this.code = code;
  }
}

export interface RecordDeps {
  readonly journal: EngineJournal;
  readonly log: Log;
  /** Drafts that finish the sale, appended together with "paid"; null when the sale no longer wants the money. */
  readonly paidEntries: (attempt: AttemptRow) => readonly EntryDraft[] | null;
  /** Called after every change that is on disk. */
  readonly changed: () => void;
}

const cut = (text: string, length: number): string => (text.length > length ? text.slice(0, length) : text);

/**
 * One attempt's place in the journal. Every event goes through `apply`, which is synchronous from judging to append: no other
 * event can come between, and that is the attempt's lock. Nobody is told of a move before it is on disk.
 */
export class AttemptRecord {
  row: AttemptRow;
  people: People;
  /** Why the attempt stands still; null while it runs. */
  stalled: ErrorCode | null = null;
  /** Recorded oddities, so that one that repeats every three seconds is written once. */
  readonly anomalies = new Set<string>();
  readonly #deps: RecordDeps;

  constructor(row: AttemptRow, people: People, deps: RecordDeps) {
    this.row = row;
    this.people = people;
    this.#deps = deps;
  }

  get state(): AttemptState {
    return this.row.state;
  }

  get final(): boolean {
    return isFinal(this.row.state);
  }

  /** Applies one event: asks the table, journals the move, then tells. Throws Stalled when the journal refuses. */
  apply(event: AttemptEvent, cause: Cause): void {
    const next = step(this.row.state, event);
    switch (next.kind) {
      case 'stayed':
        return;
      case 'anomaly':
        this.anomaly(event, cause.call ? cut(`${cause.call.service} ${cause.call.outcome} ${cause.call.gatewayCode ?? ''}`, 200) : cause.by);
        return;
      case 'moved': {
        const moved = this.#moved(event, next.to, cause);
        if (next.to === 'paid') this.#paid(moved, cause);
        else this.#append([moved], cause.people);
        if (this.final) this.stalled = null;
        this.#deps.log('info', 'payment.moved', { attemptId: this.row.attemptId, state: this.row.state, event });
        this.#deps.changed();
      }
    }
  }

  /** Records something impossible or contradictory, once per attempt and wording. Throws Stalled. */
  anomaly(event: AttemptEvent, detail: string): void {
    const key = `${event} ${detail}`;
    if (this.anomalies.has(key)) return;
    this.anomalies.add(key);
    this.#deps.log('error', 'payment.anomaly', { attemptId: this.row.attemptId, state: this.row.state, event, detail });
    this.#append([{ type: 'payment.anomaly', data: { attemptId: this.row.attemptId, state: this.row.state, event, detail: cut(detail, 200) } }]);
    this.#deps.changed();
  }

  /** Marks the attempt as standing still. */
  stall(code: ErrorCode): void {
    this.stalled = code;
    this.#deps.log('error', 'payment.stalled', { attemptId: this.row.attemptId, state: this.row.state, code });
    this.#deps.changed();
  }

  #moved(event: AttemptEvent, to: AttemptState, cause: Cause): EntryDraft {
    const { call, gatewayPaymentId, orderCode, paid } = cause;
    return {
      type: 'payment.moved',
      data: {
        attemptId: this.row.attemptId,
        from: this.row.state,
        to,
        event,
        by: cause.by,
        ...(call ? { call: { service: call.service, outcome: cut(call.outcome, 40), gatewayCode: cut(call.gatewayCode ?? '', 64) } } : {}),
        ...(gatewayPaymentId ? { gatewayPaymentId: cut(gatewayPaymentId, 64) } : {}),
        ...(orderCode ? { orderCode } : {}),
        ...(paid ? { paid: { paidAtMs: paid.paidAtMs, payerHint: paid.payerHint && cut(paid.payerHint, 100), wallet: paid.wallet && cut(paid.wallet, 64) } } : {}),
      },
    };
  }

  /**
   * "Paid" and what it does to the sale are one transaction. Money for an attempt that had already ended, for a sale that no longer wants it, or
   * whose completion cannot be written, is found money: kept and offered (payments.md rule 7).
   */
  #paid(moved: EntryDraft, cause: Cause): void {
    const { attemptId, amountMinor, currency } = this.row;
    const found: EntryDraft = { type: 'payment.found', data: { attemptId, amountMinor, currency } };
    // The sale was completed on a supervisor's word, which this confirms (payments.md rule 5).
    const confirmed: EntryDraft = { type: 'payment.assertionEnded', data: { attemptId, how: 'confirmed', reason: '' } };
    const completion = this.row.assertion === 'open' ? [confirmed] : this.final ? null : this.#completion(cause.paid);
    if (!completion || !this.#appendCompletion([moved, ...completion], cause.people)) this.#append([moved, found], cause.people);
  }

  /** False when the completion itself was refused: a malformed one must not cost the payment. Throws Stalled when the disk refuses. */
  #appendCompletion(drafts: readonly EntryDraft[], people?: People): boolean {
    try {
      this.#deps.journal.append(drafts, people ?? this.people);
    } catch (error) {
      if (error instanceof TillError && error.code.startsWith('JOURNAL_')) throw this.#stalledBy(error);
      this.#deps.log('error', 'payment.completionRefused', { attemptId: this.row.attemptId, why: cut(String(error), 200) });
      return false;
    }
    this.reread();
    return true;
  }

  #completion(evidence: PaidEvidence | undefined): readonly EntryDraft[] | null {
    try {
      return this.#deps.paidEntries({
        ...this.row, state: 'paid', gatewayPaymentId: evidence?.gatewayPaymentId ?? this.row.gatewayPaymentId, paidAtMs: evidence?.paidAtMs ?? null,
        payerHint: evidence?.payerHint ?? null, wallet: evidence?.wallet ?? null,
      });
    } catch (error) {
      this.#deps.log('error', 'payment.completionFailed', { attemptId: this.row.attemptId, why: cut(String(error), 200) });
      return null;
    }
  }

  #append(drafts: readonly EntryDraft[], people?: People): void {
    try {
      this.#deps.journal.append(drafts, people ?? this.people);
    } catch (error) {
      throw this.#stalledBy(error);
    }
    this.reread();
  }

  /** The journal's own projection is the only copy of the attempt. Throws Stalled. */
  reread(): void {
    try {
      const row = this.#deps.journal.attempt(this.row.attemptId);
      if (!row) throw new TillError('INTERNAL', { attemptId: this.row.attemptId });
      this.row = row;
    } catch (error) {
      throw this.#stalledBy(error);
    }
  }

  #stalledBy(error: unknown): Stalled {
    const code = error instanceof TillError ? error.code : 'INTERNAL';
    this.stall(code);
    return new Stalled(code, error);
  }
}
