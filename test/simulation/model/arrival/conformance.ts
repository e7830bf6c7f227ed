import { SeededRandom } from '../../virtual-clock.ts';
import { explore } from '../explore.ts';
import { pictureOf, RealTill } from './real-till.ts';
import { REAL_RULES, type Rules } from './rules.ts';
import { arrivalSystem, type ArrivalSystem, type WorldEvent } from './system.ts';
import type { Attempt, Budget, Refund, World } from './world.ts';

/** How much of the model was played on the real engine and the real inbox. */
export interface Conformance {
  readonly paths: number;
  readonly steps: number;
  /** Different pairs of where messages, money and refunds stood and what happened then. */
  readonly situations: number;
}

/** One path, walked by model and till side by side. Throws at the first difference, with the path. */
class Play {
  readonly world: World;
  readonly #system: ArrivalSystem;
  readonly #real = new RealTill();
  readonly #told: string[] = [];

  constructor(system: ArrivalSystem, root: World | undefined) {
    if (!root) throw new Error('a path without a beginning');
    this.#system = system;
    this.world = system.clone(root);
  }

  async step(event: WorldEvent): Promise<void> {
    const { world } = this;
    this.#told.push(this.#system.tell(world, event));
    try {
      await this.#real.play(world, event);
    } catch (error) {
      throw this.#difference(`the till cannot follow: ${String(error)}`, error);
    }
    this.#system.happen(world, event);
    const [model, till] = [JSON.stringify(pictureOf(world)), JSON.stringify(this.#real.picture(world))];
    if (model !== till) throw this.#difference(`model and till differ\n  model ${model}\n  till  ${till}`);
  }

  end(): Promise<void> {
    return this.#real.stop();
  }

  #difference(what: string, cause?: unknown): Error {
    return new Error(`${this.#system.name}: ${what}\n  after ${this.#told.join('; ')}`, { cause });
  }
}

function standOf({ found, settling, inquiry, refunds }: Attempt): string {
  const work = ({ call, rests }: Refund): string => (call ? `${call.service} ${call.at}` : rests ? 'rests' : '');
  return `${found} ${settling ?? ''} ${inquiry ?? ''} ${refunds.map((refund) => `${refund.state} ${work(refund)}`).join()}`;
}

function situationOf(world: World, event: WorldEvent): string {
  const attempt = 'attempt' in event ? world.attempts[event.attempt] : undefined;
  const told = 'message' in event ? world.messages[event.message] : undefined;
  const what = `${event.kind} ${'after' in event ? event.after : ''} ${told ? `${told.stored} ${told.applied}` : ''}`;
  return `${world.on} ${what} ${world.sales.map(({ state }) => state).join()} ${(attempt ? [attempt] : world.attempts).map(standOf).join('; ')}`;
}

/** Plays on the real till one shortest path to every situation the model reaches within `depth` events. */
export async function conformEverywhere(budget: Budget, depth: number, rules: Rules = REAL_RULES): Promise<Conformance> {
  const system = arrivalSystem(rules, budget);
  const met = new Map<string, readonly WorldEvent[]>();
  const roots = new Map<string, World>();
  explore({ ...system, waysToEnd: [], broken: () => null }, {
    depth,
    meet: (world, event, path) => {
      const situation = situationOf(world, event);
      if (met.has(situation)) return;
      met.set(situation, path());
      const root = system.roots.find(({ payments }) => payments.every(({ amount }, at) => amount === world.payments[at]?.amount));
      if (root) roots.set(situation, root);
    },
  });
  let steps = 0;
  for (const [situation, path] of met) {
    const play = new Play(system, roots.get(situation));
    for (const event of path) await play.step(event);
    steps += path.length;
    await play.end();
  }
  return { paths: met.size, steps, situations: met.size };
}

/** Plays random paths on the real till, longer than can be walked whole. */
export async function conformAtRandom(budget: Budget, paths: number, length: number, seed: number, rules: Rules = REAL_RULES): Promise<Conformance> {
  const random = new SeededRandom(seed);
  const system = arrivalSystem(rules, budget);
  const situations = new Set<string>();
  let steps = 0;
  for (let path = 0; path < paths; path += 1) {
    const play = new Play(system, system.roots[random.below(system.roots.length)]);
    for (let step = 0; step < length; step += 1) {
      const events = system.enabled(play.world);
      const event = events[random.below(events.length)];
      if (!event) break;
      situations.add(situationOf(play.world, event));
      await play.step(event);
      steps += 1;
    }
    await play.end();
  }
  return { paths, steps, situations: situations.size };
}
