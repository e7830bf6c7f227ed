import type { CDPSession } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDeskPage, type DeskPage } from '../../e2e/ui-harness/desk-page.ts';
import { pressAll, pressKey, scan as scanWith } from '../../e2e/ui-harness/drive.ts';

let desk: DeskPage;

beforeAll(async () => {
  desk = await openDeskPage(1024, 768);
  cdp = await desk.page.context().newCDPSession(desk.page);
}, 60_000);

afterAll(async () => {
  await desk?.close();
});

afterEach(() => {
  expect(desk.complaints()).toEqual([]);
});

let cdp: CDPSession;
/** A keyboard scanner reads a badge. */
const scan = (code: string): Promise<void> => scanWith(cdp, code);

describe('who stands at the counter', () => {
  test('somebody else takes over with a number and a PIN; the cart stays', async () => {
    await desk.open('selling');
    const total = await desk.text('.total, .totals');
    await pressAll(desk.page, ['Alt+i']);
    await desk.seen('[data-dialog="staff"] [data-staff="sam"]');
    await pressAll(desk.page, ['2', '2', '4', '6', '8', 'Enter']);
    await desk.gone('[data-dialog="staff"]');
    expect(await desk.called('staff.signIn')).toEqual({ staffId: 'sam', pin: '2468' });
    expect(await desk.text('[data-action="staff"]')).toContain('Sam Lee');
    expect(await desk.text('.total, .totals')).toBe(total);
  });

  test('somebody who may is called over what is open', async () => {
    await desk.open('selling');
    await pressAll(desk.page, ['F9']);
    await desk.seen('[data-dialog="day"]');
    await pressAll(desk.page, ['Alt+i']);
    await desk.seen('[data-dialog="staff"] [data-staff="sam"]');
    await desk.gone('[data-dialog="day"]');
    // A PIN with a digit forgotten is a wrong PIN, and not a window that the till cannot read.
    await pressAll(desk.page, ['2', '2', '4', '6', 'Enter']);
    await desk.seen('[data-code="APPROVAL_REFUSED"]');
  });

  test('locked: nothing below is heard, the last one needs the PIN alone, and the PIN is never shown', async () => {
    await desk.open('selling');
    await pressAll(desk.page, ['Alt+f']);
    await desk.seen('[data-lock="locked"] [data-step="pin"]');
    const before = (await desk.calls(/^(?:sale|tender|payment)\./)).length;
    await pressAll(desk.page, ['F12', 'F8', 'Delete', '+']);
    expect((await desk.calls(/^(?:sale|tender|payment)\./)).length).toBe(before);
    expect(await desk.page.getAttribute('[name="sign-in-pin"]', 'type')).toBe('password');
    // Nor is anything below reached by Tab, and a scan is refused in sight.
    await pressAll(desk.page, ['Tab', 'Tab', 'Tab', 'Tab']);
    expect(await desk.page.evaluate(() => document.activeElement?.closest('.lock') !== null)).toBe(true);
    expect(await desk.page.getAttribute('.till-under', 'inert')).toBe('');
    await desk.page.focus('[name="sign-in-pin"]');
    await desk.page.fill('[name="sign-in-pin"]', '0000');
    await pressKey(desk.page, 'Enter');
    await desk.seen('[data-code="APPROVAL_REFUSED"]');
    await desk.page.fill('[name="sign-in-pin"]', '1357');
    await pressKey(desk.page, 'Enter');
    await desk.gone('[data-lock]');
    expect(await desk.page.locator('[data-stage="selling"], .cart').count()).toBeGreaterThan(0);
  });

  test('on the lock, too, somebody else is a key away, and everybody has a number', async () => {
    await desk.open('selling');
    await pressAll(desk.page, ['Alt+f']);
    await desk.seen('[data-lock="locked"] [data-step="pin"]');
    await pressAll(desk.page, ['Escape']);
    await desk.seen('[data-lock="locked"] [data-step="who"]');
    // Serial scans are main's while the till is locked: asking for them would be refused, again and again.
    expect(await desk.calls(/^scan\.take$/)).toEqual([]);
    await pressAll(desk.page, ['2', '2', '4', '6', '8', 'Enter']);
    await desk.gone('[data-lock]');
    expect(await desk.called('staff.signIn')).toEqual({ staffId: 'sam', pin: '2468' });
  });

  test('too many wrong PINs: no more is taken, and the wait is counted down', async () => {
    await desk.open('lockedOut');
    await desk.seen('[data-code="APPROVAL_LOCKED"]');
    expect(await desk.text('[data-code="APPROVAL_LOCKED"]')).toMatch(/Try again in 0:4\d/);
    expect(await desk.page.isDisabled('[name="sign-in-pin"]')).toBe(true);
    // The field cannot have the focus, and what lies behind must not get it.
    expect(await desk.page.evaluate(() => document.activeElement?.closest('.lock') !== null)).toBe(true);
    await pressAll(desk.page, ['Escape', '2']);
    await desk.seen('[data-step="pin"]');
    expect(await desk.page.isDisabled('[name="sign-in-pin"]')).toBe(true);
  });

  test('the first start asks for the owner, and for a PIN that is one', async () => {
    await desk.open('firstOwner');
    await desk.seen('[data-lock="needsOwner"] [name="owner-name"]');
    await pressKey(desk.page, 'Enter');
    expect(await desk.page.getAttribute('[name="owner-name"]', 'aria-invalid')).toBe('true');
    await desk.page.fill('[name="owner-name"]', 'Ms Leung');
    await desk.page.fill('[name="owner-pin"]', '1234');
    await pressKey(desk.page, 'Enter');
    expect(await desk.text('.lock .field-wrong')).toContain('Too easy');
    await desk.page.fill('[name="owner-pin"]', '4711');
    await desk.page.fill('[name="owner-again"]', '4711');
    await pressKey(desk.page, 'Enter');
    expect(await desk.called('staff.createOwner')).toEqual({ name: 'Ms Leung', pin: '4711' });
    await desk.gone('[data-lock]');
  });
});

