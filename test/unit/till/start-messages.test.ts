import { expect, test } from 'vitest';
import { startMessage } from '../../../electron/start-messages.ts';
import { ERRORS, TillError, type ErrorCode } from '../../../shared/errors/registry.ts';

test('every code is one line that begins with it', () => {
  for (const code of Object.keys(ERRORS) as ErrorCode[]) {
    const said = startMessage(new TillError(code, { reason: 'two\nlines', seq: 3 }));
    expect(said).toMatch(new RegExp(`^guitai: ${code}\\b.*\\(reason=two lines, seq=3\\)$`));
  }
});

test('what is no TillError is one line too; a full disk is named wherever it was met', () => {
  expect(startMessage(new Error('the browser did not start:\nno such file'))).toBe('guitai: INTERNAL: the browser did not start: no such file');
  expect(startMessage('odd')).toBe('guitai: INTERNAL: odd');
  expect(startMessage(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))).toMatch(/^guitai: JOURNAL_DISK_FULL: the disk is full/);
});
