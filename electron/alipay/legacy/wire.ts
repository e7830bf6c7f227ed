import { encodeText, signText, stringToSign, type LegacyCharset, type LegacyKeys } from './sign.ts';

/** Parameters of one call by name, before signing. */
export type LegacyParams = ReadonlyMap<string, string>;

/** Bytes that stay as they are in a form, by value; the rest becomes %XX, the blank "+" (legacy.md 1.2, 11.2). */
const FORM_BYTE: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (byte === 0x20) return '+';
  return /[A-Za-z0-9*._-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** Percent-encodes a text as form value in its charset. */
export function formEncode(text: string, charset: LegacyCharset): string {
  let encoded = '';
  for (const byte of encodeText(text, charset)) encoded += FORM_BYTE[byte];
  return encoded;
}

/** A form body: names sorted, values encoded in the charset (names are ASCII). */
export function formBody(params: LegacyParams, charset: LegacyCharset): string {
  return [...params.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${formEncode(value, charset)}`)
    .join('&');
}

/** What is appended to the gateway's address (legacy.md 1.2). */
export const addressQuery = (charset: LegacyCharset): string => `?_input_charset=${charset}`;

export interface LegacyHttpForm {
  /** To append to the gateway's address. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Signs the parameters and lays them out for a POST. `_input_charset` is signed but travels in the address; without it there
 * the gateway reads the body as GBK (legacy.md 1.2). Empty values are neither signed nor sent (legacy.md 2.1 step 2).
 */
export function signedForm(params: LegacyParams, charset: LegacyCharset, keys: LegacyKeys): LegacyHttpForm {
  const sent = new Map([...params].filter(([, value]) => value !== ''));
  sent.set('sign', signText(stringToSign(sent), charset, keys));
  sent.set('sign_type', keys.kind);
  sent.delete('_input_charset');
  return {
    query: addressQuery(charset),
    headers: { 'Content-Type': `application/x-www-form-urlencoded;charset=${charset}`, Accept: 'text/xml,text/plain,text/html' },
    body: Buffer.from(formBody(sent, charset), 'latin1'),
  };
}
