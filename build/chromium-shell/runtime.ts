import { startBrowser, type RunningBrowser } from './browser.ts';
import type { CdpSession, Protocol } from './cdp.ts';

/** The browser this process runs, started on first need; and the pages it was asked for, by target. */
let running: Promise<RunningBrowser> | undefined;
const expected = new Map<string, (session: CdpSession) => void>();
/** Pages that came up before createTarget told us they are ours. */
const early = new Map<string, CdpSession>();
let opening = 0;
let onStranger: (info: Protocol.Target.TargetInfo, session: CdpSession) => void = () => undefined;

async function start(): Promise<RunningBrowser> {
  const browser = await startBrowser();
  const { connection } = browser;
  connection.browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    const session = connection.session(sessionId);
    const claim = expected.get(targetInfo.targetId);
    expected.delete(targetInfo.targetId);
    if (claim) claim(session);
    else if (opening > 0 && targetInfo.openerId === undefined) early.set(targetInfo.targetId, session);
    // Targets we attach to ourselves come by here too; they are not pages.
    else if (targetInfo.type === 'page') onStranger(targetInfo, session);
  });
  // Every page stops before its first step until we have looked at it: none runs without its guards.
  await connection.browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter: [{ type: 'page' }] });
  return browser;
}

/** The browser; the first call starts it. */
export const browser = (): Promise<RunningBrowser> => (running ??= start());

/** The browser if it was ever asked for. */
export const browserIfStarted = (): Promise<RunningBrowser> | undefined => running;

/** Pages nobody here asked for (a popup, a new tab) are handed to this, stopped before their first step. */
export function followStrangers(listener: typeof onStranger): void {
  onStranger = listener;
}

/** Opens a page in a window of its own, stopped before its first step. */
export async function openPage(params: Protocol.Target.createTargetParameters): Promise<{ readonly targetId: string; readonly session: CdpSession }> {
  const { connection } = await browser();
  opening += 1;
  try {
    const { targetId } = await connection.browser.send('Target.createTarget', params);
    const known = early.get(targetId);
    early.delete(targetId);
    const session = known ?? (await new Promise<CdpSession>((resolve) => expected.set(targetId, resolve)));
    return { targetId, session };
  } finally {
    opening -= 1;
  }
}
