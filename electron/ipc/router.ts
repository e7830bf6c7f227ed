import { CHANNELS, type Channel, type Handlers, type WindowName } from '../../shared/contract/contract.ts';
import type { Answer } from '../../shared/contract/bridge.ts';
import { TillError } from '../../shared/errors/registry.ts';
import type { Log } from '../log.ts';

export type Route = (window: WindowName, channel: string, request: unknown) => Promise<Answer<unknown>>;

const isChannel = (name: string): name is Channel => Object.hasOwn(CHANNELS, name);

/**
 * The only way from a window to a service: known channel, allowed window, request parsed by the contract's schema, handler, errors as
 * codes. Whatever a handler throws that is not a TillError is a bug: it is logged and the window sees INTERNAL, never the exception.
 */
export function createRouter(handlers: Handlers, log: Log): Route {
  return async (window, channel, request) => {
    if (!isChannel(channel)) return refuse(log, window, channel.slice(0, 60), new TillError('IPC_UNKNOWN_CHANNEL'));
    const contract = CHANNELS[channel];
    if (!(contract.windows as readonly WindowName[]).includes(window)) return refuse(log, window, channel, new TillError('IPC_FORBIDDEN_WINDOW'));
    const parsed = contract.request.safeParse(request);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      // The path and the rule, never the value: a malformed request may hold a secret or a payment code.
      return refuse(log, window, channel, new TillError('IPC_BAD_REQUEST', { channel, path: issue?.path.join('.') ?? '', rule: issue?.code ?? '' }));
    }
    try {
      const handler = handlers[channel] as (request: unknown) => unknown;
      return { ok: true, value: await handler(parsed.data) };
    } catch (error) {
      if (error instanceof TillError) return refuse(log, window, channel, error);
      log('error', 'ipc.handlerFailed', { channel, window, error: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'unknown', stack: stackTop(error) });
      return { ok: false, error: { code: 'INTERNAL', details: { channel } } };
    }
  };
}

const stackTop = (error: unknown): string => (error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 4).join(' | ') : '');

function refuse(log: Log, window: WindowName, channel: string, error: TillError): Answer<never> {
  log('warn', 'ipc.refused', { window, channel, code: error.code, ...('path' in error.details ? { path: String(error.details['path']) } : {}) });
  return { ok: false, error: { code: error.code, details: { ...error.details } } };
}
