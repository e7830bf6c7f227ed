import { IdCard, Scale, Ticket } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { isWeighed } from '../../../shared/catalog/kinds.ts';
import type { QuestionAnswer, QuestionView } from '../../../shared/contract/question-views.ts';
import { dateText, nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, quantityText } from '../../ui/amount.ts';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { entryAmount, entryDecimals } from '../../ui/entry.ts';
import { Key } from '../../ui/Key.tsx';
import { Picture } from '../../ui/pictures.tsx';
import { quantityLabel } from '../../ui/quantity.ts';
import { ValueForm } from '../pricing/ValueForm.tsx';
import { showScan } from '../scans.ts';
import { ask, useTill } from '../till.ts';
import { useQuestionWords } from './words.ts';
import { costOf, gramsTyped, unitOf } from './weight.ts';
import './question.css';

type Of<What extends QuestionView['what']> = Extract<QuestionView, { what: What }>;
interface Props<What extends QuestionView['what']> {
  readonly question: Of<What>;
  readonly onAnswer: (answer: QuestionAnswer | null) => void;
}

/** Function keys, because a scanner never presses them: what is scanned meanwhile must not answer. */
const KEYS = { yes: 'F12', usual: 'F5', label: 'F5', till: 'F6' } as const;

/** One question of the till about a product. Esc drops it: nothing is sold. */
export function QuestionDialog({ question }: { readonly question: QuestionView }) {
  const [busy, setBusy] = useState(false);
  const answer = (said: QuestionAnswer | null): void => {
    if (busy) return;
    setBusy(true);
    void ask('scan.answer', { questionId: question.questionId, answer: said }).then((result) => {
      setBusy(false);
      if (result.ok) showScan(result.value);
    });
  };
  switch (question.what) {
    case 'variant':
      return <Variants question={question} onAnswer={answer} />;
    case 'age':
      return <Age question={question} onAnswer={answer} />;
    case 'weight':
      return <Weight question={question} onAnswer={answer} />;
    case 'price':
      return <Price question={question} onAnswer={answer} />;
    case 'labelPrice':
      return <LabelPrice question={question} onAnswer={answer} />;
  }
}

/** What it is about, and that it must be answered first. */
function Frame({ name, title, onDrop, onKey, children }: { readonly name: string; readonly title: string; readonly onDrop: () => void; readonly onKey?: (key: string) => boolean; readonly children: ReactNode }) {
  const t = useQuestionWords();
  return (
    <Dialog name={`question-${name}`} title={title} onClose={onDrop} {...(onKey === undefined ? {} : { onKey })}>
      {children}
      <p className="dialog-note">{t.waits}</p>
    </Dialog>
  );
}

function Variants({ question, onAnswer }: Props<'variant'>) {
  const { language } = useWords();
  const t = useQuestionWords();
  const currency = useTill((till) => till.shop.currency);
  const { variants } = question;
  const [chosen, setChosen] = useState(0);
  const pick = (at: number): boolean => {
    const variant = variants[at];
    if (variant !== undefined) onAnswer({ what: 'variant', productId: variant.productId });
    return variant !== undefined;
  };
  return (
    <Frame
      name="variant" title={t.variant.title(nameIn(question.group, language))} onDrop={() => { onAnswer(null); }}
      onKey={(key) => {
        if (/^[1-9]$/.test(key)) return pick(Number(key) - 1);
        if (key === 'ArrowDown' || key === 'ArrowUp') {
          setChosen(Math.max(0, Math.min(variants.length - 1, chosen + (key === 'ArrowDown' ? 1 : -1))));
          return true;
        }
        return key === 'Enter' && chosen > 0 && pick(chosen);
      }}
    >
      <div className="picks question-picks" role="listbox" aria-label={t.variant.hint}>
        {variants.map((variant, at) => (
          <button key={variant.productId} type="button" className="pick" role="option" aria-selected={at === chosen} data-variant={variant.productId} onMouseDown={keepFocus} onClick={() => { pick(at); }}>
            {at < 9 && <Key name={String(at + 1)} />}
            <span className="pick-main"><strong>{nameIn(variant.label, language)}</strong><small>{nameIn(variant.name, language)}</small></span>
            {!variant.openPrice && <Amount minor={variant.priceMinor} currency={currency} />}
          </button>
        ))}
      </div>
    </Frame>
  );
}

function Age({ question, onAnswer }: Props<'age'>) {
  const { language } = useWords();
  const t = useQuestionWords();
  const yes = (): void => { onAnswer({ what: 'age' }); };
  return (
    <Frame
      name="age" title={t.age.title} onDrop={() => { onAnswer(null); }}
      onKey={(key) => {
        if (key !== KEYS.yes) return false;
        yes();
        return true;
      }}
    >
      <Subject question={question}><span className="badge badge-wait">{t.age.from(question.minAge)}</span></Subject>
      <div className="question-born">
        <IdCard size={32} strokeWidth={1.5} aria-hidden="true" />
        <p>{t.age.born}<strong className="figures">{dateText(question.bornBy, language)}</strong><span className="muted">{t.age.look}</span></p>
      </div>
      <div className="question-two">
        <Button size="pay" hint="Escape" action="tooYoung" onClick={() => { onAnswer(null); }}>{t.age.no}</Button>
        <Button look="primary" size="pay" hint={KEYS.yes} action="oldEnough" onClick={yes}>{t.age.yes}</Button>
      </div>
    </Frame>
  );
}

