/** Keys of the practice panel while it is open; it stands beside the sale, which keeps its own. */
export const PRACTICE_KEYS = { next: 'ArrowRight', holdOut: 'Alt+O', scan: 'Alt+Q', pay: 'Alt+Y', more: 'Alt+X' } as const;
