import { Banknote, CircleCheckBig, CircleHelp, CircleX, Clock3, Hourglass, Send, ShieldAlert, Undo2, WifiOff, type LucideIcon } from 'lucide-react';
import type { RefundView, ReturnView } from '../../../shared/contract/returns.ts';
import { isRefundFinal, type RefundState } from '../../../shared/payment/refund-machine.ts';

/** What the cashier is told of a return: how far its refunds are, or what is left to do. */
export type ReturnFace = Exclude<RefundState, 'refunded'> | 'unknown' | 'cashDue' | 'waitsForShift' | 'completed' | 'voided' | 'abandoned';
export type Tone = 'progress' | 'warning' | 'danger' | 'good' | 'neutral';
type Shape = 'circle' | 'dashed' | 'octagon' | 'diamond' | 'square';

/**
 * Each state has its own picture and outline, so that none is told by colour alone. `needs`: somebody at the counter has to do something. `moved`: whether
 * money may have gone back; `said` where the words say it already.
 */
export const FACE = {
  created: { icon: Send, shape: 'dashed', tone: 'progress', needs: false, moved: 'said' },
  sent: { icon: Send, shape: 'circle', tone: 'progress', needs: false, moved: 'said' },
  asking: { icon: CircleHelp, shape: 'circle', tone: 'progress', needs: false, moved: 'said' },
  /** Asked often enough to say that this takes long. */
  unknown: { icon: ShieldAlert, shape: 'diamond', tone: 'danger', needs: false, moved: 'maybe' },
  queued: { icon: Clock3, shape: 'octagon', tone: 'progress', needs: false, moved: 'said' },
  refused: { icon: CircleX, shape: 'square', tone: 'warning', needs: true, moved: 'no' },
  notSent: { icon: WifiOff, shape: 'square', tone: 'warning', needs: true, moved: 'no' },
  cashDue: { icon: Banknote, shape: 'square', tone: 'warning', needs: true, moved: 'said' },
  waitsForShift: { icon: Hourglass, shape: 'circle', tone: 'good', needs: false, moved: 'said' },
  completed: { icon: CircleCheckBig, shape: 'circle', tone: 'good', needs: false, moved: 'said' },
  voided: { icon: CircleCheckBig, shape: 'circle', tone: 'good', needs: false, moved: 'said' },
  abandoned: { icon: Undo2, shape: 'square', tone: 'neutral', needs: false, moved: 'no' },
} as const satisfies Record<ReturnFace, { readonly icon: LucideIcon; readonly shape: Shape; readonly tone: Tone; readonly needs: boolean; readonly moved: 'no' | 'maybe' | 'said' }>;

/** The newest refund of each part of the money. */
export const newestRefunds = (view: ReturnView): readonly RefundView[] => view.refunds.filter((refund) => view.ways.some((way) => way.refundId === refund.refundId));

/** What is least certain comes first: of several refunds the one that still has to be told about. */
const WORST_FIRST = ['unknown', 'asking', 'sent', 'created', 'queued'] as const satisfies readonly ReturnFace[];

export function faceOfReturn(view: ReturnView): ReturnFace {
  switch (view.state) {
    case 'completed':
      return view.asVoid ? 'voided' : 'completed';
    case 'abandoned': case 'cashDue': case 'waitsForShift':
      return view.state;
    case 'refused':
      return newestRefunds(view).some((refund) => refund.state === 'refused') ? 'refused' : 'notSent';
    case 'refunding': {
      const open = newestRefunds(view).filter((refund) => !isRefundFinal(refund.state));
      return WORST_FIRST.find((face) => open.some((refund) => faceOfRefund(refund) === face)) ?? 'sent';
    }
  }
}

export function faceOfRefund({ state, error }: Pick<RefundView, 'state' | 'error'>): ReturnFace {
  if (state === 'refunded') return 'completed';
  return state === 'asking' && error === 'REFUND_UNRESOLVED' ? 'unknown' : state;
}

/** The refund that the keys act on: one that may be asked about, or sent again. */
export const actsOn = (view: ReturnView): { readonly ask: RefundView | null; readonly retry: RefundView | null } => {
  const newest = newestRefunds(view);
  return { ask: newest.find((refund) => refund.canAskNow) ?? null, retry: newest.find((refund) => refund.canRetry) ?? null };
};
