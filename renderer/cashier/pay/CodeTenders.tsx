import { MonitorSmartphone, QrCode, ScanLine } from 'lucide-react';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Button } from '../../ui/Button.tsx';
import { entryText } from '../../ui/entry.ts';
import { act } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { ShowScreen } from '../ShowScreen.tsx';
import { useTill } from '../till.ts';

/** The customer shows a code: scan it at any time, or type its digits when the scanner is down. */
export function CodeTender({ off }: { readonly off: boolean }) {
  const { t } = useWords();
  const entry = useStore(deskStore, (desk) => desk.entry);
  const busy = useStore(deskStore, (desk) => desk.busy);
  if (off) return <Off />;
  return (
    <div className="code-way">
      <span className="code-picture">
        <ScanLine size={72} strokeWidth={1.25} aria-hidden="true" />
      </span>
      <h2>{t.pay.scanTitle}</h2>
      <p className="muted">{t.pay.scanText}</p>
      <div className="code-typed">
        <span className="field-label">{t.pay.scanTyped}</span>
        <output className="input code-output figures">{entryText(entry)}</output>
        <Button look="primary" size="pay" hint="Enter" action="take" disabled={entry === '' || busy} onClick={() => { act('take'); }}>
          {t.pay.charge}
        </Button>
      </div>
    </div>
  );
}

/** The shop shows a code on the customer's screen. */
export function OrderCodeTender({ off }: { readonly off: boolean }) {
  const { t } = useWords();
  const busy = useStore(deskStore, (desk) => desk.busy);
  const isHidden = useTill((till) => till.devices.customerScreen.state === 'hidden');
  if (off) return <Off />;
  return (
    <div className="code-way">
      <span className="code-picture">
        <MonitorSmartphone size={72} strokeWidth={1.25} aria-hidden="true" />
      </span>
      <h2>{t.pay.orderTitle}</h2>
      <p className={isHidden ? 'code-warning' : 'muted'}>{isHidden ? t.payment.hiddenScreen : t.pay.orderText}</p>
      {isHidden && <ShowScreen />}
      <Button look="primary" size="pay" icon={<QrCode size={22} aria-hidden="true" />} hint="Enter" action="take" disabled={busy} onClick={() => { act('take'); }}>
        {t.pay.orderShow}
      </Button>
    </div>
  );
}

function Off() {
  const { t } = useWords();
  return (
    <div className="code-way">
      <p className="muted">{t.pay.off}</p>
    </div>
  );
}
