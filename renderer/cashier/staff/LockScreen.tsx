import { GraduationCap, LockKeyhole } from 'lucide-react';
import { useEffect, useId } from 'react';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { keepTabInside } from '../../ui/tab-inside.ts';
import { showScan, takeScans } from '../scans.ts';
import { warnAloud } from '../../ui/sound.ts';
import { ask, useTill } from '../till.ts';
import { CreateOwner } from './CreateOwner.tsx';
import { SignIn } from './SignIn.tsx';
import { useStaffWords } from './words.ts';
import './staff.css';

/** Nothing below may hear a key. It stands before what is asked on the lock: of layers of one level the last to come is asked first. */
function Below() {
  useKeyLayer(LAYER.lock, () => true, { modal: true });
  return null;
}

/** Over everything while nobody stands at the counter. What lies under it stays as it was; a payment goes on. */
export function LockScreen() {
  const { t: words, language } = useWords();
  const t = useStaffWords();
  const titleId = useId();
  const shop = useTill((till) => till.shop);
  const isTraining = useTill((till) => till.world === 'training');
  const isNew = useTill((till) => till.staff.state === 'needsOwner');
  const last = useTill((till) => till.staff.lastStaffId);
  const isPaying = useTill((till) => till.phase === 'paymentOpen');
  const hasSale = useTill((till) => (till.sale?.lines.length ?? 0) > 0);
  // Nothing below may hear a scan: a badge signs in, everything else is refused aloud.
  useEffect(() => takeScans((text) => {
    void ask('scan.submit', { text, source: 'wedge' }).then((answer) => {
      if (answer.ok) showScan(answer.value);
      else warnAloud();
    });
  }, false), []);
  return (
    <div className="lock" role="dialog" aria-modal="true" aria-labelledby={titleId} tabIndex={-1} data-lock={isNew ? 'needsOwner' : 'locked'} onKeyDown={keepTabInside}>
      <Below />
      <div className="lock-card">
        <p className="lock-shop muted">
          {nameIn(shop.name, language)} · {words.top.till(shop.tillId)}
          {isTraining && <span className="lock-training"><GraduationCap size={16} aria-hidden="true" /> {words.app.training}</span>}
        </p>
        <h1 id={titleId}><LockKeyhole size={26} aria-hidden="true" /> {isNew ? t.first.title : t.lock.title}</h1>
        {isNew ? <CreateOwner /> : <SignIn likely={last} level={LAYER.lock} confirm={t.lock.unlock} />}
        {!isNew && (isPaying || hasSale) && <p className="muted lock-note">{isPaying ? t.lock.running : t.lock.kept}</p>}
      </div>
    </div>
  );
}
