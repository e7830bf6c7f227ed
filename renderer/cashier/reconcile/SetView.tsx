import { ChevronDown, ChevronRight, CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { ReconcileSet, ReconcileTotals } from '../../../shared/contract/reconcile.ts';
import { CAUSES, type Cause, type CauseWeight } from '../../../shared/reconciliation/causes.ts';
import { unitText } from '../../../shared/reconciliation/words.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { keepFocus } from '../../ui/Button.tsx';
import { Key } from '../../ui/Key.tsx';
import { Differences } from './Differences.tsx';
import { daysText, numberText, sentences } from './figures.ts';
import type { Chosen } from './Result.tsx';
import { usePageWords, useReconcileWords } from './words.ts';

interface SetProps {
  readonly runId: string;
  readonly set: ReconcileSet;
  readonly chosen: Chosen | null;
  readonly open: ReadonlySet<string>;
  readonly onToggle: (cause: Cause) => void;
}

/** Files that were looked at together. */
export function SetView({ runId, set, chosen, open, onToggle }: SetProps) {
  const w = usePageWords();
  const words = useReconcileWords();
  const { language } = useWords();
  const { labels } = words;
  const facts = [words.completeness[set.completeness], unitText(words, set.unit), ...(set.settledIs === null ? [] : [words.settledIs[set.settledIs]])];
  return (
    <section className="reconcile-set" data-set={set.kind}>
      <header>
        <h3>{words.kinds[set.kind]} <span className="figures">{daysText(set.days)}</span></h3>
        <span className="muted figures">
          {w.records(numberText(set.records))} · {labels.matched} {numberText(set.matched)}
          {set.causes.length === 0 && <> · {labels.none}</>}
          {set.otherTill.count > 0 && <> · {labels.otherTill} {numberText(set.otherTill.count)}</>}
        </span>
      </header>
      {set.otherMerchant && <p className="reconcile-note" data-tone="wait"><CircleAlert size={18} aria-hidden="true" /> {labels.otherMerchant}: {set.merchant}</p>}
      {set.partMissing && <p className="reconcile-note" data-tone="wait"><CircleAlert size={18} aria-hidden="true" /> {labels.partMissing}</p>}
      {set.causes.length > 0 && (
        <ul className="reconcile-causes" aria-label={labels.differences}>
          {set.causes.map(({ cause, count }) => {
            const isOpen = open.has(`${set.setId} ${cause}`);
            const isChosen = chosen?.setId === set.setId && chosen.cause === cause;
            return (
              <CauseRow key={cause} cause={cause} count={count} isOpen={isOpen} isChosen={isChosen} onToggle={onToggle}>
                {isOpen && <Differences runId={runId} setId={set.setId} cause={cause} count={count} isChosen={isChosen} />}
              </CauseRow>
            );
          })}
        </ul>
      )}
      {set.totals.map((totals) => <Totals key={totals.currency} totals={totals} />)}
      <p className="reconcile-facts muted">{sentences(facts, language)}</p>
      <ul className="reconcile-files">
        {set.files.map((file) => (
          <li key={file.sha256}>
            {file.name}
            {file.beforeAtMs !== null && <span className="badge badge-wait" data-before="">{labels.before}: {dateTimeText(file.beforeAtMs, language)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const ICON = {
  attention: <TriangleAlert size={18} aria-hidden="true" />, check: <CircleAlert size={18} aria-hidden="true" />, info: <Info size={18} aria-hidden="true" />,
} as const satisfies Record<CauseWeight, ReactNode>;

function CauseRow({ cause, count, isOpen, isChosen, onToggle, children }: { readonly cause: Cause; readonly count: number; readonly isOpen: boolean; readonly isChosen: boolean; readonly onToggle: (cause: Cause) => void; readonly children: ReactNode }) {
  const words = useReconcileWords();
  const { weight } = CAUSES[cause];
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li ref={row} className="reconcile-cause" data-cause={cause} data-weight={weight} data-chosen={isChosen}>
      <button type="button" className="reconcile-cause-head" aria-expanded={isOpen} onMouseDown={keepFocus} onClick={() => { onToggle(cause); }}>
        {ICON[weight]}
        <span className="reconcile-cause-words">
          <strong>{words.causes[cause].what}</strong>
          <small className="muted">{words.weights[weight]} · {words.causes[cause].next}</small>
        </span>
        <span className="reconcile-cause-count figures">{numberText(count)}</span>
        {isChosen && <Key name="Enter" />}
        {isOpen ? <ChevronDown size={18} aria-hidden="true" /> : <ChevronRight size={18} aria-hidden="true" />}
      </button>
      {children}
    </li>
  );
}

function Totals({ totals: { currency, file, till, ours, feesMinor, tillFeesMinor, settledMinor } }: { readonly totals: ReconcileTotals }) {
  const { labels } = useReconcileWords();
  const money = (amountMinor: number): ReactNode => <Amount minor={amountMinor} currency={currency} />;
  const cell = ({ count, amountMinor }: { readonly count: number; readonly amountMinor: number }): ReactNode => <><span className="reconcile-count muted figures">{numberText(count)}</span> {money(amountMinor)}</>;
  const differs = (part: 'payments' | 'refunds' | 'cancels'): boolean => ours !== null && (ours[part].count !== till[part].count || ours[part].amountMinor !== till[part].amountMinor);
  return (
    <table className="reconcile-totals">
      <thead>
        <tr><th scope="col">{currency}</th><th scope="col">{labels.inFile}</th><th scope="col">{labels.ofTill}</th><th scope="col">{labels.inJournal}</th></tr>
      </thead>
      <tbody>
        {(['payments', 'refunds', 'cancels'] as const).map((part) => (
          <tr key={part} data-differs={differs(part)}><th scope="row">{labels[part]}</th><td>{cell(file[part])}</td><td>{cell(till[part])}</td><td>{ours === null ? '–' : cell(ours[part])}</td></tr>
        ))}
        <tr><th scope="row">{labels.fees}</th><td>{money(feesMinor)}</td><td>{money(tillFeesMinor)}</td><td>{''}</td></tr>
        {settledMinor !== null && <tr><th scope="row">{labels.settled}</th><td>{money(settledMinor)}</td><td>{''}</td><td>{''}</td></tr>}
      </tbody>
    </table>
  );
}
