import { Repeat2 } from 'lucide-react';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Amount } from '../../ui/Amount.tsx';
import { amountText, moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { act } from '../commands.ts';
import { deskStore } from '../desk.ts';
import { keyOf } from '../keymap.ts';
import { useTill } from '../till.ts';

/** What is handed back pays for all of it: how much goes back, and one key to finish. */
export function CoveredTender() {
  const { t } = useWords();
  const busy = useStore(deskStore, (desk) => desk.busy);
  const currency = useTill((till) => till.shop.currency);
  const backMinor = useTill((till) => till.sale?.exchange?.backMinor ?? 0);
  const words = t.exchange;
  return (
    <div className="pay-covered" data-back={backMinor}>
      <Repeat2 size={36} strokeWidth={1.5} aria-hidden="true" />
      <h2>{backMinor > 0 ? words.toGive : words.even}</h2>
      {backMinor > 0 && <p className="pay-covered-amount" style={{ '--length': amountText(backMinor, currency).length }}><Amount minor={backMinor} currency={currency} withCurrency /></p>}
      <p className="muted">{words.covered} {backMinor > 0 && words.rest}</p>
      <Button look="primary" size="pay" block hint={keyOf('paying', 'take')} action="take" disabled={busy} onClick={() => { act('take'); }}>
        {backMinor > 0 ? words.finishGive(moneyText(backMinor, currency)) : words.finish}
      </Button>
    </div>
  );
}
