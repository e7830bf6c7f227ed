import type { Currency } from '../../shared/money.ts';
import type { PartRow } from './projections/totals.ts';

/** A cashier's own drawer within a shift, as far as its cash goes. */
export interface SessionCash {
  readonly sessionId: string;
  readonly operator: string;
  readonly floatMinor: number;
  /** What had gone through that cashier's hands in this shift when it was opened. */
  readonly cashBeforeMinor: number;
  /** Null while it is open. */
  readonly expectedMinor: number | null;
}

/** Cash that has gone through somebody's hands in the open shift; of everybody without a name. */
export const cashThrough = (parts: readonly PartRow[], operator?: string): number =>
  parts.reduce((sum, row) => (row.part === 'cashBy' && (operator === undefined || row.key === operator) ? sum + row.amountMinor : sum), 0);

/** What should lie in a cashier's own drawer; once it is closed, what should have lain there. */
export const expectedInSession = (session: SessionCash, parts: readonly PartRow[]): number =>
  session.expectedMinor ?? session.floatMinor + cashThrough(parts, session.operator) - session.cashBeforeMinor;

/** What should lie in the shop's own drawer: everything that did not go through a cashier's. `sessions`: all of the shift. */
export const expectedInShop = (floatMinor: number, sessions: readonly SessionCash[], parts: readonly PartRow[]): number =>
  sessions.reduce((sum, session) => sum - (expectedInSession(session, parts) - session.floatMinor), floatMinor + cashThrough(parts));

/** Notes of one other currency. */
export interface ForeignNotes {
  readonly currency: Currency;
  readonly foreignMinor: number;
}

/** Notes that should lie in a drawer of the open shift (null: the shop's own; without one: in all of them), by currency. */
export function foreignIn(parts: readonly PartRow[], sessionId?: string | null): ForeignNotes[] {
  const held = new Map<Currency, number>();
  for (const { part, key, amountMinor } of parts) {
    if (part !== 'foreign') continue;
    // Written as "CNY session" by projections/foreign.ts.
    const [currency, drawer] = key.split(' ') as [Currency, string];
    if (sessionId === undefined || drawer === (sessionId ?? '')) held.set(currency, (held.get(currency) ?? 0) + amountMinor);
  }
  return [...held].filter(([, foreignMinor]) => foreignMinor !== 0).map(([currency, foreignMinor]) => ({ currency, foreignMinor }));
}

/** Columns of SessionCash. */
export const SESSION_CASH = 'session_id AS sessionId, operator, float_minor AS floatMinor, cash_before_minor AS cashBeforeMinor, expected_minor AS expectedMinor';
