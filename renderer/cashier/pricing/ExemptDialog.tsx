import { BadgePercent, FileCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { ask, useTill } from '../till.ts';
import { ReasonPicks } from './ReasonPicks.tsx';
import { usePricingWords } from './words.ts';
import './pricing.css';

const close = (): void => {
  setDesk({ dialog: null });
};
const send = (exempt: boolean, reason: string): void => {
  close();
  void ask('sale.exempt', { exempt, reason });
};

const CERTIFICATE_MAX = 80;

/** A sale without tax: why, and the certificate's number when there is one. Again: tax is charged as usual. */
export function ExemptDialog() {
  const { exempt: words } = usePricingWords();
  const exempt = useTill((till) => till.sale?.exempt ?? null);
  const taxMode = useTill((till) => till.shop.taxMode);
  const [why, setWhy] = useState<string | null>(null);
  const [certificate, setCertificate] = useState('');
  const closeKeys = [keyOf('selling', 'exempt')];

  if (taxMode === 'none') {
    return (
      <Dialog name="exempt" title={words.title} width="narrow" closeKeys={closeKeys} onClose={close}>
        <p className="muted">{words.none}</p>
      </Dialog>
    );
  }
  if (exempt !== null) {
    return (
      <Dialog
        name="exempt" title={words.title} width="narrow" closeKeys={closeKeys} onClose={close}
        onKey={(key) => {
          if (key !== 'Enter') return false;
          send(false, words.removed);
          return true;
        }}
      >
        <div className="dialog-form">
          <p>{words.inForce(exempt.reason)}</p>
          <Button look="primary" size="pay" hint="Enter" action="chargeTax" icon={<BadgePercent size={20} aria-hidden="true" />} onClick={() => { send(false, words.removed); }}>{words.remove}</Button>
        </div>
      </Dialog>
    );
  }
  if (why !== null) {
    return (
      <Dialog key="certificate" name="exemptCertificate" title={`${words.title}: ${why}`} width="narrow" onClose={close} onBack={() => { setWhy(null); }}>
        <form
          className="dialog-form"
          onSubmit={(event) => {
            event.preventDefault();
            send(true, certificate.trim() === '' ? why : `${why}: ${certificate.trim()}`);
          }}
        >
          <label className="field">
            <span className="field-label">{words.certificate}</span>
            <input className="input" data-first="" name="certificate" maxLength={CERTIFICATE_MAX} autoComplete="off" value={certificate} onChange={(event) => { setCertificate(event.target.value); }} />
            <span className="field-hint">{words.certificateHint}</span>
          </label>
          <Button look="primary" size="pay" submits hint="Enter" action="applyExempt" icon={<FileCheck size={20} aria-hidden="true" />}>{words.apply}</Button>
        </form>
      </Dialog>
    );
  }
  return (
    <Dialog key="why" name="exempt" title={words.title} closeKeys={closeKeys} onClose={close}>
      <p className="dialog-lead">{words.text}</p>
      <ReasonPicks reasons={words.reasons} onPick={setWhy} />
    </Dialog>
  );
}
