import { expect, test } from 'vitest';
import { formatFlags, parseFlags } from '../../../build/flags.mjs';

test('no flags is training with the defaults', () => {
  expect(parseFlags([])).toEqual({ ok: true, flags: { live: false, help: false } });
});

test.each([
  [['--data', '/d', '--lang', 'zh-Hant', '--live', '--serial-scanner', '/dev/ttyS0', '--provision', 'shop.json'], { dataDir: '/d', language: 'zh-Hant', live: true, help: false, serialScanner: '/dev/ttyS0', provisionFile: 'shop.json' }],
  [['--data=/a=b', '--lang=en'], { dataDir: '/a=b', language: 'en', live: false, help: false }],
  [['--help'], { live: false, help: true }],
])('%j', (args, flags) => {
  const parsed = parseFlags(args);
  expect(parsed).toEqual({ ok: true, flags });
  if (parsed.ok && !parsed.flags.help) expect(parseFlags(formatFlags(parsed.flags))).toEqual(parsed);
});

test.each([
  [['--frob'], 'CLI_UNKNOWN_FLAG', 'unknown flag: --frob'],
  [['shop'], 'CLI_UNKNOWN_FLAG', 'unknown flag: shop'],
  [['--live=yes'], 'CLI_UNKNOWN_FLAG', 'unknown flag: --live=yes'],
  [['--toString'], 'CLI_UNKNOWN_FLAG', 'unknown flag: --toString'],
  [['--data'], 'CLI_BAD_VALUE', '--data needs a value'],
  [['--data', '--live'], 'CLI_BAD_VALUE', '--data needs a value'],
  [['--data='], 'CLI_BAD_VALUE', '--data needs a value'],
  [['--lang', 'fr'], 'CLI_BAD_VALUE', '--lang must be one of en, zh-Hans, zh-Hant, not fr'],
  [['--live', '--live'], 'CLI_BAD_VALUE', '--live is given twice'],
])('%j is refused in one line', (args, code, message) => {
  const parsed = parseFlags(args);
  expect(parsed).toEqual({ ok: false, code, message: expect.stringContaining(message) });
  if (!parsed.ok) expect(parsed.message).not.toContain('\n');
});
