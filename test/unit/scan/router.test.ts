import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ERRORS } from '../../../shared/errors/registry.ts';
import { minor } from '../../../shared/money.ts';
import { mod10CheckDigit } from '../../../shared/scan/check-digit.ts';
import { mayBePaymentCode } from '../../../shared/scan/payment-code.ts';
import { errorOfUnknownScan, routeScan, ITF_LENGTHS_DEFAULT, SCAN_LENGTH_MAX } from '../../../shared/scan/router.ts';
import type { CatalogKey, ScanContext, ScanInput, ScanRoute } from '../../../shared/scan/router.ts';
import { SCALE_PRESETS } from '../../../shared/scan/scale-label.ts';

const CATALOG: Readonly<Record<string, string>> = {
  'gtin14:06901234567892': 'milk-tea', 'gtin14:00000073513537': 'gum', 'gtin14:00036000291452': 'tissues', 'gtin14:10614141000019': 'case',
  'gtin14:00042100005264': 'cereal', 'gtin14:09771469123005': 'weekly', 'gtin14:09506000134352': 'cheese',
  'code:42': 'egg-tart', 'code:HT-0042': 'gift-box', 'code:281111111111111111': 'own-label',
  'scalePlu:ean13Weight21/00123': 'loose-tea', 'scalePlu:code128Both26/00123': 'loose-tea',
};
const keyText = (key: CatalogKey): string =>
  key.by === 'gtin14' ? `gtin14:${key.gtin14}` : key.by === 'code' ? `code:${key.code}` : `scalePlu:${key.templateId}/${key.plu}`;

const context = (changes: Partial<ScanContext> = {}): ScanContext => ({
  state: 'selling',
  totalDueMinor: minor(1250),
  lookup: (key) => CATALOG[keyText(key)] ?? null,
  scaleTemplates: [SCALE_PRESETS.ean13Weight21, SCALE_PRESETS.code128Both26],
  itfLengths: ITF_LENGTHS_DEFAULT,
  ...changes,
});
const route = (text: string, changes: Partial<ScanContext> = {}, input: Partial<ScanInput> = {}): ScanRoute =>
  routeScan({ text, source: 'wedge', ...input }, context(changes));
const brief = (found: ScanRoute): string => {
  switch (found.kind) {
    case 'product': case 'scaleLabel': return `${found.kind} ${found.productId}`;
    case 'paymentCode': return `${found.kind} ${found.wallet} ${found.standing}`;
    case 'receipt': return `${found.kind} ${found.code.till} ${found.code.receiptNo}`;
    case 'unknown': return `${found.kind} ${found.reason}`;
  }
};

const ALIPAY = '281234567890123456';
/** 18 digits, valid check digit, prefix 26: a label of the shop's scale and the shape of an Alipay code. */
const LABEL_18 = ((body: string) => body + mod10CheckDigit(body))('26001230125000999');
const UNKNOWN_LABEL_18 = ((body: string) => body + mod10CheckDigit(body))('26009990125000999');

