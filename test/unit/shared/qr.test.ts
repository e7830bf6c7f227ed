import { BinaryBitmap, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library';
import { expect, test } from 'vitest';
import { encodeQr, QR_QUIET_MODULES, type QrCode } from '../../../shared/qr/qr.ts';

/** What a scanner's decoder makes of the code as it would be printed, some pixels to a module. */
function scan(code: QrCode, pixels = 3): string {
  const side = (code.size + 2 * QR_QUIET_MODULES) * pixels;
  const grey = new Uint8ClampedArray(side * side).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      if (code.dark(Math.floor(x / pixels) - QR_QUIET_MODULES, Math.floor(y / pixels) - QR_QUIET_MODULES)) grey[y * side + x] = 0;
    }
  }
  const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, side, side)));
  return new QRCodeReader().decode(bitmap, new Map([[DecodeHintType.CHARACTER_SET, 'UTF-8'], [DecodeHintType.PURE_BARCODE, true]] as [DecodeHintType, unknown][])).getText();
}

test('a shop’s code is read back', () => {
  for (const text of ['https://qr.alipay.example/fkx00000000000000000000000001', 'A', '港島茶莊 Harbour Tea ☕']) expect(scan(encodeQr(text))).toBe(text);
});

/** ISO/IEC 18004 table 7: bytes each version holds at level M. */
const BYTES = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779, 857, 911, 997, 1_059, 1_125, 1_190, 1_264, 1_370, 1_452, 1_538, 1_628,
  1_722, 1_809, 1_911, 1_989, 2_099, 2_213, 2_331,
];

test('every version is read back, full to its last byte', () => {
  for (const [index, length] of BYTES.entries()) {
    const text = Array.from({ length }, (_, at) => String.fromCharCode(33 + ((at * 7 + length) % 90))).join('');
    const code = encodeQr(text);
    expect(code.size).toBe(21 + index * 4);
    expect(scan(code), `${length} bytes, ${code.size} modules`).toBe(text);
  }
});

test('what no version holds is refused', () => {
  expect(encodeQr('x'.repeat(2_331)).size).toBe(177);
  expect(() => encodeQr('x'.repeat(2_332))).toThrow(RangeError);
});

test('outside the code nothing is dark', () => {
  const code = encodeQr('A');
  expect(code.dark(-1, 0)).toBe(false);
  expect(code.dark(0, code.size)).toBe(false);
  expect(code.dark(code.size, 0)).toBe(false);
  expect(code.size).toBe(21);
});
