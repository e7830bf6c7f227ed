import { createRequire } from 'node:module';
import type * as PinyinPro from 'pinyin-pro';

const require = createRequire(import.meta.url);
let pinyinPro: typeof PinyinPro | null = null;

/**
 * Pinyin of a run of Chinese characters, one toneless syllable each, with `v` for ü; other characters stay as they are. The dictionary takes
 * 30 ms to load and is needed only to store products, so it is loaded at the first use and never while the till starts.
 */
export function syllablesOf(run: string): readonly string[] {
  // The package's own types describe what require gives.
  pinyinPro ??= require('pinyin-pro') as typeof PinyinPro;
  return pinyinPro.pinyin(run, { toneType: 'none', type: 'array', v: true });
}
