import { CircleAlert, CircleCheck, Plus, ScanBarcode, Trash2, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { LabelPreview, LabelSettingsView } from '../../../shared/contract/question-views.ts';
import { LABEL_RULES, LABEL_TEMPLATES_MAX, labelsProblem, type LabelTemplate } from '../../../shared/scan/label-template.ts';
import { makeScaleLabel, templateParts } from '../../../shared/scan/scale-label.ts';
import { call } from '../../bridge.ts';
import { nameIn } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { amountText, quantityText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { tell } from '../notices.ts';
import { takeScans } from '../scans.ts';
import { ask, useTill } from '../till.ts';
import { useLabelWords } from './label-words.ts';
import { useSectionKeys } from './section.ts';
import { Choices, Setting } from './Setting.tsx';
import './labels.css';

const SAVE_KEY = 'F12';
/** Weights and prices a label is made of for the example in a row. */
const EXAMPLE = { plu: 123, amountMinor: 1_200, weightGrams: 1_250 } as const;

/** Which labels the shop's scales print, tried out as they are typed. */
export function LabelsPage() {
  const [view, setView] = useState<LabelSettingsView | null>(null);
  useEffect(() => {
    void ask('settings.labels', {}).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  }, []);
  return view === null ? null : <LabelsForm key={JSON.stringify(view)} view={view} onSaved={setView} />;
}

function LabelsForm({ view, onSaved }: { readonly view: LabelSettingsView; readonly onSaved: (view: LabelSettingsView) => void }) {
  const { language } = useWords();
  const words = useLabelWords();
  const { settings } = words.section;
  const [templates, setTemplates] = useState<readonly LabelTemplate[]>(view.templates);
  const [rule, setRule] = useState(view.rule);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { editable } = view;
  const isChanged = rule !== view.rule || JSON.stringify(templates) !== JSON.stringify(view.templates);
  useUnsaved(editable && isChanged);
  const problem = labelsProblem({ templates: [...templates], rule });
  const save = (): void => {
    if (!editable || !isChanged || problem !== null || busy) return;
    setBusy(true);
    void call('settings.saveLabels', { templates: [...templates], rule }).then((answer) => {
      setBusy(false);
      if (!answer.ok) {
        setTrouble(errorWords(answer.error, language).what);
        return;
      }
      tell({ kind: 'good', text: words.saved });
      onSaved(answer.value);
    });
  };
  useSectionKeys((key) => {
    if (key === SAVE_KEY) save();
    return key === SAVE_KEY;
  });
  const change = (id: string, part: Partial<LabelTemplate>): void => { setTemplates(templates.map((template) => (template.id === id ? { ...template, ...part } : template))); };
  const add = (): void => {
    let number = 1;
    while (templates.some(({ id }) => id === `own-${number}`)) number += 1;
    setTemplates([...templates, { id: `own-${number}`, name: words.own(number), pattern: '23PPPPPMMMMMC', amountUnitMinor: 1, weightUnitGrams: 1, isOn: false }]);
  };
  return (
    <div className="setting-list" data-labels="">
      {!editable && <p className="settings-notice"><TriangleAlert size={20} aria-hidden="true" /> <span>{words.readOnly}</span></p>}
      <Setting id="preview" words={settings.preview}><Trial templates={templates} /></Setting>
      <Setting id="rule" words={settings.rule}>
        <Choices label={settings.rule[0] ?? ''} choices={LABEL_RULES} chosen={rule} words={words.rules} disabled={!editable} action="labelRule" onChoose={setRule} />
      </Setting>
      <Setting id="templates" words={settings.templates}>
        <ul className="label-rows">
          {templates.map((template) => (
            <TemplateRow
              key={template.id} template={template} editable={editable} problem={problem !== null && problem.id === template.id ? words.problems[problem.kind] : null} onChange={(part) => { change(template.id, part); }}
              onRemove={() => { setTemplates(templates.filter(({ id }) => id !== template.id)); }}
            />
          ))}
        </ul>
        {trouble !== null && <p className="field-wrong" role="alert"><CircleAlert size={18} aria-hidden="true" /> {trouble}</p>}
        <div className="label-foot">
          <Button icon={<Plus size={18} aria-hidden="true" />} action="addLabel" disabled={!editable || templates.length >= LABEL_TEMPLATES_MAX} onClick={add}>{words.add}</Button>
          <Button look="primary" hint={SAVE_KEY} action="saveLabels" disabled={!editable || !isChanged || problem !== null || busy} onClick={save}>{words.save}</Button>
        </div>
      </Setting>
    </div>
  );
}

interface RowProps {
  readonly template: LabelTemplate;
  readonly editable: boolean;
  readonly problem: string | null;
  readonly onChange: (part: Partial<LabelTemplate>) => void;
  readonly onRemove: () => void;
}

function TemplateRow({ template, editable, problem, onChange, onRemove }: RowProps) {
  const words = useLabelWords();
  const { id, pattern, isOn, amountUnitMinor, weightUnitGrams } = template;
  const name = nameOf(template, words.names);
  const parts = templateParts(pattern);
  const has = (letter: 'M' | 'W' | 'P'): number => parts?.fields.find((field) => field.letter === letter)?.width ?? 0;
  const example = parts === null ? null : makeScaleLabel({ plu: String(EXAMPLE.plu).padStart(has('P'), '0'), amountMinor: has('M') > 0 ? EXAMPLE.amountMinor : null, weightGrams: has('W') > 0 ? EXAMPLE.weightGrams : null }, template);
  return (
    <li className="label-row" data-template={id} data-on={isOn}>
      <label className="label-on"><input type="checkbox" checked={isOn} disabled={!editable} aria-label={`${words.on}: ${name}`} onChange={(event) => { onChange({ isOn: event.target.checked }); }} /></label>
      <label className="field"><span className="field-label">{words.name}</span><input className="input" autoComplete="off" maxLength={60} value={name} disabled={!editable} onChange={(event) => { onChange({ name: event.target.value }); }} /></label>
      <label className="field">
        <span className="field-label">{words.pattern}</span>
        <input className="input figures label-pattern" autoComplete="off" spellCheck={false} maxLength={18} value={pattern} disabled={!editable} aria-invalid={problem !== null} onChange={(event) => { onChange({ pattern: event.target.value.toUpperCase().replace(/[^\dPVMWC]/g, '') }); }} />
      </label>
      {has('M') > 0 ? (
        <label className="field label-amount"><span className="field-label">{words.amountUnit}</span>
          <select className="input" value={amountUnitMinor} disabled={!editable} onChange={(event) => { onChange({ amountUnitMinor: unit([1, 10, 100] as const, event.target.value) }); }}>
            {([1, 10, 100] as const).map((one) => <option key={one} value={one}>{words.amountUnits[one]}</option>)}
          </select>
        </label>
      ) : <span />}
      {has('W') > 0 ? (
        <label className="field label-weight"><span className="field-label">{words.weightUnit}</span>
          <select className="input" value={weightUnitGrams} disabled={!editable} onChange={(event) => { onChange({ weightUnitGrams: unit([1, 10] as const, event.target.value) }); }}>
            {([1, 10] as const).map((one) => <option key={one} value={one}>{words.weightUnits[one]}</option>)}
          </select>
        </label>
      ) : <span />}
      <Button look="quiet" icon={<Trash2 size={18} aria-hidden="true" />} aria-label={`${words.remove}: ${name}`} title={words.remove} disabled={!editable} onClick={onRemove} />
      {problem === null ? example !== null && <p className="label-note field-hint figures">{words.example(example)}</p> : <p className="label-note field-wrong" role="alert"><CircleAlert size={16} aria-hidden="true" /> {problem}</p>}
      {isOn && pattern.length === 18 && <p className="label-note field-hint"><TriangleAlert size={16} aria-hidden="true" /> {words.payment}</p>}
    </li>
  );
}

const unit = <Unit extends number>(units: readonly [Unit, ...Unit[]], text: string): Unit => units.find((one) => String(one) === text) ?? units[0];
const nameOf = ({ id, name }: LabelTemplate, names: Readonly<Record<string, string>>): string => name || (Object.hasOwn(names, id) ? (names[id] ?? id) : id);

/** A label typed or scanned, and what it says by the templates as they stand in the form. */
function Trial({ templates }: { readonly templates: readonly LabelTemplate[] }) {
  const words = useLabelWords();
  const [text, setText] = useState('');
  const [said, setSaid] = useState<{ readonly text: string; readonly preview: LabelPreview } | null>(null);
  const wanted = text.replaceAll(/\D/g, '');
  const asked = JSON.stringify(templates);
  useEffect(() => takeScans(setText), []);
  useEffect(() => {
    if (wanted.length < 12) return undefined;
    let isNewest = true;
    void call('settings.previewLabel', { text: wanted, templates: JSON.parse(asked) as LabelTemplate[] }).then((answer) => {
      if (isNewest && answer.ok) setSaid({ text: wanted, preview: answer.value });
    });
    return () => {
      isNewest = false;
    };
  }, [wanted, asked]);
  return (
    <div className="label-trial">
      <label className="search">
        <ScanBarcode size={20} className="search-icon" aria-hidden="true" />
        <input className="input search-input figures" name="label" inputMode="numeric" autoComplete="off" maxLength={40} value={text} placeholder="2100123012503" aria-label={words.scan} onChange={(event) => { setText(event.target.value); }} />
      </label>
      <div role="status" data-preview={wanted.length < 12 || said?.text !== wanted ? '' : said.preview.kind}>
        {wanted.length < 12 || said?.text !== wanted ? <p className="muted">{words.says.waiting}</p> : <Said preview={said.preview} templates={templates} />}
      </div>
    </div>
  );
}

function Said({ preview, templates }: { readonly preview: LabelPreview; readonly templates: readonly LabelTemplate[] }) {
  const { language } = useWords();
  const words = useLabelWords();
  const currency = useTill((till) => till.shop.currency);
  if (preview.kind !== 'match') return <p className="field-wrong"><CircleAlert size={18} aria-hidden="true" /> {words.says[preview.kind]}</p>;
  const { says } = words;
  const template = templates.find(({ id }) => id === preview.templateId);
  const { found } = preview;
  const facts = [
    [says.by, template === undefined ? preview.templateId : nameOf(template, words.names)], [says.plu, preview.plu], [says.weight, preview.weightGrams === null ? null : `${quantityText(preview.weightGrams)} kg`],
    [says.price, preview.amountMinor === null ? null : amountText(preview.amountMinor, currency)], [says.sells, found === null ? says.none(preview.plu) : nameIn(found.name, language)],
    [says.comesTo, found?.label?.comesToMinor == null ? null : amountText(found.label.comesToMinor, currency)],
  ] as const;
  return (
    <div className="label-said" data-found={found !== null}>
      {found === null ? <TriangleAlert size={20} aria-hidden="true" /> : <CircleCheck size={20} aria-hidden="true" />}
      <dl>
        {facts.map(([name, value]) => (value === null ? null : <div key={name}><dt>{name}</dt><dd className="figures">{value}</dd></div>))}
      </dl>
      {preview.likePayment && <p className="field-hint">{words.payment}</p>}
    </div>
  );
}