describe('selling', () => {
  test.each([
    ['6901234567892', 'product milk-tea'],
    ['\x02]E06901234567892\r\n', 'product milk-tea'],
    [']E00036000291452', 'product tissues'],
    ['036000291452', 'product tissues'],
    [']E473513537', 'product gum'],
    ['73513537', 'product gum'],
    [']E004252614', 'product cereal'],
    ['425261', 'product cereal'],
    [']E3977146912300507', 'product weekly'],
    [']C06901234567892', 'product milk-tea'],
    [']C0HT-0042', 'product gift-box'],
    [']C0RT0100000042', 'receipt T01 42'],
    ['rt0100000042', 'receipt T01 42'],
    [']E0RT0100000042', 'unknown wrongLength'],
    [']I110614141000019', 'product case'],
    [']I31061414100001', 'product case'],
    [']C1010950600013435210ABC\x1d17261231', 'product cheese'],
    ['\x1d010950600013435210ABC\x1d17261231', 'product cheese'],
    [']e00109506000134352', 'product cheese'],
    ['0109506000134352', 'product cheese'],
    [']Q1https://id.gs1.org/01/09506000134352/10/ABC', 'product cheese'],
    ['2100123012503', 'scaleLabel loose-tea'],
    [LABEL_18, 'scaleLabel loose-tea'],
    [`]C0${LABEL_18}`, 'scaleLabel loose-tea'],
    [UNKNOWN_LABEL_18, 'paymentCode alipay offer'],
    [ALIPAY, 'paymentCode alipay offer'],
    [`]C0${ALIPAY}`, 'paymentCode alipay offer'],
    [`]Q0${ALIPAY}`, 'paymentCode alipay offer'],
    ['134567890123456789', 'paymentCode wechat offer'],
    ['6212345678901234567', 'paymentCode unionpay offer'],
    ['0112345678901234567', 'paymentCode ecny offer'],
    ['281111111111111111', 'product own-label'],
    ['6901234567893', 'unknown badCheckDigit'],
    [']E06901234567893', 'unknown badCheckDigit'],
    [']E0690123456789', 'unknown badCheckDigit'],
    [']E069012345678', 'unknown wrongLength'],
    [']E212345', 'unknown addOnAlone'],
    [']I1123456', 'unknown wrongLength'],
    [']I110614141000018', 'unknown badCheckDigit'],
    [']C1010950600013435310ABC', 'unknown gs1Malformed'],
    [']C10106901234567893', 'unknown gs1Malformed'],
    ['0109506000134352\x1dzz', 'unknown gs1Malformed'],
    ['2100999012508', 'unknown scaleArticleUnknown'],
    ['5901234123457', 'unknown notFound'],
    ['nonsense', 'unknown notFound'],
    ['', 'unknown empty'],
    [' \r\n', 'unknown empty'],
    ['690\x00123', 'unknown controlCharacters'],
    ['x'.repeat(SCAN_LENGTH_MAX + 1), 'unknown tooLong'],
  ])('%j is %s', (text, expected) => {
    expect(brief(route(text))).toBe(expected);
  });

  test('a scale label carries its weight', () => {
    expect(route('2100123012503')).toMatchObject({ label: { plu: '00123', weightGrams: 1250, amountMinor: null } });
    expect(route(LABEL_18)).toMatchObject({ label: { plu: '00123', weightGrams: 999, amountMinor: 1250 } });
  });

  test('what matched and what came along is told', () => {
    expect(route(']E3977146912300507')).toMatchObject({ addOn: '07', symbology: 'eanUpcAddOn', matched: { by: 'gtin14', gtin14: '09771469123005' } });
    expect(route(']C1010950600013435210ABC\x1d17261231')).toMatchObject({ elements: [{ ai: '01' }, { ai: '10', value: 'ABC' }, { ai: '17', value: '261231' }] });
  });

  test('EAN-8 and UPC-E for two articles: no guess; for one article: that one', () => {
    const two: Readonly<Record<string, string>> = { 'gtin14:00000001234596': 'mints', 'gtin14:00012345000096': 'soup' };
    const lookup = (key: CatalogKey): string | null => two[keyText(key)] ?? null;
    expect(brief(route('01234596', { lookup }))).toBe('unknown ambiguous');
    expect(brief(route(']E401234596', { lookup }))).toBe('product mints');
    expect(brief(route(']E001234596', { lookup }))).toBe('product soup');
    expect(brief(route('01234596', { lookup: (key) => (keyText(key) === 'gtin14:00012345000096' ? 'soup' : null) }))).toBe('product soup');
  });

  test('typed: exact numbers of the shop first, fragments are not called misread, no AIM is looked for', () => {
    expect(brief(route('42', {}, { source: 'typed' }))).toBe('product egg-tart');
    expect(brief(route('6901234567892', {}, { source: 'typed' }))).toBe('product milk-tea');
    expect(brief(route('69012345', {}, { source: 'typed' }))).toBe('unknown notFound');
    expect(brief(route(']E06901234567892', {}, { source: 'typed' }))).toBe('unknown notFound');
    expect(brief(route('425261', { lookup: (key) => (key.by === 'code' ? 'plu' : 'upc') }, { source: 'typed' }))).toBe('product plu');
  });

  test('an AIM given apart is used and the data is not stripped again', () => {
    expect(brief(route('6901234567892', {}, { source: 'serial', aim: ']E0' }))).toBe('product milk-tea');
    expect(brief(route(']E06901234567892', {}, { source: 'serial', aim: ']Q1' }))).toBe('unknown notFound');
  });
});

