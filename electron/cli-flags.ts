import { TillError } from '../shared/errors/registry.ts';

/** What a command line says: `--flag VALUE` or `--flag=VALUE`, flags that stand alone, and everything else in its order. */
export interface CliFlags {
  readonly values: ReadonlyMap<string, string>;
  readonly alone: ReadonlySet<string>;
  readonly rest: readonly string[];
}

/** Longer words are not repeated to whoever typed them. */
const FLAG_SHOWN_MAX = 60;

/** Reads the arguments of a command. `valued` and `alone` name the flags it knows, dashes included. Throws CLI_UNKNOWN_FLAG, CLI_BAD_VALUE. */
export function readCliFlags(args: readonly string[], known: { readonly valued: readonly string[]; readonly alone?: readonly string[] }): CliFlags {
  const values = new Map<string, string>();
  const alone = new Set<string>();
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('--')) {
      rest.push(arg);
      continue;
    }
    const [flag = '', inline] = arg.split(/=(.*)/s, 2);
    if (inline === undefined && known.alone?.includes(flag)) {
      alone.add(flag);
      continue;
    }
    if (!known.valued.includes(flag)) throw new TillError('CLI_UNKNOWN_FLAG', { flag: flag.slice(0, FLAG_SHOWN_MAX) });
    if (values.has(flag)) throw badFlag(flag, 'given twice');
    if (inline === undefined) at += 1;
    const value = inline ?? args[at] ?? '';
    if (value === '') throw badFlag(flag, 'needs a value');
    values.set(flag, value);
  }
  return { values, alone, rest };
}

/** A flag, or an argument by its name, that cannot be used as it stands. */
export const badFlag = (flag: string, reason: string): TillError => new TillError('CLI_BAD_VALUE', { flag, reason });

/**
 * What is wrong with a command line, or with the folder it names, in one line that begins with the code; null for an error that the command itself has to find words for.
 */
export function cliWords(error: TillError, usage: string): string | null {
  switch (error.code) {
    case 'CLI_UNKNOWN_FLAG':
      return `${error.code}: unknown flag ${String(error.details['flag'])} (${usage})`;
    case 'CLI_BAD_VALUE':
      return `${error.code}: ${String(error.details['flag'])}: ${String(error.details['reason'])}`;
    case 'JOURNAL_NEWER_SCHEMA':
      return `${error.code}: written by a newer version of the till`;
    case 'JOURNAL_READ_ONLY':
      return `${error.code}: nothing can be written in this folder; copy the journal to one where it can`;
    default:
      return null;
  }
}
