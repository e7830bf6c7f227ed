import { writeFileSync } from 'node:fs';
import { seedShop } from '../../../electron/till/seed/seed.ts';
import { SEED_PROMOTIONS } from '../../../electron/till/seed/promotions.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { PLAIN } from '../../../shared/catalog/kinds.ts';
import type { PromotionShape } from '../../../shared/journal/pricing-shapes.ts';
import type { Counter } from '../counter.ts';
import type { Article } from './sums.ts';

/** Who works here on the day. Badges as a shop prints them; live PINs are their own. */
export const PEOPLE = {
  mei: { name: 'Mei Chan', role: 'cashier', pin: '1357', badge: 'STAFF-MEI-0001' },
  sam: { name: 'Sam Lee', role: 'cashier', pin: '2468', badge: 'STAFF-SAM-0002' },
  lee: { name: 'Mr Lee', role: 'supervisor', pin: '8520', badge: 'STAFF-LEE-0003' },
} as const;
/** As counter.ts makes the owner of a new till. */
export const OWNER_PIN = '4711';
export const OWNER_NAME = 'Ms Leung';

/** Tax is added at the foot; two rates, and one of nothing. */
export const RATES = { std: 82_500, food: 50_000, zero: 0 } as const;
export type RateId = keyof typeof RATES;
const RATE_OF_CATEGORY: Readonly<Record<string, RateId>> = { leaves: 'std', gifts: 'std', counter: 'std' };
const RATE_OF_PRODUCT: Readonly<Record<string, RateId>> = { 'gift-bag': 'zero', 'candied-ginger': 'food', 'lotus-seeds': 'food', 'mung-bean-cake': 'food' };

/** Cash is brought to ten cents. */
export const CASH_STEP_MINOR = 10;
/** Neighbours' notes are taken at 1.075, rounded down to whole steps of cash. */
export const RENMINBI = { currency: 'CNY', ratePpm: 1_075_000, smallestMinor: 10_00 } as const;
/** A point for each whole dollar of a receipt. */
export const POINT_PER_MINOR = 100;
export const CARD_PREFIX = 'MEMBER';

/** Long enough for any scanner that plays a keyboard. */
export const COUPON = 'TEATIME10';
/** Where the gateways send their messages; the proxy of this shop hands them to the till (open-day.ts). */
export const PUBLIC_ADDRESS = 'https://harbour.example';

const MINUTES = 1_440;
/** Happy hours are now, or half a day away, whatever the clock says when the tests run. */
const HAPPY: Readonly<Record<string, readonly [fromMinute: number, minutes: number]>> = { 'milk-pudding': [-60, 240], 'black-sesame-roll': [600, 240] };
function promotions(atMs: number): PromotionShape[] {
  const at = new Date(atMs);
  const minute = at.getHours() * 60 + at.getMinutes();
  const happy = Object.entries(HAPPY).map(([productId, [from, minutes]]): PromotionShape => {
    const fromMinute = (minute + from + MINUTES) % MINUTES;
    return {
      promotionId: `happy-${productId}`, name: { en: 'Happy hour: 20 % off sweets', zhHans: '欢乐时光：甜品八折', zhHant: '歡樂時光：甜品八折' }, priority: 30,
      match: { productIds: [productId] }, time: { fromMinute, toMinute: (fromMinute + minutes) % MINUTES }, coupon: null, rule: { kind: 'off', discount: { kind: 'percent', ppm: 200_000 } },
    };
  });
  const mixAndMatch: PromotionShape = {
    promotionId: 'buns-3-for-25', name: { en: 'Any three buns for 25.00', zhHans: '任选三个面包25.00', zhHant: '任選三個麵包25.00' }, priority: 50,
    match: { productIds: ['cocktail-bun', 'sausage-bun', 'mexico-bun'] }, time: {}, coupon: null, rule: { kind: 'bundle', count: 3, priceMinor: 25_00 },
  };
  return [...SEED_PROMOTIONS.filter(({ time }) => time.fromMinute === undefined).map((one) => ({ ...one, coupon: one.coupon === null ? null : COUPON })), mixAndMatch, ...happy];
}

const seed = seedShop();
const rateOf = (productId: string, categoryId: string): RateId => RATE_OF_PRODUCT[productId] ?? RATE_OF_CATEGORY[categoryId] ?? 'food';

/** What lies in the shop, with prices as they are written in the seed. */
export const ARTICLES: ReadonlyMap<string, Article> = new Map(seed.products.map(({ productId, categoryId, priceMinor, name, codes, plu }): [string, Article] => {
  const rateId = rateOf(productId, categoryId);
  return [productId, { productId, categoryId, priceMinor, name: name.en, code: codes[0] ?? null, plu, rateId, ratePpm: RATES[rateId] }];
}));

const decimal = (minor: number): string => (minor / 100).toFixed(2);

