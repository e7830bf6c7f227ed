import type { Display, Rectangle } from 'electron';
import { Emitter } from './emitter.ts';

/** What this stand-in knows of a display: the part of Electron's Display the shell rooms look at. */
export type DisplayFacts = Pick<Display, 'id' | 'label' | 'bounds' | 'workArea' | 'scaleFactor' | 'internal'>;

const HEADLESS_DISPLAY: DisplayFacts = {
  id: 1, label: 'headless', bounds: { x: 0, y: 0, width: 1920, height: 1080 }, workArea: { x: 0, y: 0, width: 1920, height: 1080 }, scaleFactor: 1, internal: false,
};
/** The displays of this computer; screen-source.ts finds them. */
class ScreenStandIn extends Emitter {
  #displays: DisplayFacts[] = [HEADLESS_DISPLAY];

  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed']);
  }

  getAllDisplays = (): DisplayFacts[] => [...this.#displays];

  /** The first one is the primary one. */
  getPrimaryDisplay(): DisplayFacts {
    return this.#displays[0] ?? HEADLESS_DISPLAY;
  }

  getDisplayMatching({ x, y }: Rectangle): DisplayFacts {
    const covers = ({ bounds }: DisplayFacts): boolean => x >= bounds.x && x < bounds.x + bounds.width && y >= bounds.y && y < bounds.y + bounds.height;
    return this.#displays.find(covers) ?? this.getPrimaryDisplay();
  }

  /** The list the till starts with: nobody followed it yet, nothing has changed. */
  begin(displays: readonly DisplayFacts[]): void {
    this.#displays = [...displays];
  }

  /** Takes a new list, and tells what changed as Electron does. */
  update(displays: readonly DisplayFacts[]): void {
    const before = this.#displays;
    this.#displays = [...displays];
    for (const old of before) if (!displays.some(({ id }) => id === old.id)) this.emit('display-removed', {}, old);
    for (const display of displays) {
      const old = before.find(({ id }) => id === display.id);
      if (old === undefined) this.emit('display-added', {}, display);
      else if (JSON.stringify(old) !== JSON.stringify(display)) this.emit('display-metrics-changed', {}, display, ['bounds', 'workArea']);
    }
  }
}

export const screen = new ScreenStandIn();
