import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { openJournal, type OpenJournal } from '../../../electron/journal/open.ts';
import { runStaffCommand } from '../../../electron/till/staff/cli.ts';
import { openStaff, type StaffDesk } from '../../../electron/till/staff/desk.ts';
import { hashPin, PIN_COST, PRACTICE_COST, type PinCost } from '../../../electron/till/staff/secret.ts';
import { PRACTICE_PINS, readStaffFile, staffFilePath, writeStaffFile } from '../../../electron/till/staff/staff-file.ts';
import type { World } from '../../../electron/journal/files.ts';
import type { ErrorCode } from '../../../shared/errors/registry.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import type { Entry } from '../../../shared/journal/entries.ts';
import { DEFAULT_RULES } from '../../../shared/staff/permissions.ts';
import { SeededRandom, VirtualClock } from '../../simulation/virtual-clock.ts';
import { tillFolder } from './folders.ts';

const dirs: string[] = [];
const open: Counter[] = [];
afterEach(() => {
  for (const counter of open.splice(0)) counter.close();
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});
const folder = (): string => {
  const dir = tillFolder();
  dirs.push(dir);
  return dir;
};

/** The people of one till over a real journal and a real file. */
class Counter {
  readonly dir: string;
  readonly world: World;
  readonly clock = new VirtualClock();
  readonly #random = new SeededRandom(3);
  journal!: OpenJournal;
  staff!: StaffDesk;
  /** Refuses appends with this code while it is set. */
  refuse: ErrorCode | null = null;
  readonly #supervisorPin: { salt: string; hash: string } | null;
  readonly #pinCost: PinCost;

  constructor(world: World, dir: string, supervisorPin: { salt: string; hash: string } | null = null, pinCost: PinCost = PRACTICE_COST) {
    this.dir = dir;
    this.world = world;
    this.#supervisorPin = supervisorPin;
    this.#pinCost = pinCost;
    open.push(this);
    this.start();
  }

