import { open } from 'node:fs/promises';

/** Why a picture file cannot be shown. */
export const PICTURE_PROBLEMS = ['unreadable', 'empty', 'tooLarge', 'notAPicture', 'tooManyPixels', 'broken'] as const;
export type PictureProblem = (typeof PICTURE_PROBLEMS)[number];

export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';
export interface Picture {
  readonly type: PictureType;
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A picture a browser unpacks takes four bytes a pixel: 8192 squared would be 256 MB. */
const PIXELS_MAX = 24_000_000;
const SIDE_PIXELS_MAX = 8_192;

/** Reads a picture of at most `bytesMax` bytes, and looks into it: what it is does not depend on what its name says. */
export async function readPicture(path: string, bytesMax: number): Promise<Picture | PictureProblem> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > bytesMax) return 'tooLarge';
      if (size === 0) return 'empty';
      const buffer = new Uint8Array(size);
      const { bytesRead } = await file.read(buffer, 0, size, 0);
      bytes = buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return 'unreadable';
  }
  return lookInto(bytes);
}

/** What a picture is, and how large. PNG, JPEG and WebP only; cut-off ones are broken. */
export function lookInto(bytes: Uint8Array<ArrayBuffer>): Picture | PictureProblem {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = png(bytes, view) ?? jpeg(bytes, view) ?? webp(bytes, view);
  if (found === null) return 'notAPicture';
  if (found === 'broken') return found;
  const { widthPixels, heightPixels } = found;
  if (widthPixels === 0 || heightPixels === 0) return 'broken';
  if (widthPixels > SIDE_PIXELS_MAX || heightPixels > SIDE_PIXELS_MAX || widthPixels * heightPixels > PIXELS_MAX) return 'tooManyPixels';
  return { ...found, bytes };
}

type Seen = Omit<Picture, 'bytes'> | 'broken' | null;
const textAt = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));

function png(bytes: Uint8Array, view: DataView): Seen {
  if (textAt(bytes, 0, 8) !== '\u0089PNG\r\n\u001a\n') return null;
  if (bytes.length < 45 || textAt(bytes, 12, 4) !== 'IHDR' || textAt(bytes, bytes.length - 8, 4) !== 'IEND') return 'broken';
  return { type: 'image/png', widthPixels: view.getUint32(16), heightPixels: view.getUint32(20) };
}

/** The frame header says the size; segments before it are skipped by their lengths. */
function jpeg(bytes: Uint8Array, view: DataView): Seen {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  // Cameras may add something behind the end, but never as much as a picture's worth.
  if (!bytes.subarray(-4096).some((byte, at, tail) => byte === 0xff && tail[at + 1] === 0xd9)) return 'broken';
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return 'broken';
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { type: 'image/jpeg', heightPixels: view.getUint16(at + 5), widthPixels: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return 'broken';
}

function webp(bytes: Uint8Array, view: DataView): Seen {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return null;
  if (bytes.length < 30 || view.getUint32(4, true) + 8 > bytes.length) return 'broken';
  const size = (widthPixels: number, heightPixels: number): Seen => ({ type: 'image/webp', widthPixels, heightPixels });
  switch (textAt(bytes, 12, 4)) {
    case 'VP8 ':
      return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
    case 'VP8L':
      return size((view.getUint32(21, true) & 0x3fff) + 1, ((view.getUint32(21, true) >>> 14) & 0x3fff) + 1);
    case 'VP8X':
      return size((view.getUint32(23, true) >>> 8) + 1, (view.getUint16(27, true) | ((bytes[29] ?? 0) << 16)) + 1);
    default:
      return 'broken';
  }
}