/** Writes the file a shop is set up from: the seed's products, taxed, and all six payment products. */
export function writeProvision(path: string, world: PracticeWorld): void {
  const store = { secondaryMerchant: { id: 'harbour-tea', name: 'Harbour Tea', industry: '5812' }, storeId: 'D1', storeName: 'Harbour Tea' };
  const legacyHk = { baseUrl: `${world.legacyHk.baseUrl}/gateway.do`, partner: world.legacyHk.partner, signType: 'MD5', currency: 'HKD', ...store };
  writeFileSync(path, JSON.stringify({
    version: 1, shop: { id: 'harbour-tea', name: seed.shop.name, address: seed.shop.address }, till: { id: 'D1' }, currency: 'HKD',
    tax: { mode: 'exclusive', defaultRateId: 'food', rates: [{ id: 'std', name: 'Standard', ratePercent: '8.25' }, { id: 'food', name: 'Food', ratePercent: '5' }, { id: 'zero', name: 'Untaxed', ratePercent: '0' }] },
    categories: seed.categories.map(({ categoryId, name, colour, picture }) => ({ id: categoryId, name, colour, picture })),
    products: seed.products.map(({ productId, name, priceMinor, categoryId, codes, plu, picture }) => ({
      id: productId, name, price: decimal(priceMinor), category: categoryId, taxRate: rateOf(productId, categoryId), codes, picture, ...(plu === null ? {} : { plu }),
    })),
    gateways: {
      legacy: { baseUrl: `${world.legacy.baseUrl}/gateway.do`, partner: world.legacy.partner, signType: 'MD5', currency: 'HKD', ...store, notifyUrl: `${PUBLIC_ADDRESS}/notify/legacy` },
      ams: {
        host: world.ams.host, clientId: world.ams.productionClientId, merchant: { referenceMerchantId: 'harbour-tea', merchantName: 'Harbour Tea', merchantMCC: '5812' },
        store: { referenceStoreId: 'D1', storeName: 'Harbour Tea', storeMCC: '5812', storeTerminalId: 'D1' }, notifyUrl: `${PUBLIC_ADDRESS}/notify/ams`,
      },
      products: {
        alipayTransactionQr: { sameAs: 'alipayBarcode' }, alipayUserPresented: { sameAs: 'alipayOrderCode' },
        // This one is not told of anything and asks; the printed code can only be told.
        alipayHkTransactionQr: legacyHk, alipayHkMerchantQr: { ...legacyHk, notifyUrl: `${PUBLIC_ADDRESS}/notify/printed` },
      },
    },
    credentials: {
      legacy: { md5Key: world.legacy.md5Key }, ams: { privateKey: world.ams.merchantPrivateKeyPem, alipayPublicKey: world.ams.gatewayPublicKeyBase64 },
      products: { alipayHkTransactionQr: { md5Key: world.legacyHk.md5Key }, alipayHkMerchantQr: { md5Key: world.legacyHk.md5Key } },
    },
  }));
}

/** What the day needs to know of the shop. */
export interface Shop {
  /** People by their names here. */
  readonly ids: ReadonlyMap<string, string>;
  /** Where the till listens for the gateways' messages. */
  readonly listenerPort: number;
}

/** What the owner does before the shop opens: people, promotions, rounding, customers, the printed code, and how the goods at the counter are sold. */
export async function prepareShop(counter: Counter): Promise<Shop> {
  await counter.ownerComes();
  const ids = new Map([['owner', 's1']]);
  for (const [key, { name, role, pin, badge }] of Object.entries(PEOPLE)) {
    const { people } = await counter.call('staff.save', { staffId: null, name, role, pin, badge: { badge } });
    ids.set(key, people.find((person) => person.name === name)?.staffId ?? '');
  }
  await counter.call('promotions.save', { promotions: promotions((await counter.now()).nowMs) });
  await counter.call('settings.saveCashRounding', { stepMinor: CASH_STEP_MINOR, mode: 'nearest' });
  await counter.call('settings.saveForeignCash', { currencies: [RENMINBI], rounding: 'shop', staleAfterHours: 24 });
  await counter.call('settings.saveCustomers', { enabled: true, codePrefix: CARD_PREFIX, pointPerMinor: POINT_PER_MINOR });
  const { boundPort } = await counter.call('settings.saveNotifications', { enabled: true, host: '127.0.0.1', port: 0, verifyWithGateway: false });
  await counter.call('merchantCode.create', { storeName: 'Harbour Tea', address: '1 Example Street' });
  for (const { productId, name, codes, plu, priceMinor, categoryId, picture, kind } of seed.products) {
    if (kind === undefined) continue;
    const { problems } = await counter.call('products.save', {
      productId,
      draft: {
        name, codes: [...codes], plu, priceMinor, taxRateId: rateOf(productId, categoryId), categoryId, picture, colour: null, lowStockMilli: null, archived: false, pricesAhead: [],
        kind: { ...PLAIN, ...kind, pack: kind.pack ?? null },
      },
    });
    if (problems.length > 0) throw new Error(`${productId}: ${JSON.stringify(problems)}`);
  }
  return { ids, listenerPort: boundPort ?? 0 };
}
