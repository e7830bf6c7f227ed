import { ArrowRight, CircleAlert, PackageOpen, Repeat2, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReceiptView, ReturnPreview, ReturnWhat } from '../../../shared/contract/returns.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { call } from '../../bridge.ts';
import { saleNumber } from '../../i18n/format.ts';
import { errorWords, useWords } from '../../i18n/i18n.tsx';
import { moneyText, quantityText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { once } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { refuse } from '../notices.ts';
import { ask, useTill } from '../till.ts';
import { everything, NOTHING_CHOSEN, step, toggle, whatOf, type Choice } from './choice.ts';
import { ReceiptFacts, returnToLookAt } from './ReceiptFacts.tsx';
import { ReceiptLines } from './ReceiptLines.tsx';
import { useTypedQuantity } from './typed-quantity.ts';
import { useReturnWords } from '../returns/return-words.ts';

const KEY = { goOn: 'Enter', exchange: 'F6', all: 'F8', look: 'F5', paper: 'F4' } as const;

interface ReceiptPageProps {
  readonly saleId: string;
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onReview: (receipt: ReceiptView, what: ReturnWhat) => void;
  readonly onReturn: (returnId: string) => void;
  readonly onPaper: (receiptNo: number) => void;
}

/** One receipt: what was sold and what came back of it, how it was paid; and which of it comes back now. */
export function ReceiptPage({ saleId, onBack, onClose, onReview, onReturn, onPaper }: ReceiptPageProps) {
  const r = useReturnWords();
  const receipt = useReceipt(saleId, onBack);
  const [cursor, setCursor] = useState(0);
  const [choice, setChoice] = useState<Choice>(NOTHING_CHOSEN);
  const lines = receipt?.lines ?? [];
  const line = lines[cursor];
  const mayReturn = receipt !== null && receipt.whole !== null;
  const hasValues = receipt?.values !== undefined;
  const what = whatOf(choice, lines, hasValues);
  const typing = useTypedQuantity(line, choice, setChoice);
  const lookAt = receipt === null ? null : returnToLookAt(receipt);

  const goOn = (): void => {
    if (receipt === null) return;
    if (what === null) refuse('RETURN_NOTHING');
    else onReview(receipt, what);
  };
  const exchange = (): void => {
    if (receipt === null) return;
    if (what === null) {
      refuse(mayReturn ? 'RETURN_NOTHING' : (receipt.blocked ?? 'RETURN_NOTHING_LEFT'));
      return;
    }
    once(async () => {
      const answer = await ask('exchange.set', { saleId: receipt.saleId, what });
      if (answer.ok) onClose();
    });
  };
  const takeAll = (): void => {
    if (receipt === null) return;
    if (mayReturn) onReview(receipt, (receipt.whole?.valueMinor === undefined ? whatOf(everything(lines), lines, hasValues) : null) ?? { kind: 'whole' });
    else refuse(receipt.blocked ?? 'RETURN_NOTHING_LEFT');
  };
  const onLineKey = (key: string): boolean => {
    if (line === undefined || !mayReturn) return false;
    if (key === ' ') setChoice(toggle(choice, line));
    else if (key === '+' || key === '-') setChoice(step(choice, line, key === '+' ? 1 : -1));
    else return typing(key);
    return true;
  };
  const onKey = (key: string): boolean => {
    if (key === 'ArrowDown' || key === 'ArrowUp') setCursor(Math.max(0, Math.min(lines.length - 1, cursor + (key === 'ArrowDown' ? 1 : -1))));
    else if (key === KEY.goOn) goOn();
    else if (key === KEY.exchange) exchange();
    else if (key === KEY.all) takeAll();
    else if (key === KEY.paper && receipt !== null) onPaper(receipt.receiptNo);
    else if (key === KEY.look && lookAt !== null) onReturn(lookAt.returnId);
    else return onLineKey(key);
    return true;
  };
  return (
    <Dialog
      name="receipt" title={receipt === null ? r.receipts.title : r.receipts.receipt(saleNumber(receipt.receiptNo))} width="wide" closeKeys={ALWAYS.receipts} onBack={onBack} onClose={onClose} onKey={onKey}
      foot={receipt !== null && <Foot receipt={receipt} what={what} mayReturn={mayReturn} onGoOn={goOn} onAll={takeAll} onExchange={exchange} />}
    >
      {receipt !== null && (
        <div className="receipt" data-receipt={receipt.receiptNo}>
          <ReceiptLines receipt={receipt} choice={choice} cursor={cursor} readOnly={!mayReturn} onCursor={setCursor} onChoice={setChoice} />
          <ReceiptFacts receipt={receipt} lookKey={KEY.look} paperKey={KEY.paper} onReturn={onReturn} onPaper={() => { onPaper(receipt.receiptNo); }} />
        </div>
      )}
    </Dialog>
  );
}

/** The receipt, read again whenever a return or refund has moved. One that is not there leads back, with a word. */
function useReceipt(saleId: string, onMissing: () => void): ReceiptView | null {
  const openReturns = useTill((till) => till.openReturns);
  const refunds = useTill((till) => till.refunds);
  const [receipt, setReceipt] = useState<ReceiptView | null>(null);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    let isNewest = true;
    void ask('receipt.get', { saleId }).then((answer) => {
      if (!isNewest) return;
      if (answer.ok) setReceipt(answer.value);
      else setMissing(true);
    });
    return () => {
      isNewest = false;
    };
  }, [saleId, openReturns, refunds]);
  useEffect(() => {
    if (missing) onMissing();
  });
  return receipt;
}

