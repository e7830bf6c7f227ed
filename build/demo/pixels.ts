import { BinaryBitmap, GlobalHistogramBinarizer, HybridBinarizer, QRCodeReader, RGBLuminanceSource, type Result } from '@zxing/library';
import { PNG } from 'pngjs';

/** Luminance of a PNG, one byte a pixel. */
function luminance(png: PNG): Uint8ClampedArray {
  const { width, height, data } = png;
  const grey = new Uint8ClampedArray(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3);
    grey[at] = (red * 299 + green * 587 + blue * 114) / 1000;
  }
  return grey;
}

/**
 * Reads the QR code in a screenshot, as a phone's camera would, or null when there is none. Tries the whole picture with a global
 * threshold first, which suits rendered screens, then the local one.
 */
export function readQr(pngBytes: Uint8Array): string | null {
  const png = PNG.sync.read(Buffer.from(pngBytes));
  const source = new RGBLuminanceSource(luminance(png), png.width, png.height);
  const reader = new QRCodeReader();
  for (const binarizer of [new GlobalHistogramBinarizer(source), new HybridBinarizer(source)]) {
    try {
      const result: Result = reader.decode(new BinaryBitmap(binarizer));
      return result.getText();
    } catch {
      reader.reset();
    }
  }
  return null;
}
