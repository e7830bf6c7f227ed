import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TillError } from '../../shared/errors/registry.ts';
import { AMS_MODE_RULES } from '../../shared/payment/integration-modes.ts';
import { PAYMENT_PRODUCTS, PRODUCT_FACTS, type PaymentProduct } from '../../shared/payment/products.ts';
import type { Clock } from '../../shared/world.ts';
import { AmsClient } from '../alipay/ams/client.ts';
import {
  askRegistrationInfo, askRegistrationStatus, readRegistration, register, type Registration, type RegistrationAnswer, type RegistrationReport, type RegistrationState,
} from '../alipay/ams/registration.ts';
import { shopIds } from '../alipay/ams/requests.ts';
import type { AmsSettings } from '../alipay/ams/settings.ts';
import { SANDBOX_CLIENT_PREFIX } from '../alipay/ams/wire.ts';
import type { HttpPost } from '../alipay/http.ts';
import { badFlag, readCliFlags } from '../cli-flags.ts';
import type { CallOutcome } from '../payments/provider.ts';
import { loadProduct, storedIn } from './gateways.ts';
import { SettingsStore, type SecretBox } from './settings-store.ts';

/** `npm run ams-merchants`: registers an acquirer's merchants and stores at Alipay (ams.md 5.10, 10.4). See docs/ams-merchants.md. */
export const MERCHANTS_USAGE = `Registers an acquirer's merchants and stores at Alipay.

  npm run ams-merchants -- register FILE.json --data DIR
  npm run ams-merchants -- status ID --data DIR [--merchant ID] [--store ID]
  npm run ams-merchants -- info ID --data DIR [--store ID]

  register FILE.json  asks for the registration that the file describes
  status ID           what the wallets say of registration ID
  info ID             what is stored for merchant ID

  --data DIR          the till's folder: its settings hold the acquirer's client id and keys
  --product PRODUCT   whose settings to use, when several products are connected through an acquirer
  --help              this text
`;

/** 0 done; 1 refused or rejected; 2 it could not be asked; 3 not known, ask again; 4 not decided yet. */
export type MerchantsExit = 0 | 1 | 2 | 3 | 4;

interface Flags {
  readonly dataDir: string;
  readonly product: PaymentProduct | null;
}
export type MerchantsCommand = Flags & (
  | { readonly name: 'register'; readonly file: string }
  | { readonly name: 'status'; readonly id: string; readonly merchantId: string | undefined; readonly storeId: string | undefined }
  | { readonly name: 'info'; readonly id: string; readonly storeId: string | undefined }
);

export interface MerchantsDeps {
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly post: HttpPost;
  out(line: string): void;
  err(line: string): void;
}

const DEADLINE_MS = 15_000;
const FILE_BYTES_MAX = 1024 * 1024;

const FLAGS: Readonly<Record<MerchantsCommand['name'], readonly string[]>> = {
  register: ['--data', '--product'], status: ['--data', '--product', '--merchant', '--store'], info: ['--data', '--product', '--store'],
};

/** Reads the command line. Throws CLI_UNKNOWN_FLAG, CLI_BAD_VALUE. */
export function parseMerchantsCommand(args: readonly string[]): MerchantsCommand {
  const [name, ...rest] = args;
  if (name !== 'register' && name !== 'status' && name !== 'info') throw badFlag('command', 'must be register, status or info');
  const { values, rest: subjects } = readCliFlags(rest, { valued: FLAGS[name] });
  const [subject = ''] = subjects;
  if (subjects.length !== 1 || subject === '') throw badFlag(name, name === 'register' ? 'needs one FILE.json' : 'needs one ID');
  const dataDir = values.get('--data');
  if (dataDir === undefined) throw badFlag('--data', 'needs the till\'s folder');
  const flags: Flags = { dataDir, product: productOf(values.get('--product')) };
  const storeId = values.get('--store');
  switch (name) {
    case 'register':
      return { ...flags, name, file: subject };
    case 'status':
      return { ...flags, name, id: subject, merchantId: values.get('--merchant'), storeId };
    case 'info':
      return { ...flags, name, id: subject, storeId };
  }
}

function productOf(text: string | undefined): PaymentProduct | null {
  if (text === undefined) return null;
  const product = AMS_PRODUCTS.find((one) => one === text);
  if (product === undefined) throw badFlag('--product', `must be ${AMS_PRODUCTS.join(' or ')}`);
  return product;
}
const AMS_PRODUCTS = PAYMENT_PRODUCTS.filter((product) => PRODUCT_FACTS[product].gateway === 'ams');

