import { useWords } from '../i18n/i18n.tsx';
import type { Dictionary } from '../i18n/dictionary.ts';

const isNamed = (name: string, names: Dictionary['key']): name is keyof Dictionary['key'] => Object.hasOwn(names, name);

/** A key's name as printed on keyboards: "Esc" for Escape, "↑" for ArrowUp. */
export function keyLabel(name: string, t: Dictionary): string {
  return isNamed(name, t.key) ? t.key[name] : name;
}

/** The key hint on a control: a small-caps chip. Not read out, since `aria-keyshortcuts` says it. */
export function Key({ name }: { readonly name: string }) {
  const { t } = useWords();
  if (name === '') return null;
  const label = keyLabel(name, t);
  const isGlyph = !/^[A-Za-z]{2,}$/.test(label);
  return (
    <kbd className={isGlyph ? 'key key-glyph' : 'key'} aria-hidden="true">
      {label}
    </kbd>
  );
}
