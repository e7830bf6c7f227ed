import { CircleAlert, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../i18n/i18n.tsx';
import { useStore } from '../../store.ts';
import { Button } from '../../ui/Button.tsx';
import { Key, keyLabel } from '../../ui/Key.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { Nested } from '../../ui/Nested.tsx';
import { DEFAULT_KEYS, keysStore, putKeysInForce, STAGES, type ActionId, type Stage } from '../keymap.ts';
import { tell } from '../notices.ts';
import { folded } from '../settings/search.ts';
import { ask } from '../till.ts';
import { changeableKey, changeKey, type KeyChange, type KeyOverrides, type KeyTrouble } from './overrides.ts';
import { useKeyWords } from './words.ts';
import './keys.css';

type Place = Stage | 'always';
const PLACES: readonly Place[] = ['always', ...STAGES];

/** Every action once, in the first place it has a key; the other places it is in follow it. */
function actionsByPlace(): readonly (readonly [Place, readonly ActionId[]])[] {
  const seen = new Set<ActionId>();
  return PLACES.map((place) => [place, (Object.keys(DEFAULT_KEYS[place]) as ActionId[]).filter((action) => !seen.has(action) && seen.add(action))]);
}

/** Which key does what: press Change, then the key. */
export function KeysPage() {
  const { t } = useWords();
  const words = useKeyWords();
  const { page } = words;
  const { overrides, table } = useStore(keysStore, (keys) => keys);
  const [asked, setAsked] = useState<ActionId | null>(null);
  const [trouble, setTrouble] = useState<{ readonly action: ActionId; readonly why: KeyTrouble } | null>(null);
  const [swap, setSwap] = useState<{ readonly action: ActionId; readonly key: string; readonly change: Extract<KeyChange, { kind: 'swap' }> } | null>(null);
  const [sought, setSought] = useState('');
  const save = (next: KeyOverrides): void => {
    void ask('settings.saveKeys', { keys: { ...next } }).then((answer) => {
      if (!answer.ok) return;
      putKeysInForce(answer.value.keys as KeyOverrides);
      tell({ kind: 'good', text: page.saved });
    });
  };
  const press = (action: ActionId, key: string): void => {
    const change = changeKey(DEFAULT_KEYS, overrides, action, key);
    setTrouble(change.kind === 'refused' ? { action, why: change.trouble } : null);
    if (change.kind === 'done') save(change.overrides);
    else if (change.kind === 'swap') setSwap({ action, key, change });
    setAsked(null);
  };
  const why = ({ why: kind, ...about }: KeyTrouble): string => {
    const text = page.troubles[kind];
    return typeof text === 'string' ? text : text('by' in about ? t.actions[about.by] : '');
  };
  const keysNow = (action: ActionId): readonly string[] => [...new Set(PLACES.flatMap((place): readonly string[] => table[place][action] ?? []))];
  const wanted = folded(sought);
  return (
    <div data-setting="keys">
      <div className="keys-tools" data-setting="resetKeys">
        <input className="input" name="key-search" type="search" autoComplete="off" aria-label={page.search} placeholder={page.search} value={sought} onChange={(event) => { setSought(event.target.value); }} />
        <Button icon={<RotateCcw size={18} aria-hidden="true" />} action="reset-keys" disabled={Object.keys(overrides).length === 0} onClick={() => { save({}); }}>{page.reset}</Button>
      </div>
      {actionsByPlace().map(([place, actions]) => {
        const shown = actions.filter((action) => wanted === '' || folded(`${t.actions[action]} ${keysNow(action).join(' ')}`).includes(wanted));
        if (shown.length === 0) return null;
        return (
          <section key={place} className="keys-place">
            <h4>{place === 'always' ? words.always : words.stages[place]}</h4>
            <ul>
              {shown.map((action) => {
                const isFixed = changeableKey(PLACES.flatMap((one): readonly string[] => DEFAULT_KEYS[one][action] ?? [])) === null;
                const own = overrides[action];
                return (
                  <li key={action} className="keys-row" data-key-action={action} data-own={own !== undefined}>
                    <span className="key-chips">{keysNow(action).map((key) => <Key key={key} name={key} />)}</span>
                    <span className="keys-name">
                      {t.actions[action]}
                      <span className="visually-hidden">: {keysNow(action).map((key) => keyLabel(key, t)).join(', ')}</span>
                      {own !== undefined && <small className="muted"> {page.own}{keysNow(action).includes(own) ? '' : ` · ${page.notInForce}`}</small>}
                      {trouble?.action === action && (
                        <span className="field-wrong" role="alert"><CircleAlert size={16} aria-hidden="true" /> {why(trouble.why)}</span>
                      )}
                    </span>
                    {isFixed ? <span className="muted keys-fixed">{page.fixed}</span> : (
                      <>
                        {own !== undefined && (
                          <Button
                            look="quiet" icon={<RotateCcw size={18} aria-hidden="true" />} aria-label={`${page.resetOne}: ${t.actions[action]}`} title={page.resetOne}
                            onClick={() => {
                              const { [action]: _old, ...rest } = overrides;
                              save(rest);
                            }}
                          />
                        )}
                        <Button
                          action={`change-${action}`} aria-label={`${page.change}: ${t.actions[action]}`}
                          onClick={() => {
                            setTrouble(null);
                            setAsked(action);
                          }}
                        >
                          {page.change}
                        </Button>
                      </>
                    )}
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
      {asked !== null && <PressKey action={asked} onKey={(key) => { press(asked, key); }} onStop={() => { setAsked(null); }} />}
      {swap !== null && (
        <Swap
          swap={swap} by={swap.change.by} takes={keysNow(swap.action)[0] ?? ''} onStop={() => { setSwap(null); }}
          onSwap={() => {
            save(swap.change.overrides);
            setSwap(null);
          }}
        />
      )}
    </div>
  );
}

/** Waits for the new key; everything pressed meanwhile is it. */
function PressKey({ action, onKey, onStop }: { readonly action: ActionId; readonly onKey: (key: string) => void; readonly onStop: () => void }) {
  const { t } = useWords();
  const { page } = useKeyWords();
  return (
    <Nested
      name="pressKey" title={page.press(t.actions[action])} onClose={onStop}
      onKey={(key) => {
        if (key === 'Escape' || IS_MODIFIER.has(key)) return key !== 'Escape';
        onKey(key);
        return true;
      }}
    >
      <p className="muted">{page.pressText}</p>
    </Nested>
  );
}

const IS_MODIFIER: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'NumLock']);

interface SwapProps {
  readonly swap: { readonly action: ActionId; readonly key: string };
  readonly by: ActionId;
  /** The key the other action gets. */
  readonly takes: string;
  readonly onSwap: () => void;
  readonly onStop: () => void;
}

function Swap({ swap, by, takes, onSwap, onStop }: SwapProps) {
  const { t } = useWords();
  const { page } = useKeyWords();
  useKeyLayer(LAYER.inner, (key) => {
    if (key !== 'Enter') return false;
    onSwap();
    return true;
  });
  return (
    <Nested name="swapKeys" title={page.swapTitle(keyLabel(swap.key, t), t.actions[by])} onClose={onStop}>
      <p className="muted">{page.swapText(t.actions[by], keyLabel(takes, t))}</p>
      <div className="question-answers">
        <Button hint="Escape" action="keep-keys" onClick={onStop}>{page.keep}</Button>
        <Button look="primary" hint="Enter" action="swap-keys" onClick={onSwap}>{page.swap}</Button>
      </div>
    </Nested>
  );
}
