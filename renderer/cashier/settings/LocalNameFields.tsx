import { NAME_MAX, type NameTyped } from '../../../shared/shop/shop-rules.ts';
import { useShopWords } from './shop-words.ts';

const PARTS = [['en', 'en'], ['zhHans', 'zh-Hans'], ['zhHant', 'zh-Hant']] as const satisfies readonly (readonly [keyof NameTyped, string])[];

interface LocalNameProps {
  readonly name: string;
  readonly label: string;
  readonly value: NameTyped;
  readonly disabled?: boolean;
  readonly isWrong?: boolean;
  readonly onChange: (value: NameTyped) => void;
}

/** A name in the three languages of the screens, one field each. */
export function LocalNameFields({ name, label, value, disabled = false, isWrong = false, onChange }: LocalNameProps) {
  const { languages } = useShopWords();
  return (
    <div className="local-name" role="group" aria-label={label}>
      {PARTS.map(([part, lang]) => (
        <label className="field" key={part}>
          <span className="field-label">{languages[part]}</span>
          <input
            className="input" name={`${name}-${part}`} lang={lang} autoComplete="off" spellCheck={false} maxLength={NAME_MAX} disabled={disabled} aria-invalid={isWrong} value={value[part]}
            onChange={(event) => { onChange({ ...value, [part]: event.target.value }); }}
          />
        </label>
      ))}
    </div>
  );
}
