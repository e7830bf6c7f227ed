import type { Language } from '../../../shared/contract/views.ts';
import { dayText } from '../../../shared/reconciliation/files.ts';

/** "374,212" in all languages of the till, as its amounts are. */
export const numberText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** "2026-11-20", "2026-11-19 – 2026-11-20", or nothing. */
export const daysText = (days: { readonly first: number; readonly last: number } | null): string =>
  (days === null ? '' : days.first === days.last ? dayText(days.first) : `${dayText(days.first)} – ${dayText(days.last)}`);

/** Sentences one after the other: Chinese needs no space between them. */
export const sentences = (parts: readonly string[], language: Language): string => parts.filter((part) => part !== '').join(language === 'en' ? ' ' : '');
