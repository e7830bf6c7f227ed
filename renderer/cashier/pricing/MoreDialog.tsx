import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { act } from '../commands.ts';
import { setDesk } from '../desk.ts';
import { keyOf, type ActionId } from '../keymap.ts';
import { useTill } from '../till.ts';
import { usePricingWords } from './words.ts';
import './pricing.css';

/** What has no button of its own on the selling screen, in the order it is needed. */
const MORE = ['undo', 'discount', 'override', 'coupon', 'exempt', 'customers', 'giftCard', 'exchangeOff', 'why', 'priceCheck', 'hold', 'recall', 'discard', 'receipts', 'takeBackGoods', 'catalog', 'cashDesk', 'reports', 'staff', 'lock'] as const satisfies readonly ActionId[];
const NEEDS_LINES: ReadonlySet<ActionId> = new Set(['discount', 'override', 'coupon', 'exempt', 'why', 'hold', 'discard']);

/** Every action on a sale as a button a finger can hit; each shows its key. */
export function MoreDialog() {
  const { t } = useWords();
  const { more: words } = usePricingWords();
  const hasLines = useTill((till) => (till.sale?.lines.length ?? 0) > 0);
  const canUndo = useTill((till) => till.sale?.canUndo ?? false);
  const isExchange = useTill((till) => till.sale?.exchange !== undefined);
  const isOff = (action: ActionId): boolean => {
    if (action === 'undo') return !canUndo;
    if (action === 'exchangeOff') return !isExchange;
    return NEEDS_LINES.has(action) && !hasLines;
  };
  return (
    <Dialog name="more" title={words.title} closeKeys={[keyOf('selling', 'moreActions')]} onClose={() => { setDesk({ dialog: null }); }} onKey={onMoreKey}>
      <p className="dialog-lead">{words.text}</p>
      <div className="more-actions">
        <Button action="more-number" onClick={() => { setDesk({ dialog: { kind: 'number', lineId: null } }); }}>{words.number}</Button>
        {MORE.map((action) => (
          <Button
            key={action} hint={keyOf('selling', action)} action={`more-${action}`} disabled={isOff(action)}
            onClick={() => {
              setDesk({ dialog: null });
              act(action);
            }}
          >
            {t.actions[action]}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}

/** The keys printed here work here too. */
function onMoreKey(key: string): boolean {
  const action = MORE.find((one) => keyOf('selling', one) === key);
  if (action === undefined) return false;
  setDesk({ dialog: null });
  act(action);
  return true;
}
