import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../electron/journal/hash.ts';
import { openReadOnly } from '../../../electron/journal/database.ts';
import { verifyChain } from '../../../electron/journal/verifier.ts';
import { openTestJournal, memoryDir } from '../../support/journal/fixture.ts';
import { attentionWalk } from '../../support/journal/attention-walk.ts';
import { returnWalk } from '../../support/journal/return-walk.ts';
import { shopWalk } from '../../support/journal/shop-walk.ts';
import { seeded, testClock } from '../../support/journal/story.ts';

test('folding all entries anew gives what appending gave, whatever the shop did', () => {
  const seen = new Set<string>();
  fc.assert(fc.property(fc.integer(), fc.integer({ min: 100, max: 300 }), (seed, steps) => {
    const clock = testClock();
    const journal = openTestJournal({ dir: memoryDir(), clock });
    const random = seeded(seed);
    const shop = shopWalk(journal, clock, random);
    const attention = attentionWalk(journal, clock, random);
    const back = returnWalk(journal, clock, random);
    const walk = (): void => {
      const what = random(5);
      if (what === 0) attention();
      else if (what === 1) back();
      else shop();
    };
    for (let n = 0; n < steps; n += 1) walk();
    for (const entry of journal.entries(1, 10_000)) seen.add(entry.type);

    const before = journal.projectionDigest();
    const head = journal.head();
    expect(journal.rebuild()).toEqual(head);
    expect(journal.projectionDigest()).toBe(before);

    const db = openReadOnly(journal.file);
    expect(verifyChain(db, sha256)).toEqual({ kind: 'ok', entries: head.seq, head: head.hash });
    db.close();
    // The walk goes on over the rebuilt rows: nothing that appending needs lives only in memory.
    for (let n = 0; n < 20; n += 1) walk();
    journal.close();
  }), { numRuns: 60 });
  // A walk that never reaches a fact proves nothing about it.
  expect([...seen].sort()).toEqual([
    'clock.steppedBack', 'drawer.opened', 'merchantCode.asked', 'merchantCode.created', 'merchantCode.failed', 'merchantCode.modified', 'merchantCode.moved', 'merchantCode.printed',
    'notification.applied', 'notification.doubtSettled', 'notification.noted', 'notification.received', 'payment.anomaly', 'payment.arrived', 'payment.asserted', 'payment.assertionEnded',
    'payment.created', 'payment.found', 'payment.foundSettled', 'payment.moved', 'promotions.changed', 'refund.anomaly', 'refund.created', 'refund.moved', 'report.x', 'report.z', 'return.abandoned', 'return.cash',
    'return.completed', 'return.created', 'sale.completed', 'sale.couponSet', 'sale.discarded', 'sale.discounted', 'sale.held', 'sale.lineAdded', 'sale.lineDiscounted',
    'sale.lineQuantityChanged', 'sale.lineVoided', 'sale.opened', 'sale.priceOverridden', 'sale.recalled', 'sale.taxExempted', 'settings.changed', 'shift.opened', 'tender.asserted', 'tender.cash', 'tender.foreignCash', 'tender.payment',
    'tender.removed', 'till.started',
  ]);
});
