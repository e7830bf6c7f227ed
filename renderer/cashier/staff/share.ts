/** Parts per million as people say them: 50_000 is "5%". Two decimals at most. */
export const shareText = (ppm: number): string => `${Math.round(ppm / 100) / 100}%`;

/** What somebody typed as a share, in parts per million. null: no limit. undefined: it is no share. */
export function readShare(text: string): number | null | undefined {
  const typed = text.trim().replace(',', '.').replace(/\s*[%％]$/, '');
  if (typed === '') return null;
  if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(typed)) return undefined;
  const ppm = Math.round(Number(typed) * 10_000);
  return ppm <= 1_000_000 ? ppm : undefined;
}
