/** Where on the desk a window lies, in the screen's own points. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DisplayFacts {
  readonly id: number;
  readonly label: string;
  readonly bounds: Area;
  readonly workArea: Area;
}

const sameArea = (a: Area, b: Area): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
const overlap = (a: Area, b: Area): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * The display the customer looks at: the first one that is neither the cashier's nor shows the same picture as it. Displays that
 * mirror each other share their place on the desk and count as one (hardware.md 3.1).
 */
export function customerDisplay(displays: readonly DisplayFacts[], primary: DisplayFacts): DisplayFacts | undefined {
  return displays.find(({ id, bounds }) => id !== primary.id && !sameArea(bounds, primary.bounds) && !overlap(bounds, primary.bounds));
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a window with a title bar may need around its page, in the screen's own points; how much it is depends on the desktop. */
const TITLE_BAR_HEIGHT = 32;
/** Between two windows side by side: their borders, and a little air. */
const GAP = 16;

const fitted = (workArea: Area, wanted: Size): Size => ({ width: Math.min(wanted.width, workArea.width), height: Math.min(wanted.height, workArea.height - TITLE_BAR_HEIGHT) });
const middle = (start: number, room: number, used: number): number => start + Math.floor((room - used) / 2);

/** A page of the wanted size with its title bar on top, in the middle of the work area and smaller where it must be. */
export function centred(workArea: Area, wanted: Size): Area {
  const size = fitted(workArea, wanted);
  return { x: middle(workArea.x, workArea.width, size.width), y: middle(workArea.y, workArea.height, size.height + TITLE_BAR_HEIGHT), ...size };
}

/**
 * Both windows on one display: side by side where it is wide enough, one above the other where it is high enough. Where it is
 * neither they overlap, and lie in opposite corners so that most of the one behind can be seen.
 */
export function arranged(workArea: Area, wantedCashier: Size, wantedCustomer: Size): { readonly cashier: Area; readonly customer: Area } {
  const cashier = fitted(workArea, wantedCashier);
  const customer = fitted(workArea, wantedCustomer);
  const bothWide = cashier.width + GAP + customer.width;
  if (bothWide <= workArea.width) {
    const x = middle(workArea.x, workArea.width, bothWide);
    const y = middle(workArea.y, workArea.height, Math.max(cashier.height, customer.height) + TITLE_BAR_HEIGHT);
    return { cashier: { x, y, ...cashier }, customer: { x: x + cashier.width + GAP, y, ...customer } };
  }
  const bothHigh = cashier.height + customer.height + 2 * TITLE_BAR_HEIGHT;
  if (bothHigh <= workArea.height) {
    const y = middle(workArea.y, workArea.height, bothHigh);
    return {
      cashier: { x: middle(workArea.x, workArea.width, cashier.width), y, ...cashier },
      customer: { x: middle(workArea.x, workArea.width, customer.width), y: y + cashier.height + TITLE_BAR_HEIGHT, ...customer },
    };
  }
  return {
    cashier: { x: workArea.x, y: workArea.y, ...cashier },
    customer: { x: workArea.x + workArea.width - customer.width, y: workArea.y + workArea.height - customer.height - TITLE_BAR_HEIGHT, ...customer },
  };
}
