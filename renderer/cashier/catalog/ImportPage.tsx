import { CircleAlert, CircleCheck, FileSpreadsheet, FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ImportState, ImportSummary } from '../../../shared/contract/catalog-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { call, follow } from '../../bridge.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ask } from '../till.ts';
import { Columns } from './Columns.tsx';
import { handOver } from './upload.ts';
import { useCatalogWords } from './words.ts';

const KEYS = { choose: 'F2', commit: 'F12', cancel: 'F8' } as const;

/** A table of products, step by step: the file, its columns, what it would do, and then all of it or nothing. */
export function ImportPage({ onBack, onClose }: { readonly onBack: () => void; readonly onClose: () => void }) {
  const t = useCatalogWords();
  const { language } = useWords();
  const [state, setState] = useState<ImportState | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const unfollow = follow('import.changed', setState);
    void call('import.state', {}).then((answer) => {
      if (answer.ok) setState((before) => before ?? answer.value);
    });
    return unfollow;
  }, []);

  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file === undefined) return;
    setError(null);
    void handOver(file).then((trouble) => { setError(trouble); });
  };
  const stop = (): void => {
    setError(null);
    void ask('import.stop', {});
  };
  const commit = (): void => {
    if (state?.kind === 'checked' && state.summary.wrongRows === 0) void ask('import.commit', { importId: state.importId });
  };
  const onKey = (key: string): boolean => {
    if (key === KEYS.choose && (state?.kind === 'idle' || state?.kind === 'failed')) chooser.current?.click();
    else if (key === KEYS.commit && state?.kind === 'checked') commit();
    else if (key === KEYS.cancel && state !== null && state.kind !== 'idle') stop();
    else if (key === 'Enter' && state?.kind === 'done') {
      stop();
      onBack();
    } else return false;
    return true;
  };
  const shownError = error ?? (state?.kind === 'failed' ? state.error : null);
  return (
    <Dialog name="import" title={t.importTitle} width="wide" onBack={onBack} onClose={onClose} onKey={onKey}>
      <div
        className="import" data-over={over} data-import={state?.kind}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => { setOver(false); }}
        onDrop={(event) => { event.preventDefault(); setOver(false); if (state?.kind !== 'writing') take(event.dataTransfer.files); }}
      >
        <input ref={chooser} className="visually-hidden" type="file" accept=".csv,.txt,.tsv,text/csv,text/plain" tabIndex={-1} aria-label={t.choose} onChange={(event) => { take(event.target.files); event.target.value = ''; }} />
        {shownError !== null && (
          <p className="import-trouble" role="alert">
            <CircleAlert size={20} aria-hidden="true" /> <span><strong>{errorWords(shownError, language).what}</strong> {errorWords(shownError, language).press}</span>
          </p>
        )}
        {(state?.kind === 'idle' || state?.kind === 'failed') && (
          <div className="import-drop">
            <FileUp size={40} strokeWidth={1.5} aria-hidden="true" />
            <h3>{t.drop}</h3>
            <p className="muted">{t.dropHint}</p>
            <Button look="primary" hint={KEYS.choose} action="chooseFile" onClick={() => { chooser.current?.click(); }}>{t.choose}</Button>
          </div>
        )}
        {state !== null && state.kind !== 'idle' && state.kind !== 'failed' && (
          <p className="import-file"><FileSpreadsheet size={20} aria-hidden="true" /> <strong className="ellipsis">{state.file}</strong> <span className="muted figures">{sizeText(state.bytes)}</span></p>
        )}
        {state?.kind === 'receiving' && <Progress label={t.receiving} done={state.bytesDone} total={state.bytes} onCancel={stop} />}
        {state?.kind === 'mapping' && <Columns key={`${state.importId} ${state.preview.encoding} ${state.preview.separator}`} importId={state.importId} preview={state.preview} onOther={stop} />}
        {state?.kind === 'checking' && <Progress label={t.checking} note={t.rowsSoFar(count(state.rows))} done={state.bytesDone} total={state.bytes} onCancel={stop} />}
        {state?.kind === 'checked' && <Checked summary={state.summary} onCommit={commit} onColumns={() => { void ask('import.read', { importId: state.importId, encoding: state.preview.encoding, separator: state.preview.separator }); }} onOther={stop} />}
        {state?.kind === 'writing' && <Progress label={t.writing} note={t.writingHint} done={state.rowsDone} total={state.rowsTotal} onCancel={stop} />}
        {state?.kind === 'done' && (
          <section className="import-done">
            <h3><CircleCheck size={24} aria-hidden="true" /> {t.did}</h3>
            <Facts summary={state.summary} />
            <Button look="primary" hint="Enter" action="importFinished" onClick={() => { onKey('Enter'); }}>{t.finish}</Button>
          </section>
        )}
      </div>
    </Dialog>
  );
}

interface ProgressProps {
  readonly label: string;
  readonly note?: string;
  readonly done: number;
  readonly total: number;
  readonly onCancel: () => void;
}

function Progress({ label, note, done, total, onCancel }: ProgressProps) {
  const t = useCatalogWords();
  const percent = total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total));
  return (
    <section className="import-progress">
      <div className="import-progress-words"><strong>{label}</strong><span className="figures">{percent}%</span></div>
      <div className="bar" role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}><div style={{ inlineSize: `${percent}%` }} /></div>
      {note !== undefined && <p className="muted">{note}</p>}
      <Button hint={KEYS.cancel} action="cancelImport" onClick={onCancel}>{t.cancel}</Button>
    </section>
  );
}

function Checked({ summary, onCommit, onColumns, onOther }: { readonly summary: ImportSummary; readonly onCommit: () => void; readonly onColumns: () => void; readonly onOther: () => void }) {
  const t = useCatalogWords();
  const isRight = summary.wrongRows === 0;
  return (
    <section className="import-checked">
      {isRight ? <h3>{t.would}</h3> : <p className="import-trouble" role="alert"><CircleAlert size={20} aria-hidden="true" /> <strong>{t.wrong(count(summary.wrongRows))}</strong></p>}
      {isRight ? <Facts summary={summary} /> : (
        <ol className="import-problems">
          {summary.problems.map(({ line, problem, about, field }) => (
            <li key={`${line} ${field} ${problem} ${about}`}>
              <span className="figures">{t.line(String(line))}</span>
              <span>{t.problems[problem]}</span>
              <span className="muted ellipsis">{about}</span>
            </li>
          ))}
          {summary.wrongRows > summary.problems.length && <li className="muted">{t.moreWrong(count(summary.wrongRows - summary.problems.length))}</li>}
        </ol>
      )}
      <footer className="import-foot">
        <Button hint={KEYS.cancel} action="otherFile" onClick={onOther}>{t.other}</Button>
        <Button action="backToColumns" onClick={onColumns}>{t.toColumns}</Button>
        {isRight && <Button look="primary" hint={KEYS.commit} action="commitImport" onClick={onCommit}>{t.commit(count(summary.rows))}</Button>}
      </footer>
    </section>
  );
}

const FACTS = ['rows', 'added', 'changed', 'unchanged', 'priceChanges', 'archived', 'newCategories'] as const;

function Facts({ summary }: { readonly summary: ImportSummary }) {
  const t = useCatalogWords();
  return (
    <dl className="import-facts">
      {FACTS.filter((fact) => fact === 'rows' || summary[fact] > 0).map((fact) => (
        <div key={fact}><dt className="muted">{t.facts[fact]}</dt><dd className="figures">{count(summary[fact])}</dd></div>
      ))}
    </dl>
  );
}

const count = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
const sizeText = (bytes: number): string => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);