/** Carries a command out and says in words what came of it. Prints no secret. Whatever goes wrong is a line and an exit code. */
export async function runMerchantsCommand(command: MerchantsCommand, deps: MerchantsDeps): Promise<MerchantsExit> {
  try {
    const settings = acquirerSettings(command, deps.secretBox);
    const { host, clientId } = settings.plain;
    const client = new AmsClient({ settings, clock: deps.clock, post: deps.post });
    const options = { deadlineMs: DEADLINE_MS };
    const registration = command.name === 'register' ? registrationIn(command.file) : null;
    deps.out(`asking ${host} as ${clientId}${clientId.startsWith(SANDBOX_CLIENT_PREFIX) ? ' (sandbox)' : ''}`);
    switch (command.name) {
      case 'register':
        return registration === null ? 2 : told(await register(client, registration, options), deps, () => sayAccepted(registration, settings, command, deps));
      case 'status':
        return told(
          await askRegistrationStatus(client, { registrationRequestId: command.id, referenceMerchantId: command.merchantId, referenceStoreId: command.storeId }, options), deps,
          (report) => sayStatus(command.id, report, deps),
        );
      case 'info':
        return told(await askRegistrationInfo(client, { referenceMerchantId: command.id, referenceStoreId: command.storeId }, options), deps, (lines) => {
          for (const [name, text] of lines) deps.out(`${name}: ${text}`);
          return 0;
        });
    }
  } catch (error) {
    deps.err(`guitai: ${merchantsError(error)}`);
    return 2;
  }
}

/** The settings of a product that is connected through an acquirer. Throws CLI_BAD_VALUE, SETTINGS_INVALID, SETTINGS_BAD_KEY, SETTINGS_UNREADABLE. */
function acquirerSettings({ dataDir, product }: Flags, secretBox: SecretBox): AmsSettings {
  if (!statSync(join(dataDir, 'settings.json'), { throwIfNoEntry: false })?.isFile()) throw badFlag('--data', 'there are no settings of a till in this folder');
  const stored = storedIn(new SettingsStore(dataDir, secretBox));
  const there = AMS_PRODUCTS.filter((one) => stored.products[one] !== undefined && (product === null || product === one));
  if (there.length === 0) throw new TillError('SETTINGS_INVALID', { field: product ?? 'ams', reason: 'missing' });
  const loaded = there.map((one) => loadProduct(stored, one).settings as AmsSettings);
  const found = loaded.find(({ plain }) => AMS_MODE_RULES[plain.mode].clientIs === 'acquirer');
  if (!found) throw new TillError('SETTINGS_INVALID', { field: 'ams.mode', reason: 'acquirerOnly' });
  return found;
}

/** Throws CLI_BAD_VALUE with everything that is wrong with the file. */
function registrationIn(file: string): Registration {
  const name = basename(file);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw badFlag(name, 'no such file');
  if (stat.size > FILE_BYTES_MAX) throw badFlag(name, 'larger than 1 MiB');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)));
  } catch (error) {
    throw new TillError('CLI_BAD_VALUE', { flag: name, reason: 'is not JSON in UTF-8' }, { cause: error });
  }
  const reading = readRegistration(value);
  if (!reading.ok) throw badFlag(name, reading.problems.slice(0, 20).map(({ path, message }) => `${path === '' ? 'the file' : path}: ${message}`).join('; '));
  return reading.registration;
}

function told<T>(answer: RegistrationAnswer<T>, deps: MerchantsDeps, done: (value: T) => MerchantsExit): MerchantsExit {
  switch (answer.kind) {
    case 'done':
      return done(answer.value);
    case 'refused':
      deps.err(`refused: ${answer.code}: ${REFUSALS[answer.code] ?? 'the gateway gives no other reason'}`);
      return 1;
    case 'unknown':
      deps.err(`not known: ${callWords(answer.call)}. Run the same command again: it asks for the same thing, and nothing is done twice`);
      return 3;
  }
}

function sayAccepted({ registrationRequestId, merchantInfo, storeInfo }: Registration, settings: AmsSettings, { dataDir }: Flags, { out }: MerchantsDeps): MerchantsExit {
  out(`accepted: registration ${registrationRequestId} of merchant ${merchantInfo.referenceMerchantId} with store ${storeInfo.referenceStoreId}`);
  out('The wallets answer by and by, normally within 7 days. To see what they say:');
  out(`  npm run ams-merchants -- status ${registrationRequestId} --data ${JSON.stringify(dataDir)}`);
  const { merchantId, storeId } = shopIds(settings.plain);
  if (merchantId !== merchantInfo.referenceMerchantId || storeId !== storeInfo.referenceStoreId) {
    out(`This till pays as merchant ${merchantId} with store ${storeId}. Where the new ones are meant, set registered.merchantId and registered.storeId to them.`);
  }
  return 0;
}

