import { useEffect, useState } from 'react';
import type { PaperView } from '../../../shared/contract/receipt-views.ts';
import { RECEIPT_COLUMNS, RECEIPT_LANGUAGES, RECEIPT_PARTS, THANKS_CODES, type ReceiptLanguage, type ReceiptSettings } from '../../../shared/receipt/settings.ts';
import { call } from '../../bridge.ts';
import { LANGUAGE_NAMES } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Paper } from '../../ui/receipt/Paper.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { ask } from '../till.ts';
import { RECEIPT_SETTINGS_WORDS, type ReceiptSettingsWords } from './receipt-words.ts';
import './receipt-settings.css';

const LINES_MAX = 6;
const LINE_LENGTH_MAX = 60;

/** How receipts look, with a made-up sale beside it that changes as one types. */
export function ReceiptSettingsPage() {
  const { language } = useWords();
  const { receipt: words } = RECEIPT_SETTINGS_WORDS[language];
  const [stored, setStored] = useState<ReceiptSettings | null>(null);
  const [form, setForm] = useState<ReceiptSettings | null>(null);
  const [sample, setSample] = useState<PaperView | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void ask('settings.receipt', {}).then((answer) => {
      if (!answer.ok) return;
      setStored(answer.value.settings);
      setForm(answer.value.settings);
      setSample(answer.value.sample);
    });
  }, []);
  useEffect(() => {
    if (form === null) return undefined;
    let isNewest = true;
    void call('settings.previewReceipt', form).then((answer) => {
      if (isNewest && answer.ok) setSample(answer.value);
    });
    return () => {
      isNewest = false;
    };
  }, [form]);
  const isChanged = JSON.stringify(form) !== JSON.stringify(stored);
  useUnsaved(isChanged);
  if (form === null) return null;
  const set = (change: Partial<ReceiptSettings>): void => {
    setForm({ ...form, ...change });
  };
  const save = (): void => {
    if (busy || !isChanged) return;
    setBusy(true);
    void ask('settings.saveReceipt', form).then((answer) => {
      setBusy(false);
      if (!answer.ok) return;
      setStored(answer.value.settings);
      setForm(answer.value.settings);
      tell({ kind: 'good', text: words.saved });
    });
  };
  const [first = 'en', second] = form.languages;
  return (
    <div className="receipt-settings">
      <form className="settings-fields" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <fieldset className="field" data-setting="languages">
          <legend className="field-label">{words.settings.languages[0]}</legend>
          <div className="receipt-settings-row">
            <LanguageChoice label={words.first} value={first} others={[]} onChoose={(next) => { if (next !== null) set({ languages: [next, ...(second === undefined || second === next ? [] : [second])] }); }} />
            <LanguageChoice label={words.second} value={second ?? null} others={[first]} none={words.noSecond} onChoose={(next) => { set({ languages: next === null ? [first] : [first, next] }); }} />
          </div>
          <span className="field-hint">{words.settings.languages[1]}</span>
        </fieldset>
        <Lines name="head" words={words} lines={form.head} onLines={(head) => { set({ head }); }} />
        <Lines name="foot" words={words} lines={form.foot} onLines={(foot) => { set({ foot }); }} />
        <label className="field" data-setting="columns">
          <span className="field-label">{words.settings.columns[0]}</span>
          <select className="input" name="columns" value={form.columns} onChange={(event) => { set({ columns: RECEIPT_COLUMNS.find((columns) => columns === Number(event.target.value)) ?? form.columns }); }}>
            {RECEIPT_COLUMNS.map((columns) => <option key={columns} value={columns}>{columns}</option>)}
          </select>
          <span className="field-hint">{words.settings.columns[1]}</span>
        </label>
        <label className="field" data-setting="thanks">
          <span className="field-label">{words.settings.thanks[0]}</span>
          <select className="input" name="thanks" value={form.thanks} onChange={(event) => { set({ thanks: THANKS_CODES.find((code) => code === event.target.value) ?? form.thanks }); }}>
            {THANKS_CODES.map((code) => <option key={code} value={code}>{words.thanks[code]}</option>)}
          </select>
          <span className="field-hint">{words.settings.thanks[1]}</span>
        </label>
        <fieldset className="field" data-wide="true" data-setting="show">
          <legend className="field-label">{words.settings.show[0]}</legend>
          <div className="receipt-settings-parts">
            {RECEIPT_PARTS.map((part) => (
              <label key={part} className="check">
                <input type="checkbox" name={part} checked={form.show[part]} onChange={(event) => { set({ show: { ...form.show, [part]: event.target.checked } }); }} />
                <span>{words.show[part]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <footer>
          <Button look="primary" submits disabled={!isChanged || busy} action="save-receipt">{words.save}</Button>
        </footer>
      </form>
      <aside className="receipt-settings-preview" aria-label={words.preview}>
        <h3>{words.preview}</h3>
        {sample !== null && <Paper blocks={sample.blocks} logo={sample.logo} label={words.preview} />}
      </aside>
    </div>
  );
}

interface LanguageChoiceProps {
  readonly label: string;
  readonly value: ReceiptLanguage | null;
  readonly others: readonly ReceiptLanguage[];
  readonly none?: string;
  readonly onChoose: (language: ReceiptLanguage | null) => void;
}
function LanguageChoice({ label, value, others, none, onChoose }: LanguageChoiceProps) {
  return (
    <label className="field">
      <span className="field-hint">{label}</span>
      <select className="input" value={value ?? ''} onChange={(event) => { onChoose(RECEIPT_LANGUAGES.find((language) => language === event.target.value) ?? null); }}>
        {none !== undefined && <option value="">{none}</option>}
        {RECEIPT_LANGUAGES.filter((language) => !others.includes(language)).map((language) => <option key={language} value={language}>{LANGUAGE_NAMES[language]}</option>)}
      </select>
    </label>
  );
}

interface LinesProps {
  readonly name: 'head' | 'foot';
  readonly words: ReceiptSettingsWords['receipt'];
  readonly lines: readonly string[];
  readonly onLines: (lines: string[]) => void;
}
/** A few lines of free text, one below the other; the last one is always empty, to type another. */
function Lines({ name, words, lines, onLines }: LinesProps) {
  const shown = lines.length < LINES_MAX ? [...lines, ''] : lines;
  return (
    <fieldset className="field" data-wide="true" data-setting={name}>
      <legend className="field-label">{words.settings[name][0]}</legend>
      {shown.map((line, at) => (
        <input
          // oxlint-disable-next-line react/no-array-index-key -- a line is known by its place, and nothing else
          key={at} className="input" name={`${name}-${at}`} aria-label={`${words.settings[name][0]}: ${words.line(at + 1)}`} autoComplete="off" maxLength={LINE_LENGTH_MAX} value={line}
          onChange={(event) => { onLines([...lines.slice(0, at), event.target.value, ...lines.slice(at + 1)]); }}
          onBlur={() => { if (lines.some((one) => one.trim() === '')) onLines(lines.filter((one) => one.trim() !== '')); }}
        />
      ))}
      <span className="field-hint">{words.settings[name][1]}</span>
    </fieldset>
  );
}
