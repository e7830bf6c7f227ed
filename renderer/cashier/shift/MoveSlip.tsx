import type { MoveView } from '../../../shared/contract/cash-views.ts';
import type { Currency } from '../../../shared/money.ts';
import { dateTimeText, nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { ALWAYS } from '../keymap.ts';
import { useTill } from '../till.ts';
import { useCashWords } from './words.ts';

interface MoveSlipProps {
  readonly move: MoveView;
  readonly currency: Currency;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** What the slip of a move says: to be signed and put where the money came from or went to. */
export function MoveSlip({ move, currency, onBack, onClose }: MoveSlipProps) {
  const { language } = useWords();
  const t = useCashWords();
  const shop = useTill((till) => till.shop);
  useKeyLayer(LAYER.nested, (key) => {
    if (key === 'Enter') onBack();
    return key === 'Enter';
  });
  const lines = [
    nameIn(shop.name, language), `${t.slip} · ${t.slipNo(move.seq)}`, dateTimeText(move.atMs, language), '',
    move.kind === 'noSale' ? t.kind[move.kind] : `${t.kind[move.kind]}  ${moneyText(move.amountMinor, currency)}`, `${t.reason}: ${move.reason}`, t.by(move.operator),
    ...(move.approver === null ? [] : [t.approved(move.approver)]), '', `${t.signed}: ____________________`,
  ];
  return (
    <Dialog name="cashSlip" title={t.slip} width="narrow" closeKeys={ALWAYS.cashDesk} onBack={onBack} onClose={onClose}>
      <div className="dialog-form">
        <pre className="cash-slip figures" data-slip={move.moveId}>{lines.join('\n')}</pre>
        <Button look="primary" block hint="Enter" action="cashAgain" onClick={onBack}>{t.again}</Button>
      </div>
    </Dialog>
  );
}
