import { EventEmitter } from 'node:events';

type Listener = (...args: never[]) => void;

/** Electron's `on`, `once` and `off` for the events a class really emits; following any other is refused by name. */
export class Emitter {
  readonly #emitter = new EventEmitter();
  readonly #offered: ReadonlySet<string>;
  readonly #owner: string;

  constructor(owner: string, offered: readonly string[]) {
    this.#owner = owner;
    this.#offered = new Set(offered);
  }

  on(event: string, listener: Listener): this {
    this.#check(event);
    this.#emitter.on(event, listener as (...args: unknown[]) => void);
    return this;
  }

  once(event: string, listener: Listener): this {
    this.#check(event);
    this.#emitter.once(event, listener as (...args: unknown[]) => void);
    return this;
  }

  off(event: string, listener: Listener): this {
    this.#emitter.off(event, listener as (...args: unknown[]) => void);
    return this;
  }

  emit(event: string, ...args: readonly unknown[]): boolean {
    return this.#emitter.emit(event, ...args);
  }

  #check(event: string): void {
    if (!this.#offered.has(event)) throw new Error(`the Chromium shell does not emit ${this.#owner} '${event}'`);
  }
}

/** An event whose listener may say no. */
export class Preventable {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** The same object, except that asking for something it does not have throws by name instead of giving undefined. */
export function refuseTheRest<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, property) {
      // Private fields live on the object itself, so methods run on it and not on the proxy.
      if (property in object) {
        const value: unknown = Reflect.get(object, property, object);
        return typeof value === 'function' ? value.bind(object) : value;
      }
      // `then`: awaiting an object asks for it. Symbols: the runtime's own questions.
      if (typeof property === 'symbol' || property === 'then' || property === 'toJSON') return undefined;
      throw new Error(`the Chromium shell does not offer ${name}.${property}`);
    },
  });
}
