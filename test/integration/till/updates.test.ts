import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { SettingsStore } from '../../../electron/till/settings-store.ts';
import { closeShift } from '../../../electron/till/shifts.ts';
import { FIRST_LOOK_MS, LOOK_AGAIN_MS, LOOKS_AGAIN_MAX, NEXT_LOOK_MS, openUpdates, type Updates } from '../../../electron/till/update/desk.ts';
import type { BackupView } from '../../../shared/contract/backup-views.ts';
import type { UpdateView } from '../../../shared/contract/update-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { RELEASE_FILE } from '../../../shared/update/release.ts';
import type { Clock } from '../../../shared/world.ts';
import { installerOf, releaseOf, signed } from '../../support/update/publisher.ts';
import { CONTENT, tempDir, writtenKeys } from '../../support/update/server.ts';
import { ManualClock } from '../alipay/manual-clock.ts';
import { Bench } from './bench-desk.ts';

/** A till that is open for the day or not, beside a stick with another version; backups and installers do as the test says. */
async function counter(clock?: Clock): Promise<{ readonly bench: Bench; readonly updates: Updates; readonly here: string; readonly begun: string[]; readonly says: { backup: () => Promise<void>; prepare: () => Promise<void>; commit: () => void }; readonly views: UpdateView[] }> {
  const bench = await Bench.open();
  const stick = tempDir();
  writeFileSync(join(stick, RELEASE_FILE), signed(releaseOf([installerOf(CONTENT)])));
  writeFileSync(join(stick, installerOf(CONTENT).name), CONTENT);
  const settings = new SettingsStore(bench.dir, { strength: 'weak', encrypt: (text) => text, decrypt: (text) => text });
  settings.save({ update: { place: stick } });
  const begun: string[] = [];
  const says = { backup: () => Promise.resolve(), prepare: () => Promise.resolve(), commit: () => {} };
  const views: UpdateView[] = [];
  const updates = openUpdates({
    desk: clock === undefined ? bench.desk : { ...bench.desk, clock }, settings, dataDir: bench.dir, software: 'guitai 0.1.0', onChange: (view) => views.push(view),
    backups: {
      make: async () => {
        await says.backup();
        return {} as BackupView;
      },
    },
    world: {
      keysFile: writtenKeys(), platform: 'linux', arch: 'x64',
      handOver: {
        kinds: ['.AppImage'],
        prepare: async (path) => {
          await says.prepare();
          return {
            how: 'byHand', command: path,
            commit: () => {
              says.commit();
              begun.push(path);
            },
          };
        },
      },
    },
  });
  onTestFinished(() => updates.close());
  return { bench, updates, here: join(bench.dir, 'updates', installerOf(CONTENT).name), begun, says, views };
}

/** Waits until the till has got there. */
async function until(updates: Updates, kind: UpdateView['state']['kind']): Promise<void> {
  while (updates.view().state.kind !== kind) await new Promise((resolve) => { setImmediate(resolve); });
}

