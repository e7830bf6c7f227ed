import type { Currency, Minor } from '../../shared/money.ts';
import type { Clock, Random } from '../../shared/world.ts';
import { createAmsGateway, type AmsGateway } from './ams-gateway.ts';
import { amsPrivateKey, amsPublicKey } from './ams-seal.ts';
import type { AmsWorld } from './ams-services.ts';
import { BEHAVIOUR_TIMING, type Behaviour, type BehaviourTiming } from './behaviours.ts';
import { createCallList, type GatewayCall } from './call-list.ts';
import { createFaults, type Faults } from './faults.ts';
import { openDoor, type Door } from './http-door.ts';
import { createLegacyGateway, type LegacyGateway } from './legacy-gateway.ts';
import { privateKeyFrom, publicKeyFrom, type LegacyKeys } from './legacy-seal.ts';
import { generatePracticeKeys, type PracticeKeys } from './practice-keys.ts';
import { openStateFile } from './state-file.ts';
import { openTradeBook } from './trade-book.ts';
import type { Gateway, Trade, TradeState } from './trades.ts';
import { openWallet, type CustomerCard, type PhoneResult, type Wallet } from './wallet.ts';

export interface PracticeWorldOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Absent: made at start (generatePracticeKeys). Give them to start many worlds quickly. */
  readonly keys?: PracticeKeys;
  /** Where the ledger survives a restart of the till; absent: memory only. */
  readonly stateFile?: string;
  /** 0 or absent: any free port. */
  readonly ports?: { readonly legacy: number; readonly ams: number };
  readonly timing?: Partial<BehaviourTiming>;
  /** What AMS says of a shown code nobody has scanned; ORDER_NOT_EXIST when absent, the harder case for a till. */
  readonly unscannedInquiry?: AmsWorld['unscannedInquiry'];
  /** Real time a client has to send a whole request; 10 s when absent. */
  readonly requestTimeoutMs?: number;
  /** Told of a failure inside a gateway, such as a full disk; the client sees HTTP 500. */
  readonly onFailure?: (failure: unknown) => void;
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

export interface AmsCredentials {
  /** Base URL; the client adds "/ams/sandbox/api/v1/..." because of the client id. */
  readonly host: string;
  readonly clientId: string;
  /** A second client id that looks like production and uses the same keys on /ams/api/v1/... */
  readonly productionClientId: string;
  readonly merchantPrivateKeyPem: string;
  readonly gatewayPublicKeyBase64: string;
}

/** A gateway's view of one payment, for comparing with the till's journal. */
export interface LedgerLine {
  readonly gateway: Gateway;
  readonly id: string;
  readonly merchantReference: string;
  readonly amountMinor: Minor;
  readonly currency: Currency;
  readonly state: TradeState;
  readonly chargedMinor: Minor;
  readonly returnedMinor: Minor;
}

export interface PracticeWorld {
  readonly legacy: LegacyCredentials;
  readonly ams: AmsCredentials;
  readonly faults: Faults;
  /** The gateways without HTTP, for simulations that bring their own network. */
  readonly gateways: { readonly legacy: LegacyGateway; readonly ams: AmsGateway };
  /** The practice panel's customers, one per behaviour, with their present payment code. */
  customers(): readonly CustomerCard[];
  /** A customer's phone scans the shown order code; without a behaviour the one set for order codes. */
  phoneScan(qrText: string, behaviour?: Behaviour): PhoneResult;
  orderCodeBehaviour(): Behaviour;
  setOrderCodeBehaviour(behaviour: Behaviour): void;
  /** Every payment both gateways know, as of now. */
  ledger(): readonly LedgerLine[];
  /** The newest requests the gateways got, oldest first. */
  calls(): readonly GatewayCall[];
  stop(): Promise<void>;
}

const PARTNER = '2088999900000011';
const SANDBOX_CLIENT_ID = 'SANDBOX_5Y00PRACTICE0001';
const PRODUCTION_CLIENT_ID = '5Y00PRACTICE0001';
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Starts both practice gateways on 127.0.0.1 and the practice wallet. Resolves when they listen. Rejects when a port or the
 * state file cannot be had.
 */
