import type { PaymentProduct } from '../../shared/payment/products.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Clock } from '../../shared/world.ts';
import type { Log } from '../log.ts';
import type { Inbox } from '../payments/inbox.ts';
import { openListener, type Listener, type ListenerDeps } from '../payments/listener.ts';
import type { PracticeDoor } from './attention-desk.ts';

/** The same port at every start where it is free, so that a practice gateway's re-sent notification still finds the till after a crash. */
const PRACTICE_PORT = 8_478;

export interface OpenPracticeDoor extends PracticeDoor {
  /** Where the practice gateways announce payments of a product. */
  notifyUrl(product: PaymentProduct): string;
}

/**
 * In training the till listens by itself, on this computer only. The door opens before the gateways are told of it and takes nothing until the inbox is there; what comes
 * earlier is told to come again. Throws NOTIFY_FAILED and its like when this computer has no port left.
 */
export async function openPracticeDoor({ clock, log, port = PRACTICE_PORT }: { readonly clock: Pick<Clock, 'sleep'>; readonly log: Log; readonly port?: number }): Promise<OpenPracticeDoor> {
  let inbox: Inbox | null = null;
  let note: ListenerDeps['answered'] = () => undefined;
  const deps: ListenerDeps = {
    clock, log,
    inbox: {
      takes: (target) => inbox?.takes(target) ?? true,
      receive: (raw) => inbox?.receive(raw) ?? Promise.resolve({ kind: 'busy', why: 'starting' }),
    },
    answered: (as) => note?.(as),
  };
  const host = '127.0.0.1';
  const listener: Listener = await openListener({ host, port }, deps).catch((error: unknown) => {
    if (error instanceof TillError && error.code === 'NOTIFY_PORT_IN_USE') return openListener({ host, port: 0 }, deps);
    throw error;
  });
  return {
    listener,
    notifyUrl: (product) => `http://${host}:${listener.port}/notify/${product}`,
    connect: (connected, answered) => {
      inbox = connected;
      note = answered;
    },
  };
}
