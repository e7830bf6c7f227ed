import { CircleAlert, CircleCheckBig, FileInput, FolderOpen, GraduationCap, UploadCloud } from 'lucide-react';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import type { EarlierReconciliation } from '../../../shared/contract/reconcile.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { tell } from '../notices.ts';
import { ask, useTill } from '../till.ts';
import { daysText, numberText } from './figures.ts';
import { filesOfDrop, filesOfInput, handOver } from './hand-over.ts';
import { usePageWords, useReconcileWords } from './words.ts';

const KEY = { files: 'F5', folder: 'F6', practice: 'F7' } as const;
const EARLIER_MAX = 30;

/** Nothing is being read: where files are dropped or chosen, and what was reconciled before. */
export function Begin() {
  const w = usePageWords();
  const isTraining = useTill((till) => till.world === 'training');
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const take = (chosen: readonly File[]): void => {
    if (chosen.length === 0) tell({ kind: 'good', text: w.noFiles });
    else void handOver(chosen);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void filesOfDrop(event.dataTransfer).then(take, () => { take([]); });
  };
  const choose = (input: HTMLInputElement | null): void => {
    input?.click();
  };
  const practise = (): void => {
    void ask('practice.reconcile', {});
  };
  useKeyLayer(LAYER.nested, (key) => {
    if (key === KEY.files) choose(files.current);
    else if (key === KEY.folder) choose(folder.current);
    else if (key === KEY.practice && isTraining) practise();
    else return false;
    return true;
  });
  const input = { type: 'file', multiple: true, tabIndex: -1, 'aria-hidden': true, className: 'visually-hidden' } as const;
  const onChange = (event: React.ChangeEvent<HTMLInputElement>): void => {
    const chosen = event.target.files === null ? [] : filesOfInput(event.target.files);
    // So that the same files can be chosen again.
    event.target.value = '';
    take(chosen);
  };
  return (
    <>
      <div
        className="reconcile-drop" data-over={over} data-drop=""
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => { setOver(false); }} onDrop={drop}
      >
        <UploadCloud size={40} strokeWidth={1.25} aria-hidden="true" />
        <h3>{w.drop}</h3>
        <p className="muted">{w.dropText}</p>
        <div className="reconcile-ways">
          <Button look="primary" icon={<FileInput size={18} aria-hidden="true" />} hint={KEY.files} action="chooseFiles" onClick={() => { choose(files.current); }}>{w.chooseFiles}</Button>
          <Button icon={<FolderOpen size={18} aria-hidden="true" />} hint={KEY.folder} action="chooseFolder" onClick={() => { choose(folder.current); }}>{w.chooseFolder}</Button>
          {isTraining && <Button icon={<GraduationCap size={18} aria-hidden="true" />} hint={KEY.practice} action="practiceFiles" onClick={practise}>{w.practice}</Button>}
        </div>
        <input ref={files} {...input} data-input="files" onChange={onChange} />
        <input ref={folder} {...input} data-input="folder" onChange={onChange} {...{ webkitdirectory: '' }} />
      </div>
      <Earlier />
    </>
  );
}

function Earlier() {
  const w = usePageWords();
  const words = useReconcileWords();
  const { language } = useWords();
  const [runs, setRuns] = useState<readonly EarlierReconciliation[] | null>(null);
  useEffect(() => {
    void ask('reconcile.earlier', { limit: EARLIER_MAX }).then((answer) => {
      setRuns(answer.ok ? answer.value.runs : []);
    });
  }, []);
  return (
    <section className="reconcile-earlier">
      <h3>{w.earlier}</h3>
      {runs?.length === 0 && <p className="muted">{w.noneEarlier}</p>}
      <ul>
        {runs?.map((run) => (
          <li key={run.seq} className="reconcile-run" data-earlier={run.seq}>
            <span className="reconcile-run-main">
              <strong>{words.kinds[run.kind]}</strong> <span className="figures">{daysText(run.days)}</span>
              <small className="muted ellipsis">{run.names.join(' · ')}</small>
            </span>
            <span className="muted figures">{w.records(numberText(run.records))}</span>
            <span className="muted figures">{dateTimeText(run.atMs, language)}</span>
            <Standing attention={run.attention} check={run.check} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Standing({ attention, check }: { readonly attention: number; readonly check: number }) {
  const w = usePageWords();
  if (attention > 0) return <span className="badge badge-risk figures"><CircleAlert size={14} aria-hidden="true" /> {numberText(attention + check)}</span>;
  if (check > 0) return <span className="badge badge-wait figures"><CircleAlert size={14} aria-hidden="true" /> {numberText(check)}</span>;
  return <span className="badge reconcile-fine"><CircleCheckBig size={14} aria-hidden="true" /> {w.fine}</span>;
}
