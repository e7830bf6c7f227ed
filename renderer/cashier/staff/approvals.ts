import type { Channel, Request } from '../../../shared/contract/contract.ts';
import type { ApproverProof } from '../../../shared/contract/staff-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import { approveWith, call, type CallResult } from '../../bridge.ts';
import { createStore } from '../../store.ts';

/** What somebody has to allow, and how. */
export interface WantedApproval {
  readonly number: number;
  /** Details of APPROVAL_NEEDED: the permission, and the amounts that say how far it goes. */
  readonly act: ErrorView['details'];
  /** Sends the request again with somebody's consent. Answers why that consent does not count; null when the request has been answered. */
  readonly allow: (approver: ApproverProof) => Promise<ErrorView | null>;
  readonly giveUp: () => void;
}

/** The one thing that waits for somebody's consent. */
export const approvalStore = createStore<WantedApproval | null>(null);
let count = 0;

/** These are about the approver, not about what was asked: another try may do. */
const ABOUT_APPROVER: ReadonlySet<string> = new Set(['APPROVAL_REFUSED', 'APPROVAL_LOCKED', 'APPROVAL_NOT_ENOUGH', 'STAFF_BADGE_UNKNOWN', 'STAFF_NOT_FOUND']);

/** From now on a request that needs consent opens the question, wherever it was asked from, and is sent once more with the answer. */
export function answerApprovals(): void {
  approveWith(<C extends Channel>(channel: C, request: Request<C>, error: ErrorView) => {
    // One question at a time; whoever asks meanwhile hears that it needs approval.
    if (approvalStore.get() !== null) return Promise.resolve(null);
    const { promise, resolve } = Promise.withResolvers<CallResult<C> | null>();
    const end = (result: CallResult<C> | null): void => {
      approvalStore.set(null);
      resolve(result);
    };
    count += 1;
    approvalStore.set({
      number: count,
      act: error.details,
      giveUp: () => { end(null); },
      allow: async (approver) => {
        const answer = await invokeApproved(channel, request, approver);
        if (!answer.ok && ABOUT_APPROVER.has(answer.error.code)) return answer.error;
        end(answer);
        return null;
      },
    });
    return promise;
  });
}

async function invokeApproved<C extends Channel>(channel: C, request: Request<C>, approver: ApproverProof): Promise<CallResult<C>> {
  const answer = await call('approval.act', { channel, request, approver });
  // Main answers what that channel answers; the contract cannot say so of a channel it does not know beforehand.
  return answer.ok ? ({ ok: true, value: answer.value.value } as CallResult<C>) : answer;
}
