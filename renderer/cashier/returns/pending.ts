import { useWords } from '../../i18n/i18n.tsx';
import { moneyText } from '../../ui/amount.ts';
import { useTill } from '../till.ts';
import { faceOfRefund, faceOfReturn, type ReturnFace } from './look.ts';

interface Pending {
  readonly key: string;
  readonly name: string;
  readonly face: ReturnFace;
}

/** What lies in the gateway's queue needs nobody: a badge is enough. What is back and waits for a shift needs not even that. */
export const isQuiet = (face: ReturnFace): boolean => face === 'queued';
export const isLoud = (face: ReturnFace): boolean => face !== 'queued' && face !== 'waitsForShift';

/** Money that is going back, return by return, and found money that is being sent back. */
export function usePendingReturns(): readonly Pending[] {
  const { t } = useWords();
  const returns = useTill((till) => till.openReturns);
  const refunds = useTill((till) => till.refunds);
  return [
    ...returns.map((view) => ({ key: view.returnId, name: `C${view.returnNo} ${moneyText(view.totalMinor, view.currency)}`, face: faceOfReturn(view) })),
    ...refunds.filter((refund) => refund.returnId === null).map((refund) => ({ key: refund.refundId, name: `${t.pendingRefunds.ofFound} ${moneyText(refund.amountMinor, refund.currency)}`, face: faceOfRefund(refund) })),
  ];
}
