import 'react';

declare module 'react' {
  interface CSSProperties {
    /** A category's colour, mixed with the theme's surface by the style sheet. */
    '--tint'?: string;
    /** Number of characters of an amount, from which the style sheet works out how large it may be. */
    '--length'?: number;
  }
}
