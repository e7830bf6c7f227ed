import type { Session } from 'electron';
import type { CdpSession } from './cdp.ts';
import { toApp } from './protocol.ts';

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;

let requestHandler: RequestHandler | null = null;
let checkHandler: CheckHandler | null = null;

/** Electron's permission for each of the browser's, with the details a handler is asked with. */
const PERMISSIONS: readonly { readonly name: string; readonly permission: string; readonly mediaType?: 'video' | 'audio' }[] = [
  { name: 'camera', permission: 'media', mediaType: 'video' },
  { name: 'microphone', permission: 'media', mediaType: 'audio' },
  { name: 'geolocation', permission: 'geolocation' },
  { name: 'notifications', permission: 'notifications' },
  { name: 'midi', permission: 'midi' },
  { name: 'clipboard-read', permission: 'clipboard-read' },
  { name: 'display-capture', permission: 'display-capture' },
  { name: 'idle-detection', permission: 'idle-detection' },
  { name: 'window-management', permission: 'window-management' },
  { name: 'local-fonts', permission: 'local-fonts' },
  { name: 'storage-access', permission: 'storage-access' },
];

/** `setDevicePermissionHandler` has nothing to decide here: the browser offers no device without its own dialog. */
export const defaultSession: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'> = {
  setPermissionRequestHandler: (handler) => void (requestHandler = handler),
  setPermissionCheckHandler: (handler) => void (checkHandler = handler),
  setDevicePermissionHandler: () => undefined,
};

/** Electron asks both handlers when a page wants something; a browser wants to know beforehand. Without handlers Electron allows. */
function isAllowed(origin: string, permission: string, mediaType: 'video' | 'audio' | undefined): boolean {
  const requestingUrl = `${origin}/`;
  if (checkHandler) {
    const details = { isMainFrame: true, requestingUrl, securityOrigin: requestingUrl, ...(mediaType ? { mediaType } : {}) };
    if (!checkHandler(null, permission as Parameters<CheckHandler>[1], requestingUrl, details)) return false;
  }
  let granted = true;
  // The handlers of this project look at the permission and its details only; there is no page yet to ask for.
  requestHandler?.(undefined as never, permission as Parameters<RequestHandler>[1], (answer) => (granted = answer), {
    isMainFrame: true, requestingUrl, ...(mediaType ? { mediaTypes: [mediaType] } : {}),
  } as Parameters<RequestHandler>[3]);
  return granted;
}

/** Tells the browser what pages of this origin may do, and that no other page may do anything. */
export async function applyPermissions(browser: CdpSession, browserUrl: string): Promise<void> {
  const { origin } = new URL(browserUrl);
  const appOrigin = toApp(origin);
  await Promise.all(PERMISSIONS.map(async ({ name, permission, mediaType }) => {
    await browser.send('Browser.setPermission', { permission: { name }, setting: 'denied' });
    const setting = isAllowed(appOrigin, permission, mediaType) ? 'granted' : 'denied';
    await browser.send('Browser.setPermission', { permission: { name }, setting, origin });
  }));
}
