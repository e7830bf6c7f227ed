import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CASH_MOVES } from '../../../shared/cash/moves.ts';
import { minor } from '../../../shared/money.ts';
import { decide, DEFAULT_RULES, keepsOwner, mayApprove, PERMISSIONS, ROLES, type Rules } from '../../../shared/staff/permissions.ts';
import { lockedUntilMs, pinFault } from '../../../shared/staff/pin.ts';

describe('permissions', () => {
  test('a limit turns a yes into a question, and names itself', () => {
    expect(decide(DEFAULT_RULES, 'cashier', { permission: 'discountLine', discountPpm: 50_000 })).toEqual({ kind: 'allowed' });
    expect(decide(DEFAULT_RULES, 'cashier', { permission: 'discountLine', discountPpm: 50_001 })).toEqual({ kind: 'needsApproval', over: 'discountPpm' });
    expect(decide(DEFAULT_RULES, 'cashier', { permission: 'overridePrice' })).toEqual({ kind: 'needsApproval', over: null });
    expect(decide(DEFAULT_RULES, 'cashier', { permission: 'manageStaff' })).toEqual({ kind: 'forbidden' });
    const rules: Rules = { ...DEFAULT_RULES, supervisor: { ...DEFAULT_RULES.supervisor, limits: { discountPpm: null, overridePpm: null, moneyOutMinor: minor(50_000) } } };
    expect(decide(rules, 'supervisor', { permission: 'refundPayment', moneyOutMinor: minor(50_001) })).toEqual({ kind: 'needsApproval', over: 'moneyOutMinor' });
  });

  test('only who could do it alone may consent, within their own limits', () => {
    expect(mayApprove(DEFAULT_RULES, 'supervisor', { permission: 'discountSale', discountPpm: 300_000 })).toBe(true);
    expect(mayApprove(DEFAULT_RULES, 'supervisor', { permission: 'discountSale', discountPpm: 300_001 })).toBe(false);
    expect(mayApprove(DEFAULT_RULES, 'cashier', { permission: 'returnWithoutReceipt' })).toBe(false);
  });

  test('each is asked for somewhere: a rule nobody asks would only look like one', () => {
    const root = join(import.meta.dirname, '..', '..', '..');
    const asking = globSync('electron/{till,ipc}/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8')).flatMap((text) => text.split('\n').filter((line) => /require|permission|': '/.test(line))).join('\n');
    // The cash page asks for each move by its own name.
    const isAsked = (permission: string): boolean => asking.includes(`'${permission}'`) || (CASH_MOVES as readonly string[]).includes(permission);
    expect(PERMISSIONS.filter((permission) => !isAsked(permission))).toEqual([]);
  });

  test('whatever it is, the owner may do it, and nobody is asked for consent that nobody can give', () => {
    for (const permission of PERMISSIONS) {
      expect(decide(DEFAULT_RULES, 'owner', { permission, discountPpm: 1_000_000, overridePpm: 1_000_000 })).toEqual({ kind: 'allowed' });
      for (const role of ROLES) if (decide(DEFAULT_RULES, role, { permission }).kind === 'needsApproval') expect(mayApprove(DEFAULT_RULES, 'owner', { permission })).toBe(true);
    }
    expect(keepsOwner(DEFAULT_RULES)).toBe(true);
    expect(keepsOwner({ ...DEFAULT_RULES, owner: { ...DEFAULT_RULES.owner, grants: { ...DEFAULT_RULES.owner.grants, manageStaff: 'no' } } })).toBe(false);
    expect(keepsOwner({ ...DEFAULT_RULES, owner: { ...DEFAULT_RULES.owner, limits: { ...DEFAULT_RULES.owner.limits, discountPpm: 0 } } })).toBe(false);
  });
});

test.each([
  ['1357', null], ['80412693', null], ['123', 'length'], ['123456789', 'length'], ['12a4', 'notDigits'], ['1234', 'tooEasy'], ['7777', 'tooEasy'], ['8765', 'tooEasy'], ['8901', 'tooEasy'], ['1235', null],
] as const)('PIN %s: %s', (pin, fault) => {
  expect(pinFault(pin)).toBe(fault);
});

describe('wrong PINs', () => {
  test('four slips cost nothing, then the wait doubles up to a quarter of an hour', () => {
    const waits = [1, 4, 5, 6, 7, 20, 2_000].map((count) => (lockedUntilMs({ count, lastAtMs: 1_000_000 }, 1_000_000) ?? 1_000_000) - 1_000_000);
    expect(waits).toEqual([0, 0, 30_000, 60_000, 120_000, 900_000, 900_000]);
    expect(lockedUntilMs({ count: 5, lastAtMs: 1_000_000 }, 1_030_000)).toBeNull();
  });

  test('a clock set back neither frees nor locks for longer than the wait', () => {
    fc.assert(fc.property(fc.integer({ min: 5, max: 40 }), fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 10_000_000 }), (count, lastAtMs, nowMs) => {
      const until = lockedUntilMs({ count, lastAtMs }, nowMs);
      if (until !== null) expect(until - nowMs).toBeLessThanOrEqual(900_000);
      if (nowMs < lastAtMs) expect(until).not.toBeNull();
    }));
  });
});
