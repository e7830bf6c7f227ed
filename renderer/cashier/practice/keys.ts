/**
 * Keys of the practice panel while it is open; it stands beside the sale, which keeps its own. No action is on such a key and no shop can put
 * one there (keys/overrides.ts); a test proves both.
 */
export const PRACTICE_KEYS = { next: 'ArrowRight', holdOut: 'Alt+1', scan: 'Alt+2', pay: 'Alt+3', more: 'Alt+4' } as const;
