import { KeyRound, LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { pinFault } from '../../../shared/staff/pin.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { LAYER } from '../../ui/keys/router.ts';
import { setDesk } from '../desk.ts';
import { ALWAYS } from '../keymap.ts';
import { tell } from '../notices.ts';
import { ask } from '../till.ts';
import { PinField, Refusal } from './PinField.tsx';
import { SignIn } from './SignIn.tsx';
import { useStaffWords } from './words.ts';
import './staff.css';

const OWN_PIN_KEY = 'F2';

/** Somebody else takes the counter over; the sale stays. Also the way to lock it, and to one's own PIN. */
export function SwitchDialog() {
  const t = useStaffWords();
  const [page, setPage] = useState<'switch' | 'ownPin'>('switch');
  const close = (): void => {
    setDesk({ dialog: null });
  };
  const lock = (): void => {
    close();
    void ask('staff.lock', {});
  };
  const onKey = (key: string): boolean => {
    if (key === ALWAYS.lock[0]) lock();
    else if (key === OWN_PIN_KEY) setPage('ownPin');
    else return false;
    return true;
  };
  if (page === 'ownPin') {
    return (
      <Dialog key="ownPin" name="ownPin" title={t.ownPin.title} width="narrow" onBack={() => { setPage('switch'); }} onClose={close}>
        <OwnPin onDone={close} />
      </Dialog>
    );
  }
  return (
    <Dialog key="switch" name="staff" title={t.switching.title} width="narrow" closeKeys={ALWAYS.staff} onClose={close} onKey={onKey}>
      <SignIn likely={null} level={LAYER.nested} confirm={t.lock.signIn} onDone={close} />
      <div className="switch-more">
        <Button look="quiet" icon={<LockKeyhole size={18} aria-hidden="true" />} hint={ALWAYS.lock[0]} action="lock" onClick={lock}>{t.switching.lock}</Button>
        <Button look="quiet" icon={<KeyRound size={18} aria-hidden="true" />} hint={OWN_PIN_KEY} action="ownPin" onClick={() => { setPage('ownPin'); }}>{t.switching.ownPin}</Button>
      </div>
    </Dialog>
  );
}

function OwnPin({ onDone }: { readonly onDone: () => void }) {
  const t = useStaffWords();
  const [typed, setTyped] = useState({ current: '', next: '', again: '' });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const fault = pinFault(typed.next);
  const send = (): void => {
    setTried(true);
    if (busy || typed.current === '' || fault !== null || typed.again !== typed.next) return;
    setBusy(true);
    void call('staff.changePin', { current: typed.current, pin: typed.next }).then((answer) => {
      setBusy(false);
      setTyped({ ...typed, current: '' });
      setError(answer.ok ? null : answer.error);
      if (!answer.ok) return;
      tell({ kind: 'good', text: t.ownPin.done });
      onDone();
    });
  };
  return (
    <form
      className="sign-in" noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <PinField name="own-current" label={t.ownPin.current} value={typed.current} onChange={(current) => { setTyped({ ...typed, current }); }} isFirst />
      <PinField name="own-next" label={t.ownPin.next} value={typed.next} onChange={(next) => { setTyped({ ...typed, next }); }} hint={t.first.pinText} wrong={tried && fault !== null ? t.pinFaults[fault] : null} />
      <PinField name="own-again" label={t.ownPin.again} value={typed.again} onChange={(again) => { setTyped({ ...typed, again }); }} wrong={tried && typed.again !== typed.next ? t.first.differs : null} />
      <Refusal error={error} untilMs={error?.code === 'APPROVAL_LOCKED' ? Number(error.details['untilMs']) : null} />
      <Button look="primary" submits block hint="Enter" action="changePin" disabled={busy}>{t.ownPin.save}</Button>
    </form>
  );
}
