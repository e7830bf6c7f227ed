import type { Random } from '../../shared/world.ts';
import { compactDate, compactTime } from './practice-time.ts';
import type { TradeBook } from './trade-book.ts';

interface Numbering {
  readonly random: Random;
  readonly book: TradeBook;
}

/** Decimal digits, drawn a few at a time because a Random's bound is a number. */
export function randomDigits(random: Random, count: number): string {
  let digits = '';
  while (digits.length < count) {
    const size = Math.min(8, count - digits.length);
    digits += String(random.below(10 ** size)).padStart(size, '0');
  }
  return digits;
}

/** 28 digits: the GMT+8 date, 22001, 15 random digits (legacy.md 12.5). */
export function newTradeNo({ random, book }: Numbering, nowMs: number): string {
  const draw = (): string => `${compactDate(nowMs)}22001${randomDigits(random, 7)}${randomDigits(random, 8)}`;
  const first = draw();
  return book.byId('legacy', first) === null ? first : draw();
}

/** The platform's own order number of a payment on a static code (legacy.md 12.12). */
export const newPlatformOrderNo = ({ random }: Pick<Numbering, 'random'>, nowMs: number): string => `${compactTime(nowMs)}${randomDigits(random, 12)}`;

/** Host of the practice codes; never resolves. */
const CODE_BASE = 'https://qr.practice.example';
const IMAGE_BASE = 'https://mobilecodec.practice.example/show.htm';

/** Text of a transaction QR, and of a shop's static code (legacy.md 4.B.1, 4.C.1). */
export const newTransactionQr = (random: Random): string => `${CODE_BASE}/bax${randomDigits(random, 20)}`;
/** A static code's text as the references show one (legacy.md 4.C.1); its host never resolves. */
export const newStaticQr = (random: Random): string => `${CODE_BASE}/fkx${randomDigits(random, 26)}`;

/** Address of a ready-made image of a code; holds an `&` (legacy.md 4.B.1). */
export const imageOf = (qrText: string, size: 'L' | 'M' | 'S'): string => `${IMAGE_BASE}?code=${qrText.split('/').at(-1) ?? ''}&picSize=${size}`;
