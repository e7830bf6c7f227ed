import type { Currency, Minor } from '../../shared/money.ts';
import type { Clock, Random } from '../../shared/world.ts';
import { createAlarm } from './alarm.ts';
import { openAgentTokens, type AgentAuthorisation, type AmsClient, type AmsClientKind } from './ams-accounts.ts';
import { createAmsGateway, type AmsGateway } from './ams-gateway.ts';
import { createAmsNotices } from './ams-notices.ts';
import { openRegister, type Registration } from './ams-register.ts';
import { amsPrivateKey, amsPublicKey } from './ams-seal.ts';
import { createAmsSwitchboard, type AmsSwitchboard } from './ams-switches.ts';
import type { AmsWorld } from './ams-world.ts';
import { BEHAVIOUR_TIMING, type Behaviour, type BehaviourTiming } from './behaviours.ts';
import { createCallList, type GatewayCall } from './call-list.ts';
import { createFaults, type Faults, type NoticeTrouble } from './faults.ts';
import { createLegacyGateway, type LegacyGateway } from './legacy-gateway.ts';
import { legacyPartners } from './legacy-partners.ts';
import type { Post } from './notice-post.ts';
import { createNotifier, type NoticeDelivery, type PendingNotice } from './notifier.ts';
import type { PracticeKeys } from './practice-keys.ts';
import { endedRefund, type Funds, type Refund } from './refunds.ts';
import { openStateFile } from './state-file.ts';
import { openStaticCodes, type StaticCode } from './static-codes.ts';
import { openTradeBook } from './trade-book.ts';
import { paidTrade, type Gateway, type Trade, type TradeState } from './trades.ts';
import { openWallet, type CustomerCard, type PhoneResult, type StaticPayment } from './wallet.ts';

export interface PracticeOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: PracticeKeys;
  /** Where the ledger survives a restart; absent: memory only. */
  readonly stateFile?: string;
  readonly timing?: Partial<BehaviourTiming>;
  /** What AMS says of a shown code nobody has scanned; ORDER_NOT_EXIST when absent, the harder case for a till. */
  readonly unscannedInquiry?: AmsWorld['unscannedInquiry'];
  /** How notifications are posted; HTTP to addresses of this computer when absent. */
  readonly post?: Post;
  /** Told of a failure inside a gateway, such as a full disk. */
  readonly onFailure?: (failure: unknown) => void;
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
  readonly refunds: readonly Pick<Refund, 'reference' | 'amountMinor' | 'state'>[];
}

/** A payment of either gateway; `account` when the reference alone could mean several. */
export interface PaymentName {
  readonly gateway: Gateway;
  readonly reference: string;
  readonly account?: string;
}

/** How a processing refund ends by hand. */
export type RefundEnd = Parameters<typeof endedRefund>[2];

/** Both practice gateways with their ledger and their customers, without any HTTP of their own: for simulations that bring their own network. */
export interface Practice {
  readonly gateways: { readonly legacy: LegacyGateway; readonly ams: AmsGateway };
  readonly faults: Faults;
  /** How the AMS gateway behaves; what there is to choose is in AMS_SWITCHES. */
  readonly amsSwitches: AmsSwitchboard;
  /** The practice panel's customers, one per behaviour, with their present payment code. */
  customers(): readonly CustomerCard[];
  /** A customer's phone scans the shown order code; without a behaviour the one set for order codes. */
  phoneScan(qrText: string, behaviour?: Behaviour): PhoneResult;
  /** A customer's phone scans a shop's static code and types an amount of the code's currency; pays at once without a behaviour. */
  payStaticCode(text: string, amountMinor: Minor, behaviour?: Behaviour): StaticPayment;
  /** The static codes of both legacy contracts, deleted ones too, oldest first. */
  staticCodes(): readonly StaticCode[];
  orderCodeBehaviour(): Behaviour;
  setOrderCodeBehaviour(behaviour: Behaviour): void;
  /** Every payment both gateways know, as of now. */
  ledger(): readonly LedgerLine[];
  /** The same with everything the gateways remember of them. */
  trades(): readonly Trade[];
  /** The newest requests the gateways got, oldest first. */
  calls(): readonly GatewayCall[];
  readonly notices: {
    pending(): readonly PendingNotice[];
    deliveries(): readonly NoticeDelivery[];
    /** Announces a payment as it is now, or, with `asPaid`, as if it were paid. False: no such payment, or nowhere to announce it. */
    send(name: PaymentName, how?: { readonly trouble?: NoticeTrouble; readonly asPaid?: boolean }): boolean;
  };
  readonly registrations: {
    all(): readonly Registration[];
    /** The wallets answer now. False: no such registration. */
    answer(registrationRequestId: string, status: 'APPROVED' | 'REJECTED'): boolean;
  };
  readonly agents: {
    all(): readonly AgentAuthorisation[];
    /** A merchant authorises the practice ISV, who is told at `url` when there is one (ams.md 10.3). */
    authorise(authClientId: string, url: string | null): AgentAuthorisation;
    expire(accessToken: string): boolean;
  };
  funds(): Funds;
  /** Whether the merchant's balance covers refunds. */
  setFunds(funds: Funds): void;
  /** Ends a processing refund by hand. False: there is none of that reference. */
  endRefund(gateway: Gateway, refundReference: string, end: RefundEnd): boolean;
  /** The merchant uploads another public key: from now on AMS requests are signed with its private half. Throws when it is no RSA key. */
  setMerchantKey(publicKeyBase64: string): void;
  /** Ends notifications and waiting. Safe to call twice. */
  stop(): Promise<void>;
}

