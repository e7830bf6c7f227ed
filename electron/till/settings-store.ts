import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { foreignRules } from '../../shared/cash/foreign-rules.ts';
import { cashRules } from '../../shared/cash/rules.ts';
import { backupSettings, lastBackup } from '../../shared/contract/backup-views.ts';
import { keptLessons } from '../../shared/contract/lesson-views.ts';
import { updateSettings } from '../../shared/contract/update-views.ts';
import { currency, language } from '../../shared/contract/views.ts';
import { localName } from '../../shared/journal/entries.ts';
import { cashRoundingShape } from '../../shared/journal/pricing-shapes.ts';
import { labelSettings } from '../../shared/scan/label-template.ts';
import { PAYMENT_PRODUCTS, type PaymentProduct } from '../../shared/payment/products.ts';
import { receiptSettings } from '../../shared/receipt/settings.ts';
import { screenSettings } from '../../shared/slides/schedule.ts';
import { customerRules } from '../../shared/shop/customers.ts';
import { storedValueRules } from '../../shared/stored-value/rules.ts';
import { SIZES, THEMES } from '../../shared/shop/look.ts';
import { WORLDS } from '../journal/files.ts';
import type { ShopConfig } from './desk.ts';
import { readWhole, writeWhole } from './whole-file.ts';

/** Encrypts what must not lie in the clear (shell/safe-storage.ts). `weak`: only file permissions protect it. */
export interface SecretBox {
  readonly strength: 'strong' | 'weak';
  /** Base64 of the encrypted text. */
  encrypt(text: string): string;
  decrypt(encrypted: string): string;
}

const shop = z.object({
  shop: z.object({ id: z.string().max(64), name: localName, address: localName.nullable() }),
  tillId: z.string().min(1).max(64),
  currency,
  tax: z.object({
    mode: z.enum(['none', 'inclusive', 'exclusive']),
    rates: z.array(z.object({ id: z.string().min(1).max(64), name: z.string().max(60), ratePpm: z.int().min(0).max(1_000_000) })).max(50).readonly(),
    defaultRateId: z.string().nullable(),
  }),
});

/**
 * One payment product. Its plain part is kept as entered; it is checked by alipay/settings.ts whenever it is to be used. `sameAs`: it is used with
 * the account and the keys of that product (gateways.ts says what is borrowed).
 */
const storedProduct = z.object({ enabled: z.boolean(), sameAs: z.enum(PAYMENT_PRODUCTS).optional(), plain: z.record(z.string(), z.unknown()) });
const storedProducts = z.partialRecord(z.enum(PAYMENT_PRODUCTS), storedProduct);
export type StoredProduct = z.infer<typeof storedProduct>;
export type StoredProducts = z.infer<typeof storedProducts>;

const settingsFile = z.object({
  version: z.literal(2),
  language: language.optional(),
  /** Absent until a provision file or the settings page has set the shop up; the seeded shop is used till then. */
  shop: shop.optional(),
  products: storedProducts,
  /** Labels of the shop's scales; absent until somebody has set them. */
  labels: labelSettings.optional(),
  /** What a scanned customer's code is charged with when several products could be; absent: the first that is on. */
  scanProduct: z.enum(PAYMENT_PRODUCTS).optional(),
  /** The first run has been gone through; its entry is in the journals named here. `owner`: until the people's file has them. */
  setUp: z.object({ atMs: z.int(), owner: z.object({ name: z.string(), pin: z.object({ n: z.int(), r: z.int(), p: z.int(), salt: z.string(), hash: z.string() }) }).nullable(), recordedIn: z.array(z.enum(WORLDS)).readonly() }).optional(),
  /** Keys of the cashier's window that are other than the till came with, and its look. */
  keys: z.record(z.string().max(40), z.string().max(20)).optional(),
  theme: z.enum(THEMES).optional(),
  size: z.enum(SIZES).optional(),
  /** A serial scanner's port; null: somebody has said that there is none. */
  scannerPort: z.string().max(1024).nullable().optional(),
  /** The shop file applied last, and the journals that have recorded it. */
  provisioned: z.object({ sha256: z.string(), atMs: z.int(), recordedIn: z.array(z.enum(WORLDS)).readonly().default([]) }).optional(),
  /** The listener for the gateways' notifications; absent until somebody has set it. */
  notifications: z.object({ enabled: z.boolean(), host: z.string().min(1).max(253), port: z.int().min(0).max(65_535), verifyWithGateway: z.boolean() }).optional(),
  /** How the shop handles its cash; absent: as a shop begins. */
  cash: cashRules.optional(),
  /** Which notes of other currencies the shop takes; absent: none, but one in practice. */
  foreignCash: foreignRules.optional(),
  /** How cash is rounded; absent: not at all. */
  cashRounding: cashRoundingShape.optional(),
  /** Of a till from before there was staff, until its first start moves it to the owner. */
  supervisorPin: z.object({ salt: z.string(), hash: z.string() }).optional(),
  /** How receipts look; absent: as in `defaultReceiptSettings`. */
  receipt: receiptSettings.optional(),
  /** Lessons of the practice till: the best of each, and whether the first is still offered. */
  lessons: keptLessons.optional(),
  /** Whether the shop keeps customers; absent: it does not. */
  customers: customerRules.optional(),
  /** Gift cards and accounts; absent: as a till of its world begins. */
  storedValue: storedValueRules.optional(),
  /** Where backups go and when; absent: BACKUP_DEFAULTS. */
  backup: backupSettings.optional(),
  /** The newest of each world. */
  lastBackups: z.partialRecord(z.enum(WORLDS), lastBackup).optional(),
  /** Where other versions are looked for; absent: nowhere. */
  update: updateSettings.optional(),
  /** The customer's screen at rest; absent: DEFAULT_SCREEN. */
  screen: screenSettings.optional(),
});
export type Settings = z.infer<typeof settingsFile>;

