import type Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../electron/journal/database.ts';
import { sha256 } from '../../../electron/journal/hash.ts';
import { prepareProjector } from '../../../electron/journal/projections/projector.ts';
import { prepareReader } from '../../../electron/journal/reader.ts';
import { memoryDir } from '../../support/journal/fixture.ts';

/** Tables that grow with every sale, under the names the statements give them. */
const GROWING = /^SCAN (entry|sale|sale_line|tender|attempt|attempt_step|product_sold|report|return_doc|return_line|return_tax|return_way|refund|refund_step|notification|[rsaedflwt])\b/;
/** Read from one end by key and stopped after a row, or after the rows asked for: no scan in earnest. */
const FROM_THE_END = /ORDER BY seq DESC LIMIT/;

test('no statement of the till reads through a table that grows, nor builds an index of one', () => {
  const { db, health, close } = openDatabase({ dir: memoryDir(), world: 'training', nowMs: 1, hash: sha256 });
  onTestFinished(close);
  const statements: string[] = [];
  const watched = new Proxy(db, {
    get: (target, name) => {
      if (name !== 'prepare') return Reflect.get(target, name) as unknown;
      return (sql: string): Database.Statement => {
        statements.push(sql);
        return target.prepare(sql);
      };
    },
  });
  prepareReader(watched, health, sha256);
  prepareProjector(watched);
  expect(statements.length).toBeGreaterThan(40);

  const bad: string[] = [];
  for (const sql of statements) {
    const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', '1')}`).all().map((row) => row.detail);
    const slow = plan.filter((detail) => detail.includes('AUTOMATIC') || (GROWING.test(detail) && !detail.includes('USING') && !FROM_THE_END.test(sql)));
    if (slow.length > 0) bad.push(`${sql.replaceAll(/\s+/g, ' ')}\n  ${slow.join('\n  ')}`);
  }
  expect(bad).toEqual([]);
});
