import * as z from 'zod';
import { PAYMENT_PRODUCTS } from '../payment/products.ts';
import { LESSON_IDS, MISTAKES, STEP_IDS } from '../training/lessons.ts';
import { GRADES } from '../training/score.ts';
import { localName } from '../journal/entries.ts';

/** Lessons as the cashier's window shows them. Amounts in minor units of the till's currency. */
const amount = z.int();
const lessonId = z.enum(LESSON_IDS);
const product = z.object({ name: localName, /** What can be typed for it; null: it is found by its name. */ number: z.string().nullable(), priceMinor: amount });

export const lessonResult = z.object({ score: z.int(), grade: z.enum(GRADES), elapsedMs: z.number(), mistakes: z.int(), keys: z.int(), hints: z.int(), atMs: z.number(), /** Whose it was. */ name: z.string() });
export type LessonResult = z.infer<typeof lessonResult>;

export const lessonRunView = z.object({
  lessonId,
  steps: z.array(z.enum(STEP_IDS)),
  /** The step that is on; as many as there are steps: it is over. */
  at: z.int(),
  /** Steps that only make the till ready. */
  before: z.int(),
  mistakes: z.int(),
  /** What was just done wrong. */
  latest: z.enum(MISTAKES).nullable(),
  /** It began again from its first step because of that. */
  isAgain: z.boolean(),
  first: product,
  second: product,
  noteMinor: amount,
  codeWay: z.enum(PAYMENT_PRODUCTS).nullable(),
  receiptNo: z.int().nullable(),
  /** What lies in the drawer of the practice shop. */
  drawerMinor: amount.nullable(),
  /** The practice customer's phone, while it is held out. */
  phone: z.object({ code: z.string() }).nullable(),
  result: lessonResult.nullable(),
});
export type LessonRunView = z.infer<typeof lessonRunView>;

export const lessonsView = z.object({
  /** `isThere`: the shop as it is set up can play it. */
  lessons: z.array(z.object({ lessonId, isThere: z.boolean(), best: lessonResult.nullable() })),
  run: lessonRunView.nullable(),
  /** Nobody has taken a lesson here or said no to it. */
  isOffered: z.boolean(),
});
export type LessonsView = z.infer<typeof lessonsView>;

/** Keys a person has pressed since the window told last. */
export const lessonsAsk = z.strictObject({ pressed: z.int().min(0).max(10_000) });
export const lessonChoice = z.strictObject({ lessonId });

/**
 * A lesson that is on, as it began: how far it is the journal says, read again from `after`. `own`: the sales the lesson made itself, from one entry to another, and
 * what they were.
 */
export const keptRun = z.object({
  lessonId, atMs: z.number(), after: z.object({ seq: z.int(), hash: z.string() }), shiftOpen: z.boolean(), openSaleId: z.string().nullable(),
  first: z.string(), second: z.string(), noteMinor: amount, codeWay: z.enum(PAYMENT_PRODUCTS).nullable(), elapsedMs: z.number(), keys: z.int(), hints: z.int(),
  own: z.array(z.object({ fromSeq: z.int(), toSeq: z.int(), saleId: z.string(), receiptNo: z.int() })).max(20),
});
export type KeptRun = z.infer<typeof keptRun>;

/** Kept in the settings: the best of each lesson, whether the first one is still offered, and the one that is on. */
export const keptLessons = z.object({ best: z.partialRecord(lessonId, lessonResult), isDeclined: z.boolean(), run: keptRun.optional() });
export type KeptLessons = z.infer<typeof keptLessons>;