function Weight({ question, onAnswer }: Props<'weight'>) {
  const { t: { checkout }, language } = useWords();
  const t = useQuestionWords();
  const currency = useTill((till) => till.shop.currency);
  const [text, setText] = useState('');
  const unit = unitOf(question.soldBy);
  const grams = gramsTyped(text, unit);
  return (
    <Frame name="weight" title={t.weight.title(nameIn(question.name, language))} onDrop={() => { onAnswer(null); }}>
      <ValueForm
        label={t.weight.field(t.weighed[unit])} text={text} onText={setText} decimals={3} trouble={text !== '' && grams === null ? t.weight.wrong : null} next={t.weight.next} canGoOn={grams !== null}
        onNext={() => { if (grams !== null) onAnswer({ what: 'weight', grams }); }}
      >
        <dl className="effect">
          <div><dt>{t.per(amountText(question.priceMinor, currency), t.units[unit])}</dt><dd>{grams === null ? '–' : quantityLabel({ quantityMilli: grams, soldBy: 'weight' }, checkout.units)}</dd></div>
          <div><dt>{t.weight.costs}</dt><dd data-cost="">{grams === null ? '–' : <Amount minor={costOf(grams, question.priceMinor, unit)} currency={currency} />}</dd></div>
        </dl>
      </ValueForm>
    </Frame>
  );
}

function Price({ question, onAnswer }: Props<'price'>) {
  const { language } = useWords();
  const t = useQuestionWords();
  const currency = useTill((till) => till.shop.currency);
  const [text, setText] = useState('');
  const priceMinor = entryAmount(text, currency);
  const { priceMinor: usual, quantityMilli, soldBy } = question;
  const say = (minor: number): void => { onAnswer({ what: 'price', priceMinor: minor }); };
  return (
    <Frame
      name="price" title={t.price.title(nameIn(question.name, language))} onDrop={() => { onAnswer(null); }}
      onKey={(key) => {
        if (key !== KEYS.usual || usual === 0) return false;
        say(usual);
        return true;
      }}
    >
      <ValueForm
        label={isWeighed(soldBy) ? t.per(t.price.field(currency), t.units[soldBy]) : t.price.field(currency)} text={text} onText={setText} decimals={entryDecimals(currency)}
        trouble={text !== '' && priceMinor === null ? t.price.wrong : null} next={t.price.next} canGoOn={priceMinor !== null} onNext={() => { if (priceMinor !== null) say(priceMinor); }}
        foot={usual > 0 && <Button block hint={KEYS.usual} action="usualPrice" onClick={() => { say(usual); }}>{t.price.usual(amountText(usual, currency))}</Button>}
      >
        {quantityMilli !== 1000 && !isWeighed(soldBy) && <p className="field-hint">{t.price.each(quantityText(quantityMilli))}</p>}
      </ValueForm>
    </Frame>
  );
}

function LabelPrice({ question, onAnswer }: Props<'labelPrice'>) {
  const { t: { checkout }, language } = useWords();
  const t = useQuestionWords();
  const currency = useTill((till) => till.shop.currency);
  const { grams, labelMinor, tillMinor } = question;
  const use = (which: 'label' | 'till'): void => { onAnswer({ what: 'labelPrice', use: which }); };
  return (
    <Frame
      name="labelPrice" title={t.labelPrice.title(nameIn(question.name, language))} onDrop={() => { onAnswer(null); }}
      onKey={(key) => {
        if (key !== KEYS.label && key !== KEYS.till) return false;
        use(key === KEYS.label ? 'label' : 'till');
        return true;
      }}
    >
      <p className="dialog-lead">{t.labelPrice.text}</p>
      <div className="picks">
        <button type="button" className="pick" data-use="label" onMouseDown={keepFocus} onClick={() => { use('label'); }}>
          <Key name={KEYS.label} /><Ticket size={20} aria-hidden="true" /><span className="pick-main">{t.labelPrice.label}</span><Amount minor={labelMinor} currency={currency} />
        </button>
        <button type="button" className="pick" data-use="till" onMouseDown={keepFocus} onClick={() => { use('till'); }}>
          <Key name={KEYS.till} /><Scale size={20} aria-hidden="true" />
          <span className="pick-main">{t.labelPrice.till}<small className="figures">{`${quantityLabel({ quantityMilli: grams, soldBy: 'weight' }, checkout.units)} × ${t.per(amountText(question.priceMinor, currency), t.units[unitOf(question.soldBy)])}`}</small></span>
          <Amount minor={tillMinor} currency={currency} />
        </button>
      </div>
    </Frame>
  );
}

/** The product it is about. */
function Subject({ question, children }: { readonly question: QuestionView; readonly children: ReactNode }) {
  const { language } = useWords();
  const currency = useTill((till) => till.shop.currency);
  return (
    <p className="question-subject">
      <Picture token={question.picture} size={24} />
      <strong>{nameIn(question.name, language)}</strong>
      {children}
      <Amount minor={question.priceMinor} currency={currency} />
    </p>
  );
}
