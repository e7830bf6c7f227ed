import { expect, test } from 'vitest';
import { cliWords, readCliFlags } from '../../electron/cli-flags.ts';
import { TillError } from '../../shared/errors/registry.ts';

const KNOWN = { valued: ['--data', '--out'], alone: ['--no-record'] };
function refusal(args: readonly string[]): string {
  try {
    readCliFlags(args, KNOWN);
  } catch (error) {
    if (error instanceof TillError) return cliWords(error, 'usage: x') ?? error.code;
    throw error;
  }
  return 'taken';
}

test('values with and without "=", flags that stand alone, and the rest in its order', () => {
  const { values, alone, rest } = readCliFlags(['a.csv', '--data=/till=1', '--no-record', '--out', '--odd', 'b.csv'], KNOWN);
  expect([...values]).toEqual([['--data', '/till=1'], ['--out', '--odd']]);
  expect([...alone]).toEqual(['--no-record']);
  expect(rest).toEqual(['a.csv', 'b.csv']);
});

test.each([
  [['--else'], 'CLI_UNKNOWN_FLAG: unknown flag --else (usage: x)'],
  [['--no-record=yes'], 'CLI_UNKNOWN_FLAG: unknown flag --no-record (usage: x)'],
  [[`--${'x'.repeat(100)}`], `CLI_UNKNOWN_FLAG: unknown flag --${'x'.repeat(58)} (usage: x)`],
  [['--data', 'a', '--data=b'], 'CLI_BAD_VALUE: --data: given twice'],
  [['--data'], 'CLI_BAD_VALUE: --data: needs a value'],
  [['--data='], 'CLI_BAD_VALUE: --data: needs a value'],
])('%j is refused in words', (args, words) => {
  expect(refusal(args)).toBe(words);
});

test('what only the command itself can explain is left to it', () => {
  expect(cliWords(new TillError('JOURNAL_NEWER_SCHEMA'), '')).toContain('newer version');
  expect(cliWords(new TillError('JOURNAL_LOCKED'), '')).toBeNull();
});
