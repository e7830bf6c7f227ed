import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { CashDeskView, DrawerView } from '../../../shared/contract/cash-views.ts';
import type { ReportView } from '../../../shared/contract/views.ts';
import { timeText } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button, keepFocus } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { ALWAYS } from '../keymap.ts';
import { tell } from '../notices.ts';
import { ask } from '../till.ts';
import { CountPage } from './CountPage.tsx';
import { useCashWords } from './words.ts';

interface CloseDayProps {
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onClosed: (report: ReportView) => void;
}

/** From the open shift to its Z: one's own drawer first, then those of others, then the shop's; the Z comes when all are counted. */
export function CloseDay({ onBack, onClose, onClosed }: CloseDayProps) {
  const t = useCashWords();
  const [desk, setDesk] = useState<CashDeskView | null>(null);
  const [other, setOther] = useState<string | null>(null);
  const load = useCallback(async (): Promise<boolean> => {
    const answer = await ask('cash.desk', {});
    if (answer.ok) setDesk(answer.value);
    return answer.ok;
  }, []);
  const goBack = useEffectEvent(onBack);
  useEffect(() => {
    void load().then((ok) => {
      if (!ok) goBack();
    });
  }, [load]);
  const takeZ = async (reason: string): Promise<boolean> => {
    const answer = await ask('shift.close', reason === '' ? {} : { reason });
    if (answer.ok) onClosed(answer.value);
    return answer.ok;
  };
  const handOver = (sessionId: string) => async (reason: string): Promise<boolean> => {
    const answer = await ask('drawer.close', { sessionId, reason });
    if (!answer.ok) return false;
    tell({ kind: 'good', text: t.handedOver });
    setOther(null);
    await load();
    return true;
  };
  if (desk === null) return <div data-opening="" />;
  const frame = { desk, closeKeys: ALWAYS.day, onBack, onClose } as const;
  const counting = other ?? desk.ownSessionId;
  if (counting !== null) return <CountPage key={counting} {...frame} sessionId={counting} confirm={{ label: t.handOver, action: 'handOver' }} onConfirm={handOver(counting)} />;
  const waiting = desk.drawers.filter((drawer) => !drawer.closed);
  if (waiting.length > 0) return <Waiting drawers={waiting} onBack={onBack} onClose={onClose} onCount={setOther} />;
  if (desk.shopDrawerCounts) return <CountPage key="shop" {...frame} sessionId={null} confirm={{ label: t.takeZ, action: 'closeNow' }} onConfirm={takeZ} />;
  return <AllHandedOver onBack={onBack} onClose={onClose} onTakeZ={() => void takeZ('')} />;
}

/** Drawers of others that stand between now and the Z; whoever may can count them. */
function Waiting({ drawers, onBack, onClose, onCount }: { readonly drawers: readonly DrawerView[]; readonly onBack: () => void; readonly onClose: () => void; readonly onCount: (sessionId: string) => void }) {
  const { language } = useWords();
  const t = useCashWords();
  return (
    <Dialog
      name="drawersWaiting" title={t.waiting} width="narrow" closeKeys={ALWAYS.day} onBack={onBack} onClose={onClose}
      onKey={(key) => {
        const drawer = /^[1-9]$/.test(key) ? drawers[Number(key) - 1] : undefined;
        if (drawer !== undefined) onCount(drawer.sessionId);
        return drawer !== undefined;
      }}
    >
      <p className="muted waiting-text">{t.waitingText}</p>
      <div className="picks">
        {drawers.map((drawer, index) => (
          <button key={drawer.sessionId} type="button" className="pick" data-drawer={drawer.sessionId} onMouseDown={keepFocus} onClick={() => { onCount(drawer.sessionId); }}>
            <span className="pick-main">
              <strong>{t.countOf(drawer.operator)}</strong>
              <small className="figures">{t.openSince(timeText(drawer.openedAtMs, language))}</small>
            </span>
            <Key name={index < 9 ? String(index + 1) : ''} />
          </button>
        ))}
      </div>
    </Dialog>
  );
}

function AllHandedOver({ onBack, onClose, onTakeZ }: { readonly onBack: () => void; readonly onClose: () => void; readonly onTakeZ: () => void }) {
  const { t: common } = useWords();
  const t = useCashWords();
  useKeyLayer(LAYER.nested, (key) => {
    if (key === 'Enter') onTakeZ();
    return key === 'Enter';
  });
  return (
    <Dialog name="allHandedOver" title={common.shift.close} width="narrow" closeKeys={ALWAYS.day} onBack={onBack} onClose={onClose}>
      <div className="dialog-form">
        <p>{t.allHandedOver} <span className="muted">{common.shift.closeSure}</span></p>
        <Button look="primary" size="pay" block hint="Enter" action="closeNow" onClick={onTakeZ}>{t.takeZ}</Button>
      </div>
    </Dialog>
  );
}
