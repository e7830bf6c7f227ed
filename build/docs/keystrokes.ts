import { code, table } from './markdown.ts';
import { isScan, keysOf, TASKS, type Task } from './tasks.ts';

/** docs/keystrokes.md: what the usual things cost in keys, as counted by a test in the real window. */
export function keystrokesDocument(): string {
  return `# Keystrokes

What a cashier does all day, counted in keys; a scan costs none. The table is drawn by \`npm run docs\` from \`build/docs/tasks.ts\`;
\`test/integration/renderer/keystrokes.test.ts\` plays every row in the real window and counts what was pressed. Keys are those a till begins with; a shop may
change them, and the help (\`F1\`) and every button show the ones in force.

${table(['task', 'keys', 'pressed'], TASKS.map((task) => [task.title, String(keysOf(task).length), stepsText(task)]))}

From the last scan to cash done it takes two keys: ${code('F12')} and ${code('Enter')} for the exact amount, or ${code('F12')} and one of ${code('F5')} to ${code('F8')} for a note. Nothing
here needs a mouse. Without a keyboard the same screen is worked by finger: every control is at least 44 px, amounts have a keypad, and \`More\` holds what has no
button of its own.
`;
}

/** Names of keys as keyboards print them. */
const PRINTED: Readonly<Record<string, string>> = { Delete: 'Del' };
const printed = (key: string): string => PRINTED[key] ?? key.replace(/^Alt\+(\w)$/, (_all, letter: string) => `Alt+${letter.toUpperCase()}`);

/** Typed digits stand together. */
function stepsText(task: Task): string {
  const parts: string[] = [];
  let typed = '';
  const flush = (): void => {
    if (typed !== '') parts.push(code(typed));
    typed = '';
  };
  for (const step of task.steps) {
    if (isScan(step)) {
      flush();
      parts.push(`scan ${step.says}`);
    } else if (/^[\d.]$/.test(step.key) && step.says === '') typed += step.key;
    else {
      flush();
      if (/^[\d.]$/.test(step.key)) typed = step.key;
      else parts.push(code(printed(step.key)));
    }
  }
  flush();
  return parts.join(', ');
}
