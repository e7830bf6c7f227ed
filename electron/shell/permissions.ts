import { session } from 'electron';
import { isPageOrigin } from './addresses.ts';

/** The only thing a page may be given: the camera's picture, to our own pages. Sound, location, devices and the rest are refused. */
const isCamera = (permission: string, mediaTypes: readonly (string | undefined)[]): boolean =>
  permission === 'media' && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');

export function restrictPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_webContents, permission, callback, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    callback(isCamera(permission, mediaTypes) && isPageOrigin(details.requestingUrl));
  });
  defaultSession.setPermissionCheckHandler((_webContents, permission, requestingOrigin, details) => isCamera(permission, [details.mediaType]) && isPageOrigin(requestingOrigin));
  defaultSession.setDevicePermissionHandler(() => false);
}
