import { MonitorOff } from 'lucide-react';
import { useWords } from '../i18n/i18n.tsx';
import { Button } from '../ui/Button.tsx';
import { act } from './commands.ts';
import { ALWAYS } from './keymap.ts';

/** The way back for a customer's window that was closed, or whose display left. */
export function ShowScreen({ className = '' }: { readonly className?: string }) {
  const { t } = useWords();
  return (
    <Button
      className={className} icon={<MonitorOff size={18} aria-hidden="true" />} hint={ALWAYS.screen[0]} action="screen" title={t.top.screenState.hidden} aria-label={`${t.top.showScreen}. ${t.top.screenState.hidden}`}
      onClick={() => { act('screen'); }}
    >
      {t.top.showScreen}
    </Button>
  );
}
