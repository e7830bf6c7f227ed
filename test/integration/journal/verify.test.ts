import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { journalFile } from '../../../electron/journal/files.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import { verifyChain, type Verdict } from '../../../electron/journal/verifier.ts';
import { canonicalText, type Canonical } from '../../../shared/journal/canonical.ts';
import type { EntryDraft } from '../../../shared/journal/entries.ts';
import { codeOf, memoryDir, openTestJournal, tamper } from '../../support/journal/fixture.ts';
import { shopWalk } from '../../support/journal/shop-walk.ts';
import { seeded, testClock } from '../../support/journal/story.ts';

const drawer: EntryDraft = { type: 'drawer.opened', data: { why: 'float' } };

/** A closed journal of a busy hour, and a way to get fresh copies of it. */
function busyHour(): { readonly entries: number; readonly copy: () => string } {
  const dir = memoryDir();
  const clock = testClock();
  const journal = openTestJournal({ dir, clock });
  const walk = shopWalk(journal, clock, seeded(7));
  while (journal.head().seq < 80) walk();
  const entries = journal.head().seq;
  journal.close();
  let copies = 0;
  return {
    entries,
    copy: () => {
      copies += 1;
      const target = join(dir, `copy-${copies}`);
      mkdirSync(target);
      copyFileSync(journalFile(dir, 'training'), journalFile(target, 'training'));
      return target;
    },
  };
}

function verify(dir: string): Verdict {
  const db = openReadOnly(journalFile(dir, 'training'));
  try {
    return verifyChain(db, sha256);
  } finally {
    db.close();
  }
}
const brokenAt = (dir: string): number => {
  const verdict = verify(dir);
  return verdict.kind === 'broken' ? verdict.seq : 0;
};

interface Row {
  readonly bytes: Buffer;
  readonly prev: Buffer;
  readonly hash: Buffer;
}
const rowOf = (db: Database, seq: number): Row => {
  const row = db.prepare<[number], Row>('SELECT bytes, prev, hash FROM entry WHERE seq = ?').get(seq);
  if (row === undefined) throw new Error(`no entry ${seq}`);
  return row;
};

test('an untouched journal verifies, empty or not', () => {
  const { copy, entries } = busyHour();
  expect(verify(copy())).toMatchObject({ kind: 'ok', entries });
  const dir = memoryDir();
  openTestJournal({ dir }).close();
  expect(verify(dir)).toEqual({ kind: 'ok', entries: 0, head: '0'.repeat(64) });
});

test('any flipped bit is found where it is', () => {
  const { copy, entries } = busyHour();
  fc.assert(fc.property(fc.integer({ min: 1, max: entries }), fc.constantFrom('bytes', 'prev', 'hash'), fc.nat(), fc.nat(7), (seq, column, place, bit) => {
    const dir = copy();
    tamper(dir, (db) => {
      const value = Buffer.from(rowOf(db, seq)[column]);
      const at = place % value.length;
      value.writeUInt8(value.readUInt8(at) ^ (1 << bit), at);
      db.prepare(`UPDATE entry SET ${column} = ? WHERE seq = ?`).run(value, seq);
    });
    expect(brokenAt(dir)).toBe(seq);
  }), { numRuns: 150 });
});

test('a changed column beside the bytes is found', () => {
  const { copy } = busyHour();
  for (const change of ['at_ms = at_ms + 1', `type = 'sale.held'`, 'day = day + 1']) {
    const dir = copy();
    tamper(dir, (db) => db.exec(`UPDATE entry SET ${change} WHERE seq = 9`));
    expect(verify(dir)).toEqual({ kind: 'broken', seq: 9, reason: 'columns differ from the bytes' });
  }
});

test('a dropped entry is found, wherever it was', () => {
  const { copy, entries } = busyHour();
  fc.assert(fc.property(fc.integer({ min: 1, max: entries }), fc.boolean(), (seq, closeTheGap) => {
    const dir = copy();
    tamper(dir, (db) => {
      db.prepare('DELETE FROM entry WHERE seq = ?').run(seq);
      if (closeTheGap) for (let next = seq + 1; next <= entries; next += 1) db.prepare('UPDATE entry SET seq = ? WHERE seq = ?').run(next - 1, next);
    });
    expect(brokenAt(dir)).toBe(seq);
  }), { numRuns: 60 });
});

test('two swapped entries are found at the first', () => {
  const { copy, entries } = busyHour();
  fc.assert(fc.property(fc.integer({ min: 1, max: entries }), fc.integer({ min: 1, max: entries }), (a, b) => {
    fc.pre(a !== b);
    const dir = copy();
    tamper(dir, (db) => {
      const [first, second] = [rowOf(db, a), rowOf(db, b)];
      const put = db.prepare('UPDATE entry SET bytes = ?, prev = ?, hash = ? WHERE seq = ?');
      put.run(second.bytes, second.prev, second.hash, a);
      put.run(first.bytes, first.prev, first.hash, b);
    });
    expect(brokenAt(dir)).toBe(Math.min(a, b));
  }), { numRuns: 60 });
});

test('entries cut off the end are missed: by verify, at the next start, and by a running till', () => {
  const { copy, entries } = busyHour();
  fc.assert(fc.property(fc.integer({ min: 1, max: entries }), (cut) => {
    const dir = copy();
    tamper(dir, (db) => db.prepare('DELETE FROM entry WHERE seq > ?').run(entries - cut));
    expect(brokenAt(dir)).toBe(entries - cut + 1);
    expect(codeOf(() => openTestJournal({ dir }))).toBe('JOURNAL_CHAIN_BROKEN');
  }), { numRuns: 15 });

  const dir = copy();
  const running = openTestJournal({ dir });
  tamper(dir, (db) => db.prepare('DELETE FROM entry WHERE seq > ?').run(entries - 3));
  expect(codeOf(() => running.append([drawer]))).toBe('JOURNAL_CHAIN_BROKEN');
  // Whatever is repaired behind its back: this till has seen damage and accepts nothing more.
  expect(codeOf(() => running.append([drawer]))).toBe('JOURNAL_CHAIN_BROKEN');
});

