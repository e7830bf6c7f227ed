import { ArrowRight, Banknote, ReceiptText, RefreshCw, RotateCcw, ShieldAlert, ShieldCheck, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { RefundView, ReturnView } from '../../../shared/contract/returns.ts';
import { durationText, saleNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { useNow } from '../../ui/clock.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Ring } from '../../ui/Ring.tsx';
import { ALWAYS } from '../keymap.ts';
import { usePaperWords } from '../receipts/paper-words.ts';
import { ask, useTill } from '../till.ts';
import { askRefundNow, payReturnCash, RETURN_KEY, retryRefund } from './act.ts';
import { GiveUp } from './GiveUp.tsx';
import { actsOn, FACE, faceOfRefund, faceOfReturn, type ReturnFace } from './look.ts';
import { RefundReason } from './RefundReason.tsx';
import './returns.css';
import { useReturnWords } from './return-words.ts';
import { faceText } from './words.ts';

/** Enter does nothing for this long after a state appeared by itself: the key may have been meant for what was there before. */
const ENTER_RESTS_MS = 400;

interface ReturnPageProps {
  readonly returnId: string;
  readonly onReceipt: (saleId: string) => void;
  /** Its slip; there is one when all of the money is back. */
  readonly onPaper: (returnNo: number) => void;
  readonly onClose: () => void;
}

/** One return, from its start to its end: one large state at a time, in the same words as payments. */
export function ReturnPage({ returnId, onReceipt, onPaper, onClose }: ReturnPageProps) {
  const r = useReturnWords();
  const paperWords = usePaperWords();
  const view = useReturn(returnId, onClose);
  const [givingUp, setGivingUp] = useState(false);
  const sinceMs = useRef(Number.POSITIVE_INFINITY);
  const face = view === null ? null : faceOfReturn(view);
  useEffect(() => {
    sinceMs.current = performance.now();
  }, [face]);
  if (view === null || face === null) return <Dialog name="return" title={r.receipts.title} closeKeys={ALWAYS.receipts} onClose={onClose}>{null}</Dialog>;

  const { ask: asked, retry } = actsOn(view);
  const onKey = (key: string, event: KeyboardEvent): boolean => {
    if (key === RETURN_KEY.goOn) {
      if (!event.repeat && performance.now() - sinceMs.current > ENTER_RESTS_MS) onClose();
    } else if (key === RETURN_KEY.askNow && asked !== null) askRefundNow(asked);
    else if (key === RETURN_KEY.help && view.canPayCash) payReturnCash(view);
    else if (key === RETURN_KEY.help && retry !== null) retryRefund(retry);
    else if (key === RETURN_KEY.giveUp && view.canAbandon) setGivingUp(true);
    else if (key === RETURN_KEY.paper && view.state === 'completed') onPaper(view.returnNo);
    else return false;
    return true;
  };
  const isOver = view.state === 'completed' || view.state === 'abandoned';
  return (
    <Dialog
      name="return" title={`${r.returning.number(view.returnNo)} · ${r.receipts.receipt(saleNumber(view.receiptNo))}`} closeKeys={ALWAYS.receipts} onBack={() => { onReceipt(view.saleId); }} onClose={onClose} onKey={onKey}
      foot={(
        <div className="return-actions">
          {asked !== null && (
            <Button size="pay" icon={<RefreshCw size={20} aria-hidden="true" />} hint={RETURN_KEY.askNow} action="refundAskNow" onClick={() => { askRefundNow(asked); }}>
              {r.refund.askNow}
            </Button>
          )}
          {view.canPayCash && (
            <Button look="primary" size="pay" icon={<Banknote size={20} aria-hidden="true" />} hint={RETURN_KEY.help} action="returnPayCash" onClick={() => { payReturnCash(view); }}>
              {r.refund.payCash}
            </Button>
          )}
          {!view.canPayCash && retry !== null && (
            <Button look="primary" size="pay" icon={<RotateCcw size={20} aria-hidden="true" />} hint={RETURN_KEY.help} action="refundRetry" onClick={() => { retryRefund(retry); }}>
              {r.refund.retry}
            </Button>
          )}
          {view.canAbandon && (
            <Button size="pay" icon={<Undo2 size={20} aria-hidden="true" />} hint={RETURN_KEY.giveUp} action="returnGiveUp" onClick={() => { setGivingUp(true); }}>
              {r.refund.giveUp}
            </Button>
          )}
          {view.state === 'completed' && (
            <Button size="pay" icon={<ReceiptText size={20} aria-hidden="true" />} hint={RETURN_KEY.paper} action="paper" onClick={() => { onPaper(view.returnNo); }}>
              {paperWords.title.return(`C${view.returnNo}`)}
            </Button>
          )}
          <Button look={isOver || view.state === 'refunding' ? 'primary' : 'plain'} size="pay" icon={<ArrowRight size={20} aria-hidden="true" />} hint={RETURN_KEY.goOn} action="returnGoOn" onClick={onClose}>
            {r.refund.goOn}
          </Button>
        </div>
      )}
    >
      <State view={view} face={face} />
      {givingUp && <GiveUp view={view} onEnd={() => { setGivingUp(false); }} />}
    </Dialog>
  );
}

/** The return as it is now: from the snapshot while it is open, asked for once it is over. One that is not there closes the page, with a word. */
function useReturn(returnId: string, onMissing: () => void): ReturnView | null {
  const open = useTill((till) => till.openReturns.find((candidate) => candidate.returnId === returnId) ?? null);
  /** The newest that is known: what has just left the snapshot stays in sight until its end is here. */
  const [known, setKnown] = useState<ReturnView | null>(open);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (open !== null) {
      setKnown(open);
      return undefined;
    }
    let isNewest = true;
    void ask('return.view', { returnId }).then((answer) => {
      if (!isNewest) return;
      if (answer.ok) setKnown(answer.value);
      else setMissing(true);
    });
    return () => {
      isNewest = false;
    };
  }, [returnId, open]);
  useEffect(() => {
    if (missing) onMissing();
  });
  return open ?? known;
}

