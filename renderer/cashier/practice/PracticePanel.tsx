import { ChevronDown, ChevronRight, GraduationCap, X } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { useStore } from '../../store.ts';
import { act } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { Customers, presentCode } from './Customers.tsx';
import { PRACTICE_KEYS } from './keys.ts';
import { Lab } from './Lab.tsx';
import { PrintedPhone, ShownPhone, usePhone } from './Phones.tsx';
import { usePracticeWords } from './words.ts';
import { useTill } from '../till.ts';
import { usePractice } from './world.ts';
import './practice.css';

/** Whether the second half was open: kept while the window lives, because whoever needs it needs it again. */
let wasOpen = false;

/** Virtual customers for training: their phones hold out codes, scan the code on the customer's screen and pay the printed one. Below, closed at first, everything that can go wrong. */
export function PracticePanel() {
  const { t } = useWords();
  const words = usePracticeWords();
  const view = usePractice();
  const phone = usePhone(view);
  const [chosen, setChosen] = useState(0);
  const [isOpen, setOpen] = useState(wasOpen);
  const customers = view?.customers ?? [];
  const toggle = (): void => {
    wasOpen = !isOpen;
    setOpen(!isOpen);
  };
  useKeyLayer(LAYER.panel, (key) => {
    const customer = customers[chosen];
    if (key === PRACTICE_KEYS.next) setChosen(customers.length === 0 ? 0 : (chosen + 1) % customers.length);
    else if (key === PRACTICE_KEYS.holdOut && customer !== undefined) presentCode(customer.customerId);
    else if (key === PRACTICE_KEYS.scan) phone.scan();
    else if (key === PRACTICE_KEYS.pay) phone.pay();
    else if (key === PRACTICE_KEYS.more) toggle();
    else return false;
    return true;
  });
  // While a code is there to be scanned, the phone that can do it comes first.
  const isShown = view !== null && view.orderCode !== null;
  const isPaying = useTill(({ phase }) => phase === 'paying');
  const isPrinted = useStore(deskStore, ({ way }) => way === 'printedCode') && isPaying;
  const printed = <PrintedPhone key="printed" view={view} phone={phone} hint={PRACTICE_KEYS.pay} />;
  const shown = <ShownPhone key="shown" view={view} phone={phone} hint={PRACTICE_KEYS.scan} />;
  return (
    <aside className="practice" aria-label={words.title} data-panel="practice">
      <header className="practice-head">
        <GraduationCap size={20} aria-hidden="true" />
        <h2>{words.title}</h2>
        <Button look="quiet" hint={ALWAYS.lessons[0]} action="lessons" onClick={() => { act('lessons'); }}>{t.actions.lessons}</Button>
        <Button look="quiet" icon={<X size={18} aria-hidden="true" />} hint={ALWAYS.practice[0]} aria-label={t.common.close} onClick={() => { act('practice'); }} />
      </header>
      <div className="practice-list">
        {isShown && shown}
        {isPrinted && printed}
        <Customers customers={customers} chosen={chosen} onChoose={setChosen} />
        {!isShown && shown}
        {!isPrinted && printed}
        <section className="practice-more">
          <Button
            look="quiet" block icon={isOpen ? <ChevronDown size={18} aria-hidden="true" /> : <ChevronRight size={18} aria-hidden="true" />} hint={PRACTICE_KEYS.more} action="practiceMore" aria-expanded={isOpen}
            onClick={toggle}
          >
            {words.more}
          </Button>
          {isOpen ? <Lab /> : <p className="muted practice-note">{words.moreText}</p>}
          {view !== null && view.staff.length > 0 && (
            <p className="muted practice-note figures">
              {words.staffPins}: {view.staff.map(({ name, pin }) => `${name} ${pin}`).join(' · ')}
            </p>
          )}
        </section>
      </div>
    </aside>
  );
}
