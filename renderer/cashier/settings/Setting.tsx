import type { ReactNode } from 'react';

interface SettingProps {
  /** As the search knows it. */
  readonly id: string;
  readonly words: readonly string[];
  readonly children: ReactNode;
  /** Short controls stand beside their sentence, long ones below it. */
  readonly beside?: boolean;
}

/** One setting: its name, the sentence that says what it does, and its control. */
export function Setting({ id, words, children, beside = false }: SettingProps) {
  return (
    <div className="setting" data-setting={id} data-beside={beside}>
      <div className="setting-words">
        <h3 id={`setting-${id}`}>{words[0]}</h3>
        <p className="field-hint">{words[1]}</p>
      </div>
      <div className="setting-control">{children}</div>
    </div>
  );
}

interface ChoicesProps<Choice extends string> {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: Choice;
  readonly words: Readonly<Record<Choice, string>>;
  readonly disabled?: boolean;
  readonly action: string;
  readonly onChoose: (choice: Choice) => void;
  readonly langOf?: (choice: Choice) => string | undefined;
}

/** A few choices side by side, one of them in force. */
export function Choices<Choice extends string>({ label, choices, chosen, words, disabled = false, action, onChoose, langOf }: ChoicesProps<Choice>) {
  return (
    <div className="choices" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button key={choice} type="button" className="button" lang={langOf?.(choice)} aria-pressed={choice === chosen} disabled={disabled} data-action={`${action}-${choice}`} onClick={() => { onChoose(choice); }}>
          <span className="button-label">{words[choice]}</span>
        </button>
      ))}
    </div>
  );
}
