import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PLAIN } from '../../../shared/catalog/kinds.ts';
import { COLOURS, PICTURES } from '../../../shared/catalog/looks.ts';
import { legacyPlain, legacySecrets } from '../../../electron/alipay/legacy/settings.ts';
import { amsPlain, amsSecrets } from '../../../electron/alipay/ams/settings.ts';
import { checkProvision, type Problem } from '../../../electron/till/provision-check.ts';
import { toCatalog } from '../../../electron/till/provision.ts';
import { provisionFile } from '../../../electron/till/provision-schema.ts';

const docs = readFileSync(new URL('../../../docs/provision.md', import.meta.url), 'utf8');
const pem = { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } } as const;
const shopKeys = generateKeyPairSync('rsa', { modulusLength: 2048, ...pem });
const alipayKeys = generateKeyPairSync('rsa', { modulusLength: 2048, ...pem });
const MD5_KEY = 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6';

type Json = { [key: string]: any }; // oxlint-disable-line typescript/no-explicit-any -- tests reach into JSON of every shape
/** The example of the documentation with real keys in its blanks. */
function example(): Json {
  const text = /```json\n([\s\S]*?)```/.exec(docs)?.[1] ?? '';
  const file = JSON.parse(text) as Json;
  file['credentials'].legacy.md5Key = MD5_KEY;
  file['credentials'].ams = { privateKey: shopKeys.privateKey, alipayPublicKey: alipayKeys.publicKey };
  return file;
}
function problems(change: (file: Json) => void): readonly Problem[] {
  const file = example();
  change(file);
  const checked = checkProvision(file);
  return checked.ok ? [] : checked.problems;
}

test('the documented example is right, and complete', () => {
  expect(problems(() => {})).toEqual([]);
});

test('the documentation names every field, colour and picture', () => {
  const fields = [provisionFile, legacyPlain, amsPlain, legacySecrets, amsSecrets].flatMap((schema) => Object.keys(schema.shape));
  const product = Object.keys(provisionFile.shape.products.element.shape);
  const nested = [amsPlain.shape.merchant, amsPlain.shape.store, legacyPlain.shape.secondaryMerchant].flatMap((schema) => Object.keys(schema.shape));
  for (const field of [...fields, ...product, ...nested]) expect(docs.includes(`\`${field}`) || docs.includes(`\`${field}.`), field).toBe(true);
  for (const token of [...COLOURS, ...PICTURES]) expect(docs).toContain(`\`${token}\``);
});

test('a small file is enough', () => {
  const checked = checkProvision({ version: 1, shop: { id: 's', name: '小店' }, till: { id: 't' }, currency: 'JPY', products: [{ name: 'Tea', price: '100' }] });
  expect(checked).toMatchObject({ ok: true, file: { tax: { mode: 'none', rates: [] }, categories: [], gateways: {}, credentials: {}, shop: { name: { en: '小店', zhHans: '小店', zhHant: '小店' } } } });
});

