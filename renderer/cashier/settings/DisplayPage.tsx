import { LANGUAGE_NAMES, UI_LANGUAGES } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { ask } from '../till.ts';
import { useSettingsWords } from './words.ts';

/** The language of the cashier's screens. */
export function DisplayPage() {
  const { language } = useWords();
  const words = useSettingsWords();
  return (
    <div data-setting="language">
      <h3>{words.language}</h3>
      <div className="settings-languages" role="group" aria-label={words.language}>
        {UI_LANGUAGES.map((name) => (
          <Button key={name} lang={name} look={name === language ? 'primary' : 'plain'} aria-pressed={name === language} onClick={() => { void ask('till.setLanguage', { language: name }); }}>
            {LANGUAGE_NAMES[name]}
          </Button>
        ))}
      </div>
    </div>
  );
}
