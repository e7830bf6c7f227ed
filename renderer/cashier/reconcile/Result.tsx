import { CircleAlert, CircleCheckBig, FileCheck2, FileDown, FileSpreadsheet, FileX2, RotateCcw, TriangleAlert } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ReconcileResult, ReconcileSet } from '../../../shared/contract/reconcile.ts';
import { CAUSES, OPEN_CAUSES, type Cause, type CauseWeight } from '../../../shared/reconciliation/causes.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { ask } from '../till.ts';
import { again, AGAIN_KEY } from './Failed.tsx';
import { numberText, sentences } from './figures.ts';
import { start } from './hand-over.ts';
import { SetView } from './SetView.tsx';
import { usePageWords, useReconcileWords } from './words.ts';

const FORMATS = ['pdf', 'csv'] as const;
const KEY = { pdf: 'F5', csv: 'F6', minor: 'F2', major: 'F3' } as const;

export interface Chosen {
  readonly setId: string;
  readonly cause: Cause;
}

const keyOf = ({ setId, cause }: Chosen): string => `${setId} ${cause}`;
const isOpenHere = (cause: Cause): boolean => (OPEN_CAUSES as readonly Cause[]).includes(cause);

const weigh = (sets: readonly ReconcileSet[], weight: CauseWeight): number =>
  sets.reduce((sum, set) => sum + set.causes.reduce((of, { cause, count }) => (CAUSES[cause].weight === weight ? of + count : of), 0), 0);

/** What the files say: the verdict first, then what was refused, then each set with its sums and its differences. */
export function Result({ runId, result, recorded }: { readonly runId: string; readonly result: ReconcileResult; readonly recorded: boolean }) {
  const w = usePageWords();
  const words = useReconcileWords();
  const { t } = useWords();
  // What somebody must look after comes first.
  const sets = [...result.sets].sort((a, b) => weigh([b], 'attention') - weigh([a], 'attention') || weigh([b], 'check') - weigh([a], 'check'));
  const causes: readonly Chosen[] = sets.flatMap((set) => set.causes.map(({ cause }) => ({ setId: set.setId, cause })));
  const [index, setIndex] = useState(0);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(causes.filter(({ cause }) => isOpenHere(cause)).map(keyOf)));
  const [path, setPath] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const chosen = causes[index] ?? null;
  const needsUnit = result.refused.some(({ error }) => error.code === 'RECONCILE_UNIT');

  const save = (format: 'pdf' | 'csv'): void => {
    if (busy) return;
    setBusy(true);
    setPath(null);
    void ask('reconcile.export', { runId, format }).then((answer) => {
      setBusy(false);
      if (answer.ok) setPath(answer.value.path);
    });
  };
  const toggle = (about: Chosen): void => {
    const key = keyOf(about);
    setOpen((before) => (before.has(key) ? new Set([...before].filter((other) => other !== key)) : new Set([...before, key])));
  };
  useKeyLayer(LAYER.nested, (key) => {
    const format = FORMATS.find((candidate) => KEY[candidate] === key);
    if (format !== undefined) save(format);
    else if (key === AGAIN_KEY) again();
    else if (needsUnit && (key === KEY.minor || key === KEY.major)) void start(runId, key === KEY.minor ? 'minor' : 'major');
    else if (key === 'ArrowDown' || key === 'ArrowUp') setIndex(Math.max(0, Math.min(causes.length - 1, index + (key === 'ArrowDown' ? 1 : -1))));
    else if (key === 'Enter' && chosen !== null) toggle(chosen);
    else return false;
    return true;
  });
  return (
    <>
      <header className="reconcile-head">
        <Verdict result={result} />
        <div className="reconcile-exports">
          <Button icon={<FileDown size={18} aria-hidden="true" />} hint={KEY.pdf} action="exportPdf" disabled={busy} onClick={() => { save('pdf'); }}>{t.report.exportPdf}</Button>
          <Button icon={<FileSpreadsheet size={18} aria-hidden="true" />} hint={KEY.csv} action="exportCsv" disabled={busy} onClick={() => { save('csv'); }}>{t.report.exportCsv}</Button>
          <Button icon={<RotateCcw size={18} aria-hidden="true" />} hint={AGAIN_KEY} action="reconcileAgain" onClick={again}>{w.again}</Button>
        </div>
      </header>
      {path !== null && <p className="reconcile-note" data-tone="good" role="status" data-saved=""><FileCheck2 size={18} aria-hidden="true" /> {t.report.exported(path)}</p>}
      {!recorded && <p className="reconcile-note" data-tone="wait" data-not-recorded=""><CircleAlert size={18} aria-hidden="true" /> {w.notRecorded}</p>}
      <p className="reconcile-evidence muted">{words.labels.evidence}</p>
      {result.refused.length > 0 && <Refused result={result} />}
      {needsUnit && (
        <div className="reconcile-ways">
          <Button hint={KEY.minor} action="unitMinor" onClick={() => { void start(runId, 'minor'); }}>{w.minor}</Button>
          <Button hint={KEY.major} action="unitMajor" onClick={() => { void start(runId, 'major'); }}>{w.major}</Button>
        </div>
      )}
      {sets.map((set) => <SetView key={set.setId} runId={runId} set={set} chosen={chosen} open={open} onToggle={(cause) => { setIndex(causes.findIndex((each) => each.setId === set.setId && each.cause === cause)); toggle({ setId: set.setId, cause }); }} />)}
    </>
  );
}

function Verdict({ result: { sets, refused } }: { readonly result: ReconcileResult }) {
  const w = usePageWords();
  const attention = weigh(sets, 'attention');
  const check = weigh(sets, 'check');
  const say = (tone: string, icon: ReactNode, text: string): ReactNode => <h3 className="reconcile-verdict" data-tone={tone}>{icon} {text}</h3>;
  if (sets.length === 0) return say('wait', <FileX2 size={28} strokeWidth={1.5} aria-hidden="true" />, w.nothingRead);
  if (attention > 0) return say('risk', <TriangleAlert size={28} strokeWidth={1.5} aria-hidden="true" />, w.attention(numberText(attention)));
  if (check > 0) return say('wait', <CircleAlert size={28} strokeWidth={1.5} aria-hidden="true" />, w.check(numberText(check)));
  return say(refused.length > 0 ? 'wait' : 'good', <CircleCheckBig size={28} strokeWidth={1.5} aria-hidden="true" />, w.agrees);
}

function Refused({ result: { refused } }: { readonly result: ReconcileResult }) {
  const w = usePageWords();
  const words = useReconcileWords();
  const { language } = useWords();
  return (
    <section className="reconcile-refused">
      <h3>{words.labels.refused}</h3>
      <ul>
        {refused.map(({ name, error }) => {
          const say = errorWords(error, language);
          const { line, compared, minorAgree, majorAgree } = error.details;
          const isUnit = error.code === 'RECONCILE_UNIT';
          return (
            <li key={`${name} ${error.code}`} data-refused={error.code}>
              <FileX2 size={18} aria-hidden="true" />
              <span>
                <strong>{name}</strong>{typeof line === 'number' && !isUnit && <span className="muted figures"> · {w.line(numberText(line))}</span>}
                <small>{sentences([say.what, isUnit ? w.unitEvidence(String(compared), String(minorAgree), String(majorAgree)) : '', say.press], language)}</small>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
