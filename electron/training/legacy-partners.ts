import { createHash } from 'node:crypto';
import { ARRANGED_PRICING } from './legacy-amounts.ts';
import type { LegacyPartner } from './legacy-gateway.ts';
import { privateKeyFrom, publicKeyFrom } from './legacy-seal.ts';
import type { PracticeKeys } from './practice-keys.ts';
import type { Edition } from './trades.ts';

/** The practice contracts: one for the global products, one for the AlipayHK ones (HKD only, other rules). */
export const LEGACY_PARTNERS = { global: '2088999900000011', hk: '2088999900000029' } as const satisfies Record<Edition, string>;

/** Each contract has an MD5 key of its own, so that credentials mixed up are found; the HK one is made from the other. */
export const md5KeyOf = (edition: Edition, keys: PracticeKeys): string =>
  (edition === 'global' ? keys.legacyMd5Key : createHash('md5').update(`AlipayHK ${keys.legacyMd5Key}`).digest('hex'));

/** Both contracts as the gateway knows them; each may call every service, the global one may price in other currencies. RSA pairs are shared. */
export function legacyPartners(keys: PracticeKeys): readonly LegacyPartner[] {
  const rsa = keys.legacyRsa && {
    merchantPublicKey: publicKeyFrom(keys.legacyRsa.merchant.publicKeyBase64),
    platformPrivateKey: privateKeyFrom(keys.legacyRsa.platform.privateKeyPem),
  };
  return (['global', 'hk'] as const).map((edition) => ({
    partner: LEGACY_PARTNERS[edition], edition, keys: { md5Key: md5KeyOf(edition, keys), rsa }, contract: null,
    pricing: edition === 'global' ? ARRANGED_PRICING : [],
  }));
}
