import { areForeignRules, type ForeignRules, type ForeignTerms, foreignValue, isPayable, isStaleRate } from '../../shared/cash/foreign.ts';
import type { ForeignCashView, ForeignForm, ForeignSettingsView, ForeignTenderView } from '../../shared/contract/foreign-views.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { EntryData } from '../../shared/journal/entries.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { ownDrawer } from './cash/drawers.ts';
import type { Desk } from './desk.ts';
import { append } from './selling.ts';
import type { SettingsStore } from './settings-store.ts';
import { payInNotes, type Paid } from './tenders.ts';

/** How notes count here: in the steps the shop's own cash is rounded to, so that their change can be handed out. */
export const foreignTerms = ({ config, memory }: Pick<Desk, 'config' | 'memory'>): ForeignTerms =>
  ({ home: config.currency, rounding: memory.foreign.rounding, stepMinor: memory.cashRounding.stepMinor });

/**
 * Takes notes of another currency for what is due, at the shop's own rate; the change is the shop's own cash. They are cash: what is due is rounded as cash is when they close the
 * sale, and with `isPart` they may count as less. Throws FOREIGN_CASH_OFF, FOREIGN_CASH_NOTES for an amount that the notes taken cannot make, and what `payCash` throws.
 */
export function payForeign(desk: Desk, currency: Currency, foreignMinor: Minor, isPart = false): Paid {
  const { foreign } = desk.memory;
  const rate = foreign.currencies.find((one) => one.currency === currency);
  if (rate === undefined) throw new TillError('FOREIGN_CASH_OFF', { currency });
  if (!isPayable(foreignMinor, rate)) throw new TillError('FOREIGN_CASH_NOTES', { currency, smallestMinor: rate.smallestMinor });
  const terms = foreignTerms(desk);
  const valueMinor = foreignValue(foreignMinor, rate, terms);
  return payInNotes(desk, {
    kind: 'foreignCash', worthMinor: valueMinor,
    draft: (parts) => ({
      type: 'tender.foreignCash', data: { ...parts, currency, foreignMinor, ratePpm: rate.ratePpm, rounding: terms.rounding, stepMinor: terms.stepMinor, valueMinor },
    }),
  }, isPart);
}

/**
 * What goes back when a tender of notes is taken back: the notes themselves, for their change, as long as they lie in the drawer of whoever does it. Null when they have left it
 * with a Z or with somebody's drawer: then the amount goes back in the shop's own cash.
 */
export function notesOf(desk: Pick<Desk, 'journal' | 'authority'>, tenderId: string): NonNullable<EntryData<'tender.removed'>['notes']> | null {
  const row = desk.journal.foreignTender(tenderId);
  if (row === null || row.shiftNo !== desk.journal.openShift()?.shiftNo || row.sessionId !== (ownDrawer(desk)?.sessionId ?? null)) return null;
  const { currency, foreignMinor, changeMinor } = row;
  return { currency, foreignMinor, changeMinor };
}

/** The notes of a tender as windows and papers tell of them; null for one of another kind. */
export function foreignTenderView(desk: Pick<Desk, 'journal'>, tenderId: string): ForeignTenderView | null {
  const row = desk.journal.foreignTender(tenderId);
  return row === null ? null : { currency: row.currency, foreignMinor: row.foreignMinor, ratePpm: row.ratePpm, valueMinor: row.valueMinor };
}

/** The currencies the shop takes, for the windows; null when it takes its own only. */
export function foreignCashView(desk: Pick<Desk, 'memory' | 'clock'>): ForeignCashView | null {
  const { foreign, cashRounding } = desk.memory;
  if (foreign.currencies.length === 0) return null;
  const nowMs = desk.clock.nowMs();
  return {
    rounding: foreign.rounding, stepMinor: cashRounding.stepMinor,
    currencies: foreign.currencies.map((rate) => ({ ...rate, isStale: isStaleRate(rate, foreign, nowMs) })),
  };
}

/** The customer's screen says what is due in that currency too; null: not any more. Throws FOREIGN_CASH_OFF. */
export function showForeign(desk: Desk, currency: Currency | null): void {
  const sale = desk.journal.openSale();
  if (currency !== null && !desk.memory.foreign.currencies.some((one) => one.currency === currency)) throw new TillError('FOREIGN_CASH_OFF', { currency });
  desk.memory.foreignShown = currency === null || sale === null ? null : { saleId: sale.saleId, currency };
  desk.changed();
}

export const foreignSettings = ({ config, memory }: Pick<Desk, 'config' | 'memory'>): ForeignSettingsView => ({ rules: { ...memory.foreign, currencies: [...memory.foreign.currencies] }, home: config.currency });

/** Changes which currencies the shop takes and for how much. Saving is looking at the rates: all of them are as old as this. Throws FOREIGN_RULES_WRONG and what the authority throws. */
export function saveForeign(desk: Desk, settings: SettingsStore, form: ForeignForm): void {
  desk.authority.require({ permission: 'changeSettings' });
  const setAtMs = desk.clock.nowMs();
  const rules: ForeignRules = { ...form, currencies: form.currencies.map((rate) => ({ ...rate, setAtMs })) };
  if (!areForeignRules(rules, desk.config.currency)) throw new TillError('FOREIGN_RULES_WRONG');
  const changed = [
    ...rules.currencies.map(({ currency, ratePpm, smallestMinor }) => `${currency}: ${ratePpm} ppm, from ${smallestMinor}`),
    ...desk.memory.foreign.currencies.filter(({ currency }) => !rules.currencies.some((rate) => rate.currency === currency)).map(({ currency }) => `${currency}: off`),
    `rounding: ${rules.rounding}`, `staleAfterHours: ${rules.staleAfterHours}`,
  ];
  settings.recorded(() => settings.save({ foreignCash: rules }), () => append(desk, [{ type: 'settings.changed', data: { area: 'foreignCash', changed } }]));
  desk.memory.foreign = rules;
  desk.changed();
}
