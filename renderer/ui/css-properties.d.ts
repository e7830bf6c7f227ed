import 'react';

declare module 'react' {
  interface CSSProperties {
    /** A category's colour, mixed with the theme's surface by the style sheet. */
    '--tint'?: string;
  }
}
