import { writeFileSync } from 'node:fs';
import { seedShop } from '../../../electron/till/seed/seed.ts';
import { SEED_PROMOTIONS } from '../../../electron/till/seed/promotions.ts';
import type { PracticeWorld } from '../../../electron/training/practice-world.ts';
import { PLAIN } from '../../../shared/catalog/kinds.ts';
import type { PromotionShape } from '../../../shared/journal/pricing-shapes.ts';
import type { Counter } from '../counter.ts';
import type { Article } from './book.ts';

/** Who works here on the day. Badges as a shop prints them; live PINs are their own. */
export const PEOPLE = {
  mei: { name: 'Mei Chan', role: 'cashier', pin: '1357', badge: 'STAFF-MEI-0001' },
  sam: { name: 'Sam Lee', role: 'cashier', pin: '2468', badge: 'STAFF-SAM-0002' },
  lee: { name: 'Mr Lee', role: 'supervisor', pin: '8520', badge: 'STAFF-LEE-0003' },
} as const;
export const OWNER_PIN = '4711';

/** Tax is added at the foot; two rates, and one of nothing. */
export const RATES = { std: 82_500, food: 50_000, zero: 0 } as const;
export type RateId = keyof typeof RATES;
const RATE_OF_CATEGORY: Readonly<Record<string, RateId>> = { leaves: 'std', gifts: 'std', counter: 'std' };
const RATE_OF_PRODUCT: Readonly<Record<string, RateId>> = { 'gift-bag': 'zero', 'candied-ginger': 'food', 'lotus-seeds': 'food', 'mung-bean-cake': 'food' };

/** Cash is brought to ten cents. */
export const CASH_STEP_MINOR = 10;

/** Long enough for a scanner that plays a keyboard, which reads texts of six characters or more. */
export const COUPON = 'TEATIME10';
/** No promotion of this day may depend on the hour at which the tests run. */
const PROMOTIONS: readonly PromotionShape[] = SEED_PROMOTIONS.filter(({ time }) => time.fromMinute === undefined).map((one) => ({ ...one, coupon: one.coupon === null ? null : COUPON }));

const seed = seedShop();
const rateOf = (productId: string, categoryId: string): RateId => RATE_OF_PRODUCT[productId] ?? RATE_OF_CATEGORY[categoryId] ?? 'food';

/** What lies in the shop, with prices as they are written in the seed. */
export const ARTICLES: ReadonlyMap<string, Article> = new Map(seed.products.map(({ productId, categoryId, priceMinor, name, codes, plu }): [string, Article] => {
  const rateId = rateOf(productId, categoryId);
  return [productId, { productId, categoryId, priceMinor, name: name.en, code: codes[0] ?? null, plu, rateId, ratePpm: RATES[rateId] }];
}));

const decimal = (minor: number): string => (minor / 100).toFixed(2);

/** Writes the file a shop is set up from: the seed's products, taxed, and all products that need no address of their own. */
export function writeProvision(path: string, world: PracticeWorld): void {
  const store = { secondaryMerchant: { id: 'harbour-tea', name: 'Harbour Tea', industry: '5812' }, storeId: 'D1', storeName: 'Harbour Tea', notifyUrl: 'https://harbour.example/notify' };
  writeFileSync(path, JSON.stringify({
    version: 1, shop: { id: 'harbour-tea', name: seed.shop.name, address: seed.shop.address }, till: { id: 'D1' }, currency: 'HKD',
    tax: { mode: 'exclusive', defaultRateId: 'food', rates: [{ id: 'std', name: 'Standard', ratePercent: '8.25' }, { id: 'food', name: 'Food', ratePercent: '5' }, { id: 'zero', name: 'Untaxed', ratePercent: '0' }] },
    categories: seed.categories.map(({ categoryId, name, colour, picture }) => ({ id: categoryId, name, colour, picture })),
    products: seed.products.map(({ productId, name, priceMinor, categoryId, codes, plu, picture }) => ({
      id: productId, name, price: decimal(priceMinor), category: categoryId, taxRate: rateOf(productId, categoryId), codes, picture, ...(plu === null ? {} : { plu }),
    })),
    gateways: {
      legacy: { baseUrl: `${world.legacy.baseUrl}/gateway.do`, partner: world.legacy.partner, signType: 'MD5', currency: 'HKD', ...store },
      ams: {
        host: world.ams.host, clientId: world.ams.productionClientId, merchant: { referenceMerchantId: 'harbour-tea', merchantName: 'Harbour Tea', merchantMCC: '5812' },
        store: { referenceStoreId: 'D1', storeName: 'Harbour Tea', storeMCC: '5812', storeTerminalId: 'D1' }, notifyUrl: 'https://harbour.example/notify',
      },
      products: {
        alipayTransactionQr: { sameAs: 'alipayBarcode' }, alipayUserPresented: { sameAs: 'alipayOrderCode' },
        alipayHkTransactionQr: { baseUrl: `${world.legacyHk.baseUrl}/gateway.do`, partner: world.legacyHk.partner, signType: 'MD5', currency: 'HKD', ...store },
      },
    },
    credentials: {
      legacy: { md5Key: world.legacy.md5Key }, ams: { privateKey: world.ams.merchantPrivateKeyPem, alipayPublicKey: world.ams.gatewayPublicKeyBase64 },
      products: { alipayHkTransactionQr: { md5Key: world.legacyHk.md5Key } },
    },
  }));
}

/** What the owner does before the shop opens: people, promotions, rounding, and how the goods at the counter are sold. */
export async function prepareShop(counter: Counter): Promise<ReadonlyMap<string, string>> {
  await counter.ownerComes();
  const ids = new Map([['owner', 's1']]);
  for (const [key, { name, role, pin, badge }] of Object.entries(PEOPLE)) {
    const { people } = await counter.call('staff.save', { staffId: null, name, role, pin, badge: { badge } });
    ids.set(key, people.find((person) => person.name === name)?.staffId ?? '');
  }
  await counter.call('promotions.save', { promotions: [...PROMOTIONS] });
  await counter.call('settings.saveCashRounding', { stepMinor: CASH_STEP_MINOR, mode: 'nearest' });
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
  return ids;
}