test('cutting off the end and going on from there breaks at the first entry of the new end', () => {
  const { copy, entries } = busyHour();
  const dir = copy();
  const kept = openTestJournal({ dir });
  kept.append([drawer, drawer]);
  kept.close();
  const continued = copy();
  tamper(continued, (db) => {
    db.exec(`ATTACH '${journalFile(dir, 'training')}' AS other`);
    db.prepare('DELETE FROM entry WHERE seq > ?').run(entries - 2);
    // Later entries of another run of the same till, moved down to close the gap.
    db.prepare('INSERT INTO entry SELECT seq - 2, type, at_ms, day, bytes, prev, hash FROM other.entry WHERE seq > ?').run(entries);
    db.exec('UPDATE register SET seq = (SELECT max(seq) FROM entry), hash = (SELECT hash FROM entry ORDER BY seq DESC LIMIT 1)');
  });
  expect(brokenAt(continued)).toBe(entries - 1);
});

/** Replaces an entry's bytes and makes its own hash fit, as somebody without access to the later entries might. */
function forge(dir: string, seq: number, change: (text: string) => string): void {
  tamper(dir, (db) => {
    const bytes = Buffer.from(change(rowOf(db, seq).bytes.toString('utf8')));
    db.prepare('UPDATE entry SET bytes = ?, hash = ? WHERE seq = ?').run(bytes, sha256(bytes), seq);
  });
}

test.each([
  ['white space', (text: string) => text.replace('{', '{ '), 'bytes are not canonical'],
  ['another order of fields', (text: string) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse())), 'bytes are not canonical'],
  ['a needless escape', (text: string) => text.replace('till-1', '\\u0074ill-1'), 'bytes are not canonical'],
  ['a fraction', (text: string) => text.replace(/"tick":\d+/, '"tick":1.5'), 'bytes are not canonical'],
  ['no JSON', () => 'rubbish', 'bytes are not an entry'],
  ['a list', () => '[]', 'bytes are not an entry'],
  ['another format', (text: string) => canonicalText({ ...(JSON.parse(text) as Record<string, Canonical>), v: 2 }), 'bytes are of an unknown format'],
  ['another seq', (text: string) => canonicalText({ ...(JSON.parse(text) as Record<string, Canonical>), seq: 12 }), 'bytes belong to another place'],
  ['another prev', (text: string) => canonicalText({ ...(JSON.parse(text) as Record<string, Canonical>), prev: 'f'.repeat(64) }), 'bytes do not follow the entry before'],
])('bytes with a fitting hash but with %s are found', (_, change, reason) => {
  const { copy } = busyHour();
  const dir = copy();
  forge(dir, 11, change);
  expect(verify(dir)).toEqual({ kind: 'broken', seq: 11, reason });
});

test('an entry rewritten with a fitting hash breaks the one after it', () => {
  const { copy } = busyHour();
  const dir = copy();
  forge(dir, 11, (text) => text.replace('till-1', 'till-2'));
  expect(verify(dir)).toEqual({ kind: 'broken', seq: 12, reason: 'does not follow the entry before' });
});

test('bytes that are not UTF-8 are found', () => {
  const { copy } = busyHour();
  const dir = copy();
  tamper(dir, (db) => {
    const bytes = Buffer.concat([Buffer.from('{"v":1,"x":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    db.prepare('UPDATE entry SET bytes = ?, hash = ? WHERE seq = 5').run(bytes, sha256(bytes));
  });
  expect(verify(dir)).toEqual({ kind: 'broken', seq: 5, reason: 'bytes are not an entry' });
});

test('an entry numbered zero, a changed head row and a lost head row are found', () => {
  const { copy, entries } = busyHour();
  const zero = copy();
  tamper(zero, (db) => db.exec('INSERT INTO entry SELECT 0, type, at_ms, day, bytes, prev, hash FROM entry WHERE seq = 1'));
  expect(verify(zero)).toEqual({ kind: 'broken', seq: 1, reason: 'entry numbered 0' });
  const other = copy();
  tamper(other, (db) => db.exec('UPDATE register SET hash = zeroblob(32)'));
  expect(brokenAt(other)).toBe(entries);
  const lost = copy();
  tamper(lost, (db) => db.exec('DELETE FROM register'));
  expect(brokenAt(lost)).toBe(entries + 1);
});

test('reading an entry checks it: a changed one is not handed out, and stops the till', () => {
  const { copy } = busyHour();
  const dir = copy();
  const journal = openTestJournal({ dir });
  tamper(dir, (db) => db.exec(`UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'till-1', 'till-2') AS BLOB) WHERE seq = 3`));
  expect(codeOf(() => journal.entries(1, 10))).toBe('JOURNAL_CHAIN_BROKEN');
  expect(codeOf(() => journal.append([drawer]))).toBe('JOURNAL_CHAIN_BROKEN');
  expect(codeOf(() => journal.rebuild())).toBe('JOURNAL_CHAIN_BROKEN');
});

test('verifying goes on beside a till that sells', () => {
  const { copy } = busyHour();
  const dir = copy();
  const journal = openTestJournal({ dir });
  const db = openReadOnly(journal.file);
  for (let n = 0; n < 5; n += 1) {
    journal.append([drawer]);
    expect(verifyChain(db, sha256)).toEqual({ kind: 'ok', entries: journal.head().seq, head: journal.head().hash });
  }
  db.close();
});
