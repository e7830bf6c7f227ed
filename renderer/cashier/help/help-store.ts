import type { ErrorCode } from '../../../shared/errors/registry.ts';
import { createStore } from '../../store.ts';
import { currentStage } from '../desk.ts';
import { noticeStore } from '../notices.ts';
import { tillStore } from '../till.ts';
import { topicOnTop, type HelpTopic } from './topics.ts';

/** Where the help is open: at a topic, or at one error in its four voices. */
export type HelpAt = { readonly kind: 'topic'; readonly topic: HelpTopic } | { readonly kind: 'error'; readonly code: ErrorCode };

export const helpStore = createStore<HelpAt | null>(null);

/** Opens the help for whatever is on top; when it is open already, closes it. */
export function toggleHelp(): void {
  helpStore.set(helpStore.get() === null ? { kind: 'topic', topic: topicOnTop(document, currentStage()) } : null);
}
export const openErrorHelp = (code: ErrorCode): void => helpStore.set({ kind: 'error', code });
export const closeHelp = (): void => helpStore.set(null);

/** An error this window has shown. */
export interface RecentError {
  readonly code: ErrorCode;
  readonly atMs: number;
  readonly times: number;
}

const RECENT_MAX = 20;
/** The errors shown since the window opened, newest first: notices leave by themselves, and somebody may ask afterwards what it was. */
export const recentErrors = createStore<readonly RecentError[]>([]);

function note(code: ErrorCode, nowMs: number): void {
  const before = recentErrors.get();
  const same = before.find((error) => error.code === code);
  recentErrors.set([{ code, atMs: nowMs, times: (same?.times ?? 0) + 1 }, ...before.filter((error) => error !== same)].slice(0, RECENT_MAX));
}

/** Keeps the list while the window is there; the returned function ends it. */
export function followErrors(): () => void {
  const seen = new Set<number>();
  let alarm: ErrorCode | null = null;
  const ends = [
    noticeStore.subscribe(() => {
      const notices = noticeStore.get();
      for (const id of seen) if (!notices.some((notice) => notice.id === id)) seen.delete(id);
      for (const notice of notices) {
        if (notice.kind !== 'error' || seen.has(notice.id)) continue;
        seen.add(notice.id);
        note(notice.error.code, Date.now());
      }
    }),
    tillStore.subscribe(() => {
      const code = tillStore.get()?.alarm?.code ?? null;
      if (code !== null && code !== alarm) note(code, Date.now());
      alarm = code;
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
