import { Origins, StateSet, type Print } from './states.ts';

/** Something whose every interleaving can be walked: states that can be copied, and what can happen in each. */
export interface System<W, E> {
  readonly name: string;
  readonly roots: readonly W[];
  readonly clone: (world: W) => W;
  readonly printOf: (world: W) => Print;
  /** Everything that can happen next; never more than 256 things. */
  readonly enabled: (world: W) => readonly E[];
  /** Changes the world. */
  readonly happen: (world: W, event: E) => void;
  /** Why this state may not be; null when all is well. */
  readonly broken: (world: W) => string | null;
  /** What happens next when nothing goes wrong any more; null at the end. One for each kind of people. */
  readonly waysToEnd: readonly ((world: W) => E | null)[];
  /** One event in words. */
  readonly tell: (world: W, event: E) => string;
  /** Where the world stands, in a few words. */
  readonly stand: (world: W) => string;
}

/** A path that must not be, from the beginning on. */
export interface Violation {
  readonly what: string;
  readonly path: readonly string[];
}

export interface Exploration {
  readonly name: string;
  /** Events from the beginning; every interleaving of so many was walked. */
  readonly depth: number;
  /** Different states that were reached. */
  readonly states: number;
  /** Events that were tried, those that led to known states included. */
  readonly events: number;
  /** Further states on the ways to the end. */
  readonly endStates: number;
  /** True when nothing was left to reach: the walk was not cut short by its depth. */
  readonly whole: boolean;
  readonly violation: Violation | null;
  readonly ms: number;
}

export interface ExploreOptions<W, E> {
  readonly depth: number;
  /** Stops when so many states were seen; `depth` is then the last one walked whole. */
  readonly statesMax?: number;
  /** Hears of every event that was tried, with the way there. */
  readonly meet?: (world: W, event: E, path: () => readonly E[]) => void;
}

/** Ways to the end take no longer than this; the longest real one is a fraction of it. */
const END_STEPS_MAX = 150;
const NOTHING_WRONG = '-- from here on nothing goes wrong --';

interface Node<W> {
  readonly world: W;
  readonly no: number;
}

/** Walks every interleaving of events up to a depth, breadth first, so that the first violation has the shortest path. */
export function explore<W, E>(system: System<W, E>, { depth, statesMax = Number.POSITIVE_INFINITY, meet }: ExploreOptions<W, E>): Exploration {
  const begunMs = performance.now();
  const seen = new StateSet();
  const ended = system.waysToEnd.map(() => new StateSet());
  const origins = new Origins();
  let events = 0;
  let walked = 0;
  let whole = false;
  const found: Violation[] = [];
  let frontier: readonly Node<W>[] = system.roots.map((world, no) => ({ world, no: origins.add(no, 0) }));
  for (const { world } of frontier) seen.add(system.printOf(world));

  const judge = ({ world, no }: Node<W>): Violation | null => {
    const what = system.broken(world);
    if (what !== null) return { what, path: tellPath(system, origins.pathTo(no)) };
    for (const [at, way] of system.waysToEnd.entries()) {
      const bad = walkToEnd(system, world, way, ended[at] ?? new StateSet());
      if (bad) return { what: bad.what, path: [...tellPath(system, origins.pathTo(no)), NOTHING_WRONG, ...bad.path] };
    }
    return null;
  };
  const walk = (isLast: boolean): readonly Node<W>[] => {
    const next: Node<W>[] = [];
    for (const node of frontier) {
      const possible = system.enabled(node.world);
      for (let at = 0; at < possible.length; at += 1) {
        const event = possible[at] as E;
        events += 1;
        meet?.(node.world, event, () => [...eventsOf(system, origins.pathTo(node.no)), event]);
        const world = system.clone(node.world);
        system.happen(world, event);
        if (!seen.add(system.printOf(world))) continue;
        const reached = { world, no: origins.add(node.no, at) };
        const wrong = judge(reached);
        if (wrong) {
          found.push(wrong);
          return next;
        }
        if (!isLast) next.push(reached);
      }
      if (seen.size >= statesMax) return next;
    }
    return next;
  };

  while (walked < depth && found.length === 0 && seen.size < statesMax && !whole) {
    const isLast = walked + 1 === depth;
    frontier = walk(isLast);
    whole = frontier.length === 0 && !isLast && found.length === 0;
    if (seen.size < statesMax) walked += 1;
  }
  return {
    name: system.name, depth: walked, states: seen.size, events, endStates: ended.reduce((sum, { size }) => sum + size, 0), whole, violation: found[0] ?? null, ms: performance.now() - begunMs,
  };
}

type Path = ReturnType<Origins['pathTo']>;

/** Walks a path again, from its beginning. */
function replay<W, E>(system: System<W, E>, { root, events }: Path, each: (world: W, event: E) => void): void {
  const beginning = system.roots[root];
  if (beginning === undefined) throw new Error('a path without a beginning');
  const world = system.clone(beginning);
  for (const at of events) {
    const event = system.enabled(world)[at];
    if (event === undefined) throw new Error('a path that cannot be taken');
    each(world, event);
    system.happen(world, event);
  }
}

function tellPath<W, E>(system: System<W, E>, path: Path): string[] {
  const told: string[] = [];
  replay(system, path, (world, event) => told.push(system.tell(world, event)));
  return told;
}

function eventsOf<W, E>(system: System<W, E>, path: Path): E[] {
  const events: E[] = [];
  replay(system, path, (_world, event) => events.push(event));
  return events;
}

/**
 * From here on nothing goes wrong any more: the till runs, every message arrives at once, time passes. It has to come to an end without anybody's help, and every
 * state on the way has to be right.
 */
function walkToEnd<W, E>(system: System<W, E>, from: W, nextOf: (world: W) => E | null, ended: StateSet): Violation | null {
  if (!ended.add(system.printOf(from))) return null;
  const world = system.clone(from);
  const path: string[] = [];
  const way: Print[] = [];
  for (let steps = 0; steps < END_STEPS_MAX; steps += 1) {
    const event = nextOf(world);
    if (event === null) return null;
    path.push(system.tell(world, event));
    system.happen(world, event);
    const what = system.broken(world);
    if (what !== null) return { what, path };
    const print = system.printOf(world);
    if (ended.add(print)) way.push(print);
    // Where somebody has been before ends well, unless that was on this very way: then it goes in circles.
    else if (way.some(({ high, low }) => high === print.high && low === print.low)) break;
    else return null;
  }
  return { what: `comes to no end (${system.stand(world)})`, path };
}
