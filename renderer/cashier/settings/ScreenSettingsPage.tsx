import { useEffect, useState } from 'react';
import type { ScreenSettingsView } from '../../../shared/contract/screen-views.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { ask } from '../till.ts';
import { RECEIPT_SETTINGS_WORDS } from './receipt-words.ts';
import { SlidesEditor } from './SlidesEditor.tsx';
import './receipt-settings.css';

const SECONDS_MIN = 3;
const SECONDS_MAX = 600;

interface ScreenForm {
  readonly slides: boolean;
  readonly folder: string;
  readonly seconds: string;
}
const formOf = ({ settings }: ScreenSettingsView): ScreenForm => ({ ...settings, seconds: String(settings.seconds) });

/** Pictures on the customer's screen at rest: which folder, how long each, and what was found there. */
export function ScreenSettingsPage() {
  const { language } = useWords();
  const { screen: words } = RECEIPT_SETTINGS_WORDS[language];
  const [view, setView] = useState<ScreenSettingsView | null>(null);
  const [form, setForm] = useState<ScreenForm | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void ask('settings.screen', {}).then((answer) => {
      if (!answer.ok) return;
      setView(answer.value);
      setForm(formOf(answer.value));
    });
  }, []);
  const isChanged = view !== null && JSON.stringify(form) !== JSON.stringify(formOf(view));
  useUnsaved(isChanged);
  if (view === null || form === null) return null;
  const set = (change: Partial<ScreenForm>): void => {
    setForm({ ...form, ...change });
  };
  const seconds = /^\d{1,3}$/.test(form.seconds) ? Number(form.seconds) : 0;
  const isRight = seconds >= SECONDS_MIN && seconds <= SECONDS_MAX;
  const save = (): void => {
    if (busy || !isChanged || !isRight) return;
    setBusy(true);
    void ask('settings.saveScreen', { slides: form.slides, folder: form.folder.trim(), seconds }).then((answer) => {
      setBusy(false);
      if (!answer.ok) return;
      setView(answer.value);
      setForm(formOf(answer.value));
      tell({ kind: 'good', text: words.saved });
    });
  };
  return (
    <>
      <form className="settings-fields" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <label className="check" data-setting="slides">
          <input type="checkbox" name="slides" checked={form.slides} onChange={(event) => { set({ slides: event.target.checked }); }} />
          <span>
            {words.settings.slides[0]}
            <small className="field-hint">{words.settings.slides[1]}</small>
          </span>
        </label>
        <label className="field" data-wide="true" data-setting="folder">
          <span className="field-label">{words.settings.folder[0]}</span>
          <input className="input" name="folder" autoComplete="off" spellCheck={false} maxLength={1000} value={form.folder} onChange={(event) => { set({ folder: event.target.value }); }} />
          <span className="field-hint">{words.settings.folder[1]}</span>
        </label>
        <label className="field" data-setting="seconds">
          <span className="field-label">{words.settings.seconds[0]}</span>
          <input className="input" name="seconds" inputMode="numeric" autoComplete="off" maxLength={3} value={form.seconds} aria-invalid={!isRight} onChange={(event) => { set({ seconds: event.target.value }); }} />
          <span className="field-hint">{words.settings.seconds[1]}</span>
        </label>
        <footer>
          <Button look="primary" submits disabled={!isChanged || !isRight || busy} action="save-screen">{words.save}</Button>
        </footer>
      </form>
      {view.settings.slides && <SlidesEditor key={view.folder} view={view} onSaved={setView} />}
    </>
  );
}
