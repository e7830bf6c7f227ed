import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { CashDeskView, CountForm as Counted, CountView } from '../../../shared/contract/cash-views.ts';
import type { ForeignCountForm } from '../../../shared/contract/foreign-views.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ask, useTill } from '../till.ts';
import { CountForm } from './CountForm.tsx';
import { CountResult } from './CountResult.tsx';
import { useCashWords } from './words.ts';

interface CountPageProps {
  readonly desk: CashDeskView;
  /** Null: the shop's own drawer. */
  readonly sessionId: string | null;
  readonly confirm: { readonly label: string; readonly action: string };
  readonly closeKeys: readonly string[];
  readonly onBack: () => void;
  readonly onClose: () => void;
  /** Closes with the count; true when that was done. */
  readonly onConfirm: (reason: string) => Promise<boolean>;
}

/** A drawer counted blindly, from opening it to the difference. A count that was submitted before is shown again: it is in the journal. */
export function CountPage({ desk, sessionId, confirm, closeKeys, onBack, onClose, onConfirm }: CountPageProps) {
  const { t: common } = useWords();
  const t = useCashWords();
  const unresolved = useTill((till) => till.unresolved.length);
  const [count, setCount] = useState<CountView | null>(desk.counted.find((one) => one.sessionId === sessionId) ?? null);
  const [busy, setBusy] = useState(false);
  const whose = desk.drawers.find((drawer) => drawer.sessionId === sessionId);
  const title = sessionId === null ? t.countShop : sessionId === desk.ownSessionId ? t.countOwn : t.countOf(whose?.operator ?? '');
  /** False: whoever should have agreed did not. */
  const begin = async (): Promise<boolean> => (await ask('count.begin', { sessionId })).ok;
  // Once per page, whatever React does with effects while developing: each one opens the drawer.
  const hasBegun = useRef(count !== null);
  const start = useEffectEvent(() => {
    void begin().then((ok) => {
      if (!ok) onBack();
    });
  });
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    start();
  }, []);
  const leave = (then: () => void): void => {
    if (count === null) void ask('count.leave', {});
    then();
  };
  const submit = (counted: Counted, foreign: ForeignCountForm): void => {
    setBusy(true);
    void ask('count.submit', { sessionId, counted, ...(foreign.length === 0 ? {} : { foreign }) }).then((answer) => {
      setBusy(false);
      if (answer.ok) setCount(answer.value);
    });
  };
  const close = (reason: string): void => {
    setBusy(true);
    void onConfirm(reason).then(() => { setBusy(false); });
  };
  const recount = (): void => {
    void begin().then((ok) => {
      if (ok) setCount(null);
    });
  };
  return (
    <Dialog name="count" title={count === null ? title : t.result} width="wide" closeKeys={closeKeys} onBack={() => { leave(onBack); }} onClose={() => { leave(onClose); }}>
      {unresolved > 0 && <p className="badge badge-risk">{common.attention.unresolved(unresolved)}</p>}
      {count === null
        ? <CountForm foreign={desk.foreign} denominations={desk.denominations} currency={desk.currency} submit={{ label: t.submit, action: 'submitCount' }} text={{ byPieces: t.submitText, byTotal: t.totalText }} busy={busy} onSubmit={submit} />
        : <CountResult count={count} currency={desk.currency} confirm={confirm} note={sessionId === null ? common.shift.closeSure : ''} busy={busy} onConfirm={close} onRecount={recount} />}
    </Dialog>
  );
}
