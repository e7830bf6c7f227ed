import { useEffect, useState } from 'react';
import type { CashDeskView, CountForm as Counted } from '../../../shared/contract/cash-views.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ask } from '../till.ts';
import { CountForm } from './CountForm.tsx';

const close = (): void => {
  setDesk({ dialog: null });
};

/** The day's first count: the float by pieces; opens the shift with it. */
export function CountFloat() {
  const { t } = useWords();
  const [desk, setCash] = useState<CashDeskView | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void ask('cash.desk', {}).then((answer) => {
      if (answer.ok) setCash(answer.value);
      else close();
    });
  }, []);
  const open = (counted: Counted): void => {
    setBusy(true);
    void ask('shift.open', 'count' in counted ? counted : { floatMinor: counted.countedMinor }).then((answer) => {
      setBusy(false);
      if (answer.ok) close();
    });
  };
  if (desk === null) return <div data-opening="" />;
  return (
    <Dialog name="countFloat" title={t.shift.openTitle} width="wide" onClose={close}>
      <CountForm denominations={desk.denominations} currency={desk.currency} submit={{ label: t.shift.open, action: 'openCounted' }} text={{ byPieces: t.shift.openText, byTotal: t.shift.openText }} busy={busy} onSubmit={open} />
    </Dialog>
  );
}
