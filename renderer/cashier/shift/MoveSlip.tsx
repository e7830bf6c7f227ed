import type { MoveView } from '../../../shared/contract/cash-views.ts';
import type { Currency } from '../../../shared/money.ts';
import { dateTimeText, nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { moneyText } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { ALWAYS } from '../keymap.ts';
import { usePaperWords } from '../receipts/paper-words.ts';
import { useTill } from '../till.ts';
import { useCashWords } from './words.ts';

const PAPER_KEY = 'F5';

interface MoveSlipProps {
  readonly move: MoveView;
  readonly currency: Currency;
  readonly onBack: () => void;
  /** To the slip on paper, as a file or as a code. */
  readonly onPaper: () => void;
  readonly onClose: () => void;
}

/** What the slip of a move says: to be signed and put where the money came from or went to. */
export function MoveSlip({ move, currency, onBack, onPaper, onClose }: MoveSlipProps) {
  const { language } = useWords();
  const t = useCashWords();
  const paper = usePaperWords();
  const shop = useTill((till) => till.shop);
  useKeyLayer(LAYER.nested, (key) => {
    if (key === 'Enter') onBack();
    else if (key === PAPER_KEY) onPaper();
    else return false;
    return true;
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
        <Button block hint={PAPER_KEY} action="cashPaper" onClick={onPaper}>{paper.open}</Button>
        <Button look="primary" block hint="Enter" action="cashAgain" onClick={onBack}>{t.again}</Button>
      </div>
    </Dialog>
  );
}