test('a language left out takes the nearest', () => {
  const checked = checkProvision({
    version: 1, shop: { id: 's', name: { zhHant: '茶餅' } }, till: { id: 't' }, currency: 'HKD',
    products: [{ name: { en: 'Tea', zhHant: '茶葉' }, price: '1' }, { name: { en: 'Tea' }, price: '1' }],
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  expect(checked.file.shop.name).toEqual({ en: '茶餅', zhHans: '茶餅', zhHant: '茶餅' });
  expect(checked.file.products.map((product) => product.name)).toEqual([{ en: 'Tea', zhHans: '茶葉', zhHant: '茶葉' }, { en: 'Tea', zhHans: 'Tea', zhHant: 'Tea' }]);
});

test.each<[string, (file: Json) => void, string, RegExp]>([
  ['a price as a number', (file) => { file['products'][0].price = 22; }, 'products[0].price', /quotes/],
  ['a price with a currency sign', (file) => { file['products'][0].price = '$22'; }, 'products[0].price', /12\.50/],
  ['a negative price', (file) => { file['products'][0].price = '-1'; }, 'products[0].price', /12\.50/],
  ['no price', (file) => { delete file['products'][0].price; }, 'products[0].price', /12\.50/],
  ['a price finer than the currency', (file) => { file['products'][0].price = '22.005'; }, 'products[0].price', /decimals than HKD/],
  ['a yen price with sen', (file) => { file['currency'] = 'JPY'; file['gateways'] = {}; file['credentials'] = {}; }, 'products[2].price', /decimals than JPY/],
  ['a wrong check digit', (file) => { file['products'][1].codes = ['4897312010011']; }, 'products[1].codes[0]', /check digit/],
  ['a code as a number', (file) => { file['products'][1].codes = [4897312010010]; }, 'products[1].codes[0]', /quotes/],
  ['a code with a blank', (file) => { file['products'][1].codes = ['AB 12']; }, 'products[1].codes[0]', /blanks/],
  ['a code twice in two forms', (file) => { file['products'][1].codes = ['0041857203169']; }, 'products[2].codes[0]', /already used at products\[1\]\.codes\[0\]/],
  ['a code twice in one product', (file) => { file['products'][1].codes.push('4897312010010'); }, 'products[1].codes[1]', /already used/],
  ['a PLU twice', (file) => { file['products'][1].plu = '101'; }, 'products[1].plu', /already used at products\[0\]\.plu/],
  ['a PLU that is another one\'s code', (file) => { file['products'][1].codes.push('101'); }, 'products[0].plu', /is a code of products\[1\]/],
  ['a PLU as a number', (file) => { file['products'][0].plu = 101; }, 'products[0].plu', /quotes/],
  ['an id twice', (file) => { file['products'][1].id = 'hot-milk-tea'; }, 'products[1].id', /already used/],
  ['a category twice', (file) => { file['categories'][1].id = 'drinks'; }, 'categories[1].id', /already used/],
  ['an unknown category', (file) => { file['products'][0].category = 'cakes'; }, 'products[0].category', /no such category/],
  ['an unknown tax rate', (file) => { file['products'][0].taxRate = 'luxury'; }, 'products[0].taxRate', /no such rate/],
  ['an unknown default rate', (file) => { file['tax'].defaultRateId = 'luxury'; }, 'tax.defaultRateId', /no such rate/],
  ['tax without a rate for a product', (file) => { delete file['tax'].defaultRateId; }, 'products[1].taxRate', /needed/],
  ['a rate twice', (file) => { file['tax'].rates[1].id = 'standard'; }, 'tax.rates[1].id', /already used/],
  ['a rate as a number', (file) => { file['tax'].rates[0].ratePercent = 8.25; }, 'tax.rates[0].ratePercent', /quotes/],
  ['a rate over a hundred', (file) => { file['tax'].rates[0].ratePercent = '100.5'; }, 'tax.rates[0].ratePercent', /8\.25/],
  ['an unknown colour', (file) => { file['categories'][0].colour = 'mauve'; }, 'categories[0].colour', /jade/],
  ['an unknown picture', (file) => { file['products'][0].picture = 'rocket'; }, 'products[0].picture', /./],
  ['a name in no language', (file) => { file['products'][0].name = {}; }, 'products[0].name', /at least one language/],
  ['a name that is blank', (file) => { file['products'][0].name = '  '; }, 'products[0].name', /at least one language/],
  ['a name that is too long', (file) => { file['products'][0].name = 'x'.repeat(201); }, 'products[0].name.en', /200/],
  ['a register that cannot be told', (file) => { file['till'].id = '柜台'; }, 'till.id', /letters/],
  ['a currency nobody has', (file) => { file['currency'] = 'XXX'; }, 'currency', /./],
  ['another version', (file) => { file['version'] = 2; }, 'version', /1/],
  ['a misspelt field', (file) => { file['products'][0].prize = '1'; }, 'products[0]', /prize/],
  ['a misspelt gateway field', (file) => { file['gateways'].ams.store.storeTerminal = '1'; }, 'gateways.ams.store.storeTerminal', /unknown/],
  ['a misspelt key', (file) => { file['credentials'].ams.publicKey = 'x'; }, 'credentials.ams.publicKey', /unknown/],
  ['an incomplete gateway', (file) => { delete file['gateways'].legacy.partner; }, 'gateways.legacy.partner', /./],
  ['a gateway without keys', (file) => { delete file['credentials'].ams; }, 'credentials.ams', /needed/],
  ['keys without a gateway', (file) => { delete file['gateways'].legacy; }, 'gateways.legacy', /needed/],
  ['a missing key', (file) => { delete file['credentials'].ams.privateKey; }, 'credentials.ams.privateKey', /missing/],
  ['a key that is none', (file) => { file['credentials'].ams.privateKey = 'secret'; }, 'credentials.ams.privateKey', /cannot be read/],
  ['half an MD5 key', (file) => { file['credentials'].legacy.md5Key = 'a1b2'; }, 'credentials.legacy.md5Key', /cannot be read/],
  ['the shop\'s own public key', (file) => { file['credentials'].ams.alipayPublicKey = shopKeys.publicKey; }, 'credentials.ams.alipayPublicKey', /own public key/],
  ['an ISV\'s token in another mode', (file) => { file['gateways'].ams.mode = 'direct'; file['credentials'].ams.agentToken = 'granted'; }, 'credentials.ams.agentToken', /not used in this mode/],
  ['plain http', (file) => { file['gateways'].legacy.baseUrl = 'http://mapi.example/gateway.do'; }, 'gateways.legacy.baseUrl', /plain http/],
  ['a host with a path', (file) => { file['gateways'].ams.host = 'https://open-sea-global.alipay.com/ams'; }, 'gateways.ams.host', /without a path/],
  ['an address that is none', (file) => { file['gateways'].ams.notifyUrl = 'here'; }, 'gateways.ams.notifyUrl', /address/],
  ['a gateway in another currency', (file) => { file['gateways'].legacy.currency = 'USD'; }, 'gateways.legacy.currency', /HKD/],
  ['a gateway with prices in another currency', (file) => { file['gateways'].legacy.transCurrency = 'CNY'; }, 'gateways.legacy.transCurrency', /HKD/],
  ['no products', (file) => { file['products'] = []; }, 'products', /1/],
  ['something else in place of an object', (file) => { file['shop'] = 'Harbour Tea'; }, 'shop', /./],
])('%s is refused with its place', (_, change, path, message) => {
  const found = problems(change);
  expect(found.map((problem) => problem.path)).toContain(path);
  expect(found.find((problem) => problem.path === path)?.message).toMatch(message);
});

test('what is not an object is refused', () => {
  for (const value of [null, [], 'text', 1]) expect(checkProvision(value)).toMatchObject({ ok: false });
});

test('plain http to this computer, another settlement currency and 8-digit UPC-E are accepted', () => {
  expect(problems((file) => { file['gateways'].legacy.baseUrl = 'http://127.0.0.1:8080/gateway.do'; })).toEqual([]);
  expect(problems((file) => { file['gateways'].legacy.currency = 'USD'; file['gateways'].legacy.transCurrency = 'HKD'; })).toEqual([]);
  expect(problems((file) => { file['products'][1].codes = ['01234505']; })).toEqual([]);
});

test('how products are sold: units, ages, packs and variants become what the catalog keeps', () => {
  const file = example();
  file['products'] = [
    { id: 'peel', name: 'Peel', price: '680', soldBy: 'kg', plu: '1' }, { id: 'wine', name: 'Wine', price: '88', minAge: 18, plu: '2' }, { id: 'flowers', name: 'Flowers', price: '0', openPrice: true, plu: '3' },
    { id: 'wine-6', name: 'Six', price: '500', pack: { of: 'wine', quantity: 6 }, plu: '4' }, { id: 's', name: 'Shirt', price: '80', variant: { group: 'Shirt | 衬衫', label: 'S' }, plu: '5' }, { id: 'cup', name: 'Cup', price: '9', plu: '6' },
  ];
  const checked = checkProvision(file);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  expect([...toCatalog(checked.file).products].map(({ kind }) => kind)).toEqual([
    { ...PLAIN, soldBy: 'kg' }, { ...PLAIN, minAge: 18 }, { ...PLAIN, openPrice: true }, { ...PLAIN, pack: { productId: 'wine', quantity: 6, priced: 'own' } }, { ...PLAIN, variantGroup: 'Shirt | 衬衫', variantLabel: 'S' }, undefined,
  ]);
  const packing = (of: string) => problems((other) => { other['products'] = [...file['products'], { id: 'more', name: 'More', price: '1', plu: '7', pack: { of, quantity: 2 } }]; }).map(({ path, message }) => `${path}: ${message}`);
  expect([packing('nobody'), packing('wine-6'), packing('peel'), packing('cup')]).toEqual([
    ['products[6].pack: there is no such product to pack'], ['products[6].pack: a pack of packs is not possible'], ['products[6].pack: a pack has whole pieces of a product with a price'], [],
  ]);
});

test('problems never repeat a value of the file', () => {
  const secret = 'MIIEvQIBADANBgkqhkiG9w0';
  const found = problems((file) => {
    file['credentials'].ams.privateKey = secret;
    file['credentials'].legacy.md5Key = 42;
    file['till'].id = `${secret} ${secret}`;
  });
  expect(found.length).toBeGreaterThan(0);
  expect(JSON.stringify(found)).not.toContain(secret.slice(0, 8));
});