describe('consent', () => {
  const asked = async (): Promise<void> => {
    await desk.open('approval');
    await pressAll(desk.page, ['F8', '1']);
    await desk.seen('[data-dialog="approval"] [name="approval-pin"]');
  };

  test('what is to be allowed is said; a wrong PIN asks again, a right one sends that one request', async () => {
    await asked();
    expect(await desk.text('[data-dialog="approval"]')).toContain('Discard a sale');
    expect(await desk.text('[data-dialog="approval"]')).toContain('Mei Chan may not do this alone');
    await desk.page.fill('[name="approval-pin"]', '0000');
    await pressKey(desk.page, 'Enter');
    await desk.seen('[data-code="APPROVAL_REFUSED"]');
    await pressKey(desk.page, 'F6');
    await desk.page.fill('[name="approval-pin"]', '9630');
    await pressKey(desk.page, 'Enter');
    await desk.gone('[data-dialog="approval"]');
    expect(await desk.called('approval.act')).toMatchObject({ channel: 'sale.discard', request: { reason: expect.any(String) }, approver: { staffId: 'owner', pin: '9630' } });
    await desk.seen('.browse');
    // Nothing stays allowed: the same thing asks again.
    await desk.open('approval');
    await pressAll(desk.page, ['F8', '1']);
    await desk.seen('[data-dialog="approval"]');
  });

  test('given up: nothing was done, and no complaint about it', async () => {
    await asked();
    await pressKey(desk.page, 'Escape');
    await desk.gone('[data-dialog="approval"]');
    expect(await desk.page.locator('.notice').count()).toBe(0);
    expect(await desk.calls(/^approval\.act$/)).toEqual([]);
  });

  test('a badge goes to the question and never to the sale', async () => {
    await asked();
    await scan('9900420099');
    await desk.seen('[data-code="STAFF_BADGE_UNKNOWN"]');
    await scan('9900420042');
    await desk.gone('[data-dialog="approval"]');
    expect(await desk.called('approval.act')).toMatchObject({ approver: { badge: '9900420042' } });
    expect(await desk.calls(/^scan\.submit$/)).toEqual([]);
    const awaited = (await desk.calls(/^staff\.awaitBadge$/)).map(({ request }) => request);
    expect([awaited[0], awaited.at(-1)]).toEqual([{ what: 'approval' }, { what: null }]);
  });

  test('a serial scanner’s badge comes as a token', async () => {
    await asked();
    await desk.page.evaluate(() => { window.fakeTill.emit('staff.badge', { token: 'b7' }); });
    expect(await desk.called('approval.act')).toMatchObject({ approver: { badgeToken: 'b7' } });
    await desk.seen('[data-code="APPROVAL_REFUSED"]');
  });
});

describe('the owner’s page', () => {
  const opened = async (): Promise<void> => {
    await desk.open('staffPage');
    await pressAll(desk.page, ['F10', 'F2', ...'staff', 'Enter']);
    await desk.seen('.members');
  };

  test('somebody new, with a badge that is scanned', async () => {
    await opened();
    await desk.page.click('[data-action="addStaff"]');
    await desk.page.fill('[name="staff-name"]', 'Ada Wong');
    await desk.page.click('[data-action="role-supervisor"]');
    await desk.page.fill('[name="staff-pin"]', '7391');
    await desk.page.fill('[name="staff-again"]', '7392');
    await desk.page.click('[data-action="saveStaff"]');
    await desk.seen('[data-form="new"] .field-wrong');
    await desk.page.fill('[name="staff-again"]', '7391');
    await desk.page.click('[data-action="scanBadge"]');
    await scan('7700081723');
    await desk.seen('[data-badge="read"]');
    await desk.page.click('[data-action="saveStaff"]');
    expect(await desk.called('staff.save')).toEqual({ staffId: null, name: 'Ada Wong', role: 'supervisor', pin: '7391', badge: { badge: '7700081723' } });
    await desk.seen('[data-member="s10"]');
    expect(await desk.calls(/^scan\.submit$/)).toEqual([]);
  });

  test('the last owner cannot leave; wrong PINs are forgotten by a key', async () => {
    await opened();
    await desk.page.click('[data-member="owner"] [data-action="archiveStaff"]');
    await desk.seen('[data-member="owner"] [data-code="STAFF_LAST_OWNER"]');
    await desk.page.click('[data-member="sam"] [data-action="unlockStaff"]');
    await desk.gone('[data-member="sam"] [data-action="unlockStaff"]');
  });

  test('rules are saved as a whole, with limits as people write them', async () => {
    await opened();
    await desk.page.selectOption('[name="rule-cashier-noSale"]', 'yes');
    await desk.page.fill('[name="limit-cashier-discountPpm"]', '12.5');
    await desk.page.fill('[name="limit-supervisor-moneyOutMinor"]', '-3');
    expect(await desk.page.isDisabled('[data-action="saveRules"]')).toBe(true);
    await desk.page.fill('[name="limit-supervisor-moneyOutMinor"]', '2000');
    await desk.page.click('[data-action="saveRules"]');
    expect(await desk.called('staff.saveRules')).toMatchObject({ rules: { cashier: { grants: { noSale: 'yes' }, limits: { discountPpm: 125_000, overridePpm: 0, moneyOutMinor: null } }, supervisor: { limits: { moneyOutMinor: 200_000 } } } });
  });
});