export async function startPracticeWorld(options: PracticeWorldOptions): Promise<PracticeWorld> {
  const { clock, random } = options;
  const keys = options.keys ?? (await generatePracticeKeys(random));
  const timing = { ...BEHAVIOUR_TIMING, ...options.timing };
  const faults = createFaults();
  const calls = createCallList();
  const book = openTradeBook(clock, options.stateFile === undefined ? null : openStateFile(options.stateFile));
  const wallet = openWallet({ clock, random, book, faults, timing });
  const shared = { clock, random, book, wallet, timing };

  const legacy = createLegacyGateway({ world: shared, partners: [{ partner: PARTNER, keys: legacyKeys(keys), contract: null }], faults, calls });
  const merchantPublicKey = amsPublicKey(keys.amsMerchant.publicKeyBase64);
  const ams = createAmsGateway({
    world: { ...shared, unscannedInquiry: options.unscannedInquiry ?? 'ORDER_NOT_EXIST' },
    clients: [{ clientId: SANDBOX_CLIENT_ID, merchantPublicKey }, { clientId: PRODUCTION_CLIENT_ID, merchantPublicKey }],
    gatewayPrivateKey: amsPrivateKey(keys.amsGateway.privateKeyPem),
    faults,
    calls,
  });

  const door = (port: number, gateway: LegacyGateway | AmsGateway): Promise<Door> => openDoor({
    clock, port, handle: (request) => gateway.handle(request),
    requestTimeoutMs: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    onFailure: options.onFailure ?? (() => {}),
  });
  const legacyDoor = await door(options.ports?.legacy ?? 0, legacy);
  const amsDoor = await door(options.ports?.ams ?? 0, ams).catch(async (failure: unknown) => {
    await legacyDoor.close();
    throw failure;
  });

  return {
    legacy: {
      baseUrl: legacyDoor.baseUrl,
      partner: PARTNER,
      md5Key: keys.legacyMd5Key,
      rsa: keys.legacyRsa && { merchantPrivateKeyPem: keys.legacyRsa.merchant.privateKeyPem, platformPublicKeyBase64: keys.legacyRsa.platform.publicKeyBase64 },
    },
    ams: {
      host: amsDoor.baseUrl,
      clientId: SANDBOX_CLIENT_ID,
      productionClientId: PRODUCTION_CLIENT_ID,
      merchantPrivateKeyPem: keys.amsMerchant.privateKeyPem,
      gatewayPublicKeyBase64: keys.amsGateway.publicKeyBase64,
    },
    faults,
    gateways: { legacy, ams },
    ...practicePanel(wallet),
    ledger: () => book.all().map(ledgerLine),
    calls: () => calls.all(),
    stop: async () => {
      await Promise.all([legacyDoor.close(), amsDoor.close()]);
    },
  };
}

function legacyKeys(keys: PracticeKeys): LegacyKeys {
  return {
    md5Key: keys.legacyMd5Key,
    rsa: keys.legacyRsa && {
      merchantPublicKey: publicKeyFrom(keys.legacyRsa.merchant.publicKeyBase64),
      platformPrivateKey: privateKeyFrom(keys.legacyRsa.platform.privateKeyPem),
    },
  };
}

const practicePanel = (wallet: Wallet): Pick<PracticeWorld, 'customers' | 'phoneScan' | 'orderCodeBehaviour' | 'setOrderCodeBehaviour'> => ({
  customers: () => wallet.customers(),
  phoneScan: (qrText, behaviour) => wallet.scanOrderCode(qrText, behaviour ?? wallet.orderCodeBehaviour()),
  orderCodeBehaviour: () => wallet.orderCodeBehaviour(),
  setOrderCodeBehaviour: (behaviour) => wallet.setOrderCodeBehaviour(behaviour),
});

const ledgerLine = (trade: Trade): LedgerLine => ({
  gateway: trade.gateway, id: trade.id, merchantReference: trade.reference, amountMinor: trade.amountMinor, currency: trade.currency,
  state: trade.state, chargedMinor: trade.chargedMinor, returnedMinor: trade.returnedMinor,
});
