import { expect, test } from 'vitest';
import { codeKey } from '../../../shared/catalog/code-key.ts';

test.each([
  ['6901234567892', '06901234567892'],
  ['036000291452', '00036000291452'],
  ['0036000291452', '00036000291452'],
  ['96385074', '00000096385074'],
  ['01234505', '00012000003455'],
  ['0306406152', '09780306406157'],
  ['15400141288763', '15400141288763'],
])('%s is looked up as %s', (printed, key) => expect(codeKey(printed)).toBe(key));

test.each(['6901234567893', '12345', 'TEA-12', '12345678', ''])('%s is a code of the shop\'s own and stays as it is', (code) => expect(codeKey(code)).toBe(code));
