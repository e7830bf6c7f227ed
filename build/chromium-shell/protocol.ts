import type { CustomScheme, Protocol as ElectronProtocol } from 'electron';
import type { CdpSession, Protocol } from './cdp.ts';

/**
 * `app://guitai/page.html` is shown to the browser as `https://guitai.app.invalid/page.html`: a secure context, and a name that by
 * definition leads nowhere. Requests for it are answered here and never leave the machine.
 */
const SUFFIX = '.invalid';
type Handler = (request: Request) => Response | Promise<Response>;
const handlers = new Map<string, Handler>();
const schemes = new Set<string>();

export const protocol: Pick<ElectronProtocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'> = {
  registerSchemesAsPrivileged(list: CustomScheme[]) {
    for (const { scheme, privileges } of list) {
      if (!privileges?.standard || !privileges.secure) throw new Error(`the Chromium shell serves standard and secure schemes only, not ${scheme}`);
      schemes.add(scheme);
    }
  },
  handle(scheme, handler) {
    if (!schemes.has(scheme)) throw new Error(`the Chromium shell handles registered schemes only, not ${scheme}`);
    handlers.set(scheme, handler);
  },
  unhandle: (scheme) => void handlers.delete(scheme),
  isProtocolHandled: (scheme) => handlers.has(scheme),
};

/** The address the browser knows this page by. */
export function toBrowser(address: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(address);
  const scheme = match?.[1]?.toLowerCase();
  if (match === null || scheme === undefined || !schemes.has(scheme)) return address;
  return `https://${match[2]}.${scheme}${SUFFIX}${match[3] === '' ? '/' : match[3]}`;
}

/** The address the app knows this page by. */
export function toApp(address: string): string {
  const match = /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.invalid(?=[/?#]|$)(.*)$/is.exec(address);
  const scheme = match?.[2];
  if (match === null || scheme === undefined || !schemes.has(scheme)) return address;
  return `${scheme}://${match[1]}${match[3]}`;
}

const schemeOf = (address: string): string => address.slice(0, address.indexOf(':'));
/** Headers the browser works out by itself from what we send. */
const NOT_FORWARDED = new Set(['content-length', 'content-encoding', 'transfer-encoding']);

async function respond(address: string, { request }: Protocol.Events['Fetch.requestPaused']): Promise<Response> {
  const handler = handlers.get(schemeOf(address));
  if (handler === undefined) return new Response('no handler', { status: 404 });
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return handler(new Request(address, { method: request.method, headers: request.headers, ...(hasBody ? { body: request.postData ?? '' } : {}) }));
}

/** Answers a paused request if it is for one of our schemes; says whether it was. */
export async function serve(session: CdpSession, paused: Protocol.Events['Fetch.requestPaused']): Promise<boolean> {
  const address = toApp(paused.request.url);
  if (!schemes.has(schemeOf(address))) return false;
  const { requestId } = paused;
  let response: Response;
  try {
    response = await respond(address, paused);
  } catch (error) {
    process.stderr.write(`protocol handler: ${String(error)}\n`);
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    return true;
  }
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  const responseHeaders = [...response.headers].filter(([name]) => !NOT_FORWARDED.has(name)).map(([name, value]) => ({ name, value }));
  await session.send('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body });
  return true;
}
