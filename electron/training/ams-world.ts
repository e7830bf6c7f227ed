import type { Clock, Random } from '../../shared/world.ts';
import type { AmsCaller } from './ams-accounts.ts';
import type { Fields } from './ams-body.ts';
import { statusOf } from './ams-codes.ts';
import type { Register } from './ams-register.ts';
import type { AmsSettings, AmsSwitchboard } from './ams-switches.ts';
import type { BehaviourTiming } from './behaviours.ts';
import type { Delivery } from './faults.ts';
import type { TradeBook } from './trade-book.ts';
import type { Wallet } from './wallet.ts';

/** What an AMS practice gateway shares with the other gateway, and how it starts. */
export interface AmsWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly book: TradeBook;
  readonly wallet: Wallet;
  readonly timing: BehaviourTiming;
  /** Where the switch of that name stands at first. */
  readonly unscannedInquiry: AmsSettings['unscannedInquiry'];
}

/** The same with what belongs to AMS alone. */
export interface AmsRoom extends AmsWorld {
  readonly switches: AmsSwitchboard;
  readonly register: Register;
}

/** A response body before it becomes bytes. */
export type AmsBody = Readonly<Record<string, unknown>>;

export interface AmsAnswer {
  readonly body: AmsBody;
  readonly delivery: Delivery;
}

/** What a well-formed request does. */
export type AmsWork = (room: AmsRoom, caller: AmsCaller) => AmsAnswer;

/** Reads a request; throws BodyComplaint. */
export type AmsReader = (body: Fields) => AmsWork;

/** A body holding only a result, as failures do. */
export const resultOnly = (code: string, message = code.toLowerCase().replaceAll('_', ' ')): AmsBody => ({
  result: { resultCode: code, resultStatus: statusOf(code), resultMessage: message },
});

/** An answer that goes out at once. */
export const atOnce = (body: AmsBody): AmsAnswer => ({ body, delivery: { kind: 'now' } });
