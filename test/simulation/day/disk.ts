import Database from 'better-sqlite3';
import { createHealth } from '../../../electron/journal/errors.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import { migrate, MIGRATIONS } from '../../../electron/journal/migrations.ts';
import type { Journal } from '../../../electron/journal/port.ts';
import { prepareReader, type SupportReads } from '../../../electron/journal/reader.ts';
import { projectionDigest, rebuildProjections } from '../../../electron/journal/rebuild.ts';
import { verifyChain } from '../../../electron/journal/verifier.ts';
import { prepareWriter } from '../../../electron/journal/writer.ts';
import { TillError, type ErrorCode } from '../../../shared/errors/registry.ts';
import type { Process } from './process.ts';

/** What happens to one append. `diesInside`: the process dies while SQLite writes, and the next start finds what SQLite's recovery leaves: nothing of it. */
export type AppendFate = 'stored' | 'diesInside' | 'diesAfter' | Extract<ErrorCode, `JOURNAL_${string}`>;

/** A new journal's bytes, made once: every run begins with a copy of them. */
let fresh: Buffer | null = null;
function freshFile(): Buffer {
  if (fresh === null) {
    const db = new Database(':memory:');
    migrate(db, { file: 'simulated', world: 'training', nowMs: 0, hash: sha256, migrations: MIGRATIONS });
    fresh = db.serialize();
    db.close();
  }
  return fresh;
}

/** Between two appends the journal says the same, and a till that looks at it for every picture asks the same again and again: answered once, by the real reader. */
function remembering<Reader extends object>(reader: Reader, remembered: Map<string, unknown>): Reader {
  const answers = Object.entries(reader).map(([name, read]: [string, unknown]) => {
    if (typeof read !== 'function') return [name, read];
    return [name, (...args: unknown[]): unknown => {
      const question = `${name} ${JSON.stringify(args)}`;
      if (remembered.has(question)) return remembered.get(question);
      const answer: unknown = Reflect.apply(read, reader, args);
      remembered.set(question, answer);
      return answer;
    }];
  });
  return Object.fromEntries(answers) as Reader;
}

/**
 * Lets `db` prepare what is used, when it is used, and once: every start of a till, the judge and the rebuilding of projections name the same few hundred statements,
 * and a short run executes a part of them.
 */
function prepareOnce(db: Database.Database): void {
  const prepare = db.prepare.bind(db);
  const prepared = new Map<string, Database.Statement>();
  const later = (sql: string, modes: readonly ('pluck' | 'raw')[]): object => {
    let statement: Database.Statement | null = null;
    const real = (): Database.Statement => {
      if (statement !== null) return statement;
      const key = `${modes.join()} ${sql}`;
      statement = prepared.get(key) ?? modes.reduce((made, mode) => made[mode](true), prepare(sql));
      prepared.set(key, statement);
      return statement;
    };
    return {
      get: (...values: readonly unknown[]) => real().get(...values),
      all: (...values: readonly unknown[]) => real().all(...values),
      run: (...values: readonly unknown[]) => real().run(...values),
      iterate: (...values: readonly unknown[]) => real().iterate(...values),
      pluck: () => later(sql, [...modes, 'pluck']),
      raw: () => later(sql, [...modes, 'raw']),
    };
  };
  Object.assign(db, { prepare: (sql: string) => later(sql, []) });
}

/**
 * The disk under the till's own journal: the real writer, canonical bytes, hash chain, projections and reader over a real SQLite database that lives in
 * memory and outlives processes. Covered: refused appends, and death before, inside and after every append. Not covered: what SQLite itself
 * does to a file on a real disk; test/integration/journal/kill.test.ts kills processes over real files for that.
 */
export class SimulatedDisk {
  readonly db: Database.Database;
  appends = 0;
  fate: (append: number) => AppendFate = () => 'stored';
  /** Prepared once for all processes: what it remembers is forgotten at every append. */
  readonly #reader: ReturnType<typeof prepareReader>;
  readonly #remembered = new Map<string, unknown>();
  #breaks = false;

  constructor() {
    this.db = new Database(freshFile());
    this.db.pragma('foreign_keys = ON');
    this.db.function('breaks_now', () => {
      if (!this.#breaks) return 0;
      throw new Error('the power is gone');
    });
    prepareOnce(this.db);
    this.db.exec('CREATE TEMP TRIGGER power AFTER INSERT ON main.entry BEGIN SELECT breaks_now(); END');
    this.#reader = remembering(prepareReader(this.db, createHealth('simulated'), sha256), this.#remembered);
  }

  /** The journal as one process has it open. */
  open(process: Process): Journal & SupportReads {
    const health = createHealth('simulated');
    const writer = prepareWriter({ db: this.db, health, origin: { register: 'T01', software: 'guitai simulated' }, clock: process.clock, hash: sha256 });
    const journal: Journal & SupportReads = {
      ...this.#reader,
      append: (drafts, people) => {
        process.touch();
        this.#remembered.clear();
        this.appends += 1;
        const fate = this.fate(this.appends);
        if (fate === 'diesInside') {
          this.#breaks = true;
          try {
            writer.append(drafts, people);
          } catch {
            // The next start finds nothing of it.
          } finally {
            this.#breaks = false;
          }
          process.kill();
          process.touch();
        }
        if (fate !== 'stored' && fate !== 'diesInside' && fate !== 'diesAfter') throw new TillError(fate);
        const entries = writer.append(drafts, people);
        if (fate === 'diesAfter') {
          process.kill();
          process.touch();
        }
        return entries;
      },
    };
    // A dead process reads nothing any more.
    return new Proxy(journal, {
      get: (target, name, receiver) => {
        if (process.dead) process.touch();
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
  }

  /** Reads for the judge, who is no process. */
  reads(): ReturnType<typeof prepareReader> {
    return this.#reader;
  }

  /** What is wrong with chain or projections; null when they hold. */
  damage(): string | null {
    const verdict = verifyChain(this.db, sha256);
    if (verdict.kind === 'broken') return `chain broken at ${verdict.seq}: ${verdict.reason}`;
    const before = projectionDigest(this.db);
    rebuildProjections(this.db, sha256);
    return projectionDigest(this.db) === before ? null : 'projections differ from what the entries say';
  }

  close(): void {
    this.db.close();
  }
}
