/** One change of the cart's total, on the page's performance.now(): in the DOM, start of its frame, frame painted. */
export interface Painted {
  readonly totalMinor: number;
  readonly changedMs: number;
  readonly frameMs: number;
  readonly paintedMs: number;
}

export interface Recording {
  /** The bursts of keys: time stamp of the terminator as the browser got it, and the longest pause before it. */
  readonly bursts: { readonly enterMs: number; readonly longestGapMs: number }[];
  readonly painted: Painted[];
  /** Main-thread tasks over 50 ms. */
  readonly longTasks: { readonly startMs: number; readonly durationMs: number }[];
}

export interface RecorderGlobal {
  readonly __paintRecording: Recording;
}

/**
 * Runs in the page before its own scripts, so that it hears the terminator although the wedge detector swallows it. Sent as source
 * text: nothing from outside itself.
 *
 * A frame counts as painted when the first task after it runs: requestAnimationFrame is followed by style, layout and paint in the
 * same task, and a message posted inside it arrives after that.
 */
export function recorder(): void {
  const recording: Recording = { bursts: [], painted: [], longTasks: [] };
  Object.assign(globalThis, { __paintRecording: recording });
  let lastKeyMs: number | null = null;
  let longestGapMs = 0;
  addEventListener('keydown', ({ key, timeStamp }) => {
    if (lastKeyMs !== null) longestGapMs = Math.max(longestGapMs, timeStamp - lastKeyMs);
    lastKeyMs = timeStamp;
    if (key !== 'Enter') return;
    recording.bursts.push({ enterMs: timeStamp, longestGapMs });
    lastKeyMs = null;
    longestGapMs = 0;
  }, { capture: true });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) recording.longTasks.push({ startMs: task.startTime, durationMs: task.duration });
  }).observe({ type: 'longtask' });

  let shown = '';
  const look = (): void => {
    const total = document.querySelector('[data-total]')?.getAttribute('data-total') ?? '0';
    if (total === shown) return;
    shown = total;
    const changedMs = performance.now();
    requestAnimationFrame(() => {
      const frameMs = performance.now();
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        after.port1.close();
        recording.painted.push({ totalMinor: Number(total), changedMs, frameMs, paintedMs: performance.now() });
      };
      after.port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-total'] });
}
