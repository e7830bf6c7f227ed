import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { openReconcileDesk, type ReconcileDesk, type ReconcileDeskParts } from '../../../electron/till/reconciliation/desk.ts';
import { seededConfig } from '../../../electron/till/seed/seeded-shop.ts';
import { reconcileState, type ReconcileState } from '../../../shared/contract/reconcile.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { CHUNK_BYTES_MAX, RUN_BYTES_MAX } from '../../../shared/reconciliation/limits.ts';
import { memoryDir } from '../../support/journal/fixture.ts';
import { amsFile, legacyFile, REGISTER, ScriptedTill } from '../../support/reconciliation/till-journal.ts';

const NOON = '2026-01-02 12:00:00';
const OURS = 'T120260102000001AAAAAAAA';
const DEADLINE_MS = 20_000;

/** A till's desk for reconciliation with its real worker, and a window that hears every state. */
class Room {
  readonly dir: string;
  readonly till: ScriptedTill;
  readonly desk: ReconcileDesk;
  readonly states: ReconcileState[] = [];
  /** Pages that were to be printed. */
  readonly printed: string[] = [];
  refuse = false;
  #wake: () => void = () => undefined;

  constructor(change: Partial<ReconcileDeskParts> = {}) {
    this.dir = memoryDir();
    this.till = new ScriptedTill(this.dir);
    this.till.pay(NOON, 1_000, OURS);
    const { journal } = this.till;
    const append: typeof journal.append = (drafts, people) => {
      if (this.refuse) throw new TillError('JOURNAL_DISK_FULL');
      return journal.append(drafts, people);
    };
    this.desk = openReconcileDesk({
      dataDir: this.dir, journalFile: journal.file, journal: Object.assign(Object.create(journal) as typeof journal, { append }), world: 'live', config: { ...seededConfig(), tillId: REGISTER }, people: () => ({ operator: 'mei' }),
      clock: realClock, random: realRandom, log: () => undefined, accounts: () => ({}), language: () => 'en',
      printToPdf: (html) => {
        this.printed.push(html);
        return Promise.resolve(Buffer.from('%PDF-'));
      },
      onChange: (state) => {
        this.states.push(reconcileState.parse(state));
        this.#wake();
      },
      ...change,
    });
    onTestFinished(async () => {
      await this.desk.close();
      this.till.close();
    });
  }

  async until<K extends ReconcileState['kind']>(kind: K): Promise<Extract<ReconcileState, { kind: K }>> {
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    for (;;) {
      const state = this.desk.state();
      if (state.kind === kind) return state as Extract<ReconcileState, { kind: K }>;
      await new Promise<void>((resolve, reject) => {
        this.#wake = resolve;
        deadline.addEventListener('abort', () => reject(new Error(`never ${kind}: ${JSON.stringify(this.desk.state())}`)), { once: true });
      });
    }
  }

  /** Hands whole files over and has them read. */
  async give(files: Readonly<Record<string, string>>, unit: 'minor' | 'major' | null = null): Promise<string> {
    const contents = Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.from(content) }));
    const { runId } = this.desk.begin(contents.map(({ name, bytes }) => ({ name, bytes: bytes.length })));
    for (const [index, { bytes }] of contents.entries()) for (let at = 0; at < bytes.length; at += 100) await this.desk.chunk(runId, index, at, bytes.subarray(at, at + 100));
    await this.desk.start(runId, unit);
    return runId;
  }

  entries(): readonly string[] {
    return this.till.journal.entries(1, 10_000).map((entry) => entry.type).filter((type) => type.startsWith('reconciliation'));
  }
}
const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'nothing';
  } catch (error) {
    return error instanceof TillError ? error.code : String(error);
  }
};
const GOOD = legacyFile('2026-01-02', [{ reference: OURS, amount: '10.00', at: NOON }, { reference: 'T2', amount: '1.00', at: NOON }]);

test('from pieces to result, differences, exports, entries; nothing of the files is left behind', async () => {
  const room = new Room();
  const runId = await room.give({ '../../evil/day.txt': GOOD });
  const { result, recorded } = await room.until('done');
  expect(recorded).toBe(true);
  expect(result.sets).toMatchObject([{ matched: 1, otherTill: { count: 1 }, files: [{ name: 'day.txt' }] }]);
  expect(new Set(room.states.map((state) => state.kind))).toEqual(new Set(['receiving', 'reading', 'done']));
  expect(room.desk.differences(runId, '1', 'otherTill')).toMatchObject([{ reference: 'T2', line: 4 }]);
  expect(room.desk.differences(runId, '1', 'duplicate')).toEqual([]);
  const csv = await room.desk.export(runId, 'csv');
  expect(csv).toMatch(/reports.reconciliation-\d{8}-\d{6}\.csv$/);
  expect(readFileSync(csv, 'utf8')).toContain(',otherTill,');
  expect(readFileSync(await room.desk.export(runId, 'pdf'), 'utf8')).toBe('%PDF-');
  expect(room.printed[0]).toContain('Alipay transactions');
  expect(room.entries()).toEqual(['reconciliation.done', 'reconciliation.exported', 'reconciliation.exported']);
  const [done] = room.desk.earlier(10);
  expect(done).toMatchObject({ kind: 'legacyTransactions', names: ['day.txt'], records: 2, matched: 1, attention: 0, check: 0 });
  expect(readdirSync(join(room.dir, 'reconciliation')).filter((name) => name.endsWith('-files'))).toEqual([]);
  await room.desk.stop();
  expect(room.desk.state()).toEqual({ kind: 'idle' });
  expect(readdirSync(join(room.dir, 'reconciliation'))).toEqual([]);
  expect(await codeOf(() => room.desk.export(runId, 'csv'))).toBe('RECONCILE_GONE');
});

