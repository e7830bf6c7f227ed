import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { askedAbout, labels, packAndSize, weighed } from './hours/afternoon.ts';
import { chainHolds, sameFile, sameLedger, samePeriod, sameReceipts, sameZ } from './hours/books.ts';
import { cashMoves, countAndClose, reprint, takeX } from './hours/evening.ts';
import { lineLost, rush } from './hours/line.ts';
import { knownMember, membersCard, newMember } from './hours/members.ts';
import { cancelled, declined, discarded, heldAndRecalled } from './hours/mistakes.ts';
import { change, codeBeforeTotal, customersCode, exactCash, lookedFor, neighboursNotes, openTheDay, orderCode, printedCode, transactionCodes, userPresentedCode } from './hours/morning.ts';
import { cashAndPhone, cashTakenBack, phoneTakenBack, twoCodes } from './hours/parts.ts';
import { couponScanned, couponTyped, discountAbove, discountOnSale, discountWithin, exempt, happyHour, mixAndMatch, otherPrice, secondHalf, threeForTwo } from './hours/prices.ts';
import { cashBack, exchangedDown, exchangedUp, memberBrings, nothingUnderWay, voided, walletBack, withoutReceipt } from './hours/returns.ts';
import type { Hands } from './hands.ts';
import { openDay, type OpenDay } from './open-day.ts';

/**
 * A whole shop day through both windows of a till that does business, played by keyboard and scanner against gateways in this process; every figure at its end is
 * held against a book kept beside it (book.ts). Tests are the hours of that day and follow one another.
 */
const SALES = 50;
const HOURS: readonly (readonly [hour: string, acts: readonly ((hands: Hands) => Promise<unknown>)[]])[] = [
  ['morning: the float is counted, and money is taken in every way there is', [openTheDay, exactCash, lookedFor, change, neighboursNotes, customersCode, codeBeforeTotal, orderCode, transactionCodes, userPresentedCode, printedCode]],
  ['parts: cash and a code, two codes, and what is taken back again', [cashAndPhone, twoCodes, cashTakenBack, phoneTakenBack]],
  ['prices: discounts within and above the limit, another price, promotions, a coupon, no tax', [discountWithin, discountAbove, discountOnSale, otherPrice, threeForTwo, secondHalf, mixAndMatch, happyHour, couponTyped, couponScanned, exempt]],
  ['afternoon: Sam takes over a cart, and sells what is weighed, labelled, priced and asked about', [weighed, labels, askedAbout, packAndSize]],
  ['members: a customer by phone and card, with points', [newMember, knownMember, membersCard]],
  ['mistakes: how many, void, undo, hold and recall, discard, declined, cancelled', [heldAndRecalled, discarded, declined, cancelled]],
  ['line: a payment nobody knows the end of, other customers, and the answer', [lineLost]],
  ['rush: six customers one after the other', [rush]],
  ['returns: in cash, to the wallet, all of a sale, exchanged, and without a receipt', [cashBack, walletBack, memberBrings, voided, exchangedUp, exchangedDown, withoutReceipt, nothingUnderWay]],
  ['evening: a copy, money in and out, the X, a count that was wrong and one that was right, the Z', [reprint, cashMoves, takeX, countAndClose]],
  ['books: Z, reports of the day, their file, receipts, gateways and journal say what was written down by hand', [sameZ, samePeriod, sameFile, sameReceipts, sameLedger, chainHolds]],
];

let day: OpenDay;
beforeAll(async () => {
  day = await openDay();
});
afterAll(() => day.end());

let isOver = false;
/** When one part of the day goes wrong the rest of it means nothing. */
beforeEach(({ skip, onTestFailed }) => {
  if (isOver) skip();
  onTestFailed(() => { isOver = true; });
});
/** DAY_PICTURES names a folder for what both windows show at the end of each part. */
afterEach(async ({ task }) => {
  const pictures = process.env['DAY_PICTURES'];
  const { till } = day.hands;
  if (pictures !== undefined && !till.cashier.isClosed()) for (const window of ['cashier', 'customer'] as const) await till[window].screenshot({ path: join(pictures, `${task.name.split(':')[0] ?? ''}-${window}.png`) });
});

test.each(HOURS)('%s', async (hour, acts) => {
  for (const act of acts) await act(day.hands);
  if (hour.startsWith('books')) expect(day.hands.book.sales).toHaveLength(SALES);
});
