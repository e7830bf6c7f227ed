import { afterAll, beforeAll, beforeEach, test } from 'vitest';
import { packAndSize, weighed } from './day/hours/afternoon.ts';
import { chainHolds, sameFile, sameLedger, samePeriod, sameReceipts, sameZ } from './day/hours/books.ts';
import { cashMoves, countAndClose } from './day/hours/evening.ts';
import { change, customersCode, exactCash, neighboursNotes, openTheDay, orderCode } from './day/hours/morning.ts';
import { cashAndPhone } from './day/hours/parts.ts';
import { discountAbove, exempt, threeForTwo } from './day/hours/prices.ts';
import { cashBack, exchangedUp, voided, withoutReceipt } from './day/hours/returns.ts';
import { openDay, type OpenDay } from './day/open-day.ts';

/** A short shop day to its Z, and the books of it. The whole day, with every kind of sale, is test/e2e/day/day.scenario.ts (`npm test -- --only day`). */
let day: OpenDay;
beforeAll(async () => {
  day = await openDay();
});
afterAll(() => day.end());

let isOver = false;
beforeEach(({ skip, onTestFailed }) => {
  if (isOver) skip();
  onTestFailed(() => { isOver = true; });
});

test.each([
  ['eleven sales', [openTheDay, exactCash, change, neighboursNotes, customersCode, orderCode, cashAndPhone, discountAbove, threeForTwo, exempt, weighed, packAndSize]],
  ['what comes back', [cashBack, voided, exchangedUp, withoutReceipt]],
  ['the evening', [cashMoves, countAndClose]],
  ['Z, reports, file, receipts, gateways and journal say what was written down by hand', [sameZ, samePeriod, sameFile, sameReceipts, sameLedger, chainHolds]],
] as const)('%s', async (_part, acts) => {
  for (const act of acts) await act(day.hands);
});
