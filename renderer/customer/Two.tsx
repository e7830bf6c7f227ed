import type { TwoWords } from './words.ts';

/** One text in Chinese and in English, Chinese first; or in the one language the customer has chosen. */
export function Two({ words, zh, en, className = '' }: { readonly words: TwoWords; readonly zh: string; readonly en: string; readonly className?: string }) {
  if (words.only === 'en') return <span className={`two ${className}`}><span lang="en">{en}</span></span>;
  return (
    <span className={`two ${className}`}>
      <span lang={words.zhLanguage}>{zh}</span>
      {words.only === null && <span lang="en" className="two-en">{en}</span>}
    </span>
  );
}
