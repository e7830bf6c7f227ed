import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { EVENT_CHANNEL, INVOKE_CHANNEL, type Answer } from '../../shared/contract/bridge.ts';
import type { Payload, TillEvent, WindowName } from '../../shared/contract/contract.ts';
import { isPageOf } from './addresses.ts';
import type { Dropped } from './guards.ts';
import type { TillWindows } from './windows.ts';

/** Who asked. Only the main frame of one of our windows, showing its own page, ever gets this far. */
export interface Sender {
  readonly window: WindowName;
  readonly frameUrl: string;
  readonly isMainFrame: true;
}

export type InvokeHandler = (sender: Sender, channel: string, request: unknown) => Promise<Answer<unknown>>;

interface FrameFacts {
  readonly url: string;
  readonly parent: unknown;
  readonly frameTreeNodeId: number;
}

type Judged = { readonly sender: Sender } | { readonly why: Extract<Dropped, { what: 'message' }>['why'] };

/** Decides who sent a message from what the browser says of the frame. */
export function judgeSender(window: WindowName | undefined, frame: FrameFacts | null, mainFrame: Pick<FrameFacts, 'frameTreeNodeId'>): Judged {
  if (window === undefined || frame === null) return { why: 'unknownWindow' };
  if (frame.parent !== null || frame.frameTreeNodeId !== mainFrame.frameTreeNodeId) return { why: 'notMainFrame' };
  if (!isPageOf(window, frame.url)) return { why: 'foreignPage' };
  return { sender: { window, frameUrl: frame.url, isMainFrame: true } };
}

const internalError: Answer<never> = { ok: false, error: { code: 'INTERNAL', details: {} } };

/** Opens the one door for calls. A message from anywhere else is dropped: its sender learns that it was refused and nothing more. */
export function openCalls(windows: () => TillWindows | undefined, handler: () => InvokeHandler | undefined, onDropped: (dropped: Dropped) => void, onFailure: (channel: string, error: unknown) => void): void {
  ipcMain.handle(INVOKE_CHANNEL, async (event: IpcMainInvokeEvent, channel: unknown, request: unknown): Promise<Answer<unknown>> => {
    const frame = event.senderFrame;
    const judged = judgeSender(windows()?.nameOf(event.sender.id), frame, event.sender.mainFrame);
    const drop = (why: Extract<Dropped, { what: 'message' }>['why']): never => {
      onDropped({ what: 'message', url: frame?.url ?? '', why });
      throw new Error('refused');
    };
    if ('why' in judged) return drop(judged.why);
    if (typeof channel !== 'string') return drop('malformed');
    try {
      return (await handler()?.(judged.sender, channel, request)) ?? internalError;
    } catch (error) {
      onFailure(channel, error);
      return internalError;
    }
  });
}

/** Sends an event to a window; nothing happens when it is closed, and its page asks for a snapshot when it comes back. */
export function sendEvent<E extends TillEvent>(windows: TillWindows | undefined, name: WindowName, event: E, payload: Payload<E>): void {
  const contents = windows?.byName(name)?.webContents;
  if (contents !== undefined && !contents.isDestroyed() && !contents.isCrashed()) contents.send(EVENT_CHANNEL, event, payload);
}
