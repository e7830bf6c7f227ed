export declare const LANGUAGES: readonly ['en', 'zh-Hans', 'zh-Hant'];
export declare const USAGE: string;

export interface Flags {
  readonly dataDir?: string;
  readonly language?: (typeof LANGUAGES)[number];
  readonly live: boolean;
  readonly serialScanner?: string;
  readonly provisionFile?: string;
  readonly help: boolean;
}

export type ParsedFlags =
  | { readonly ok: true; readonly flags: Flags }
  | { readonly ok: false; readonly code: 'CLI_UNKNOWN_FLAG' | 'CLI_BAD_VALUE'; readonly message: string };

/** Reads the till's own arguments: `--name value` and `--name=value`. The message of a refusal is one line. */
export declare function parseFlags(args: readonly string[]): ParsedFlags;
/** The arguments that parse to these flags (without `--help`). */
export declare function formatFlags(flags: Flags): string[];
