import type { PracticeChange, PracticeLabView } from '../../../shared/contract/practice-views.ts';
import { usePracticeWords, wordOf } from './words.ts';

interface LabProps {
  readonly view: PracticeLabView;
  readonly change: (change: PracticeChange) => void;
}

/** How the AMS practice gateway behaves until told otherwise. */
export function LabSwitches({ view, change }: LabProps) {
  const { lab } = usePracticeWords();
  return (
    <div className="practice-form">
      {view.switches.map(({ name, word, words }) => (
        <label key={name} className="field">
          <span className="field-label">{wordOf(lab.switchNames, name)}</span>
          <select className="input" name={`switch-${name}`} value={word} onChange={(event) => { change({ what: 'switch', name, word: event.target.value }); }}>
            {words.map((choice) => <option key={choice} value={choice}>{wordOf(lab.switchWords, choice)}</option>)}
          </select>
        </label>
      ))}
    </div>
  );
}
