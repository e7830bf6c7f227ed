import { code, sentence, table } from './markdown.ts';
import { textOf } from './comments.ts';

/** A table of states and events, as a document shows it. */
export interface Machine {
  readonly states: readonly string[];
  readonly events: readonly string[];
  readonly isFinal: (state: string) => boolean;
  /** The cell: a state, `stay` or `anomaly`. */
  readonly next: (state: string, event: string) => string;
  readonly stateTexts: ReadonlyMap<string, string>;
  readonly eventTexts: ReadonlyMap<string, string>;
  /** Words on the box around the ends that something can still lead away from. */
  readonly overTitle: string;
}

const STAY = '·';
const ANOMALY = '!';

const moves = (machine: Machine, state: string, event: string): string | null => {
  const next = machine.next(state, event);
  return next === 'stay' || next === 'anomaly' || next === state ? null : next;
};

/**
 * The picture, for whatever draws Mermaid. What every open state does alike, and what every end without money does alike, is drawn once from the box around
 * them; arrows with the same ends are one.
 */
export function picture(machine: Machine): string {
  const open = machine.states.filter((state) => !machine.isFinal(state));
  const leavable = machine.states.filter((state) => machine.isFinal(state) && machine.events.some((event) => moves(machine, state, event) !== null));
  const boxes = [{ name: 'open', title: 'open', states: open }, { name: 'over', title: machine.overTitle, states: leavable }].filter(({ states }) => states.length > 1);
  const lines = ['stateDiagram-v2', '    direction LR', `    [*] --> ${machine.states[0] ?? ''}`];
  const drawn = new Set<string>();
  const outer: string[] = [];
  for (const { name, states } of boxes) {
    for (const event of machine.events) {
      const ends = new Set(states.map((state) => moves(machine, state, event)));
      const [end] = ends;
      if (ends.size !== 1 || end === null || end === undefined || states.includes(end)) continue;
      outer.push(`    ${name} --> ${end}: ${event}`);
      for (const state of states) drawn.add(`${state} ${event}`);
    }
  }
  for (const { name, title, states } of boxes) {
    lines.push(`    state "${title}" as ${name} {`);
    for (const state of states) lines.push(`        ${state}`);
    lines.push('    }');
  }
  for (const from of machine.states) {
    for (const to of machine.states) {
      const events = machine.events.filter((event) => moves(machine, from, event) === to && !drawn.has(`${from} ${event}`));
      if (events.length > 0) lines.push(`    ${from} --> ${to}: ${events.join(', ')}`);
    }
  }
  const last = machine.states.filter((state) => machine.isFinal(state) && !leavable.includes(state)).map((state) => `    ${state} --> [*]`);
  return ['```mermaid', ...lines, ...outer, ...last, '```'].join('\n');
}

/** The whole table: events down, states across. */
export function wholeTable(machine: Machine): string {
  const rows = machine.events.map((event) => [
    code(event),
    ...machine.states.map((state) => {
      const next = machine.next(state, event);
      if (next === 'anomaly') return ANOMALY;
      return moves(machine, state, event) ?? STAY;
    }),
  ]);
  return [
    `${STAY} nothing changes. ${ANOMALY} cannot happen in a correct till: nothing changes, and diagnostics record it. Everything else is the state that follows.`,
    '',
    table(['', ...machine.states.map((state) => (machine.isFinal(state) ? `**${state}**` : state))], rows),
  ].join('\n');
}

export const statesTable = (machine: Machine): string =>
  table(['state', 'what it is', 'ends it'], machine.states.map((state) => [code(state), sentence(textOf(machine.stateTexts, state)), machine.isFinal(state) ? 'yes' : '']));

export const eventsTable = (machine: Machine): string => table(['event', 'what has happened'], machine.events.map((event) => [code(event), sentence(textOf(machine.eventTexts, event))]));
