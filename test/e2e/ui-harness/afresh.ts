import { noticeStore } from '../../../renderer/cashier/notices.ts';
import { deskStore } from '../../../renderer/cashier/desk.ts';
import { foundStore } from '../../../renderer/cashier/browse/search.ts';
import { helpStore, recentErrors } from '../../../renderer/cashier/help/help-store.ts';
import { lessonsStore } from '../../../renderer/cashier/lessons/store.ts';
import { printedDeskStore } from '../../../renderer/cashier/pay/printed-code.ts';
import { approvalStore } from '../../../renderer/cashier/staff/approvals.ts';
import type { Store } from '../../../renderer/store.ts';

/** Gives a store back what it began with. */
const restore = <T>(store: Store<T>): (() => void) => {
  const first = store.get();
  return () => { store.set(first); };
};

const RESTORES = [restore(deskStore), restore(noticeStore), restore(foundStore), restore(helpStore), restore(recentErrors), restore(lessonsStore), restore(printedDeskStore), restore(approvalStore)];

window.putAway = () => {
  for (const each of RESTORES) each();
};
