import { useWords } from '../../i18n/i18n.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Key } from '../../ui/Key.tsx';
import { setDesk } from '../desk.ts';
import { actionsOf, ALWAYS, alwaysActions, stageOf, type ActionId } from '../keymap.ts';
import { useTill } from '../till.ts';
import './help.css';

/** Every key that means something now, read from the same table the router obeys. */
export function HelpDialog() {
  const { t } = useWords();
  const stage = useTill(stageOf);
  const isTraining = useTill((till) => till.world === 'training');
  const always = alwaysActions().filter(([action]) => isTraining || action !== 'practice');
  return (
    <Dialog name="help" title={t.help.title} width="wide" closeKeys={ALWAYS.help} onClose={() => { setDesk({ dialog: null }); }}>
      <div className="help">
        <KeyList title={t.help.now} actions={actionsOf(stage)} />
        <KeyList title={t.help.always} actions={always} />
      </div>
      <p className="dialog-note">{t.help.scanning}</p>
      <p className="dialog-note">{t.help.typed}</p>
    </Dialog>
  );
}

function KeyList({ title, actions }: { readonly title: string; readonly actions: readonly (readonly [ActionId, readonly string[]])[] }) {
  const { t } = useWords();
  return (
    <section>
      <h3>{title}</h3>
      <ul className="help-keys">
        {actions.map(([action, keys]) => (
          <li key={action}>
            <span className="help-chips">
              {keys.map((key) => (
                <Key key={key} name={key} />
              ))}
            </span>
            {t.actions[action]}
          </li>
        ))}
      </ul>
    </section>
  );
}
