import { HandCoins, ShieldAlert, TriangleAlert } from 'lucide-react';
import { errorWords, useWords } from '../i18n/i18n.tsx';
import { Button } from '../ui/Button.tsx';
import { act } from './commands.ts';
import { ALWAYS } from './keymap.ts';
import { useTill } from './till.ts';

/** Lines under the top bar for what must not be overlooked: a problem of the whole till, payments not known yet, found money. */
export function Strips() {
  const { t, language } = useWords();
  const alarm = useTill((till) => till.alarm);
  const unresolved = useTill((till) => till.unresolved.length);
  const found = useTill((till) => till.foundMoney.length);
  const words = alarm === null ? null : errorWords(alarm, language);
  return (
    <div className="strips">
      {alarm !== null && words !== null && (
        <div className="strip" data-tone="risk" role="alert" data-alarm={alarm.code}>
          <TriangleAlert size={20} aria-hidden="true" />
          <p className="strip-text">
            <strong>{words.what}</strong>
            <span>{words.safety}</span>
            <span>{words.press}</span>
          </p>
        </div>
      )}
      {(unresolved > 0 || found > 0) && (
        <div className="strip" data-tone={unresolved > 0 ? 'risk' : 'wait'} role="status" data-strip="attention">
          {unresolved > 0 ? <ShieldAlert size={20} aria-hidden="true" /> : <HandCoins size={20} aria-hidden="true" />}
          <p className="strip-text">
            {unresolved > 0 && <strong>{t.attention.unresolved(unresolved)}</strong>}
            {found > 0 && <strong>{t.attention.found}</strong>}
            {unresolved > 0 && <span>{t.attention.unresolvedText}</span>}
          </p>
          <Button hint={ALWAYS.attention[0]} action="attention" onClick={() => { act('attention'); }}>
            {t.attention.open}
          </Button>
        </div>
      )}
    </div>
  );
}