test('pieces come in their order, within what was announced, and of the run that is on', async () => {
  const room = new Room();
  const { runId } = room.desk.begin([{ name: 'a', bytes: 10 }, { name: 'b', bytes: 0 }]);
  const piece = (file: number, offset: number, bytes: number, run = runId): Promise<string> => codeOf(() => room.desk.chunk(run, file, offset, new Uint8Array(bytes)));
  expect(await piece(0, 4, 2)).toBe('RECONCILE_CHANGED');
  expect(await piece(0, 0, 11)).toBe('RECONCILE_CHANGED');
  expect(await piece(7, 0, 1)).toBe('RECONCILE_CHANGED');
  expect(await piece(0, 0, 6)).toBe('nothing');
  expect(await piece(0, 0, 6)).toBe('RECONCILE_CHANGED');
  expect(await codeOf(() => room.desk.start(runId, null))).toBe('RECONCILE_CHANGED');
  expect(await piece(0, 6, 4, 'another')).toBe('RECONCILE_GONE');
  expect(await codeOf(() => room.desk.start('another', null))).toBe('RECONCILE_GONE');
  expect(await codeOf(() => room.desk.begin([{ name: 'c', bytes: RUN_BYTES_MAX }, { name: 'd', bytes: 1 }]))).toBe('RECONCILE_TOO_LARGE');
  // The next run takes the place of one that was left lying.
  const next = await room.give({ 'b.txt': '' });
  expect((await room.until('done')).result.refused).toMatchObject([{ name: 'b.txt', error: { code: 'RECONCILE_EMPTY' } }]);
  expect(next).not.toBe(runId);
  expect(await piece(0, 6, 4)).toBe('RECONCILE_GONE');
  const large = room.desk.begin([{ name: 'e', bytes: CHUNK_BYTES_MAX * 2 }]);
  expect(await piece(0, 0, CHUNK_BYTES_MAX + 1, large.runId)).toBe('RECONCILE_CHANGED');
});

test('an unknown unit waits for a word; only those files are read again, and each set is recorded once', async () => {
  const room = new Room();
  const strangers = amsFile([{ reference: 'T2', amount: '900', at: NOON }]);
  const runId = await room.give({ 'day.txt': GOOD, 'x.csv': strangers });
  expect((await room.until('done')).result).toMatchObject({ refused: [{ name: 'x.csv', error: { code: 'RECONCILE_UNIT' } }], sets: [{ setId: '1', kind: 'legacyTransactions' }] });
  await room.desk.start(runId, 'minor');
  const { result } = await room.until('done');
  expect(result).toMatchObject({ refused: [], sets: [{ setId: '1' }, { setId: '2.1', kind: 'amsTransactions', unit: { unit: 'minor', source: 'person' } }] });
  expect(room.entries()).toEqual(['reconciliation.done', 'reconciliation.done']);
  expect(room.desk.differences(runId, '2.1', 'otherTill')).toHaveLength(1);
  expect(readFileSync(await room.desk.export(runId, 'csv'), 'utf8').match(/,otherTill,/g)).toHaveLength(2);
  expect(await codeOf(() => room.desk.start(runId, 'major'))).toBe('RECONCILE_GONE');
});

test('one run at a time; one that is stopped leaves nothing, and the next begins', async () => {
  const room = new Room();
  await room.give({ 'day.txt': GOOD });
  expect(await codeOf(() => room.desk.begin([{ name: 'b', bytes: 1 }]))).toBe('RECONCILE_BUSY');
  await room.desk.stop();
  expect(room.desk.state()).toEqual({ kind: 'idle' });
  expect(room.entries()).toEqual([]);
  await room.give({ 'day.txt': GOOD });
  await room.until('done');
  expect(room.entries()).toEqual(['reconciliation.done']);
});

test('a journal that takes no entries keeps nobody from the result, and that is said', async () => {
  const room = new Room();
  room.refuse = true;
  const runId = await room.give({ 'day.txt': GOOD });
  expect(await room.until('done')).toMatchObject({ recorded: false, result: { sets: [{ matched: 1 }] } });
  expect(room.entries()).toEqual([]);
  expect(await codeOf(() => room.desk.export(runId, 'csv'))).toBe('JOURNAL_DISK_FULL');
});

test('a worker that cannot be started is a failed run, not a hanging one', async () => {
  const room = new Room({ workerFile: new URL('./no-such-worker.ts', import.meta.url) });
  await room.give({ 'day.txt': GOOD });
  expect(await room.until('failed')).toMatchObject({ error: { code: 'INTERNAL' } });
});

test('a folder that cannot be written in is an export that failed', async () => {
  const room = new Room();
  const runId = await room.give({ 'day.txt': GOOD });
  await room.until('done');
  writeFileSync(join(room.dir, 'reports'), 'in the way');
  expect(await codeOf(() => room.desk.export(runId, 'csv'))).toBe('EXPORT_FAILED');
  expect(await codeOf(() => room.desk.export(runId, 'pdf'))).toBe('EXPORT_FAILED');
});

test('what a killed till left in its folder goes with the next start', () => {
  const dir = memoryDir();
  mkdirSync(join(dir, 'reconciliation', 'old-files'), { recursive: true });
  expect(new Room({ dataDir: dir }).desk.state()).toEqual({ kind: 'idle' });
  expect(existsSync(join(dir, 'reconciliation'))).toBe(false);
});

test('files made here are read like any others and kept where they can be dropped from', async () => {
  const room = new Room();
  await room.desk.practise([{ name: 'day.txt', content: GOOD }]);
  expect((await room.until('done')).result.sets).toMatchObject([{ matched: 1 }]);
  expect(readFileSync(join(room.dir, 'practice-files', 'day.txt'), 'utf8')).toBe(GOOD);
});
