/** Length of a PIN, digits. */
export const PIN_LENGTH = { least: 4, most: 8 } as const;

export type PinFault = 'length' | 'notDigits' | 'tooEasy';

/** Why a PIN may not be used; null when it may. Too easy: one digit throughout, or digits in a row up or down. */
export function pinFault(pin: string): PinFault | null {
  if (!/^\d*$/.test(pin)) return 'notDigits';
  if (pin.length < PIN_LENGTH.least || pin.length > PIN_LENGTH.most) return 'length';
  const steps = new Set(Array.from({ length: pin.length - 1 }, (_, index) => (Number(pin[index + 1]) - Number(pin[index]) + 10) % 10));
  const [step] = steps;
  return steps.size === 1 && (step === 0 || step === 1 || step === 9) ? 'tooEasy' : null;
}

/** Failures before the first wait, and how the wait grows: short at first for a slip of the finger, long for somebody who tries. */
const FREE_FAILURES = 4;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 900_000;

/** Wrong PINs of one person in a row. A right one, or somebody allowed to, sets it back. */
export interface Failures {
  readonly count: number;
  readonly lastAtMs: number;
}

/** When a person may try again, UTC ms; null when at once. A clock that was set back does not shorten the wait beyond its length. */
export function lockedUntilMs(failures: Failures, nowMs: number): number | null {
  if (failures.count <= FREE_FAILURES) return null;
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (failures.count - FREE_FAILURES - 1), LONGEST_WAIT_MS);
  const fromMs = Math.min(failures.lastAtMs, nowMs);
  const untilMs = fromMs + waitMs;
  return untilMs > nowMs ? untilMs : null;
}