  start(): void {
    this.journal = openJournal({ dir: this.dir, world: this.world, register: 'T1', software: 'test', clock: this.clock });
    const journal = { head: () => this.journal.head(), append: ((drafts, people) => {
      if (this.refuse) throw new TillError(this.refuse);
      return this.journal.append(drafts, people);
    }) satisfies OpenJournal['append'] };
    this.staff = openStaff({ dataDir: this.dir, world: this.world, journal, supervisorPin: this.#supervisorPin, clock: this.clock, random: this.#random, log: () => undefined, pinCost: this.#pinCost });
    this.staff.connect({ journal, changed: () => undefined, meansSomethingElse: (code) => code === '4894567890128' });
  }

  close(): void {
    this.staff.stop();
    this.journal.close();
  }

  restart(): void {
    this.close();
    this.start();
  }

  get view() {
    const view = this.staff.authority.counter?.();
    if (!view) throw new Error('no counter');
    return view;
  }

  entries(): readonly Entry[] {
    const head = this.journal.head().seq;
    return head === 0 ? [] : this.journal.entries(1, head);
  }

  said(): unknown[] {
    return this.entries().map((entry) => [entry.type, entry.operator, entry.data]);
  }
}

const owned = async (): Promise<Counter> => {
  const counter = new Counter('live', folder());
  await counter.staff.createOwner('Ms Leung', '4711');
  return counter;
};

test('a live till begins with nobody and no PIN; its owner is made first, once', async () => {
  const counter = new Counter('live', folder());
  expect(counter.view).toMatchObject({ state: 'needsOwner', people: [], may: {}, autoLockMinutes: 5 });
  await expect(counter.staff.serve(() => 1)).rejects.toMatchObject({ code: 'STAFF_LOCKED' });
  await expect(counter.staff.createOwner('Ms Leung', '1234')).rejects.toMatchObject({ code: 'STAFF_PIN_UNFIT', details: { fault: 'tooEasy' } });
  const made = await Promise.allSettled([counter.staff.createOwner('Ms Leung', '47110815'), counter.staff.createOwner('Ms Leung', '47110815')]);
  expect(made.map((one) => (one.status === 'fulfilled' ? one.value.staffId : (one.reason as TillError).code)).sort()).toEqual(['STAFF_OWNER_EXISTS', 's1']);
  expect(counter.view).toMatchObject({ state: 'open', staffId: 's1', role: 'owner', people: [{ staffId: 's1', name: 'Ms Leung' }] });
  expect(counter.said()).toEqual([
    ['staff.changed', 'till', { staffId: 's1', action: 'ownerCreated', name: 'Ms Leung', role: 'owner', changed: ['name', 'role', 'pin'] }],
    ['staff.signedIn', 's1', { staffId: 's1', by: 'pin' }],
  ]);
  // Neither the file nor the journal holds a PIN.
  expect(readFileSync(staffFilePath(counter.dir, 'live'), 'utf8')).not.toContain('47110815');
  expect(JSON.stringify(counter.entries())).not.toContain('47110815');
  counter.restart();
  expect(counter.view).toMatchObject({ state: 'locked', staffId: null, people: [{ name: 'Ms Leung' }] });
  await counter.staff.signIn({ staffId: 's1', pin: '47110815' });
  expect(counter.staff.authority.operator()).toEqual({ id: 's1', name: 'Ms Leung' });
});

test('the one PIN of an older till becomes its owner’s', async () => {
  const { salt, hash } = await hashPin('25802580', { n: 16_384, r: 8, p: 1 });
  const counter = new Counter('live', folder(), { salt, hash }, PIN_COST);
  expect(counter.view).toMatchObject({ state: 'locked', people: [{ staffId: 's1', name: 'Owner', role: 'owner' }] });
  expect(counter.said()).toEqual([['staff.changed', 'till', { staffId: 's1', action: 'taken', name: 'Owner', role: 'owner', changed: ['name', 'role', 'pin'] }]]);
  const costOf = () => readStaffFile(staffFilePath(counter.dir, 'live'))?.people[0]?.pin?.n;
  expect(costOf()).toBe(16_384);
  await counter.staff.signIn({ staffId: 's1', pin: '25802580' });
  // What a guess costs is raised when the PIN is typed, and it stays the same PIN.
  expect(costOf()).toBe(32_768);
  counter.staff.lock();
  await counter.staff.signIn({ staffId: 's1', pin: '25802580' });
  await counter.staff.people.save({ staffId: 's1', name: 'Ms Leung', role: 'owner' });
  counter.restart();
  expect(counter.view.people).toMatchObject([{ name: 'Ms Leung' }]);
});

test('training begins with Mei Chan at the counter, and is a world of its own', async () => {
  const dir = folder();
  const training = new Counter('training', dir);
  expect(training.view).toMatchObject({ state: 'open', staffId: 'mei', role: 'cashier', autoLockMinutes: 0 });
  expect(training.staff.practicePeople().map(({ name, pin }) => [name, pin])).toEqual([['Mei Chan', '1357'], ['Sam Lee', '2468'], ['Practice supervisor', '2580'], ['Practice owner', '9630']]);
  await training.staff.people.changePin(PRACTICE_PINS.mei, '8181');
  expect(training.staff.practicePeople().map(({ staffId }) => staffId)).not.toContain('mei');
  const live = new Counter('live', dir);
  expect(live.view).toMatchObject({ state: 'needsOwner', people: [] });
});

test('somebody else takes over in one step: out, in, both on record', async () => {
  const counter = new Counter('training', folder());
  await counter.staff.signIn({ staffId: 'sam', pin: PRACTICE_PINS.sam });
  expect(counter.staff.authority.people()).toEqual({ operator: 'sam' });
  counter.staff.lock();
  expect(counter.view).toMatchObject({ state: 'locked', lastStaffId: 'sam' });
  await counter.staff.signIn({ staffId: 'sam', pin: PRACTICE_PINS.sam });
  expect(counter.said()).toEqual([
    ['staff.signedIn', 'till', { staffId: 'mei', by: 'practice' }], ['staff.signedOut', 'mei', { staffId: 'mei' }], ['staff.signedIn', 'sam', { staffId: 'sam', by: 'pin' }],
    ['staff.locked', 'sam', { staffId: 'sam', why: 'key' }], ['staff.signedIn', 'sam', { staffId: 'sam', by: 'pin' }],
  ]);
});

test('the till locks itself when nobody touches it, and not before', async () => {
  const counter = await owned();
  await counter.clock.advance(4 * 60_000);
  counter.staff.active();
  await counter.clock.advance(4 * 60_000);
  expect(counter.view.state).toBe('open');
  counter.staff.takeScan('4894567890128', 'serial');
  await counter.clock.advance(4 * 60_000);
  expect(counter.view.state).toBe('open');
  await counter.clock.advance(65_000);
  expect(counter.view.state).toBe('locked');
  expect(counter.entries().at(-1)).toMatchObject({ type: 'staff.locked', operator: 's1', data: { why: 'idle' } });
  // A full disk does not keep it open either.
  await counter.staff.signIn({ staffId: 's1', pin: '4711' });
  counter.refuse = 'JOURNAL_DISK_FULL';
  await counter.clock.advance(6 * 60_000);
  expect(counter.view.state).toBe('locked');
});

test('wrong PINs lock one person for longer each time, over a restart, and leave the others alone', async () => {
  const counter = new Counter('training', folder());
  const wrong = async (): Promise<string> => counter.staff.signIn({ staffId: 'sam', pin: '0000' }).then(() => 'in', (error: TillError) => error.code);
  const codes = await Promise.all(Array.from({ length: 7 }, wrong));
  expect(codes).toEqual([...Array.from({ length: 5 }, () => 'APPROVAL_REFUSED'), 'APPROVAL_LOCKED', 'APPROVAL_LOCKED']);
  await expect(counter.staff.signIn({ staffId: 'sam', pin: PRACTICE_PINS.sam })).rejects.toMatchObject({ code: 'APPROVAL_LOCKED', details: { seconds: 30 } });
  counter.restart();
  expect(counter.view.people.find(({ staffId }) => staffId === 'sam')?.lockedUntilMs).toBe(counter.clock.nowMs() + 30_000);
  await counter.staff.signIn({ staffId: 'supervisor', pin: PRACTICE_PINS.supervisor });
  await counter.clock.advance(30_000);
  expect(await wrong()).toBe('APPROVAL_REFUSED');
  await counter.clock.advance(59_000);
  await expect(counter.staff.signIn({ staffId: 'sam', pin: PRACTICE_PINS.sam })).rejects.toMatchObject({ code: 'APPROVAL_LOCKED', details: { seconds: 1 } });
  await counter.clock.advance(1_000);
  await counter.staff.signIn({ staffId: 'sam', pin: PRACTICE_PINS.sam });
  // One entry for each try that counted, none for those turned away.
  expect(counter.entries().filter((entry) => entry.type === 'staff.refused')).toHaveLength(6);
});

test('whoever tries one person after the other is stopped at the pad', async () => {
  const counter = new Counter('training', folder());
  counter.staff.lock();
  const ids = ['mei', 'sam', 'supervisor', 'owner'];
  const codes: string[] = [];
  for (let round = 0; round < 16; round += 1) codes.push(await counter.staff.signIn({ staffId: ids[round % 4] ?? '', pin: '0000' }).then(() => 'in', (error: TillError) => error.code));
  expect(codes.filter((code) => code === 'APPROVAL_REFUSED')).toHaveLength(11);
  expect(counter.view.padLockedUntilMs).toBe(counter.clock.nowMs() + 30_000);
  await expect(counter.staff.signIn({ staffId: 'mei', pin: PRACTICE_PINS.mei })).rejects.toMatchObject({ code: 'APPROVAL_LOCKED' });
  expect(counter.staff.takeScan('STAFF-nobody', 'wedge')).toMatchObject({ kind: 'refused', error: { code: 'APPROVAL_LOCKED' } });
});

test('badges: given by a scan, sign in at once, are never sold, and go with whoever leaves', async () => {
  const counter = await owned();
  const { people } = counter.staff;
  await expect(people.save({ staffId: null, name: 'Ada', role: 'cashier' })).rejects.toMatchObject({ code: 'STAFF_PIN_MISSING' });
  await expect(people.save({ staffId: null, name: 'Ada', role: 'cashier', badge: { badge: '4894567890128' } })).rejects.toMatchObject({ code: 'STAFF_BADGE_UNFIT' });
  await expect(people.save({ staffId: null, name: 'Ada', role: 'cashier', badge: { badge: 'STAFF-1' } })).rejects.toMatchObject({ code: 'STAFF_BADGE_UNFIT' });
  // A serial scanner's badge never goes through a window: a token stands for it, once.
  counter.staff.awaitBadge('assign');
  const read = counter.staff.takeScan('EMP#0081723', 'serial');
  if (read?.kind !== 'awaited') throw new Error('not awaited');
  counter.staff.awaitBadge(null);
  const ada = (await people.save({ staffId: null, name: 'Ada', role: 'cashier', badge: { badgeToken: read.token } })).people.at(-1)?.staffId ?? '';
  await expect(people.save({ staffId: null, name: 'Bo', role: 'cashier', badge: { badgeToken: read.token } })).rejects.toMatchObject({ code: 'STAFF_BADGE_UNKNOWN' });
  await expect(people.save({ staffId: null, name: 'Bo', role: 'cashier', badge: { badge: 'EMP#0081723' } })).rejects.toMatchObject({ code: 'STAFF_BADGE_TAKEN' });
  expect(JSON.stringify(counter.entries()) + readFileSync(staffFilePath(counter.dir, 'live'), 'utf8')).not.toContain('EMP#0081723');

  expect(counter.staff.takeScan('4894567890128', 'wedge')).toBeNull();
  expect(counter.staff.takeScan('EMP#0081723', 'serial')).toEqual({ kind: 'signedIn', name: 'Ada' });
  counter.staff.lock();
  expect(counter.staff.takeScan('4894567890128', 'serial')).toMatchObject({ kind: 'refused', error: { code: 'STAFF_LOCKED' } });
  expect(counter.staff.takeScan('STAFF-unknown', 'serial')).toMatchObject({ kind: 'refused', error: { code: 'STAFF_BADGE_UNKNOWN' } });
  expect(counter.staff.takeScan(' EMP#0081723\r\n', 'wedge')).toEqual({ kind: 'signedIn', name: 'Ada' });
  await counter.staff.signIn({ staffId: 's1', pin: '4711' });
  people.archive(ada, true);
  expect(counter.staff.takeScan('EMP#0081723', 'serial')).toBeNull();
  await people.save({ staffId: null, name: 'Bo', role: 'cashier', badge: { badge: 'EMP#0081723' } });
  expect(counter.staff.takeScan('EMP#0081723', 'serial')).toEqual({ kind: 'signedIn', name: 'Bo' });
});

test('approved by PIN, by badge, or by whoever has that PIN; never by one’s own', async () => {
  const counter = new Counter('training', folder());
  const discard = (): string => {
    counter.staff.authority.require({ permission: 'discardSale' });
    return JSON.stringify(counter.staff.authority.people());
  };
  expect(await counter.staff.serveApproved({ staffId: 'supervisor', pin: PRACTICE_PINS.supervisor }, discard)).toBe('{"operator":"mei","approver":"supervisor"}');
  expect(await counter.staff.serveApproved({ pin: PRACTICE_PINS.owner }, discard)).toBe('{"operator":"mei","approver":"owner"}');
  await expect(counter.staff.serveApproved({ staffId: 'sam', pin: PRACTICE_PINS.sam }, discard)).rejects.toMatchObject({ code: 'APPROVAL_NOT_ENOUGH' });
  await expect(counter.staff.serveApproved({ staffId: 'mei', pin: PRACTICE_PINS.mei }, discard)).rejects.toMatchObject({ code: 'APPROVAL_NOT_ENOUGH' });
  await expect(counter.staff.serveApproved({ pin: PRACTICE_PINS.mei }, discard)).rejects.toMatchObject({ code: 'APPROVAL_REFUSED' });
  await counter.staff.signIn({ staffId: 'owner', pin: PRACTICE_PINS.owner });
  await counter.staff.people.save({ staffId: 'supervisor', name: 'Ms Leung', role: 'supervisor', badge: { badge: 'STAFF-000042' } });
  await counter.staff.signIn({ staffId: 'mei', pin: PRACTICE_PINS.mei });
  counter.staff.awaitBadge('approval');
  const read = counter.staff.takeScan('STAFF-000042', 'serial');
  if (read?.kind !== 'awaited') throw new Error('not awaited');
  expect(await counter.staff.serveApproved({ badgeToken: read.token }, discard)).toBe('{"operator":"mei","approver":"supervisor"}');
  expect(counter.view.staffId).toBe('mei');
  // A window that went away does not keep scans for ever.
  await counter.clock.advance(120_000);
  expect(counter.staff.takeScan('STAFF-000042', 'serial')).toEqual({ kind: 'signedIn', name: 'Ms Leung' });
});

test('the owner’s page: somebody must be left who may look after the till, and rules are on record', async () => {
  const counter = await owned();
  const { people } = counter.staff;
  await expect(people.save({ staffId: 's1', name: 'Ms Leung', role: 'supervisor' })).rejects.toMatchObject({ code: 'STAFF_LAST_OWNER' });
  expect(() => people.archive('s1', true)).toThrowError('STAFF_LAST_OWNER');
  await expect(people.save({ staffId: null, name: 'ms leung', role: 'cashier', pin: '9182' })).rejects.toMatchObject({ code: 'STAFF_NAME_TAKEN' });
  const { rules } = people.view();
  expect(() => people.saveRules({ ...rules, owner: rules.cashier })).toThrowError('STAFF_OWNER_RULES');
  people.saveRules({ ...rules, cashier: { grants: { ...rules.cashier.grants, noSale: 'yes' }, limits: { ...rules.cashier.limits, discountPpm: 100_000 } } });
  expect(counter.entries().at(-1)).toMatchObject({ type: 'rules.changed', operator: 's1', data: { changed: [{ role: 'cashier', what: 'noSale', before: 'approval', after: 'yes' }, { role: 'cashier', what: 'discountPpm', before: '50000', after: '100000' }] } });
  counter.restart();
  expect(readStaffFile(staffFilePath(counter.dir, 'live'))?.rules.cashier.grants.noSale).toBe('yes');
});

test('killed between file and journal: the next start tells the journal, once; a refused entry takes the file back', async () => {
  const counter = await owned();
  const path = staffFilePath(counter.dir, 'live');
  const before = readFileSync(path, 'utf8');
  counter.refuse = 'JOURNAL_DISK_FULL';
  await expect(counter.staff.people.save({ staffId: null, name: 'Ada', role: 'cashier', pin: '9182' })).rejects.toMatchObject({ code: 'JOURNAL_DISK_FULL' });
  expect(readFileSync(path, 'utf8')).toBe(before);
  counter.refuse = null;

  const file = readStaffFile(path);
  const head = counter.journal.head().seq;
  counter.close();
  const owner = file?.people[0];
  if (!file || !owner) throw new Error('no file');
  writeStaffFile(path, { ...file, nextNumber: 3, people: [...file.people, { ...owner, staffId: 's2', name: 'Ada', role: 'cashier' }], unrecorded: { afterSeq: head, operator: 's1', drafts: [{ type: 'staff.changed', data: { staffId: 's2', action: 'added', name: 'Ada', role: 'cashier', changed: ['name', 'role', 'pin'] } }] } });
  const killed = readFileSync(path);
  counter.start();
  expect(counter.entries().at(-1)).toMatchObject({ seq: head + 1, type: 'staff.changed', operator: 's1', data: { staffId: 's2', action: 'added' } });
  // Killed again, after the entry and before the file said so.
  counter.close();
  writeFileSync(path, killed);
  counter.start();
  expect(counter.journal.head().seq).toBe(head + 1);
  expect(readStaffFile(path)?.unrecorded).toBeNull();
  expect(existsSync(`${path}.new`)).toBe(false);
});

test('an owner who forgot the PIN gets a new one on the command line, and the journal says so', async () => {
  const counter = await owned();
  const said: string[] = [];
  const printer = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line) };
  const run = (...args: string[]) => runStaffCommand(args, printer, { pinCost: PRACTICE_COST });
  expect(await run('reset-owner', '--data', counter.dir)).toBe(2);
  expect(said.pop()).toContain('JOURNAL_LOCKED: the till is running');
  await counter.staff.people.save({ staffId: null, name: 'Mr Ho', role: 'owner', pin: '9182' });
  counter.close();
  expect([await run('reset-owner', '--data', counter.dir), said.pop()]).toEqual([2, 'guitai: CLI_BAD_VALUE: --name: which owner? Ms Leung, Mr Ho']);
  expect(await run('reset-owner', '--data', counter.dir, '--name', 'Nobody')).toBe(2);
  expect(await run('reset', '--data', counter.dir)).toBe(2);
  expect(await run('reset-owner', '--data', folder())).toBe(2);
  expect(await run('reset-owner', '--data', counter.dir, '--name', 'Ms Leung')).toBe(0);
  const pin = /^Ms Leung signs in with (\d{6})\./.exec(said.at(-1) ?? '')?.[1] ?? '';
  counter.start();
  expect(counter.entries().at(-1)).toMatchObject({ type: 'staff.changed', operator: 'command line', data: { staffId: 's1', action: 'ownerReset' } });
  await expect(counter.staff.signIn({ staffId: 's1', pin: '4711' })).rejects.toMatchObject({ code: 'APPROVAL_REFUSED' });
  await counter.staff.signIn({ staffId: 's1', pin });
});

test('a file that is no staff file is refused, and rules of another version are filled up', async () => {
  const counter = await owned();
  const path = staffFilePath(counter.dir, 'live');
  const stored = JSON.parse(readFileSync(path, 'utf8')) as { rules: { cashier: { grants: Record<string, string> } } };
  delete stored.rules.cashier.grants['noSale'];
  stored.rules.cashier.grants['flyToTheMoon'] = 'yes';
  writeFileSync(path, JSON.stringify(stored));
  counter.restart();
  expect(readStaffFile(path)?.rules).toEqual(DEFAULT_RULES);
  counter.close();
  writeFileSync(path, '{"people":[]}');
  expect(() => { counter.start(); }).toThrowError('SETTINGS_UNREADABLE');
  counter.journal.close();
  rmSync(path);
  counter.start();
});
