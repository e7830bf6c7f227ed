/** How the cashier's window can look: its colours, and how large it is drawn, percent. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const SIZES = ['100', '125', '150', '200'] as const;
export type Size = (typeof SIZES)[number];
