import { THEMES } from '../../../shared/contract/shop-views.ts';
import { LANGUAGE_NAMES, UI_LANGUAGES } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { ask } from '../till.ts';
import { putThemeInForce, themeStore } from '../window-settings.ts';
import { Choices, Setting } from './Setting.tsx';
import { useShopWords } from './shop-words.ts';

/** The language and the colours of the cashier's window. Both change at once. */
export function DisplayPage() {
  const { language } = useWords();
  const { display } = useShopWords();
  const theme = useStore(themeStore, (value) => value);
  return (
    <div className="setting-list">
      <Setting id="language" words={display.settings.language}>
        <Choices label={display.settings.language[0] ?? ''} choices={UI_LANGUAGES} chosen={language} words={LANGUAGE_NAMES} action="language" langOf={(name) => name} onChoose={(name) => { void ask('till.setLanguage', { language: name }); }} />
      </Setting>
      <Setting id="theme" words={display.settings.theme}>
        <Choices
          label={display.settings.theme[0] ?? ''} choices={THEMES} chosen={theme} words={display.themes} action="theme"
          onChoose={(wanted) => {
            void ask('settings.saveTheme', { theme: wanted }).then((answer) => {
              if (answer.ok) putThemeInForce(answer.value.theme);
            });
          }}
        />
      </Setting>
      <p className="muted settings-text">{display.zoom}</p>
    </div>
  );
}
