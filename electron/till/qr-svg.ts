/** White on every side, without which a scanner does not find the code (ISO/IEC 18004 6.3.8). */
const QR_QUIET_MODULES = 4;

/**
 * A QR code for paper at error correction level M, its quiet zone included; one path, so that no printer leaves hairlines between modules. Throws a WriterException
 * when the text is longer than any version holds (2,331 bytes).
 */
export async function qrSvg(text: string, sideMm: number): Promise<string> {
  // Printing is rare and the library is large: a start does not wait for it.
  const { QRCodeEncoder, QRCodeDecoderErrorCorrectionLevel } = await import('@zxing/library');
  const modules = QRCodeEncoder.encode(text, QRCodeDecoderErrorCorrectionLevel.M).getMatrix();
  const size = modules.getWidth();
  const dark = (x: number, y: number): boolean => x < size && modules.get(x, y) === 1;
  const side = size + 2 * QR_QUIET_MODULES;
  let path = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!dark(x, y)) continue;
      let length = 1;
      while (dark(x + length, y)) length += 1;
      path += `M${x + QR_QUIET_MODULES} ${y + QR_QUIET_MODULES}h${length}v1h-${length}z`;
      x += length;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${sideMm}mm" height="${sideMm}mm" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}
