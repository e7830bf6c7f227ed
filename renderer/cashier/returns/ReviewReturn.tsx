import { Banknote, QrCode, TriangleAlert, Undo2, WalletCards } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReceiptView, ReturnPreview, ReturnWay, ReturnWhat } from '../../../shared/contract/returns.ts';
import { nameIn, saleNumber } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { moneyText, percentText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import { timesLabel } from '../../ui/quantity.ts';
import { warnAloud } from '../../ui/sound.ts';
import { ALWAYS } from '../keymap.ts';
import { ask } from '../till.ts';
import './returns.css';
import { useStoredWords } from '../stored-value/words.ts';
import { useReturnWords } from './return-words.ts';

const KEY = { words: 'F2', start: 'Enter' } as const;
const REASON_MAX = 200;

interface ReviewReturnProps {
  readonly receipt: ReceiptView;
  readonly what: ReturnWhat;
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onStarted: (returnId: string) => void;
}

/** Before anything moves: what comes back, how much money, which way it goes and why; and the reason, which is kept. */
export function ReviewReturn({ receipt, what, onBack, onClose, onStarted }: ReviewReturnProps) {
  const { t } = useWords();
  const r = useReturnWords();
  const preview = usePreview(receipt.saleId, what, onBack);
  const [picked, setPicked] = useState<string | null>(null);
  const [inWords, setInWords] = useState('');
  const [nudged, setNudged] = useState(false);
  const busy = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  const reason = [picked, inWords.trim()].filter((part) => part !== null && part !== '').join(': ').slice(0, REASON_MAX);

  const pick = (text: string): void => {
    setPicked(text === picked ? null : text);
    setNudged(false);
  };
  const start = (): void => {
    if (preview === null || busy.current) return;
    if (reason === '') {
      warnAloud();
      setNudged(true);
      return;
    }
    busy.current = true;
    void ask('return.start', { saleId: receipt.saleId, what, reason }).then((answer) => {
      busy.current = false;
      if (answer.ok) onStarted(answer.value.returnId);
    });
  };
  const onKey = (key: string): boolean => {
    const text = /^[1-9]$/.test(key) ? r.returning.reasons[Number(key) - 1] : undefined;
    if (text !== undefined) pick(text);
    else if (key === KEY.words) field.current?.focus();
    else if (key === KEY.start) start();
    else return false;
    return true;
  };
  const number = saleNumber(receipt.receiptNo);
  const isVoid = preview?.asVoid === true;
  return (
    <Dialog
      name="reviewReturn" title={isVoid ? r.returning.voidTitle(number) : r.returning.title(number)} width="wide" closeKeys={ALWAYS.receipts} onBack={onBack} onClose={onClose} onKey={onKey}
      foot={preview !== null && (
        <div className="receipt-foot">
          <p className="receipt-foot-chosen" role="status" data-nudged={nudged}>{nudged && r.returning.needsReason}</p>
          <Button look="primary" size="pay" icon={<Undo2 size={20} aria-hidden="true" />} hint={KEY.start} action="startReturn" onClick={start}>
            {(isVoid ? r.returning.startVoid : r.returning.start)(moneyText(preview.totalMinor, receipt.currency))}
          </Button>
        </div>
      )}
    >
      {preview !== null && (
        <div className="review">
          <div className="review-what">
            <Goods preview={preview} receipt={receipt} />
            <Ways preview={preview} receipt={receipt} />
          </div>
          <section className="review-why" data-nudged={nudged}>
            <h3>{r.returning.reason}</h3>
            <div className="picks" role="radiogroup" aria-label={r.returning.reason}>
              {r.returning.reasons.map((text, index) => (
                <button key={text} type="button" className="pick" role="radio" aria-checked={text === picked} data-reason={index + 1} onMouseDown={keepFocus} onClick={() => { pick(text); }}>
                  <Key name={String(index + 1)} />
                  <span className="pick-main">{text}</span>
                </button>
              ))}
            </div>
            <label className="field">
              <span className="field-label review-words-label">
                {r.returning.inWords} <Key name={KEY.words} />
              </span>
              <input
                ref={field} className="input" maxLength={120} value={inWords} autoComplete="off" aria-keyshortcuts={KEY.words} data-action="returnWords"
                onChange={(event) => { setInWords(event.target.value); setNudged(false); }}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  start();
                }}
              />
            </label>
            <p className="dialog-note">{t.reasons.kept}</p>
          </section>
        </div>
      )}
    </Dialog>
  );
}