const RING = 92;
const MINUTE_MS = 60_000;

/** The seconds of the minute while the till waits; a full ring once the money is back. */
function partOf(view: ReturnView, face: ReturnFace, now: number): number | null {
  const { shape, tone } = FACE[face];
  if (shape !== 'circle') return null;
  return tone === 'progress' ? ((now - view.createdAtMs) % MINUTE_MS) / MINUTE_MS : 1;
}

function State({ view, face }: { readonly view: ReturnView; readonly face: ReturnFace }) {
  const r = useReturnWords();
  const now = useNow(500, view.endedAtMs === null);
  const { icon: Icon, shape, tone } = FACE[face];
  const { t } = useWords();
  const exchangedWays = view.ways.filter((way) => way.kind === 'exchange').length;
  const exchanged = exchangedWays === 0 ? 'no' : exchangedWays === view.ways.length ? 'all' : 'part';
  const isCashOnly = view.ways.every((way) => way.attemptId === null);
  const amount = face === 'cashDue' ? view.cashDueMinor : view.totalMinor;
  return (
    <div className="return-state" data-return-state={view.state} data-face={face} data-tone={tone} aria-live="polite">
      <Ring part={partOf(view, face, now)} size={RING} shape={shape} className="return-ring">
        <Icon size={36} strokeWidth={1.5} aria-hidden="true" />
      </Ring>
      <h1>{r.refund.title[face]}</h1>
      <p className="return-amount" style={{ '--length': amountText(amount, view.currency).length }} data-amount={amount}>
        <Amount minor={amount} currency={view.currency} withCurrency />
      </p>
      <p className="return-text">
        {face === 'completed' && exchanged !== 'no' ? (exchanged === 'all' ? t.exchange.ret : t.exchange.retRest) : faceText(face, isCashOnly, r)} {view.canAbandon && r.refund.press}
      </p>
      <Safety view={view} face={face} />
      <Parts view={view} now={now} />
    </div>
  );
}

/** Each part of the money: how far it is, and what is known of why. */
function Parts({ view, now }: { readonly view: ReturnView; readonly now: number }) {
  const { t } = useWords();
  const r = useReturnWords();
  return (
    <ul className="return-parts">
      {view.ways.map((way) => {
        const refund = view.refunds.find((candidate) => candidate.refundId === way.refundId) ?? null;
        return (
          <li key={`${way.kind} ${way.tenderId}`} className="return-part" data-way={way.state}>
            <span className="return-part-head">
              <span>{[t.report.tender[way.kind], way.payerHint].filter((part) => part !== null).join(' · ')}</span>
              <span className="figures">
                {refund !== null && refund.state !== 'refunded' ? t.pendingRefunds.short[faceOfRefund(refund)] : r.refund.way[way.state]}
                {view.ways.length > 1 && <> · <Amount minor={way.amountMinor} currency={view.currency} /></>}
              </span>
            </span>
            {refund !== null && <RefundReason refund={refund} />}
            {refund !== null && <Progress refund={refund} now={now} />}
          </li>
        );
      })}
    </ul>
  );
}

function Progress({ refund, now }: { readonly refund: RefundView; readonly now: number }) {
  const { t } = useWords();
  const r = useReturnWords();
  const parts = [
    refund.asksDone === 0 ? null : t.payment.askedTimes(refund.asksDone),
    refund.nextAskAtMs === null ? null : refund.nextAskAtMs <= now ? t.payment.askingNow : t.payment.nextAsk(durationText(refund.nextAskAtMs - now)),
  ].filter((part) => part !== null);
  return (
    <span className="return-part-foot figures">
      {parts.length > 0 && <span>{parts.join(' · ')}</span>}
      <span className="muted">
        {r.refund.reference} {refund.refundReference}
        {refund.gatewayCode !== null && refund.gatewayCode !== 'SUCCESS' && ` · ${t.payment.gatewayCode} ${refund.gatewayCode}`}
      </span>
    </span>
  );
}

/** Where the money is, said in words and with a shield. */
function Safety({ view, face }: { readonly view: ReturnView; readonly face: ReturnFace }) {
  const r = useReturnWords();
  const { moved } = FACE[face];
  if (moved === 'said' || (moved === 'no' && view.ways.some((way) => way.state === 'back'))) return null;
  return (
    <p className="payment-safety return-safety" data-money={moved === 'maybe' ? 'unsure' : 'safe'}>
      {moved === 'maybe' ? <ShieldAlert size={18} aria-hidden="true" /> : <ShieldCheck size={18} aria-hidden="true" />} {moved === 'maybe' ? r.refund.mayBeBack : r.refund.nothingBack}
    </p>
  );
}
