import type { WindowSettings } from '../../../shared/contract/shop-views.ts';
import { SIZES, THEMES, type Size } from '../../../shared/shop/look.ts';
import { LANGUAGE_NAMES, UI_LANGUAGES } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { ask } from '../till.ts';
import { lookStore, putLookInForce } from '../window-settings.ts';
import { Choices, Setting } from './Setting.tsx';
import { useShopWords } from './shop-words.ts';

const SIZE_WORDS = { '100': '100 %', '125': '125 %', '150': '150 %', '200': '200 %' } as const satisfies Record<Size, string>;

/** Language, colours and size of the cashier's window. All change at once. */
export function DisplayPage() {
  const { language } = useWords();
  const { display } = useShopWords();
  const look = useStore(lookStore, (value) => value);
  const save = (change: Partial<Pick<WindowSettings, 'theme' | 'size'>>): void => {
    void ask('settings.saveLook', { ...look, ...change }).then((answer) => {
      if (answer.ok) putLookInForce(answer.value);
    });
  };
  return (
    <div className="setting-list">
      <Setting id="language" words={display.settings.language}>
        <Choices label={display.settings.language[0] ?? ''} choices={UI_LANGUAGES} chosen={language} words={LANGUAGE_NAMES} action="language" langOf={(name) => name} onChoose={(name) => { void ask('till.setLanguage', { language: name }); }} />
      </Setting>
      <Setting id="theme" words={display.settings.theme}>
        <Choices label={display.settings.theme[0] ?? ''} choices={THEMES} chosen={look.theme} words={display.themes} action="theme" onChoose={(theme) => { save({ theme }); }} />
      </Setting>
      <Setting id="size" words={display.settings.size}>
        <Choices label={display.settings.size[0] ?? ''} choices={SIZES} chosen={look.size} words={SIZE_WORDS} action="size" onChoose={(size) => { save({ size }); }} />
      </Setting>
    </div>
  );
}
