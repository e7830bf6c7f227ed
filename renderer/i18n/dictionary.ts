import type { ErrorCode } from '../../shared/errors/registry.ts';
import type { en } from './en.ts';

/** What another language must give for these English words: literals widen to string, functions and lists keep their form. */
export type Translated<T> = T extends string ? string : T extends (...parameters: never[]) => string ? T : T extends readonly string[] ? readonly string[] : { readonly [Key in keyof T]: Translated<T[Key]> };

export type Dictionary = Translated<typeof en>;

/**
 * One error in the cashier's voice. `what` may quote a detail: `detail('field')` gives " (field name)" in the language's own
 * brackets, or '' when the detail is absent.
 */
export interface ErrorText {
  readonly what: (detail: (key: string) => string) => string;
  readonly press: string;
}

/** Every code of the registry, no more, no fewer. */
export type ErrorTexts = { readonly [Code in ErrorCode]: ErrorText };
