import { GraduationCap, Smartphone, X } from 'lucide-react';
import { QRCodeSVG } from 'qrcode.react';
import { useEffect, useState } from 'react';
import type { PracticeView } from '../../../shared/contract/views.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { mainNowMs } from '../../ui/clock.ts';
import { act } from '../commands.ts';
import { ALWAYS } from '../keymap.ts';
import { showScan } from '../scans.ts';
import { ask, useTill } from '../till.ts';
import './practice.css';

type BehaviourName = keyof Dictionary['practice']['behaviours'];

const isSaid = (name: string, words: Dictionary['practice']['says']): name is keyof Dictionary['practice']['says'] => Object.hasOwn(words, name);
const isKnown = (name: string, words: Dictionary['practice']['behaviours']): name is BehaviourName => Object.hasOwn(words, name);

const MODULES = 29;
const CODE_PIXELS = MODULES * 3;

/** Virtual customers for training: their phones hold out codes, and scan the code on the customer's screen. */
export function PracticePanel() {
  const { t } = useWords();
  const view = usePractice();
  const currency = useTill((till) => till.shop.currency);
  // While a code is shown the phone that can scan it comes first.
  const phone = <PracticePhone key="phone" view={view} amount={view?.orderCode ? moneyText(view.orderCode.amountMinor, currency) : null} />;
  return (
    <aside className="practice" aria-label={t.practice.title} data-panel="practice">
      <header className="practice-head">
        <GraduationCap size={20} aria-hidden="true" />
        <h2>{t.practice.title}</h2>
        <Button look="quiet" icon={<X size={18} aria-hidden="true" />} hint={ALWAYS.practice[0]} aria-label={t.common.close} onClick={() => { act('practice'); }} />
      </header>
      <p className="practice-text muted">{t.practice.text}</p>
      <div className="practice-list">
        {view?.orderCode !== null && phone}
        {view?.customers.map((customer) => <Customer key={customer.customerId} customer={customer} />)}
        {view?.orderCode === null && phone}
      </div>
    </aside>
  );
}

/** The practice world, asked again whenever the till changes and when a customer's code runs out. */
function usePractice(): PracticeView | null {
  const [view, setView] = useState<PracticeView | null>(null);
  const revision = useTill((till) => till.revision);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    void ask('practice.view', {}).then((answer) => {
      if (isGone || !answer.ok) return;
      setView(answer.value);
      const nextMs = Math.min(...answer.value.customers.map((customer) => customer.codeExpiresAtMs)) - mainNowMs();
      timer = setTimeout(() => { setRound((value) => value + 1); }, Math.max(1_000, Math.min(60_000, nextMs)));
    });
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [revision, round]);
  return view;
}

function useBehaviour(name: string): string {
  const { t } = useWords();
  return isKnown(name, t.practice.behaviours) ? t.practice.behaviours[name] : name;
}

function Customer({ customer }: { readonly customer: PracticeView['customers'][number] }) {
  const { t, language } = useWords();
  const behaviour = useBehaviour(customer.behaviour);
  const present = (): void => {
    void ask('practice.presentCode', { customerId: customer.customerId }).then((answer) => {
      if (answer.ok) showScan(answer.value);
    });
  };
  return (
    <article className="practice-customer" data-customer={customer.customerId}>
      <span className="practice-code">
        <QRCodeSVG value={customer.code} size={CODE_PIXELS} level="M" marginSize={4} bgColor="#ffffff" fgColor="#000000" title={`${t.practice.showQr} ${customer.code}`} />
      </span>
      <div className="practice-who">
        <strong className="ellipsis">{nameIn(customer.name, language)}</strong>
        <span className="muted">{behaviour}</span>
        <span className="practice-digits figures muted">{customer.code.replace(/(\d{4})(?=\d)/g, '$1 ')}</span>
        <Button icon={<Smartphone size={18} aria-hidden="true" />} action="presentCode" onClick={present}>
          {t.practice.holdOut}
        </Button>
      </div>
    </article>
  );
}

/** A phone that scans the order code; what it does is chosen first. */
function PracticePhone({ view, amount }: { readonly view: PracticeView | null; readonly amount: string | null }) {
  const { t } = useWords();
  const [behaviour, setBehaviour] = useState('paysAtOnce');
  const [said, setSaid] = useState<string | null>(null);
  const behaviours = view?.behaviours ?? [];
  const scan = (): void => {
    void ask('practice.phoneScan', { behaviour }).then((answer) => {
      if (answer.ok) setSaid(answer.value.result);
    });
  };
  return (
    <article className="practice-phone">
      <h3>{t.practice.phone}</h3>
      <p className="muted">{amount === null ? t.practice.phoneIdle : t.practice.phoneText}</p>
      <label className="field">
        <span className="field-label">{t.practice.behaviour}</span>
        <select className="input" value={behaviour} onChange={(event) => { setBehaviour(event.target.value); }}>
          {behaviours.map((name) => (
            <option key={name} value={name}>
              {isKnown(name, t.practice.behaviours) ? t.practice.behaviours[name] : name}
            </option>
          ))}
        </select>
      </label>
      <Button look="primary" disabled={amount === null} icon={<Smartphone size={18} aria-hidden="true" />} action="phoneScan" onClick={scan}>
        {t.practice.scan} {amount ?? ''}
      </Button>
      {said !== null && (
        <p className="practice-said" role="status">
          {t.practice.result}: {isSaid(said, t.practice.says) ? t.practice.says[said] : said}
        </p>
      )}
    </article>
  );
}
