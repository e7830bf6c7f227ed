import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { journalFile } from '../../../electron/journal/files.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import { MIGRATIONS } from '../../../electron/journal/migrations.ts';
import { verifyChain } from '../../../electron/journal/verifier.ts';
import { openTestJournal, tempDir } from '../../support/journal/fixture.ts';
import { testClock } from '../../support/journal/story.ts';

/**
 * A file written by the till as it was before it knew gift cards, accounts and notes of other currencies (schema 4): a practice shift in which a person sold with all six
 * products, voided the sale on the printed code, and reconciled.
 */
const FILE = join(import.meta.dirname, '../../data/journal-v4.db.gz');
const HEAD = '4a8096e98cf07576d3d03602e49985921e6a82d322ca0c59320ebbb34e8f1e63';
const ENTRIES = 100;
const STEPS = MIGRATIONS.slice(4);

test('a real file of schema 4 opens: every table of today is there, every entry as it was, and it goes on', () => {
  const dir = tempDir();
  writeFileSync(journalFile(dir, 'training'), gunzipSync(readFileSync(FILE)));
  const clock = testClock();
  clock.atMs += 365 * 86_400_000;
  const journal = openTestJournal({ dir, clock });
  expect(journal.entries(ENTRIES + 1, 10).map((entry) => entry.type)).toEqual(STEPS.map(() => 'journal.migrated'));
  expect(journal.openShift()).toMatchObject({ shiftNo: 1, salesCount: 8, floatMinor: 50_000 });
  expect(journal.grandTotals()).toMatchObject({ salesCount: 8, returnsCount: 1, salesMinor: 14_850, returnsMinor: 2_400 });
  expect(journal.shiftTotals()).toMatchObject({ shiftNo: 1, salesCount: 8 });
  const digest = journal.projectionDigest();
  journal.rebuild();
  expect(journal.projectionDigest()).toBe(digest);
  journal.close();
  const db = openReadOnly(journalFile(dir, 'training'));
  expect(verifyChain(db, sha256)).toMatchObject({ kind: 'ok', entries: ENTRIES + STEPS.length });
  expect(db.prepare('SELECT lower(hex(hash)) FROM entry WHERE seq = ?').pluck().get(ENTRIES)).toBe(HEAD);
  db.close();
});
