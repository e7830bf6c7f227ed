import { useSyncExternalStore } from 'react';

/** A value that windows follow. `set` keeps what did not change (see `share`), so a reader of one part is not disturbed by another. */
export interface Store<T> {
  readonly get: () => T;
  readonly set: (next: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Structural sharing: the parts of `next` that equal the same part of `previous` are replaced by the previous objects. Every
 * snapshot crosses the process border as a fresh copy; with this, a line that did not change is the same object as before and its
 * row does not render again.
 */
export function share<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next;
  if (typeof previous !== 'object' || typeof next !== 'object' || previous === null || next === null) return next;
  if (Array.isArray(next)) {
    if (!Array.isArray(previous)) return next;
    const parts = next.map((part: unknown, index) => share(previous[index], part));
    const same = previous.length === parts.length && parts.every((part, index) => Object.is(part, previous[index]));
    return (same ? previous : parts) as T;
  }
  if (Array.isArray(previous)) return next;
  const before = previous as Record<string, unknown>;
  const entries = Object.entries(next).map(([key, part]) => [key, share(before[key], part)] as const);
  const same = entries.length === Object.keys(before).length && entries.every(([key, part]) => key in before && Object.is(part, before[key]));
  return (same ? previous : Object.fromEntries(entries)) as T;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      const shared = share(value, next);
      if (Object.is(shared, value)) return;
      value = shared;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Reads one part of a store; the component renders again only when that part changes. `select` must not build new objects. */
export function useStore<T, Part>(store: Store<T>, select: (value: T) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

/** Newest revision wins: an answer to a question asked earlier must not overwrite a later event. */
export const isNewer = (current: { readonly revision: number } | null, next: { readonly revision: number }): boolean =>
  current === null || next.revision > current.revision;
