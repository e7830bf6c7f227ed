/** Old enough: whoever was born on this day or before it has lived that many years on `today`. Both days as YYYY-MM-DD. */
export function bornBy(today: string, years: number): string {
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
  const then = year - years;
  // Nobody is born on 29 February of a common year; the day before it is the safe side.
  const lastDay = new Date(Date.UTC(then, month, 0)).getUTCDate();
  return `${String(then).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(Math.min(day, lastDay)).padStart(2, '0')}`;
}

/** The day it is in the shop. `offsetMinutes` east of UTC. */
export const localDay = (atMs: number, offsetMinutes: number): string => new Date(atMs + offsetMinutes * 60_000).toISOString().slice(0, 10);
