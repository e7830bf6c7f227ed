import { Keyboard, Printer } from 'lucide-react';
import { useState } from 'react';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key, keyLabel } from '../../ui/Key.tsx';
import { setDesk } from '../desk.ts';
import { actionsOf, ALWAYS, alwaysActions, STAGES, stageOf, type ActionId } from '../keymap.ts';
import { tell } from '../notices.ts';
import { ask, useTill } from '../till.ts';
import { useKeyWords } from './words.ts';
import './keys.css';

const PRINT_KEY = 'F6';
const CHANGE_KEY = 'F4';

type Actions = readonly (readonly [ActionId, readonly string[]])[];

/** Every key of the till: what works now first, then what works in the other stages. Printed it is one page for the wall. */
export function KeySheet() {
  const { t, language } = useWords();
  const words = useKeyWords();
  const stage = useTill(stageOf);
  const shop = useTill((till) => till.shop.name);
  const isTraining = useTill((till) => till.world === 'training');
  const [busy, setBusy] = useState(false);
  const always: Actions = alwaysActions().filter(([action]) => isTraining || action !== 'practice');
  const print = (): void => {
    if (busy) return;
    setBusy(true);
    const group = (title: string, actions: Actions) => ({ title, rows: actions.map(([action, keys]) => ({ keys: keys.map((key) => keyLabel(key, t)), text: t.actions[action] })) });
    void ask('keys.print', {
      language, title: words.sheet.till(nameIn(shop, language)), note: t.help.typed,
      groups: [group(words.always, alwaysActions().filter(([action]) => action !== 'practice')), ...STAGES.map((one) => group(words.stages[one], actionsOf(one)))],
    }).then((answer) => {
      setBusy(false);
      if (answer.ok) tell({ kind: 'good', text: words.sheet.printed(answer.value.path) });
    });
  };
  const change = (): void => {
    setDesk({ dialog: { kind: 'settings', section: 'keys' } });
  };
  return (
    <Dialog
      name="keys" title={words.sheet.title} width="wide" closeKeys={ALWAYS.keys} onClose={() => { setDesk({ dialog: null }); }}
      onKey={(key) => {
        if (key === PRINT_KEY) print();
        else if (key === CHANGE_KEY) change();
        else return false;
        return true;
      }}
      foot={
        <div className="keys-foot">
          <Button icon={<Keyboard size={18} aria-hidden="true" />} hint={CHANGE_KEY} action="changeKeys" onClick={change}>{words.sheet.changeThem}</Button>
          <Button look="primary" icon={<Printer size={18} aria-hidden="true" />} hint={PRINT_KEY} action="printKeys" disabled={busy} onClick={print}>{words.sheet.print}</Button>
        </div>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the sheet scrolls, and keys must reach what is below */}
      <div className="keys-now" tabIndex={0}>
        <KeyList title={`${words.now}: ${words.stages[stage]}`} actions={actionsOf(stage)} />
        <KeyList title={words.always} actions={always} />
      </div>
      <p className="dialog-note">{t.help.scanning} {t.help.typed}</p>
      <div className="keys-others">
        {STAGES.filter((one) => one !== stage).map((one) => <KeyList key={one} title={words.stages[one]} actions={actionsOf(one)} />)}
      </div>
    </Dialog>
  );
}

function KeyList({ title, actions }: { readonly title: string; readonly actions: Actions }) {
  const { t } = useWords();
  return (
    <section>
      <h3>{title}</h3>
      <ul className="key-list">
        {actions.map(([action, keys]) => (
          <li key={action}>
            <span className="key-chips">
              {keys.map((key) => (
                <Key key={key} name={key} />
              ))}
            </span>
            <span className="visually-hidden">{keys.map((key) => keyLabel(key, t)).join(', ')}: </span>
            {t.actions[action]}
          </li>
        ))}
      </ul>
    </section>
  );
}