test('nothing is handed over that was not backed up, has changed, or comes when somebody has begun to sell', async () => {
  const { bench, updates, here, begun, says } = await counter();
  await updates.check();
  await until(updates, 'ready');
  says.backup = () => Promise.reject(new TillError('BACKUP_DISK_FULL'));
  await expect(updates.install()).rejects.toMatchObject({ code: 'BACKUP_DISK_FULL' });
  says.backup = () => Promise.resolve(bench.openShift());
  await expect(updates.install()).rejects.toMatchObject({ code: 'UPDATE_DAY_OPEN' });
  expect(updates.view()).toMatchObject({ state: { kind: 'ready' }, blocks: ['dayOpen'] });
  await expect(updates.install()).rejects.toMatchObject({ code: 'UPDATE_DAY_OPEN' });
  closeShift(bench.desk, minor(bench.desk.journal.shiftTotals().cashExpectedMinor));

  // While one is at work nothing else is begun.
  says.backup = async () => {
    await expect(updates.install()).rejects.toMatchObject({ code: 'UPDATE_BUSY' });
    await expect(updates.check()).rejects.toMatchObject({ code: 'UPDATE_BUSY' });
    expect(() => updates.save({ place: '' })).toThrow(expect.objectContaining({ code: 'UPDATE_BUSY' }));
    expect(updates.view().state).toEqual({ kind: 'preparing' });
  };
  says.prepare = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
  await expect(updates.install()).rejects.toMatchObject({ code: 'UPDATE_NOT_INSTALLED', details: { reason: 'ENOSPC' } });

  // The disk turned a bit while the backup was made.
  says.backup = () => Promise.resolve(writeFileSync(here, Buffer.alloc(CONTENT.length)));
  await expect(updates.install()).rejects.toMatchObject({ code: 'UPDATE_FILE_WRONG' });
  expect([existsSync(here), updates.view().state]).toMatchObject([false, { kind: 'failed', error: { code: 'UPDATE_FILE_WRONG' } }]);
  await expect(updates.install()).rejects.toMatchObject({ code: 'UPDATE_NOT_READY' });
  expect([begun, bench.journal.entries(1, 500).some(({ type }) => type === 'software.handedOver')]).toEqual([[], false]);

  await updates.check();
  await until(updates, 'ready');
  Object.assign(says, { backup: () => Promise.resolve(), prepare: () => Promise.resolve() });
  says.commit = () => {
    throw Object.assign(new Error('busy'), { code: 'EBUSY' });
  };
  await expect(updates.install()).rejects.toMatchObject({ code: 'UPDATE_NOT_INSTALLED', details: { reason: 'EBUSY' } });
  expect(updates.view().state).toEqual({ kind: 'ready' });
  says.commit = () => {};
  expect((await updates.install()).state).toEqual({ kind: 'handedOver', command: here, byHand: true });
  expect([begun, bench.journal.entries(bench.journal.head().seq, 1)]).toMatchObject([[here], [{ type: 'software.handedOver', data: { version: '0.2.0', how: 'byHand' } }]]);
});

test('the till looks a while after its start, once a day, and a few times more after a failure', async () => {
  const clock = new ManualClock();
  const { bench, updates, here } = await counter(clock);
  const stick = updates.view().settings.place;
  const announced = readFileSync(join(stick, RELEASE_FILE));
  rmSync(join(stick, RELEASE_FILE));
  updates.start();
  expect(updates.view().state).toEqual({ kind: 'waiting' });
  const sleeps = async (): Promise<void> => {
    while (clock.sleeping === 0) await new Promise((resolve) => { setImmediate(resolve); });
  };
  const next = async (ms: number): Promise<void> => {
    clock.advance(ms - 1);
    expect(clock.sleeping).toBe(1);
    clock.advance(1);
    await sleeps();
  };
  await next(FIRST_LOOK_MS);
  expect(updates.view().state).toMatchObject({ kind: 'failed', error: { code: 'UPDATE_NOT_FOUND' } });
  for (let again = 0; again < LOOKS_AGAIN_MAX; again += 1) await next(LOOK_AGAIN_MS);
  writeFileSync(join(stick, RELEASE_FILE), announced);
  // Not before tomorrow.
  clock.advance(LOOK_AGAIN_MS);
  expect([clock.sleeping, updates.view().state.kind]).toEqual([1, 'failed']);
  await next(NEXT_LOOK_MS - LOOK_AGAIN_MS);
  await until(updates, 'ready');
  expect([existsSync(here), bench.desk.memory.update]).toMatchObject([true, { version: '0.2.0', ready: true, noted: false }]);
  // A till that looks nowhere looks nowhere.
  updates.save({ place: '' });
  expect(updates.view()).toMatchObject({ state: { kind: 'ready' }, settings: { place: '' } });
  await updates.close();
  expect(clock.sleeping).toBe(0);
});
