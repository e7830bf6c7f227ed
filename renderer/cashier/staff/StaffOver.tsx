import { lazy, Suspense } from 'react';
import { useStore } from '../../store.ts';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { useTill } from '../till.ts';
import { approvalStore } from './approvals.ts';
import './over.css';

/** Fetched once the till stands still, or when they are wanted first. */
export const STAFF_LATER = {
  approval: async () => ({ default: (await import('./ApprovalDialog.tsx')).ApprovalDialog }),
  lock: async () => ({ default: (await import('./LockScreen.tsx')).LockScreen }),
  switching: async () => ({ default: (await import('./SwitchDialog.tsx')).SwitchDialog }),
};
const ApprovalDialog = lazy(STAFF_LATER.approval);
const LockScreen = lazy(STAFF_LATER.lock);
export const SwitchDialog = lazy(STAFF_LATER.switching);

/** What comes over whatever is open: the question for somebody's consent, and the lock. */
export function StaffOver() {
  const wanted = useStore(approvalStore, (value) => value);
  const isOpen = useTill((till) => till.staff.state === 'open');
  return (
    <>
      {wanted !== null && <div className="till-under" inert={!isOpen}><Suspense fallback={<Covered />}><ApprovalDialog key={wanted.number} wanted={wanted} /></Suspense></div>}
      {!isOpen && <Suspense fallback={<Covered />}><LockScreen /></Suspense>}
    </>
  );
}

/** On its way: nothing below is seen, and no key gets there. */
function Covered() {
  useKeyLayer(LAYER.lock, () => true, { modal: true });
  return <div className="covered" data-opening="" />;
}
