import type { ReactNode } from 'react';

/** One thing in the list of what needs somebody: arrows choose it, and the chosen one has the keys. */
export interface AttentionRow {
  readonly id: string;
  readonly draw: (chosen: boolean) => ReactNode;
  /** True when it took the key. */
  readonly onKey: (key: string) => boolean;
}
