import type { Random } from '../../shared/world.ts';
import type { CallOutcome, ConnectionReport } from '../payments/provider.ts';

/** A request the client itself holds back because it cannot be right: nothing left, and that is what it says. */
export const notSent = (why: string): CallOutcome => ({ kind: 'notSent', detail: why });

/** An answer that contradicts what was asked, or says nothing that can be used. */
export const unreadable = (detail: string): CallOutcome => ({ kind: 'unreadable', detail });

/** A reference no till makes, letters and digits only, so that an inquiry for it can touch nothing. */
export const impossibleReference = (random: Random): string => `CONNECTIONTEST${random.uuid().replaceAll('-', '').toUpperCase()}`;

/** What an installer is told: the gateway's own words when there are any, also unsigned ones, else what the line did. */
export function connectionReport(call: CallOutcome, elapsedMs: number): ConnectionReport {
  switch (call.kind) {
    case 'answered':
      return { reached: true, verified: true, said: call.gatewayCode, elapsedMs };
    case 'badSignature':
      return { reached: true, verified: false, said: call.gatewayCode ?? `signature ${call.detail}`, elapsedMs };
    case 'httpError':
      return { reached: true, verified: false, said: `HTTP ${call.status}`, elapsedMs };
    case 'unreadable':
      return { reached: true, verified: false, said: call.detail, elapsedMs };
    case 'noAnswer':
      return { reached: true, verified: false, said: call.detail, elapsedMs };
    case 'notSent':
      return { reached: false, verified: false, said: call.detail, elapsedMs };
  }
}
