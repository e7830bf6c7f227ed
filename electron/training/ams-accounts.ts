import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../shared/world.ts';
import type { StateFile } from './state-file.ts';

/** Whose contract a client id stands for (ams.md 10): a merchant's own, an ISV's for many merchants, an acquirer's with secondary merchants. */
export type AmsClientKind = 'direct' | 'isv' | 'acquirer';

/** A client id the practice gateway knows. */
export interface AmsClient {
  /** Starts SANDBOX_ for the sandbox paths. */
  readonly clientId: string;
  readonly merchantPublicKey: KeyObject;
  /** `direct` when absent. */
  readonly kind?: AmsClientKind;
}

/** Who sent a request, once its signature and its token were accepted. */
export interface AmsCaller {
  readonly clientId: string;
  readonly kind: AmsClientKind;
  /** The merchant's token as an ISV sent it; null for everybody else. */
  readonly agentToken: string | null;
  /** Ids of payments, refunds and registrations are unique per owner: the client, or the merchant an ISV acts for. */
  readonly owner: string;
}

/** A merchant's leave for an ISV to act (ams.md 10.3). */
export interface AgentAuthorisation {
  /** The ISV's client id. */
  readonly clientId: string;
  readonly authClientId: string;
  readonly customerId: string;
  readonly accessToken: string;
  readonly authorisedAtMs: number;
  readonly expiresAtMs: number;
}

/** The authorisations the practice gateway has handed out. */
export interface AgentTokens {
  all(): readonly AgentAuthorisation[];
  /** A merchant authorises the ISV: a new token, numbered on, a year long. The merchant's older tokens go on until they expire. */
  authorise(clientId: string, authClientId: string): AgentAuthorisation;
  /** The token's time is over from now on. False: no such token. */
  expire(accessToken: string): boolean;
  /** Who calls; or the code the gateway refuses with. */
  judge(client: AmsClient, agentToken: string | undefined): { readonly kind: 'caller'; readonly caller: AmsCaller } | { readonly kind: 'refused'; readonly code: string; readonly detail: string };
}

/** The references give a sample token of a year and no rule (ams.md 10.3). [inferred] */
const TOKEN_LIVES_MS = 365 * 86_400_000;
/** Which of the three codes of ams.md 6.1 belongs to which mistake is not documented. [inferred] */
const TOKEN_REFUSALS = { missing: 'OAUTH_FAILED', unknown: 'INVALID_ACCESS_TOKEN', expired: 'INVALID_TOKEN', uncalledFor: 'ACCESS_DENIED' } as const;
const TOKENS_KEPT_MAX = 100;

/** Opens the list of authorisations, with what an earlier run left in `stateFile` when one is given. */
export function openAgentTokens(clock: Clock, stateFile: StateFile | null): AgentTokens {
  let held: readonly AgentAuthorisation[] = stateFile?.read()?.agents ?? [];
  const keep = (all: readonly AgentAuthorisation[]): void => {
    held = all.slice(-TOKENS_KEPT_MAX);
    stateFile?.write({ agents: held });
  };
  return {
    all: () => held,
    authorise: (clientId, authClientId) => {
      const nowMs = clock.nowMs();
      const digits = String(Number(held.at(-1)?.accessToken.slice(-9) ?? 0) + 1).padStart(9, '0');
      const authorisation: AgentAuthorisation = {
        clientId, authClientId, customerId: `1020000000${digits}`, accessToken: `practice-access-token-${digits}`, authorisedAtMs: nowMs, expiresAtMs: nowMs + TOKEN_LIVES_MS,
      };
      keep([...held, authorisation]);
      return authorisation;
    },
    expire: (accessToken) => {
      const nowMs = clock.nowMs();
      if (!held.some((one) => one.accessToken === accessToken)) return false;
      keep(held.map((one) => (one.accessToken === accessToken ? { ...one, expiresAtMs: Math.min(one.expiresAtMs, nowMs) } : one)));
      return true;
    },
    judge: (client, agentToken) => {
      const refused = (mistake: keyof typeof TOKEN_REFUSALS): ReturnType<AgentTokens['judge']> => ({ kind: 'refused', code: TOKEN_REFUSALS[mistake], detail: `agent-token ${mistake}` });
      const kind = client.kind ?? 'direct';
      if (kind !== 'isv') {
        return agentToken === undefined ? { kind: 'caller', caller: { clientId: client.clientId, kind, agentToken: null, owner: client.clientId } } : refused('uncalledFor');
      }
      if (agentToken === undefined) return refused('missing');
      const found = held.find((one) => one.accessToken === agentToken && one.clientId === client.clientId);
      if (found === undefined) return refused('unknown');
      if (found.expiresAtMs <= clock.nowMs()) return refused('expired');
      return { kind: 'caller', caller: { clientId: client.clientId, kind, agentToken, owner: `${client.clientId}/${found.authClientId}` } };
    },
  };
}