/** What it would be, asked afresh: between choosing and now a refund may have moved. One that cannot be leads back, with a word. */
function usePreview(saleId: string, what: ReturnWhat, onRefused: () => void): ReturnPreview | null {
  const [preview, setPreview] = useState<ReturnPreview | null>(null);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let isNewest = true;
    void ask('return.preview', { saleId, what }).then((answer) => {
      if (!isNewest) return;
      if (answer.ok) setPreview(answer.value);
      else setRefused(true);
    });
    return () => {
      isNewest = false;
    };
  }, [saleId, what]);
  useEffect(() => {
    if (refused) onRefused();
  });
  return preview;
}

function Goods({ preview, receipt }: { readonly preview: ReturnPreview; readonly receipt: ReceiptView }) {
  const { t, language } = useWords();
  const r = useReturnWords();
  const stored = useStoredWords();
  const { currency } = receipt;
  return (
    <section>
      <h3>{r.returning.goods}</h3>
      <ul className="review-lines">
        {preview.lines.map((line) => {
          const sold = receipt.lines.find((candidate) => candidate.lineId === line.lineId);
          return (
            <li key={line.lineId} className="review-line">
              <span className="figures review-quantity">{timesLabel({ quantityMilli: line.quantityMilli, soldBy: sold?.soldBy ?? 'piece' }, t.checkout.units)}</span>
              <span className="review-name">{sold === undefined ? line.lineId : nameIn(sold.name, language)}</span>
              <Amount minor={line.amountMinor} currency={currency} />
            </li>
          );
        })}
      </ul>
      {preview.valueMinor !== undefined && (receipt.values ?? []).map((value) => (
        <p key={value.valueId} className="review-tax" data-value={value.kind}>
          <span>{value.kind === 'giftCard' ? stored.cardEnding(value.last4) : stored.payment(value.name)}</span>
          <Amount minor={value.amountMinor} currency={currency} />
        </p>
      ))}
      {preview.taxes.map((tax) => (
        <p key={`${tax.rateId} ${tax.ratePpm}`} className="review-tax muted">
          <span>
            {r.returning.taxes}: {tax.name} {percentText(tax.ratePpm)}
          </span>
          <Amount minor={tax.taxMinor} currency={currency} />
        </p>
      ))}
      <p className="review-total">
        <span>{r.returning.total}</span>
        <span className="review-total-amount" data-total={preview.totalMinor}>
          <Amount minor={preview.totalMinor} currency={currency} withCurrency />
        </span>
      </p>
    </section>
  );
}

const WAY_PICTURE = { cash: Banknote, cancel: Undo2, refund: QrCode, stored: WalletCards } as const;

/** Each part of the money with its way, and why it goes that way. */
function Ways({ preview, receipt }: { readonly preview: ReturnPreview; readonly receipt: ReceiptView }) {
  const { t } = useWords();
  const r = useReturnWords();
  const isMixed = preview.ways.some((way) => way.how === 'cash') && preview.ways.some((way) => way.how !== 'cash');
  const payer = (way: ReturnWay): string | null => receipt.tenders.find((tender) => tender.tenderId === way.tenderId)?.payerHint ?? null;
  return (
    <section>
      <h3>{r.returning.money}</h3>
      <ul className="review-ways">
        {preview.ways.map((way) => {
          const Icon = WAY_PICTURE[way.how];
          const to = payer(way);
          return (
            <li key={way.tenderId} className="review-way" data-how={way.how} data-why={way.why}>
              <Icon size={20} aria-hidden="true" />
              <span className="pick-main">
                <strong>{r.returning.how[way.how]}</strong>
                {way.how !== 'cash' && <span className="review-way-to figures">{[t.report.tender[way.kind], to].filter((part) => part !== null).join(' · ')}</span>}
                <small className="muted">{r.returning.why[way.why]}</small>
              </span>
              {preview.ways.length > 1 && <Amount minor={way.amountMinor} currency={receipt.currency} />}
            </li>
          );
        })}
      </ul>
      {isMixed && (
        <p className="review-note">
          <TriangleAlert size={16} aria-hidden="true" /> {r.returning.cashLast}
        </p>
      )}
    </section>
  );
}
