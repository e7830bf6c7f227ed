import type { ActionId, Keys, Stage } from '../keymap.ts';

/** A whole table of keys: those of every stage, and those that work in all of them. */
export type KeyTable = Readonly<Record<Stage | 'always', Keys>>;
/** What a shop has changed: an action and the key it is to have in the place of its first one. */
export type KeyOverrides = Readonly<Partial<Record<ActionId, string>>>;

/** Named keys that may carry an action. Arrows move among things, Enter and Esc have roles that hands must be able to trust. */
const NAMED: ReadonlySet<string> = new Set(['Insert', 'Delete', 'Home', 'End', 'PageUp', 'PageDown']);

/**
 * True for keys an action may be put on. Letters, digits, the dot and the comma are what scanners send and people type; Enter, Esc, Tab,
 * space and Backspace keep their roles.
 */
export function mayCarryAction(key: string): boolean {
  return /^F(?:[1-9]|1\d|2[0-4])$/.test(key) || /^Alt\+[A-Z]$/.test(key) || NAMED.has(key) || /^[^\p{L}\p{M}\p{N}\p{C}\p{Z}.,]$/u.test(key);
}

/** The key of an action that a shop may change: the first that carries an action; null when all of its keys have roles. */
export const changeableKey = (keys: readonly string[]): string | null => keys.find((key) => mayCarryAction(key)) ?? null;

export type KeyTrouble =
  /** The key has a role, or scanners send it. */
  | { readonly why: 'reserved'; readonly action: ActionId; readonly key: string }
  /** The action is not known, or all its keys have roles. */
  | { readonly why: 'fixed'; readonly action: ActionId; readonly key: string }
  /** Another action has it in one of the same stages. */
  | { readonly why: 'taken'; readonly action: ActionId; readonly key: string; readonly by: ActionId }
  /** While money may be moving, the key that finishes a sale must do nothing. */
  | { readonly why: 'finishes'; readonly action: ActionId; readonly key: string };

const STAGES_OF = (table: KeyTable): readonly (Stage | 'always')[] => Object.keys(table) as (Stage | 'always')[];
const entriesOf = (keys: Keys): readonly (readonly [ActionId, readonly [string, ...string[]]])[] => Object.entries(keys) as (readonly [ActionId, readonly [string, ...string[]]])[];

/** All keys of an action, whatever the stage. */
const placesOf = (table: KeyTable, action: ActionId): readonly string[] => STAGES_OF(table).flatMap((stage): readonly string[] => table[stage][action] ?? []);

/** The table with the overrides put in, possible or not. */
function applied(defaults: KeyTable, overrides: KeyOverrides): KeyTable {
  const withNew = (keys: Keys): Keys => Object.fromEntries(entriesOf(keys).map(([action, own]) => {
    const wanted = overrides[action];
    const old = changeableKey(own);
    return [action, wanted === undefined || old === null ? own : own.map((key) => (key === old ? wanted : key)).filter((key, at, all) => all.indexOf(key) === at)];
  }));
  return Object.fromEntries(STAGES_OF(defaults).map((stage) => [stage, withNew(defaults[stage])])) as KeyTable;
}

/** Why overrides cannot be in force together; empty when they can. */
export function keyTroubles(defaults: KeyTable, overrides: KeyOverrides): readonly KeyTrouble[] {
  const table = applied(defaults, overrides);
  const changes = Object.entries(overrides) as [ActionId, string][];
  const troubles: KeyTrouble[] = [];
  for (const [action, key] of changes) {
    const places = placesOf(defaults, action);
    if (changeableKey(places) === null) troubles.push({ why: 'fixed', action, key });
    else if (!mayCarryAction(key)) troubles.push({ why: 'reserved', action, key });
  }
  const finishing: readonly string[] = table.selling.pay ?? [];
  for (const stage of STAGES_OF(table)) {
    const here = stage === 'always' ? entriesOf(table.always) : [...entriesOf(table.always), ...entriesOf(table[stage])];
    for (const [index, [action, keys]] of here.entries()) {
      const [by, shared] = here.slice(0, index).flatMap(([other, theirs]) => keys.filter((key) => other !== action && theirs.includes(key)).map((key) => [other, key] as const))[0] ?? [];
      if (by !== undefined && shared !== undefined) troubles.push(overrides[action] === shared ? { why: 'taken', action, key: shared, by } : { why: 'taken', action: by, key: shared, by: action });
      const ends = stage === 'paymentOpen' ? keys.find((key) => finishing.includes(key)) : undefined;
      if (ends !== undefined) troubles.push({ why: 'finishes', action: overrides[action] === undefined ? 'pay' : action, key: ends });
    }
  }
  return troubles;
}

/**
 * The table in force. Overrides that are not possible are left out, whole: a newer till may have put an action of its own on a key that a shop
 * had chosen, and then the shop's choice gives way, because every action must be reachable.
 */
export function keysInForce(defaults: KeyTable, overrides: KeyOverrides): KeyTable {
  let left = overrides;
  for (;;) {
    const wrong = new Set(keyTroubles(defaults, left).map(({ action }) => action));
    const next = Object.fromEntries(Object.entries(left).filter(([action]) => !wrong.has(action as ActionId)));
    if (Object.keys(next).length === Object.keys(left).length) return applied(defaults, wrong.size === 0 ? left : {});
    left = next;
  }
}

export type KeyChange =
  | { readonly kind: 'done'; readonly overrides: KeyOverrides }
  | { readonly kind: 'refused'; readonly trouble: KeyTrouble }
  /** Possible when `by` takes the action's present key in exchange. */
  | { readonly kind: 'swap'; readonly by: ActionId; readonly overrides: KeyOverrides };

/** The action's present key in the table, the one a change replaces. */
function presentKey(defaults: KeyTable, overrides: KeyOverrides, action: ActionId): string | null {
  return overrides[action] ?? changeableKey(placesOf(defaults, action));
}

/** What comes of putting an action on a key. A key that is an action's own by default is no override. */
export function changeKey(defaults: KeyTable, overrides: KeyOverrides, action: ActionId, key: string): KeyChange {
  const put = (before: KeyOverrides, name: ActionId, wanted: string): KeyOverrides => {
    const { [name]: _old, ...rest } = before;
    return presentKey(defaults, {}, name) === wanted ? rest : { ...rest, [name]: wanted };
  };
  const next = put(overrides, action, key);
  const [trouble] = keyTroubles(defaults, next);
  if (trouble === undefined) return { kind: 'done', overrides: next };
  const own = presentKey(defaults, overrides, action);
  if (trouble.why === 'taken' && own !== null) {
    const by = trouble.action === action ? trouble.by : trouble.action;
    if (presentKey(defaults, overrides, by) === key) {
      const swapped = put(next, by, own);
      if (keyTroubles(defaults, swapped).length === 0) return { kind: 'swap', by, overrides: swapped };
    }
    return { kind: 'refused', trouble: { why: 'taken', action, key, by } };
  }
  return { kind: 'refused', trouble };
}
