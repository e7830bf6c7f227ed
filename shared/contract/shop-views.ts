import * as z from 'zod';
import { localName } from '../journal/local-name.ts';
import { CURRENCIES, type Currency } from '../money.ts';
import { NAME_MAX, RATE_NAME_MAX, RATES_MAX } from '../shop/shop-rules.ts';
import { SIZES, THEMES } from '../shop/look.ts';
import { FIRST_PRODUCTS, OWNER_NAME_MAX, SET_UP_STEPS, type SetUpDraft } from '../shop/set-up.ts';

/** What windows see and send of the shop's own settings, of this till's window, and of the first run. */
const typedName = z.strictObject({ en: z.string().trim().max(NAME_MAX), zhHans: z.string().trim().max(NAME_MAX), zhHant: z.string().trim().max(NAME_MAX) });
const currency = z.enum(CURRENCIES as [Currency, ...Currency[]]);
const taxRate = z.strictObject({ id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/), name: z.string().trim().min(1).max(RATE_NAME_MAX), ratePpm: z.int().min(0).max(1_000_000) });
const taxMode = z.enum(['none', 'inclusive', 'exclusive']);

export const shopSettingsView = z.object({
  /** `practice`: no shop is set up, and the practice one cannot be changed; `training`: the shop's own, changed where it does business. */
  editable: z.enum(['yes', 'practice', 'training']),
  shopId: z.string(), name: localName, address: localName.nullable(), tillId: z.string(), currency,
  /** Prices, sales and shifts are in it: it can be changed only before there are any. */
  currencyFixed: z.boolean(),
  taxMode, rates: z.array(z.object({ id: z.string(), name: z.string(), ratePpm: z.int() })), defaultRateId: z.string().nullable(),
  /** Rates that products name. */
  usedRateIds: z.array(z.string()),
  /** A sale is rung up: tax is changed between two sales. */
  saleOpen: z.boolean(),
});
export type ShopSettingsView = z.infer<typeof shopSettingsView>;

export const shopForm = z.strictObject({ name: typedName, address: typedName, currency });
export const taxForm = z.strictObject({ mode: taxMode, rates: z.array(taxRate).max(RATES_MAX), defaultRateId: z.string().max(64).nullable() });

const keyOverrides = z.record(z.string().min(1).max(40), z.string().min(1).max(20)).refine((keys) => Object.keys(keys).length <= 200);
/** What this till's cashier window goes by: its keys and its look. */
export const windowSettings = z.object({ keys: keyOverrides, theme: z.enum(THEMES), size: z.enum(SIZES) });
export type WindowSettings = z.infer<typeof windowSettings>;
export const keysForm = z.strictObject({ keys: keyOverrides });
export const lookForm = z.strictObject({ theme: z.enum(THEMES), size: z.enum(SIZES) });

/** The sheet of keys, in the words of the window: main lays it out on one page. */
export const keySheetForm = z.strictObject({
  language: z.enum(['en', 'zh-Hans', 'zh-Hant']), title: z.string().min(1).max(240), note: z.string().max(400),
  groups: z.array(z.strictObject({ title: z.string().max(60), rows: z.array(z.strictObject({ keys: z.array(z.string().max(20)).max(6), text: z.string().max(120) })).max(80) })).max(12),
});
export type KeySheetForm = z.infer<typeof keySheetForm>;

export const deviceSettingsView = z.object({
  /** A serial scanner's port; null: none. */
  scannerPort: z.string().nullable(),
  /** The till was started with one on its command line, which wins. */
  fromCommandLine: z.boolean(),
  /** Ports this computer has now. */
  ports: z.array(z.string()),
});
export const deviceForm = z.strictObject({ scannerPort: z.string().trim().min(1).max(1024).nullable() });

export const aboutView = z.object({
  software: z.string(), runtime: z.string(), dataDir: z.string(), world: z.enum(['training', 'live']), journalEntries: z.int(), journalHead: z.string(), journalBytes: z.int(), products: z.int(), startedAtMs: z.number(),
});
export type AboutView = z.infer<typeof aboutView>;

const draftName = z.strictObject({ en: z.string().max(NAME_MAX), zhHans: z.string().max(NAME_MAX), zhHant: z.string().max(NAME_MAX) });
/** A first run that may be half done; see `SetUpDraft`. No PIN is part of it. */
export const setUpDraft = z.strictObject({
  step: z.enum(SET_UP_STEPS), language: z.enum(['en', 'zh-Hans', 'zh-Hant']), name: draftName, address: draftName, tillId: z.string().max(64), currency, taxMode,
  rates: z.array(z.strictObject({ id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/), name: z.string().max(RATE_NAME_MAX), percent: z.string().max(12) })).max(RATES_MAX).readonly(), defaultRateId: z.string().max(64).nullable(),
  ownerName: z.string().max(OWNER_NAME_MAX), scannerPort: z.string().max(1024).nullable(), products: z.enum(FIRST_PRODUCTS), alipay: z.enum(['now', 'later']),
}) satisfies z.ZodType<SetUpDraft>;

export const setUpView = z.object({
  /** What was typed before, also before a crash; null at the very first time. */
  draft: setUpDraft.nullable(),
  world: z.enum(['training', 'live']),
  ports: z.array(z.string()),
  customerScreen: z.enum(['second', 'window', 'hidden']),
  /** A shop is set up already; the first run is over. */
  done: z.boolean(),
});
export const setUpCommit = z.strictObject({ draft: setUpDraft, pin: z.string().regex(/^\d{1,12}$/) });
/** `opened`: the till has begun its business in this window; `nextStart`: it will when it is started for business. */
export const setUpEnd = z.object({ next: z.enum(['opened', 'nextStart']) });
/** A scan while the first run tries a serial scanner; long numbers masked, because they may be somebody's payment code. */
export const setUpScan = z.object({ text: z.string().max(80) });