const STATUS_WORDS = { pending: 'not decided yet', completed: 'completed', approved: 'approved', rejected: 'rejected' } as const;
const statusWords = ({ status, said }: RegistrationState): string => (status === 'other' ? `says ${said === '' ? 'nothing' : said}, which is not documented` : STATUS_WORDS[status]);

function sayStatus(id: string, { overall, wallets }: RegistrationReport, { out }: MerchantsDeps): MerchantsExit {
  const say = (name: string, state: RegistrationState): void => {
    out(`${name}: ${statusWords(state)}`);
    for (const reason of state.rejectReasons) out(`  because: ${reason}`);
  };
  say(`registration ${id}`, overall);
  for (const { name, state } of wallets) say(`  ${name || 'a wallet'}`, state);
  switch (overall.status) {
    case 'approved':
    case 'completed':
      return 0;
    case 'rejected':
      return 1;
    case 'pending':
    case 'other':
      return 4;
  }
}

/** ams.md 6.1, 6.6: what a code means for whoever runs the command. */
const REFUSALS: Readonly<Record<string, string>> = {
  REPEAT_REGISTRATION: 'this merchant with this store is registered already, or about to be; ask for its status',
  REPEAT_REQ_INCONSISTENT: 'this registrationRequestId was used before with other contents; choose another one, or leave it out',
  RECORD_NOT_FOUND: 'there is no such registration',
  PARAM_ILLEGAL: 'a field is missing, or not as the gateway wants it',
  CLIENT_FORBIDDEN_ACCESS_API: 'this client id may not register merchants; ask Alipay',
  ACCESS_DENIED: 'this client id may not register merchants; ask Alipay',
  INVALID_CLIENT: 'the client id is not accepted; look at the settings', CLIENT_INVALID: 'the client id is not accepted; look at the settings',
  UNKNOWN_CLIENT: 'the client id is not known; look at the settings', INVALID_CLIENT_STATUS: 'the client id is not active; ask Alipay',
  KEY_NOT_FOUND: 'Alipay has no public key of this version; upload it, or mend the key version',
  NO_INTERFACE_DEF: 'this address offers no registration; look at the host', INVALID_API: 'this address offers no registration; look at the host',
};

function callWords(call: CallOutcome): string {
  switch (call.kind) {
    case 'answered':
      return `the gateway said ${call.gatewayCode}`;
    case 'notSent':
      return `it could not be reached (${call.detail})`;
    case 'noAnswer':
      return call.detail === 'timeout' ? 'no answer came in time' : 'the line was lost';
    case 'httpError':
      return `it answered with HTTP status ${call.status}`;
    case 'unreadable':
      return `its answer could not be read (${call.detail})`;
    case 'badSignature':
      return call.gatewayCode === null ? 'its answer is not signed with the key stored here' : `its answer is not signed; it said ${call.gatewayCode}, which is about our key`;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  missing: 'is not set up', acquirerOnly: 'only an acquirer registers merchants: the mode must be acquirer or systemIntegratorAndAcquirer',
  neededInMode: 'is needed in this mode', notInMode: 'is not used in this mode', unreadable: 'cannot be read as a key', ownKey: 'is the shop\'s own public key; Alipay\'s is needed',
};

/** One line: the code, and what this command can say about it. */
export function merchantsError(error: unknown): string {
  if (!(error instanceof TillError)) return `INTERNAL: ${error instanceof Error ? error.message : String(error)}`.replaceAll(/\s+/g, ' ').slice(0, 300);
  const { flag, reason, field } = error.details;
  switch (error.code) {
    case 'CLI_UNKNOWN_FLAG':
      return `${error.code}: unknown flag ${String(flag)} (--help lists the flags)`;
    case 'CLI_BAD_VALUE':
      return `${error.code}: ${String(flag)}: ${String(reason)}${['command', 'register', 'status', 'info'].includes(String(flag)) ? ' (--help says more)' : ''}`;
    case 'SETTINGS_UNREADABLE':
      return `${error.code}: ${String(error.details['file'])} cannot be read here; run this where the till runs, as the user it runs under`;
    default:
      return `${error.code}: ${String(field ?? '')} ${REASONS[String(reason)] ?? `is not right (${String(reason)})`}`;
  }
}
