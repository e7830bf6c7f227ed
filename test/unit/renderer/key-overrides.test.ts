import { afterEach, expect, test } from 'vitest';
import { actionOf, ALWAYS, DEFAULT_KEYS, keyOf, keysStore, putKeysInForce, STAGES, type ActionId } from '../../../renderer/cashier/keymap.ts';
import { changeableKey, changeKey, keysInForce, keyTroubles, mayCarryAction } from '../../../renderer/cashier/keys/overrides.ts';

afterEach(() => {
  putKeysInForce({});
});

const put = (action: ActionId, key: string, before = {}) => changeKey(DEFAULT_KEYS, before, action, key);

test('keys that scanners send, people type or hands trust carry no action', () => {
  for (const key of ['Enter', 'Escape', 'Tab', ' ', 'Backspace', 'ArrowUp', '7', 'a', '茶', '.', ',', 'Shift', 'Dead']) expect(mayCarryAction(key), key).toBe(false);
  for (const key of ['F1', 'F24', 'Alt+B', 'Delete', 'Home', '+', '/', '?']) expect(mayCarryAction(key), key).toBe(true);
  expect(mayCarryAction('F25')).toBe(false);
});

test('a changed key is in force everywhere: routing, hints, the lists; its other keys stay', () => {
  putKeysInForce({ settings: 'Home', search: 'Insert', quantity: 'F20' });
  expect(ALWAYS.settings).toEqual(['Home']);
  expect(keyOf('selling', 'settings')).toBe('Home');
  expect(actionOf('selling', 'F10')).toBeNull();
  // The same action in every stage it has a key in.
  for (const stage of ['selling', 'done'] as const) expect([keyOf(stage, 'search'), actionOf(stage, 'F2')]).toEqual(['Insert', null]);
  expect(keysStore.get().table.selling.quantity).toEqual(['F20', '*']);
  putKeysInForce({});
  expect(ALWAYS.settings).toEqual(['F10']);
});

test('a key another action has is refused, or exchanged when both stay reachable', () => {
  const change = put('hold', 'F7');
  expect(change).toMatchObject({ kind: 'swap', by: 'recall', overrides: { hold: 'F7', recall: 'F6' } });
  if (change.kind !== 'swap') throw new Error(change.kind);
  expect(keyTroubles(DEFAULT_KEYS, change.overrides)).toEqual([]);
  // Its second key is no key to exchange.
  expect(put('hold', '*')).toMatchObject({ kind: 'refused', trouble: { why: 'taken', by: 'quantity' } });
  // A key that is free in selling and taken somewhere the action is not is no conflict.
  expect(put('hold', 'Home')).toEqual({ kind: 'done', overrides: { hold: 'Home' } });
  // Works in every stage, so no stage may have it.
  expect(put('day', 'F12').kind).not.toBe('done');
});

test('back to its own key is no override; what has a role only is fixed', () => {
  expect(put('hold', 'F6', { hold: 'Home' })).toEqual({ kind: 'done', overrides: {} });
  expect(put('next', 'Home')).toMatchObject({ kind: 'refused', trouble: { why: 'fixed' } });
  expect(put('hold', 'Enter')).toMatchObject({ kind: 'refused', trouble: { why: 'reserved' } });
  expect(changeableKey(['Enter', 'Escape'])).toBeNull();
});

test('no action of an open payment hangs on the key that finishes a sale', () => {
  expect(put('cancelPayment', keyOf('selling', 'pay'))).toMatchObject({ kind: 'refused', trouble: { why: 'finishes' } });
  expect(put('pay', keyOf('paymentOpen', 'cancelPayment')).kind).not.toBe('done');
});

test('an override that is not possible any more gives way, alone, and every action keeps a key', () => {
  const table = keysInForce(DEFAULT_KEYS, { hold: 'F12', search: 'Home', gone: 'F20', day: 'x' } as never);
  expect([table.selling.hold, table.selling.search, table.always.day]).toEqual([['F6'], ['Home'], ['F9']]);
  for (const stage of STAGES) {
    for (const [action, keys] of Object.entries(table[stage])) expect(keys.length, action).toBeGreaterThan(0);
    const all = [...Object.values(table.always), ...Object.values(table[stage])].flat();
    expect(new Set(all).size, stage).toBe(all.length);
  }
});
