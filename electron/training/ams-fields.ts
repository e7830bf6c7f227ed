import type { Fields } from './ams-body.ts';
import { isLoopback } from './notice-post.ts';

/** Longest texts: ids 64, names 256, urls and extendInfo 2048, store ids 32; names and ids also where the references give no limit (ams.md 4). */
export const ID_MAX = 64;
export const NAME_MAX = 256;
export const URL_MAX = 2048;
export const STORE_ID_MAX = 32;
export const MCC = /^\d{4}$/;

/** An address notifications can be sent to: HTTPS (ams.md 2.5), or a till that practises on the same computer. Throws BodyComplaint. */
export function notifyUrl(fields: Fields, name: string): string {
  const text = fields.text(name, URL_MAX);
  const url = URL.parse(text);
  const isFine = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
  return isFine ? text : fields.refuse(name, 'is not an https URL');
}

/** The notification address of a request that need not have one. */
export const notifyUrlIfAny = (fields: Fields, name: string): string | null => (fields.has(name) ? notifyUrl(fields, name) : null);