const sandbox = (clientId: string): string => `SANDBOX_${clientId}`;
/** The AMS practice clients, each for /ams/api/v1 and, with SANDBOX_ in front, for /ams/sandbox/api/v1. All use the same keys. */
const AMS_CLIENT_IDS = { direct: '5Y00PRACTICE0001', isv: '5Y00PRACTICEISV1', acquirer: '5Y00PRACTICEACQ1' } as const satisfies Record<AmsClientKind, string>;
/** The merchant who has authorised the practice ISV from the start. */
const FIRST_MERCHANT = '5Y00PRACTICESHOP';

/** Client ids of a kind, for credentials. */
export const amsClientIds = (kind: AmsClientKind): { readonly clientId: string; readonly productionClientId: string } => ({
  clientId: sandbox(AMS_CLIENT_IDS[kind]), productionClientId: AMS_CLIENT_IDS[kind],
});

/** Builds both gateways around one ledger. Throws when the state file cannot be had. */
export function createPractice(options: PracticeOptions): Practice {
  const { clock, random, keys, onFailure = () => {} } = options;
  const timing = { ...BEHAVIOUR_TIMING, ...options.timing };
  const stateFile = options.stateFile === undefined ? null : openStateFile(options.stateFile);
  const faults = createFaults();
  const calls = createCallList();
  const book = openTradeBook(clock, stateFile);
  const codes = openStaticCodes(stateFile);
  const wallet = openWallet({ clock, random, book, codes, faults, timing });
  const notifier = createNotifier({ clock, stateFile, calls, onFailure, ...(options.post && { post: options.post }) });
  const shared = { clock, random, book, wallet, timing };

  const legacy = createLegacyGateway({ world: { ...shared, codes }, partners: legacyPartners(keys), faults, calls, notifier });

  const switches = createAmsSwitchboard({ unscannedInquiry: options.unscannedInquiry ?? 'ORDER_NOT_EXIST' });
  const register = openRegister(clock, stateFile);
  const tokens = openAgentTokens(clock, stateFile);
  for (const clientId of [sandbox(AMS_CLIENT_IDS.isv), AMS_CLIENT_IDS.isv]) {
    if (!tokens.all().some((one) => one.clientId === clientId)) tokens.authorise(clientId, FIRST_MERCHANT);
  }
  const gatewayPrivateKey = amsPrivateKey(keys.amsGateway.privateKeyPem);
  const notices = createAmsNotices({ clock, random, book, notifier, faults, tokens, switches, gatewayPrivateKey });
  let merchantPublicKey = amsPublicKey(keys.amsMerchant.publicKeyBase64);
  const clients = Object.entries(AMS_CLIENT_IDS).flatMap(([kind, clientId]) => [sandbox(clientId), clientId].map((id): AmsClient => ({
    clientId: id, kind: kind as AmsClientKind,
    get merchantPublicKey() {
      return merchantPublicKey;
    },
  })));
  const bareAms = createAmsGateway({
    world: { ...shared, unscannedInquiry: switches.all().unscannedInquiry }, clients, gatewayPrivateKey, faults, calls, switches, register, tokens, notices,
  });

  // Nobody may be looking when a password is typed, a refund is carried out or the wallets answer a registration: then the alarm looks.
  const alarm = createAlarm({
    clock, onFailure,
    dueMs: () => {
      const due = [book.nextDueMs(), register.nextDueMs()].filter((moment) => moment !== null);
      return due.length === 0 ? null : Math.min(...due);
    },
    ring: () => {
      book.all();
      for (const registration of register.takeAnswered()) notices.registration(registration, registration.answer?.status ?? 'PENDING');
    },
  });
  book.watch(() => alarm.touch());
  const ams: AmsGateway = {
    handle: (request) => {
      const reaction = bareAms.handle(request);
      alarm.touch();
      return reaction;
    },
  };
  alarm.touch();

  return {
    gateways: { legacy, ams },
    faults,
    amsSwitches: switches,
    customers: () => wallet.customers(),
    phoneScan: (qrText, behaviour) => wallet.scanOrderCode(qrText, behaviour ?? wallet.orderCodeBehaviour()),
    payStaticCode: (text, amountMinor, behaviour = 'paysAtOnce') => wallet.payStaticCode(text, amountMinor, behaviour),
    staticCodes: () => codes.all(),
    orderCodeBehaviour: () => wallet.orderCodeBehaviour(),
    setOrderCodeBehaviour: (behaviour) => wallet.setOrderCodeBehaviour(behaviour),
    ledger: () => book.all().map(ledgerLine),
    trades: () => book.all(),
    calls: () => calls.all(),
    notices: {
      pending: () => notifier.pending(),
      deliveries: () => notifier.deliveries(),
      send: (name, { trouble, asPaid = false } = {}) => {
        const trade = book.all().findLast((one) => one.gateway === name.gateway && one.reference === name.reference && (name.account ?? one.account) === one.account);
        if (trade === undefined || trade.notifyUrl === null) return false;
        const told = asPaid ? paidTrade(trade, trade.paidAtMs ?? clock.nowMs()) : trade;
        if (trade.gateway === 'legacy') return legacy.notices.payment(told, trouble);
        notices.payment(told, trouble);
        return true;
      },
    },
    registrations: {
      all: () => register.all(),
      answer: (registrationRequestId, status) => {
        const known = register.all().findLast((one) => one.registrationRequestId === registrationRequestId);
        const answered = known === undefined ? null : register.answer(known.owner, registrationRequestId, status);
        alarm.touch();
        return answered !== null;
      },
    },
    agents: {
      all: () => tokens.all(),
      authorise: (authClientId, url) => {
        const authorisation = tokens.authorise(sandbox(AMS_CLIENT_IDS.isv), authClientId);
        if (url !== null) notices.authorisation(authorisation, url);
        return authorisation;
      },
      expire: (accessToken) => tokens.expire(accessToken),
    },
    funds: () => book.funds(),
    setFunds: (funds) => book.setFunds(funds),
    endRefund: (gateway, reference, end) => {
      const trade = book.all().find((one) => one.gateway === gateway && one.refunds.some((refund) => refund.reference === reference));
      const ended = trade === undefined ? null : endedRefund(trade, reference, end, clock.nowMs());
      if (ended !== null) book.put(ended);
      return ended !== null;
    },
    setMerchantKey: (publicKeyBase64) => {
      merchantPublicKey = amsPublicKey(publicKeyBase64);
    },
    stop: async () => {
      alarm.stop();
      await notifier.stop();
    },
  };
}

const ledgerLine = (trade: Trade): LedgerLine => ({
  gateway: trade.gateway, id: trade.id, merchantReference: trade.reference, amountMinor: trade.amountMinor, currency: trade.currency,
  state: trade.state, chargedMinor: trade.chargedMinor, returnedMinor: trade.returnedMinor,
  refunds: trade.refunds.map(({ reference, amountMinor, state }) => ({ reference, amountMinor, state })),
});
