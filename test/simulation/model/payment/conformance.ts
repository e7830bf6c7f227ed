import type { PaymentProduct } from '../../../../shared/payment/products.ts';
import { SeededRandom } from '../../virtual-clock.ts';
import { explore } from '../explore.ts';
import type { WorldEvent } from './events.ts';
import { pictureOf, RealTill } from './real-till.ts';
import { REAL_RULES, type Rules } from './rules.ts';
import { paymentSystem, type PaymentSystem } from './system.ts';
import { mayStart } from './till.ts';
import type { Budget, World } from './world.ts';

/** How much of the model was played on the real engine. */
export interface Conformance {
  readonly paths: number;
  readonly steps: number;
  /** Different pairs of where the rounds stood and what happened then. */
  readonly situations: number;
}

export interface ConformOptions {
  readonly product: PaymentProduct;
  readonly budget: Budget;
  readonly rules?: Rules;
}

const situationOf = (world: World, event: WorldEvent): string => {
  const call = 'call' in event ? world.calls[event.call] : undefined;
  const what = call ? `${event.kind} ${call.service} ${call.task} ${event.kind === 'answer' ? call.answer : ''}` : event.kind;
  return `${world.attempts.map(({ place, state, cancelAsked }) => `${state} ${place} ${cancelAsked}`).join()} ${what}`;
};

/**
 * Plays on the real engine one shortest path to every situation the model reaches within `depth` events: what a round waits for, and what happens to it then. After each
 * event both must have written the same, have the same calls on their way, and let the sale be charged again or not. Throws at the first difference, with the path.
 */
export async function conformEverywhere({ product, budget, rules = REAL_RULES }: ConformOptions, depth: number): Promise<Conformance> {
  const system = paymentSystem(product, rules, budget);
  const met = new Map<string, () => readonly WorldEvent[]>();
  const roots = new Map<string, World>();
  explore({ ...system, waysToEnd: [], broken: () => null }, {
    depth,
    meet: (world, event, path) => {
      const situation = situationOf(world, event);
      if (met.has(situation)) return;
      const taken = path();
      met.set(situation, () => taken);
      roots.set(situation, system.roots.find((root) => root.hidesUnscanned === world.hidesUnscanned) ?? world);
    },
  });
  let steps = 0;
  for (const [situation, path] of met) {
    const play = new Play(system, roots.get(situation));
    for (const event of path()) await play.step(event);
    steps += path().length;
    await play.end();
  }
  return { paths: met.size, steps, situations: met.size };
}

/** Plays random paths on the real engine, longer than can be walked whole. */
export async function conformAtRandom({ product, budget, rules = REAL_RULES }: ConformOptions, paths: number, length: number, seed: number): Promise<Conformance> {
  const random = new SeededRandom(seed);
  const system = paymentSystem(product, rules, budget);
  const situations = new Set<string>();
  for (let path = 0; path < paths; path += 1) {
    const play = new Play(system, system.roots[random.below(system.roots.length)]);
    for (let step = 0; step < length; step += 1) {
      const event = pick(system.enabled(play.world), random);
      situations.add(situationOf(play.world, event));
      await play.step(event);
    }
    await play.end();
  }
  return { paths, steps: paths * length, situations: situations.size };
}

/** One path, walked by model and engine side by side. */
class Play {
  readonly world: World;
  readonly #system: PaymentSystem;
  readonly #real: RealTill;
  readonly #told: string[] = [];

  constructor(system: PaymentSystem, root: World | undefined) {
    if (!root) throw new Error('a path without a beginning');
    this.#system = system;
    this.world = system.clone(root);
    this.#real = new RealTill(system.till.product);
  }

  async step(event: WorldEvent): Promise<void> {
    const { world } = this;
    this.#told.push(this.#system.tell(world, event));
    try {
      await this.#real.play(world, event);
    } catch (error) {
      throw this.#difference(`the engine cannot follow: ${String(error)}`, error);
    }
    this.#system.happen(world, event);
    const [model, engine] = [JSON.stringify(pictureOf(world)), JSON.stringify(this.#real.picture())];
    if (model !== engine) throw this.#difference(`model and engine differ\n  model  ${model}\n  engine ${engine}`);
    const mustRefuse = world.on && !world.saleDone && world.paymentsLeft > 0 && !mayStart(this.#system.till, world);
    if (mustRefuse && !this.#real.refusesToStart()) throw this.#difference('the engine charges a sale that is not free');
  }

  end(): Promise<void> {
    return this.#real.stop();
  }

  #difference(what: string, cause?: unknown): Error {
    return new Error(`${this.#system.name}: ${what}\n  after ${this.#told.join('; ')}`, { cause });
  }
}

/** How likely an event is picked; time and answers keep a path going. */
function weightOf({ kind }: WorldEvent): number {
  switch (kind) {
    case 'answer':
      return 5;
    case 'tick':
    case 'arrive':
      return 4;
    case 'restart':
      return 3;
    case 'arriveTwice':
    case 'crash':
    case 'night':
    case 'jumpForward':
    case 'jumpBack':
    case 'askNow':
      return 1;
    default:
      return 2;
  }
}

function pick(events: readonly WorldEvent[], random: SeededRandom): WorldEvent {
  let left = random.below(events.reduce((sum, event) => sum + weightOf(event), 0));
  for (const event of events) {
    left -= weightOf(event);
    if (left < 0) return event;
  }
  throw new Error('nothing can happen');
}
