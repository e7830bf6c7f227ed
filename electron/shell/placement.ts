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

/** An area of the wanted size inside the work area, at its middle and smaller where it must be. */
export function centred(workArea: Area, wanted: { readonly width: number; readonly height: number }): Area {
  const width = Math.min(wanted.width, workArea.width);
  const height = Math.min(wanted.height, workArea.height);
  return { x: workArea.x + Math.floor((workArea.width - width) / 2), y: workArea.y + Math.floor((workArea.height - height) / 2), width, height };
}
