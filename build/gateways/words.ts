import { BEHAVIOUR_PLAN } from '../../electron/training/behaviours.ts';
import type { AgentAuthorisation } from '../../electron/training/ams-accounts.ts';
import type { PracticeKeys } from '../../electron/training/practice-keys.ts';
import type { PracticeWorld } from '../../electron/training/practice-world.ts';

/** What a practice customer with that last digit does, for people. */
const DIGIT_WORDS = {
  paysAtOnce: 'pays at once',
  asksPasswordThenPays: 'is asked for a password, pays 6 s later',
  neverPays: 'is asked for a password and never types it',
  declinedBalance: 'is declined: balance not enough',
  dropsConnection: 'pays, and the connection drops before the answer',
  systemErrorButPaid: 'pays, and the answer is SYSTEM_ERROR',
  systemErrorNotCreated: 'nothing happens, and the answer is SYSTEM_ERROR',
  answersLate: 'pays, and the answer comes after 20 s',
  dropsConnectionUnprocessed: 'nothing happens, and the connection drops',
  invalidCode: 'has a code that is refused',
} as const satisfies Record<keyof typeof BEHAVIOUR_PLAN, string>;

export interface Introduction {
  readonly baseUrl: string;
  readonly credentials: Pick<PracticeWorld, 'legacy' | 'legacyHk' | 'ams'>;
  readonly keys: PracticeKeys;
  readonly agents: readonly AgentAuthorisation[];
  readonly keyFile: string | null;
  readonly notifyOutside: boolean;
}

/** The lines printed at the start: everything other software needs, but no private key. */
export function introduction({ baseUrl, credentials: { legacy, legacyHk, ams }, keys, agents, keyFile, notifyOutside }: Introduction): string {
  const merchantKeys = keyFile === null ? `${baseUrl}/control/world (made anew at each start; --keys FILE keeps them)` : keyFile;
  const lines = [
    `Practice gateways at ${baseUrl}`,
    '',
    'Legacy (XML)',
    `  address                 ${legacy.baseUrl}/gateway.do`,
    `  partner, global         ${legacy.partner}`,
    `  MD5 key, global         ${legacy.md5Key}`,
    `  partner, AlipayHK       ${legacyHk.partner}`,
    `  MD5 key, AlipayHK       ${legacyHk.md5Key}`,
    ...(legacy.rsa === null ? [] : [`  platform public key     ${legacy.rsa.platformPublicKeyBase64}`]),
    ...(keys.legacyRsa === null ? [] : [`  partner public key      ${keys.legacyRsa.merchant.publicKeyBase64}`]),
    '',
    'AMS (JSON)',
    `  host                    ${ams.host}`,
    `  client ids              ${ams.clientId} (sandbox), ${ams.productionClientId} (production)`,
    `  of an ISV               ${ams.isv.clientId}, ${ams.isv.productionClientId}`,
    ...agents.map((agent) => `    agent-token           ${agent.accessToken} (${agent.clientId})`),
    `  of an acquirer          ${ams.acquirer.clientId}, ${ams.acquirer.productionClientId}`,
    `  gateway public key      ${ams.gatewayPublicKeyBase64}`,
    `  merchant public key     ${keys.amsMerchant.publicKeyBase64}`,
    '',
    `Private keys of the practice merchant: ${merchantKeys}`,
    `Notifications: ${notifyOutside ? 'sent to every address' : 'sent to this computer only (--notify-outside sends them elsewhere too)'}`,
    '',
    'Magic payment codes: 16 to 24 digits starting 25 to 30; the last digit decides. The customer',
    ...Object.entries(DIGIT_WORDS).map(([behaviour, words]) => {
      const digit = BEHAVIOUR_PLAN[behaviour as keyof typeof DIGIT_WORDS].magicDigit;
      return `  28000000000000001${digit}      ${words}`;
    }),
    '',
    `Control page: ${baseUrl}/control`,
    'Ctrl-C ends the gateways.',
  ];
  return `${lines.join('\n')}\n`;
}
