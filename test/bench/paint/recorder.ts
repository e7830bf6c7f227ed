/** One change of the cart's total, on the page's performance.now(): in the DOM, start of its frame, frame painted. */
export interface Painted {
  readonly totalMinor: number;
  readonly changedMs: number;
  readonly frameMs: number;
  readonly paintedMs: number;
}

export interface Recording {
  /** Time stamps of the terminator keys, as the browser got them. */
  readonly enters: number[];
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
  const recording: Recording = { enters: [], painted: [], longTasks: [] };
  Object.assign(globalThis, { __paintRecording: recording });
  addEventListener('keydown', (event) => {
    if (event.key === 'Enter') recording.enters.push(event.timeStamp);
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
