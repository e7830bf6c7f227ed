import type { AttemptHistoryView } from '../../../shared/contract/attention-views.ts';
import type { Dictionary } from '../../i18n/dictionary.ts';
import type { unresolved } from '../../i18n/en/unresolved.ts';
import type { Translated } from '../../i18n/dictionary.ts';

type Words = Translated<typeof unresolved>;
type Step = AttemptHistoryView['steps'][number];

/** One thing that was tried, ready to be read. */
export interface Tried {
  readonly key: string;
  readonly atMs: number;
  readonly what: string;
  /** Who or what did it, and the gateway's own word. */
  readonly small: string;
}

/** A call that brought a move is in the journal too; both are noted within this time of each other. */
const SAME_CALL_MS = 2_000;

/** The journal's steps and the calls that changed nothing, newest first. */
export function triedOf(history: AttemptHistoryView, t: Dictionary, words: Words): readonly Tried[] {
  const { steps, calls } = history;
  const isJournaled = (call: AttemptHistoryView['calls'][number]): boolean =>
    steps.some((step) => step.service === call.service && step.outcome !== null && call.outcome.startsWith(step.outcome.split(' ')[0] ?? '') && Math.abs(step.atMs - call.atMs) < SAME_CALL_MS);
  const fromSteps = steps.map((step): Tried => ({ key: `s${step.seq}`, atMs: step.atMs, what: stepText(step, t, words), small: smallOf(step, words) }));
  const fromCalls = calls.filter((call) => !isJournaled(call)).map((call, index): Tried => ({
    key: `c${index}`, atMs: call.atMs, what: words.steps.call(words.services[call.service], outcomeText(call.outcome, words)), small: call.gatewayCode ?? '',
  }));
  return [...fromSteps, ...fromCalls].sort((a, b) => b.atMs - a.atMs);
}

/** An outcome of a call in words; its first word says which. */
function outcomeText(outcome: string, words: Words): string {
  const kind = outcome.split(' ')[0] ?? '';
  return Object.hasOwn(words.outcomes, kind) ? words.outcomes[kind as keyof Words['outcomes']] : outcome;
}

const isService = (name: string, words: Words): name is keyof Words['services'] => Object.hasOwn(words.services, name);

function stepText(step: Step, t: Dictionary, words: Words): string {
  switch (step.kind) {
    case 'created':
      return words.steps.created;
    case 'moved': {
      const state = words.steps.moved(step.to === null ? '' : t.payment.title[step.to]);
      if (step.service === null || step.outcome === null) return state;
      return `${words.steps.call(isService(step.service, words) ? words.services[step.service] : step.service, outcomeText(step.outcome, words))} · ${state}`;
    }
    case 'arrived':
      return words.steps.arrived;
    case 'asserted':
      return words.steps.asserted;
    case 'assertionEnded':
      return words.steps.assertionEnded[step.outcome === 'confirmed' ? 'confirmed' : 'writtenOff'];
    case 'found':
      return words.steps.found;
    case 'foundSettled':
      return words.steps.foundSettled[step.outcome === 'returned' ? 'returned' : 'appliedToSale'];
    case 'anomaly':
      return words.steps.anomaly;
    case 'other':
      return words.steps.other;
  }
}

function smallOf(step: Step, words: Words): string {
  const who = step.by === null ? null : step.by === 'cashier' ? step.operator : words.by[step.by];
  return [who, step.approver === null ? null : words.allowedBy(step.approver), step.gatewayCode, step.detail].filter((part) => part !== null && part !== '').join(' · ');
}
