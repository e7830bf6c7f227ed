import type { Response } from '../../../shared/contract/contract.ts';
import type { Gateway } from '../../../shared/payment/products.ts';

type TestAnswer = Response<'settings.testProduct'>;
export type FaultKind = 'address' | 'line' | 'ourKey' | 'theirKey' | 'account' | 'notEnabled' | 'keyVersion' | 'token' | 'gateway';

/** What a test of the connection points at: in words, and the field to look at. */
export interface ConnectionFault {
  readonly kind: FaultKind;
  readonly field: string | null;
}

/** Gateway codes that name the thing at fault (legacy.md 10.1; ams.md 6.1). Legacy ones come unsigned, so they are asked before the signature is. */
const CODES: Readonly<Record<Gateway, Readonly<Record<string, FaultKind>>>> = {
  legacy: {
    ILLEGAL_SIGN: 'ourKey', ILLEGAL_SIGN_TYPE: 'ourKey', ILLEGAL_DYN_MD5_KEY: 'ourKey', ILLEGAL_ENCRYPT: 'ourKey', ILLEGAL_SECURITY_PROFILE: 'ourKey', ILLEGAL_PARTNER: 'account', ILLEGAL_USER: 'account', PARTNER_ERROR: 'account',
    ILLEGAL_EXTERFACE: 'notEnabled', ILLEGAL_PARTNER_EXTERFACE: 'notEnabled', HAS_NO_PRIVILEGE: 'notEnabled', ACCESS_FORBIDDEN: 'notEnabled', EXTERFACE_IS_CLOSED: 'notEnabled', ILLEGAL_SERVICE: 'address',
    ILLEGAL_TARGET_SERVICE: 'address', SYSTEM_ERROR: 'gateway',
  },
  ams: {
    INVALID_SIGNATURE: 'ourKey', SIGNATURE_INVALID: 'ourKey', KEY_NOT_FOUND: 'keyVersion', INVALID_CLIENT: 'account', CLIENT_INVALID: 'account', UNKNOWN_CLIENT: 'account', INVALID_CLIENT_STATUS: 'account',
    CLIENT_FORBIDDEN_ACCESS_API: 'notEnabled', ACCESS_DENIED: 'notEnabled', OAUTH_FAILED: 'token', INVALID_ACCESS_TOKEN: 'token', INVALID_TOKEN: 'token', NO_INTERFACE_DEF: 'address', INVALID_API: 'address',
    SYSTEM_ERROR: 'gateway', UNKNOWN_EXCEPTION: 'gateway', REQUEST_TRAFFIC_EXCEED_LIMIT: 'gateway',
  },
};

/** Which key or address is at fault; null when nothing is. `signType`: of the legacy account. */
export function connectionFault(gateway: Gateway, signType: string, { reached, verified, said }: TestAnswer): ConnectionFault | null {
  const address = gateway === 'legacy' ? 'baseUrl' : 'host';
  const account = gateway === 'legacy' ? 'partner' : 'clientId';
  const isMd5 = gateway === 'legacy' && signType === 'MD5';
  const at = (kind: FaultKind): ConnectionFault => {
    switch (kind) {
      case 'address': case 'line':
        return { kind, field: address };
      case 'ourKey':
        return { kind, field: isMd5 ? 'md5Key' : 'privateKey' };
      case 'theirKey':
        return { kind, field: isMd5 ? 'md5Key' : 'alipayPublicKey' };
      case 'account': case 'notEnabled':
        return { kind, field: account };
      case 'keyVersion':
        return { kind, field: 'keyVersion' };
      case 'token':
        return { kind, field: 'agentToken' };
      case 'gateway':
        return { kind, field: null };
    }
  };
  if (!reached) return at('address');
  const named = Object.hasOwn(CODES[gateway], said) ? CODES[gateway][said] : undefined;
  if (named !== undefined) return at(named);
  if (verified) return null;
  if (said.startsWith('HTTP 5')) return at('gateway');
  if (said.startsWith('HTTP ')) return at('address');
  return at(['timeout', 'connectionLost', 'aborted'].includes(said) ? 'line' : 'theirKey');
}
