import type { AmsGateway } from './ams-gateway.ts';
import { openDoor, type Door } from './http-door.ts';
import type { LegacyGateway } from './legacy-gateway.ts';
import { LEGACY_PARTNERS, md5KeyOf } from './legacy-partners.ts';
import { amsClientIds, createPractice, type Practice, type PracticeOptions } from './practice.ts';
import { generatePracticeKeys, type PracticeKeys } from './practice-keys.ts';
import type { Edition } from './trades.ts';

export type { LedgerLine } from './practice.ts';

export interface PracticeWorldOptions extends Omit<PracticeOptions, 'keys'> {
  /** Absent: made at start (generatePracticeKeys). Give them to start many worlds quickly. */
  readonly keys?: PracticeKeys;
  /** 0 or absent: any free port. */
  readonly ports?: { readonly legacy: number; readonly ams: number };
  /** Real time a client has to send a whole request; 10 s when absent. */
  readonly requestTimeoutMs?: number;
}

/** Client-side credentials of the practice partner, as a shop would get them by mail. */
export interface LegacyCredentials {
  /** Base URL without "/gateway.do". */
  readonly baseUrl: string;
  readonly partner: string;
  readonly md5Key: string;
  /** Null unless the world's keys include RSA pairs. */
  readonly rsa: { readonly merchantPrivateKeyPem: string; readonly platformPublicKeyBase64: string } | null;
}

/** A pair of client ids: one for the sandbox paths, one that looks like production and uses the same keys on /ams/api/v1/... */
export interface AmsClientPair {
  readonly clientId: string;
  readonly productionClientId: string;
}

export interface AmsCredentials extends AmsClientPair {
  /** Base URL; the client adds "/ams/sandbox/api/v1/..." because of the client id. */
  readonly host: string;
  readonly merchantPrivateKeyPem: string;
  readonly gatewayPublicKeyBase64: string;
  /** Needs the header agent-token with each request (ams.md 10.3); the tokens are in Practice.agents. */
  readonly isv: AmsClientPair;
  /** Its secondary merchants have to be registered first (ams.md 10.4). */
  readonly acquirer: AmsClientPair;
}

/** Both practice gateways, listening. */
export interface PracticeWorld extends Practice {
  readonly legacy: LegacyCredentials;
  /** The contract for the AlipayHK products, at the same address. */
  readonly legacyHk: LegacyCredentials;
  readonly ams: AmsCredentials;
}

const REQUEST_TIMEOUT_MS = 10_000;

const legacyCredentials = (edition: Edition, keys: PracticeKeys, baseUrl: string): LegacyCredentials => ({
  baseUrl,
  partner: LEGACY_PARTNERS[edition],
  md5Key: md5KeyOf(edition, keys),
  rsa: keys.legacyRsa && { merchantPrivateKeyPem: keys.legacyRsa.merchant.privateKeyPem, platformPublicKeyBase64: keys.legacyRsa.platform.publicKeyBase64 },
});

/** What a shop needs to talk to the gateways at these addresses. */
export const practiceCredentials = (keys: PracticeKeys, baseUrls: { readonly legacy: string; readonly ams: string }): Pick<PracticeWorld, 'legacy' | 'legacyHk' | 'ams'> => ({
  legacy: legacyCredentials('global', keys, baseUrls.legacy),
  legacyHk: legacyCredentials('hk', keys, baseUrls.legacy),
  ams: {
    host: baseUrls.ams,
    ...amsClientIds('direct'),
    merchantPrivateKeyPem: keys.amsMerchant.privateKeyPem,
    gatewayPublicKeyBase64: keys.amsGateway.publicKeyBase64,
    isv: amsClientIds('isv'),
    acquirer: amsClientIds('acquirer'),
  },
});

/**
 * Starts both practice gateways on 127.0.0.1 and the practice wallet. Resolves when they listen. Rejects when a port or the
 * state file cannot be had.
 */
export async function startPracticeWorld(options: PracticeWorldOptions): Promise<PracticeWorld> {
  const keys = options.keys ?? (await generatePracticeKeys(options.random));
  const practice = createPractice({ ...options, keys });
  const doors: Door[] = [];
  const close = async (): Promise<void> => {
    await Promise.all([...doors.map((door) => door.close()), practice.stop()]);
  };
  const open = async (port: number, gateway: LegacyGateway | AmsGateway): Promise<string> => {
    const door = await openDoor({
      clock: options.clock, port, handle: (request) => gateway.handle(request),
      requestTimeoutMs: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      onFailure: options.onFailure ?? (() => {}),
    });
    doors.push(door);
    return door.baseUrl;
  };
  try {
    const baseUrls = {
      legacy: await open(options.ports?.legacy ?? 0, practice.gateways.legacy),
      ams: await open(options.ports?.ams ?? 0, practice.gateways.ams),
    };
    return { ...practice, ...practiceCredentials(keys, baseUrls), stop: close };
  } catch (failure) {
    await close();
    throw failure;
  }
}
