import type { TwoWords } from './words.ts';

/** One text in Chinese and in English, Chinese first. */
export function Two({ words, zh, en, className = '' }: { readonly words: TwoWords; readonly zh: string; readonly en: string; readonly className?: string }) {
  return (
    <span className={`two ${className}`}>
      <span lang={words.zhLanguage}>{zh}</span>
      <span lang="en" className="two-en">{en}</span>
    </span>
  );
}