describe('payment', () => {
  test('while a payment is awaited the wallet wins over a scale label of the same digits', () => {
    expect(brief(route(LABEL_18, { state: 'awaitingPayment' }))).toBe('paymentCode alipay charge');
    expect(brief(route('281111111111111111', { state: 'awaitingPayment' }))).toBe('paymentCode alipay charge');
    expect(brief(route(ALIPAY, { state: 'awaitingPayment' }, { source: 'typed' }))).toBe('paymentCode alipay charge');
    expect(brief(route('6901234567892', { state: 'awaitingPayment' }))).toBe('product milk-tea');
  });

  test('a symbology that only goods carry is never a payment code', () => {
    expect(route(`]C1${ALIPAY}`, { state: 'awaitingPayment' }).kind).toBe('unknown');
    expect(route(`]I1${ALIPAY}`, { state: 'awaitingPayment' }).kind).toBe('unknown');
  });

  test('nothing due is said, not charged', () => {
    for (const state of ['selling', 'awaitingPayment'] as const) {
      expect(route(ALIPAY, { state, totalDueMinor: minor(0) })).toMatchObject({ kind: 'paymentCode', standing: 'nothingDue' });
    }
  });

  test('a tile is never a payment code', () => {
    expect(route(ALIPAY, { state: 'awaitingPayment' }, { source: 'tile' }).kind).toBe('unknown');
  });

  test('locked: nothing is routed, and a payment code is masked', () => {
    expect(route(ALIPAY, { state: 'locked' })).toEqual({ kind: 'unknown', reason: 'locked', text: '281234…(18)' });
    expect(route('6901234567892', { state: 'locked' })).toEqual({ kind: 'unknown', reason: 'locked', text: '6901234567892' });
  });
});

describe('properties', () => {
  const anySource = fc.constantFrom('wedge', 'serial', 'hid', 'camera', 'typed', 'tile');
  const anyState = fc.constantFrom('selling', 'awaitingPayment', 'locked');
  const anyAim = fc.constantFrom(undefined, ']E0', ']C0', ']C1', ']Q0', ']Q3', ']I1', ']X0', ']e0', ']E3', ']zz');
  const alipayCode = fc.stringMatching(/^(?:2[5-9]|30)\d{14,22}$/);
  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{1,24}$/), alipayCode, fc.string({ unit: fc.constantFrom(...'01390\x1d]ECQ') }));

  test('never throws, and an unknown text never shows a possible payment code', () => {
    fc.assert(fc.property(anyText, anySource, anyState, anyAim, (text, source, state, aim) => {
      const found = routeScan({ text, source, aim }, context({ state, lookup: () => null }));
      if (found.kind === 'unknown') {
        expect(ERRORS).toHaveProperty(errorOfUnknownScan(found.reason));
        // Only a symbology that never carries a payment code may leave long digits unmasked.
        if (aim === undefined && !text.includes(']')) expect(mayBePaymentCode(found.text)).toBe(false);
      }
    }), { numRuns: 2000 });
  });

  test('selling: what the lookup knows under any key is never a payment code', () => {
    fc.assert(fc.property(alipayCode, fc.constantFrom(undefined, ']C0', ']Q0'), (text, aim) => {
      const known = routeScan({ text, source: 'serial', aim }, context({ lookup: () => 'known' }));
      expect(known.kind).not.toBe('paymentCode');
    }));
  });

  test('awaiting payment: Alipay-shaped Code 128, 2D or unnamed code is never a product', () => {
    fc.assert(fc.property(alipayCode, fc.constantFrom(undefined, ']C0', ']Q0', ']Q1', ']d1', ']z0', ']L0'), (text, aim) => {
      const found = routeScan({ text, source: 'serial', aim }, context({ state: 'awaitingPayment', lookup: () => 'known' }));
      expect(found).toEqual({ kind: 'paymentCode', wallet: 'alipay', code: text, standing: 'charge' });
    }));
  });

  test('locked: never anything but unknown', () => {
    fc.assert(fc.property(anyText, anySource, (text, source) => {
      expect(routeScan({ text, source }, context({ state: 'locked', lookup: () => 'known' })).kind).toBe('unknown');
    }));
  });
});
