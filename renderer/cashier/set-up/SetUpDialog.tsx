import { CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { setDesk } from '../desk.ts';
import { ask } from '../till.ts';
import { firstDraft } from './first-draft.ts';
import { SetUp, type SetUpState } from './SetUp.tsx';
import { SET_UP_WORDS } from './words.ts';

/** The first run while practising: the shop is set up now and opened when the till is started for business. */
export function SetUpDialog() {
  const { language } = useWords();
  const words = SET_UP_WORDS[language];
  const [state, setState] = useState<SetUpState | null>(null);
  const [done, setDone] = useState(false);
  useEffect(() => {
    void ask('setUp.state', {}).then((answer) => {
      if (!answer.ok) return;
      setState(answer.value);
      setDone(answer.value.done);
    });
  }, []);
  const close = (): void => {
    setDesk({ dialog: null });
  };
  return (
    <Dialog name="setUp" title={done ? words.doneTitle : words.title} width="wide" onClose={close}>
      {done ? (
        <div className="set-up-done">
          <CircleCheck size={40} aria-hidden="true" />
          <p>{words.doneNextStart}</p>
          <Button look="primary" hint="Escape" action="setUpClose" data-first="" onClick={close}>{words.close}</Button>
        </div>
      ) : state === null ? <div data-opening="" /> : (
        <SetUp
          state={state} first={state.draft ?? firstDraft(language)} onDone={() => { setDone(true); }}
          onLanguage={(wanted) => { void ask('till.setLanguage', { language: wanted }); }}
        />
      )}
    </Dialog>
  );
}
