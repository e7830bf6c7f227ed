import { Smartphone } from 'lucide-react';
import { QRCodeSVG } from 'qrcode.react';
import type { PracticeView } from '../../../shared/contract/views.ts';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { showScan } from '../scans.ts';
import { ask } from '../till.ts';
import { PRACTICE_KEYS } from './keys.ts';
import { usePracticeWords, wordOf } from './words.ts';

type Customer = PracticeView['customers'][number];

const MODULES = 29;
const CODE_PIXELS = MODULES * 3;

/** A virtual customer holds out the phone: the code goes through the same door as a scanner's. */
export function presentCode(customerId: string): void {
  void ask('practice.presentCode', { customerId }).then((answer) => {
    if (answer.ok) showScan(answer.value);
  });
}

/** One customer per behaviour, with this minute's payment code. The chosen one answers to a key. */
export function Customers({ customers, chosen, onChoose }: { readonly customers: readonly Customer[]; readonly chosen: number; readonly onChoose: (index: number) => void }) {
  const words = usePracticeWords();
  return (
    <section>
      <div className="practice-bar">
        <p className="muted practice-note">{words.text}</p>
        <Button look="quiet" hint={PRACTICE_KEYS.next} action="nextCustomer" onClick={() => { onChoose(customers.length === 0 ? 0 : (chosen + 1) % customers.length); }}>
          {words.nextCustomer}
        </Button>
      </div>
      {customers.map((customer, index) => <CustomerCard key={customer.customerId} customer={customer} isChosen={index === chosen} />)}
    </section>
  );
}

function CustomerCard({ customer, isChosen }: { readonly customer: Customer; readonly isChosen: boolean }) {
  const { language } = useWords();
  const words = usePracticeWords();
  return (
    <article className="practice-customer" data-customer={customer.customerId} data-chosen={isChosen}>
      <span className="practice-code">
        <QRCodeSVG value={customer.code} size={CODE_PIXELS} level="M" marginSize={4} bgColor="#ffffff" fgColor="#000000" title={`${words.showQr} ${customer.code}`} />
      </span>
      <div className="practice-who">
        <strong className="ellipsis">{nameIn(customer.name, language)}</strong>
        <span className="muted">{wordOf(words.behaviours, customer.behaviour)}</span>
        <span className="practice-digits figures muted">{customer.code.replace(/(\d{4})(?=\d)/g, '$1 ')}</span>
        <Button icon={<Smartphone size={18} aria-hidden="true" />} hint={isChosen ? PRACTICE_KEYS.holdOut : ''} action="presentCode" onClick={() => { presentCode(customer.customerId); }}>
          {words.holdOut}
        </Button>
      </div>
    </article>
  );
}
