import type { WebFrameMain } from 'electron';
import type { CdpSession, Protocol } from './cdp.ts';
import { PRELOAD_WORLD } from './page-scripts.ts';
import { toApp } from './protocol.ts';

type FramePick = Pick<WebFrameMain, 'url' | 'origin' | 'frameTreeNodeId' | 'detached'>;

/** What the browser itself says about a frame: a page cannot change it. */
export class Frame implements FramePick {
  readonly frameTreeNodeId: number;
  readonly parent: Frame | null;
  url = '';
  detached = false;

  constructor(frameTreeNodeId: number, parent: Frame | null) {
    this.frameTreeNodeId = frameTreeNodeId;
    this.parent = parent;
  }

  get top(): Frame {
    return this.parent?.top ?? this;
  }

  get origin(): string {
    const match = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(this.url);
    return match?.[0] ?? 'null';
  }
}

let lastNodeId = 0;

/** The frames of one page and the preload's world in each, kept up by the browser's events. */
export class FrameTree {
  readonly main: Frame;
  readonly #mainId: string;
  readonly #frames = new Map<string, Frame>();
  /** The preload's worlds: context id to frame id, and the other way round to the context's unique id. */
  readonly #frameOfContext = new Map<number, string>();
  readonly #worldOfFrame = new Map<string, string>();

  constructor(session: CdpSession, mainFrameId: string) {
    this.#mainId = mainFrameId;
    this.main = new Frame((lastNodeId += 1), null);
    this.#frames.set(mainFrameId, this.main);
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => this.#attach(frameId, parentFrameId));
    session.on('Page.frameDetached', ({ frameId }) => this.#detach(frameId));
    session.on('Page.frameNavigated', ({ frame }) => this.#moved(frame.id, frame.parentId, frame.url + (frame.urlFragment ?? '')));
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => this.#moved(frameId, undefined, url));
    session.on('Runtime.executionContextCreated', ({ context }) => this.#created(context));
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.#destroyed(executionContextId));
    session.on('Runtime.executionContextsCleared', () => {
      this.#frameOfContext.clear();
      this.#worldOfFrame.clear();
    });
  }

  isMain(frameId: string | undefined): boolean {
    return frameId === this.#mainId;
  }

  byId(frameId: string): Frame | undefined {
    return this.#frames.get(frameId);
  }

  /** The frame whose preload speaks from this context, if it is still there. */
  ofContext(contextId: number): { readonly frame: Frame; readonly world: string } | undefined {
    const frameId = this.#frameOfContext.get(contextId);
    const frame = frameId === undefined ? undefined : this.#frames.get(frameId);
    const world = frameId === undefined ? undefined : this.#worldOfFrame.get(frameId);
    return frame && world ? { frame, world } : undefined;
  }

  /** The world of the main frame's preload. */
  get mainWorld(): string | undefined {
    return this.#worldOfFrame.get(this.#mainId);
  }

  #attach(frameId: string, parentId: string | undefined): Frame {
    const parent = parentId === undefined ? this.main : (this.#frames.get(parentId) ?? this.main);
    const frame = new Frame((lastNodeId += 1), parent);
    this.#frames.set(frameId, frame);
    return frame;
  }

  #detach(frameId: string): void {
    const frame = this.#frames.get(frameId);
    if (frame === undefined || frame === this.main) return;
    frame.detached = true;
    this.#frames.delete(frameId);
  }

  #moved(frameId: string, parentId: string | undefined, url: string): void {
    const frame = this.#frames.get(frameId) ?? this.#attach(frameId, parentId);
    frame.url = toApp(url);
  }

  #created(context: Protocol.Runtime.ExecutionContextDescription): void {
    const frameId: unknown = (context.auxData as { readonly frameId?: unknown } | undefined)?.frameId;
    if (context.name !== PRELOAD_WORLD || typeof frameId !== 'string') return;
    this.#frameOfContext.set(context.id, frameId);
    this.#worldOfFrame.set(frameId, context.uniqueId);
  }

  #destroyed(contextId: number): void {
    const frameId = this.#frameOfContext.get(contextId);
    this.#frameOfContext.delete(contextId);
    // A new document's context can come before the old one's end: only the last one's end counts.
    if (frameId !== undefined && ![...this.#frameOfContext.values()].includes(frameId)) this.#worldOfFrame.delete(frameId);
  }
}
