import type { Clock, Random } from '../../shared/world.ts';
import { compactDate } from './practice-time.ts';

export const digits = (random: Random, count: number): string => {
  let text = '';
  while (text.length < count) text += random.below(10);
  return text;
};

interface IdWorld {
  readonly clock: Clock;
  readonly random: Random;
}

/** Opaque to clients: the GMT+8 date and 28 digits (ams.md 5.1). */
export const newPaymentId = ({ clock, random }: IdWorld): string => `${compactDate(clock.nowMs())}1940108001001880${digits(random, 12)}`;

/** Like a payment's, of another series (ams.md 5.7). */
export const newRefundId = ({ clock, random }: IdWorld): string => `${compactDate(clock.nowMs())}19401080010018803${digits(random, 11)}`;
