import { TillError, type ErrorCode } from '../../shared/errors/registry.ts';
import type { EntryData, EntryDraft } from '../../shared/journal/entries.ts';
import { isRefundFinal, refundStep, type RefundEvent, type RefundState } from '../../shared/payment/refund-machine.ts';
import type { RefundRow } from '../journal/returns-port.ts';
import type { Log } from '../log.ts';
import { Stalled, type EngineJournal, type People } from './record.ts';
import type { RefundCall } from './refund-evidence.ts';

/** What brought an event, kept with the move it causes. */
export interface RefundCause {
  readonly by: EntryData<'refund.moved'>['by'];
  readonly call?: RefundCall;
  readonly gatewayRefundId?: string | null;
  readonly refundedAtMs?: number | null;
}

export interface RefundRecordDeps {
  readonly journal: EngineJournal;
  readonly log: Log;
  /** Drafts appended together with the refund's end: the return that is complete, found money settled, the refund that takes a refused cancel's place. */
  readonly endDrafts: (refund: RefundRow, end: 'refunded' | 'refused') => readonly EntryDraft[];
  /** Called after every change that is on disk. */
  readonly changed: () => void;
}

const cut = (text: string, length: number): string => (text.length > length ? text.slice(0, length) : text);

/** One refund's place in the journal, with the same discipline as an attempt's (record.ts): judged and appended without a pause, told only when on disk. */
export class RefundRecord {
  row: RefundRow;
  /** Why the refund stands still; null while it runs. */
  stalled: ErrorCode | null = null;
  readonly #anomalies = new Set<string>();
  readonly #deps: RefundRecordDeps;

  constructor(row: RefundRow, deps: RefundRecordDeps) {
    this.row = row;
    this.#deps = deps;
  }

  get state(): RefundState {
    return this.row.state;
  }

  get final(): boolean {
    return isRefundFinal(this.row.state);
  }

  get people(): People {
    return { operator: this.row.operator };
  }

  /** Applies one event: asks the table, journals the move, then tells. True when it moved. Throws Stalled when the journal refuses. */
  apply(event: RefundEvent, cause: RefundCause): boolean {
    const next = refundStep(this.row.state, event);
    switch (next.kind) {
      case 'stayed':
        return false;
      case 'anomaly':
        this.anomaly(event, cause.call ? `${cause.call.service} ${cause.call.outcome} ${cause.call.gatewayCode ?? ''}` : cause.by);
        return false;
      case 'moved': {
        const moved = this.#moved(event, next.to, cause);
        const ends = next.to === 'refunded' || next.to === 'refused' ? next.to : null;
        const drafts = ends === null ? [] : this.#endDrafts(ends, cause);
        if (drafts.length === 0 || !this.#appendWith(moved, drafts)) this.#append([moved]);
        if (this.final) this.stalled = null;
        this.#deps.log('info', 'refund.moved', { refundId: this.row.refundId, state: this.row.state, event });
        this.#deps.changed();
        return true;
      }
    }
  }

  /** Records something impossible or contradictory, once per wording. Throws Stalled. */
  anomaly(event: RefundEvent, detail: string): void {
    const key = `${event} ${detail}`;
    if (this.#anomalies.has(key)) return;
    this.#anomalies.add(key);
    const { refundId, state } = this.row;
    this.#deps.log('error', 'refund.anomaly', { refundId, state, event, detail });
    this.#append([{ type: 'refund.anomaly', data: { refundId, state, event, detail: cut(detail, 200) } }]);
    this.#deps.changed();
  }

  /** Marks the refund as standing still. */
  stall(code: ErrorCode): void {
    this.stalled = code;
    this.#deps.log('error', 'refund.stalled', { refundId: this.row.refundId, state: this.row.state, code });
    this.#deps.changed();
  }

  #moved(event: RefundEvent, to: RefundState, { by, call, gatewayRefundId, refundedAtMs }: RefundCause): EntryDraft {
    return {
      type: 'refund.moved',
      data: {
        refundId: this.row.refundId, from: this.row.state, to, event, by,
        ...(call ? { call: { service: call.service, outcome: cut(call.outcome, 40), gatewayCode: cut(call.gatewayCode ?? '', 64) } } : {}),
        ...(gatewayRefundId ? { gatewayRefundId: cut(gatewayRefundId, 64) } : {}),
        ...(to === 'refunded' && refundedAtMs !== undefined ? { refundedAtMs } : {}),
      },
    };
  }

  #endDrafts(end: 'refunded' | 'refused', cause: RefundCause): readonly EntryDraft[] {
    try {
      return this.#deps.endDrafts({ ...this.row, state: end, refundedAtMs: cause.refundedAtMs ?? null }, end);
    } catch (error) {
      this.#deps.log('error', 'refund.endFailed', { refundId: this.row.refundId, why: cut(String(error), 200) });
      return [];
    }
  }

  /** False when what belongs to the end was refused: a malformed return must not cost the knowledge that money went back. Throws Stalled when the disk refuses. */
  #appendWith(moved: EntryDraft, drafts: readonly EntryDraft[]): boolean {
    try {
      this.#deps.journal.append([moved, ...drafts], this.people);
    } catch (error) {
      if (error instanceof TillError && error.code.startsWith('JOURNAL_')) throw this.#stalledBy(error);
      this.#deps.log('error', 'refund.endRefused', { refundId: this.row.refundId, why: cut(String(error), 200) });
      return false;
    }
    this.reread();
    return true;
  }

  #append(drafts: readonly EntryDraft[]): void {
    try {
      this.#deps.journal.append(drafts, this.people);
    } catch (error) {
      throw this.#stalledBy(error);
    }
    this.reread();
  }

  /** The journal's own projection is the only copy of the refund. Throws Stalled. */
  reread(): void {
    try {
      const row = this.#deps.journal.refund(this.row.refundId);
      if (!row) throw new TillError('INTERNAL', { refundId: this.row.refundId });
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
