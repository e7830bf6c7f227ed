import type { ApproverForm } from '../../../shared/contract/attention-views.ts';

/** Whoever approved last is asked again first; the PIN is typed each time. */
let lastName = '';
export const lastApprover = (): string => lastName;
export const noteApprover = (name: string): void => {
  lastName = name;
};

/** What is still missing before an approval may be sent; null when it is complete. */
export function missingIn({ name, pin }: ApproverForm, reason: string | null): 'name' | 'pin' | 'reason' | null {
  if (name.trim() === '') return 'name';
  if (!/^\d{4,12}$/.test(pin)) return 'pin';
  return reason !== null && reason.trim() === '' ? 'reason' : null;
}
