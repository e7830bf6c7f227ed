import type { QuestionAnswer, QuestionView } from '../../../shared/contract/question-views.ts';
import type { ScanResult } from '../../../shared/contract/views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { isFinal } from '../../../shared/payment/machine.ts';
import { minor } from '../../../shared/money.ts';
import type { ProductRow } from '../../journal/port.ts';
import type { Desk } from '../desk.ts';
import { addProduct, requireShift, requireUnlocked } from '../selling.ts';
import { kindOf, lineOf, nextQuestion, type Asking, type Wanted } from './asked.ts';

/** A question that waits for its answer, and the sale it belongs to: it goes when the sale moves on. */
export interface PendingQuestion {
  readonly view: QuestionView;
  readonly wanted: Wanted;
  /** Null: no sale was open yet. */
  readonly saleId: string | null;
  readonly shiftNo: number;
  readonly expiresAtMs: number;
}

/** Longer than anybody searches for a passport; after it the customer is another one. */
const QUESTION_LASTS_MS = 10 * 60_000;

/** The question that is in force; one whose sale has moved on, or that nobody answered in time, is none any more. */
export function openQuestion(desk: Desk): PendingQuestion | null {
  const { question } = desk.memory;
  if (question === null) return null;
  const open = desk.journal.openSale();
  const isHere = question.saleId === (open?.saleId ?? null) && desk.journal.openShift()?.shiftNo === question.shiftNo;
  const isPaying = desk.memory.paying || (open !== null && desk.journal.attemptsOfSale(open.saleId).some((attempt) => !isFinal(attempt.state)));
  if (isHere && !isPaying && desk.clock.nowMs() < question.expiresAtMs) return question;
  desk.memory.question = null;
  return null;
}

/** Throws SCAN_QUESTION_OPEN while the till waits for an answer: what is scanned meanwhile is refused in sight, not forgotten or mixed in. */
export function requireNoQuestion(desk: Desk): void {
  const question = openQuestion(desk);
  if (question !== null) throw new TillError('SCAN_QUESTION_OPEN', { product: question.view.name.en });
}

/**
 * Sells a product, or asks what has to be known first. Throws SHIFT_NOT_OPEN, SALE_LOCKED_BY_PAYMENT, SCAN_QUESTION_OPEN, PRODUCT_NOT_FOUND, SCAN_LABEL_ZERO,
 * SCAN_LABEL_PIECE, and what adding a line throws.
 */
export function ring(desk: Desk, wanted: Wanted): ScanResult {
  requireNoQuestion(desk);
  return proceed(desk, unpacked(desk, wanted), null);
}

/**
 * Takes the answer to the question in force; null drops it, and nothing is sold. One question may lead to the next. Throws SCAN_QUESTION_GONE when it is not
 * in force any more, and APPROVAL_NEEDED or NOT_PERMITTED for a price that somebody else must allow: the question then stays.
 */
export function answerQuestion(desk: Desk, questionId: string, answer: QuestionAnswer | null): ScanResult {
  const question = openQuestion(desk);
  if (question?.view.questionId !== questionId) throw new TillError('SCAN_QUESTION_GONE');
  if (answer === null) {
    desk.memory.question = null;
    desk.changed();
    return { kind: 'dropped' };
  }
  const answered = withAnswer(desk, question, answer);
  return proceed(desk, answered, question);
}

function withAnswer(desk: Desk, { view, wanted }: PendingQuestion, answer: QuestionAnswer): Wanted {
  if (answer.what === 'variant' && view.what === 'variant' && view.variants.some(({ productId }) => productId === answer.productId)) {
    return unpacked(desk, { ...wanted, productId: answer.productId, isThisVariant: true });
  }
  if (answer.what === 'age' && view.what === 'age') return { ...wanted, ageChecked: view.minAge };
  if (answer.what === 'weight' && view.what === 'weight') return { ...wanted, grams: answer.grams };
  if (answer.what === 'price' && view.what === 'price') {
    desk.authority.require({ permission: 'openPrice' });
    return { ...wanted, priceMinor: answer.priceMinor };
  }
  if (answer.what === 'labelPrice' && view.what === 'labelPrice') return { ...wanted, use: answer.use };
  throw new TillError('SCAN_QUESTION_GONE');
}

/** A pack that costs what its pieces cost is so many pieces. */
function unpacked(desk: Desk, wanted: Wanted): Wanted {
  const pack = kindOf(productOf(desk, wanted.productId)).pack;
  if (pack === null || pack.priced !== 'pieces') return wanted;
  return { ...wanted, productId: pack.productId, quantityMilli: (wanted.quantityMilli ?? 1000) * pack.quantity };
}

function productOf(desk: Desk, productId: string): ProductRow {
  const product = desk.catalog.product(productId);
  if (!product) throw new TillError('PRODUCT_NOT_FOUND');
  return product;
}

/** `before`: the question that led here; it stays when the line is refused, so that the answer can be another one. */
function proceed(desk: Desk, known: Wanted, before: PendingQuestion | null): ScanResult {
  const shift = requireShift(desk);
  const open = desk.journal.openSale();
  if (open) requireUnlocked(desk, open);
  // Who has been seen to be old enough stays so for the rest of the sale.
  const seen = open === null ? 0 : Math.max(0, ...desk.journal.saleLines(open.saleId).map(({ ageChecked }) => ageChecked ?? 0));
  const wanted = known.ageChecked === null && seen > 0 ? { ...known, ageChecked: seen } : known;
  const product = productOf(desk, wanted.productId);
  const { pack } = kindOf(product);
  const nowMs = desk.clock.nowMs();
  const asking: Asking = {
    product, piece: pack === null ? null : desk.catalog.product(pack.productId), variants: wanted.isThisVariant ? [] : desk.catalog.variants(product), rule: desk.memory.labels.rule, nowMs,
    offsetMinutes: desk.clock.offsetMinutes(nowMs),
  };
  const asked = nextQuestion(wanted, asking);
  if (asked !== null) {
    const view: QuestionView = { ...asked, questionId: desk.random.uuid() };
    desk.memory.question = { view, wanted, saleId: open?.saleId ?? null, shiftNo: shift.shiftNo, expiresAtMs: nowMs + QUESTION_LASTS_MS };
    desk.changed();
    return { kind: 'question', question: view };
  }
  const rung = lineOf(wanted, asking, minor);
  if (rung.kind === 'refused') throw new TillError(rung.why === 'zero' ? 'SCAN_LABEL_ZERO' : 'SCAN_LABEL_PIECE', { product: product.name.en });
  desk.memory.question = null;
  try {
    const { lineId } = addProduct(desk, rung.product, rung.options);
    return { kind: 'added', lineId, productId: product.productId };
  } catch (error) {
    desk.memory.question = before;
    throw error;
  }
}
