import { Check, RefreshCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReconcileDifference } from '../../../shared/contract/reconcile.ts';
import { isFinal, type AttemptState } from '../../../shared/payment/machine.ts';
import { isRefundFinal, type RefundState } from '../../../shared/payment/refund-machine.ts';
import type { Cause } from '../../../shared/reconciliation/causes.ts';
import { dateTimeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { ask } from '../till.ts';
import { numberText } from './figures.ts';
import { usePageWords, useReconcileWords } from './words.ts';

const ASK_KEY = 'F4';

/** The differences of one cause, both sides beside each other. */
export function Differences({ runId, setId, cause, count, isChosen }: { readonly runId: string; readonly setId: string; readonly cause: Cause; readonly count: number; readonly isChosen: boolean }) {
  const w = usePageWords();
  const { labels } = useReconcileWords();
  const [rows, setRows] = useState<readonly ReconcileDifference[] | null>(null);
  useEffect(() => {
    void ask('reconcile.differences', { runId, setId, cause }).then((answer) => {
      setRows(answer.ok ? answer.value.differences : []);
    });
  }, [runId, setId, cause]);
  const list = useRef<HTMLDivElement>(null);
  // Opened by key: it must not open below what can be seen.
  useEffect(() => {
    if (isChosen && rows !== null) list.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen, rows]);
  if (rows === null) return <p className="reconcile-more muted">{w.loading}</p>;
  return (
    <div ref={list} className="reconcile-rows">
      <table>
        <thead><tr><th scope="col">{labels.reference}</th><th scope="col">{labels.file}</th><th scope="col">{labels.here}</th></tr></thead>
        <tbody>{rows.map((row) => <Row key={`${row.file ?? ''} ${row.line ?? ''} ${row.theirs?.typeText ?? ''} ${row.reference} ${row.ours?.id ?? ''}`} row={row} />)}</tbody>
      </table>
      <AskNow rows={rows} isChosen={isChosen} />
      {count > rows.length && <p className="reconcile-more muted">{w.firstOf(numberText(rows.length), numberText(count))}</p>}
    </div>
  );
}

function Row({ row: { reference, gatewayId, file, line, theirs, ours, detail } }: { readonly row: ReconcileDifference }) {
  const w = usePageWords();
  const words = useReconcileWords();
  const { language } = useWords();
  return (
    <tr data-difference={reference}>
      <td>
        <span className="reconcile-reference">{reference === '' ? (theirs?.typeText ?? '') : reference}</span>
        <small className="muted">{gatewayId}</small>
      </td>
      <td className="figures">
        {theirs === null ? '–' : (
          <>
            {detail === '' ? moneyText(theirs.amountMinor, theirs.currency) : detail}
            <small className="muted">{[file === null ? '' : `${w.line(numberText(line ?? 0))}`, theirs.atMs === null ? '' : dateTimeText(theirs.atMs, language)].filter((part) => part !== '').join(' · ')}</small>
          </>
        )}
      </td>
      <td className="figures">
        {ours === null ? '–' : (
          <>
            {moneyText(ours.amountMinor, ours.currency)} · {words.states[ours.state]}
            <small className="muted">
              {[
                ours.receiptNo === null ? (ours.saleNo === null ? '' : `${words.labels.sale} ${ours.saleNo}`) : `${words.labels.receipt} ${ours.receiptNo}`, dateTimeText(ours.atMs, language), ours.asserted ? words.labels.asserted : '',
              ].filter((part) => part !== '').join(' · ')}
            </small>
          </>
        )}
      </td>
    </tr>
  );
}

const isOpenHere = (ours: ReconcileDifference['ours']): ours is NonNullable<ReconcileDifference['ours']> =>
  ours !== null && (ours.kind === 'payment' ? !isFinal(ours.state as AttemptState) : !isRefundFinal(ours.state as RefundState));

/** For what the till still asks about: the file changes nothing, the gateway's answer does. */
function AskNow({ rows, isChosen }: { readonly rows: readonly ReconcileDifference[]; readonly isChosen: boolean }) {
  const w = usePageWords();
  const [asked, setAsked] = useState(false);
  const open = rows.flatMap(({ ours }) => (isOpenHere(ours) ? [ours] : []));
  const canAsk = open.length > 0 && !asked;
  const askNow = async (): Promise<void> => {
    setAsked(true);
    for (const { kind, id } of open) {
      const answer = await (kind === 'payment' ? ask('payment.askNow', { attemptId: id }) : ask('refund.askNow', { refundId: id }));
      if (!answer.ok) return;
    }
  };
  useKeyLayer(LAYER.nested, (key) => {
    if (key !== ASK_KEY) return false;
    void askNow();
    return true;
  }, { active: isChosen && canAsk });
  if (open.length === 0) return null;
  return (
    <Button className="reconcile-ask" icon={asked ? <Check size={16} aria-hidden="true" /> : <RefreshCw size={16} aria-hidden="true" />} hint={isChosen && !asked ? ASK_KEY : ''} action="askNow" disabled={asked} onClick={() => { void askNow(); }}>
      {asked ? w.asked : w.askNow}
    </Button>
  );
}
