/**
 * How long the flash stays before it fades, in milliseconds. While codes are scanned faster than this nothing is animated: an animation ties every
 * change of the page to its next frame, and each of those scans would be painted up to a frame later (docs/benches.md).
 */
const STAYS_MS = 90;
const FADES_MS = 140;

let end: () => void = () => undefined;

/** Flashes a line of the sale briefly, to say where the scan went. The flash before it ends at once. */
export function flashLine(row: HTMLElement): void {
  end();
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  row.dataset['flash'] = 'on';
  let fading: Animation | undefined;
  const timer = setTimeout(() => {
    fading = row.querySelector('.line-flash')?.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADES_MS, easing: 'ease-out' });
    fading?.addEventListener('finish', end);
  }, STAYS_MS);
  end = () => {
    clearTimeout(timer);
    fading?.cancel();
    delete row.dataset['flash'];
  };
}