const secretsFile = z.object({ version: z.literal(2), products: z.partialRecord(z.enum(PAYMENT_PRODUCTS), z.record(z.string(), z.string())) });
/** Each product's secrets by field name. Never leave the main process. */
export type Secrets = z.infer<typeof secretsFile>['products'];

/** Files of the first version knew two gateways with one product each. */
const FIRST_PRODUCTS = { legacy: 'alipayBarcode', ams: 'alipayOrderCode' } as const satisfies Record<string, PaymentProduct>;

function byProduct(gateways: unknown): Record<string, unknown> {
  const old = z.record(z.string(), z.unknown()).parse(gateways);
  return Object.fromEntries(Object.entries(FIRST_PRODUCTS).flatMap(([gateway, product]) => (old[gateway] === undefined ? [] : [[product, old[gateway]]])));
}

/** A settings file of any version as the present one. Throws when it is none. */
function readSettings(value: unknown): Settings {
  const file = z.looseObject({ version: z.int() }).parse(value);
  if (file.version !== 1) return settingsFile.parse(file);
  const { gateways, ...rest } = file;
  return settingsFile.parse({ ...rest, version: 2, products: byProduct(gateways) });
}

function readSecrets(value: unknown): Secrets {
  const file = z.looseObject({ version: z.int().optional() }).parse(value);
  return secretsFile.parse(file.version === undefined ? { version: 2, products: byProduct(file) } : file).products;
}

/** The shop of a data folder, for a command that runs without the till; null before there is one. Makes nothing and asks for no secret. Throws SETTINGS_UNREADABLE. */
export const readStoredShop = (dir: string): ShopConfig | null => readSettingsFile(settingsPath(dir))?.shop ?? null;

const settingsPath = (dir: string): string => join(dir, 'settings.json');
const readSettingsFile = (path: string): Settings | null => readWhole(path, (bytes) => readSettings(JSON.parse(bytes.toString('utf8'))));

const EMPTY: Settings = { version: 2, products: {} };

/**
 * Settings of this data folder: `settings.json` in the clear, `secrets.bin` encrypted. Both are replaced whole and synced, so a crash
 * leaves the old or the new one. Throws SETTINGS_UNREADABLE rather than starting with defaults over a file it cannot read.
 */
export class SettingsStore {
  readonly #settingsPath: string;
  readonly #secretsPath: string;
  readonly #box: SecretBox;
  #settings: Settings;
  #secrets: Secrets;

  constructor(dir: string, box: SecretBox) {
    mkdirSync(dir, { recursive: true });
    this.#settingsPath = settingsPath(dir);
    this.#secretsPath = join(dir, 'secrets.bin');
    this.#box = box;
    this.#settings = readSettingsFile(this.#settingsPath) ?? EMPTY;
    this.#secrets = readWhole(this.#secretsPath, (bytes) => readSecrets(JSON.parse(box.decrypt(bytes.toString('utf8'))))) ?? {};
  }

  get settings(): Settings {
    return this.#settings;
  }
  get secrets(): Secrets {
    return this.#secrets;
  }
  get strongEncryption(): boolean {
    return this.#box.strength === 'strong';
  }
  get shop(): ShopConfig | null {
    return this.#settings.shop ?? null;
  }

  /** The people's file has it from now on; a hash nobody needs is one more to be guessed. */
  forgetSupervisorPin(): void {
    const { supervisorPin, ...rest } = this.#settings;
    if (supervisorPin === undefined) return;
    writeWhole(this.#settingsPath, Buffer.from(`${JSON.stringify(rest, null, 2)}\n`));
    this.#settings = rest;
  }

  /** Replaces parts of the settings. Secrets go first: settings that name a product never lie on disk without its keys. */
  save(change: Partial<Omit<Settings, 'version'>>, secrets?: Secrets): void {
    const next = settingsFile.parse({ ...this.#settings, ...change });
    if (secrets) this.#writeSecrets(secrets);
    this.#writeSettings(next);
  }

  /** A change and its entry, or neither: where the journal does not take the entry, the settings are as they were. Throws what both throw. */
  recorded<T>(change: () => T, record: (changed: T) => void): T {
    const [settings, secrets] = [this.#settings, this.#secrets];
    const changed = change();
    try {
      record(changed);
    } catch (error) {
      this.#writeSettings(settings);
      if (secrets !== this.#secrets) this.#writeSecrets(secrets);
      throw error;
    }
    return changed;
  }

  #writeSettings(settings: Settings): void {
    writeWhole(this.#settingsPath, Buffer.from(`${JSON.stringify(settings, null, 2)}\n`));
    this.#settings = settings;
  }

  #writeSecrets(secrets: Secrets): void {
    writeWhole(this.#secretsPath, Buffer.from(this.#box.encrypt(JSON.stringify({ version: 2, products: secrets }))));
    this.#secrets = secrets;
  }
}