interface FootProps {
  readonly receipt: ReceiptView;
  readonly what: ReturnWhat | null;
  readonly mayReturn: boolean;
  readonly onGoOn: () => void;
  readonly onAll: () => void;
  readonly onExchange: () => void;
}

/** What is chosen comes to so much; or why nothing can come back now. */
function Foot({ receipt, what, mayReturn, onGoOn, onAll, onExchange }: FootProps) {
  const { t, language } = useWords();
  const r = useReturnWords();
  const [preview, setPreview] = useState<ReturnPreview | ErrorView | null>(null);
  const asked = JSON.stringify(what);
  useEffect(() => {
    let isNewest = true;
    const order = JSON.parse(asked) as ReturnWhat | null;
    if (order === null) setPreview(null);
    else {
      void call('return.preview', { saleId: receipt.saleId, what: order }).then((answer) => {
        if (isNewest) setPreview(answer.ok ? answer.value : answer.error);
      });
    }
    return () => {
      isNewest = false;
    };
  }, [asked, receipt.saleId]);

  if (!mayReturn) {
    const words = errorWords({ code: receipt.blocked ?? 'RETURN_NOTHING_LEFT', details: {} }, language);
    return (
      <p className="receipt-foot-note" data-blocked={receipt.blocked ?? ''}>
        <CircleAlert size={20} aria-hidden="true" />
        <span>
          <strong>{words.what}</strong> {words.press}
        </span>
      </p>
    );
  }
  const trouble = preview !== null && 'code' in preview ? errorWords(preview, language) : null;
  return (
    <div className="receipt-foot">
      <p className="receipt-foot-chosen" role="status">
        {trouble !== null ? trouble.what
          : preview !== null && 'totalMinor' in preview ? <strong className="figures" data-chosen-total={preview.totalMinor}>{r.returning.chosen(quantityText(preview.itemsMilli), moneyText(preview.totalMinor, receipt.currency))}</strong>
          : <span className="muted">{r.returning.chooseHint}</span>}
      </p>
      <Button icon={receipt.whole?.asVoid === true ? <Undo2 size={18} aria-hidden="true" /> : <PackageOpen size={18} aria-hidden="true" />} hint={KEY.all} action="returnAll" onClick={onAll}>
        {receipt.whole?.asVoid === true ? r.returning.voidAll : r.returning.everything}
      </Button>
      <Button icon={<Repeat2 size={18} aria-hidden="true" />} hint={KEY.exchange} action="exchange" disabled={what === null} onClick={onExchange}>
        {t.exchange.title}
      </Button>
      <Button look="primary" icon={<ArrowRight size={18} aria-hidden="true" />} hint={KEY.goOn} action="returnGoOn" disabled={what === null || trouble !== null} onClick={onGoOn}>
        {r.returning.goOn}
      </Button>
    </div>
  );
}
