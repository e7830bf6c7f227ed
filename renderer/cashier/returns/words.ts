import type { ReturnFace } from './look.ts';
import type { ReturnWords } from './return-words.ts';

/** The sentence under a state. */
export function faceText(face: ReturnFace, isCashOnly: boolean, { refund: { text } }: ReturnWords): string {
  if (face === 'completed' || face === 'voided') return isCashOnly ? text.completedCash : text.completedWallet;
  return text[face];
}
