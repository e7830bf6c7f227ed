import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { HttpPost } from '../../electron/alipay/http.ts';
import { createProviders } from '../../electron/alipay/products.ts';
import { loadLegacySettings } from '../../electron/alipay/legacy/settings.ts';
import type { GatewaySettings } from '../../electron/alipay/settings.ts';
import { openJournal } from '../../electron/journal/open.ts';
import { createPaymentEngine } from '../../electron/payments/engine.ts';
import type { PayRequest, PaymentProvider } from '../../electron/payments/provider.ts';
import { realClock, realRandom } from '../../electron/real-world.ts';
import { practiceGateways } from '../../electron/till/practice-gateways.ts';
import { seededConfig } from '../../electron/till/seed/seeded-shop.ts';
import { paidEntries } from '../../electron/till/tenders.ts';
import type { ReceivedRequest, Reaction } from '../../electron/training/http-door.ts';
import { generatePracticeKeys, type PracticeKeys } from '../../electron/training/practice-keys.ts';
import { startPracticeWorld, type PracticeWorld } from '../../electron/training/practice-world.ts';
import { minor } from '../../shared/money.ts';
import { PRODUCT_TIMING } from '../../shared/payment/products.ts';
import { lineDraft, openedDraft, randomSale, seeded, totalsOf } from '../support/journal/story.ts';
import { openShift } from './journal/history.ts';
import { figuresOf, type BenchOptions, type BenchRow, type Figures } from './row.ts';

/** targets.md: build, sign, journal, parse and verify one call. */
const CPU_MS_MAX = 2;
const WARM_UP = 50;
const LINES_PER_SALE = 5;
const DEADLINE_MS = 5_000;
const GOODS = 20;
const PRODUCTS = 1_000;
const SEED = 5;
const REGISTER = 'till-1';

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** The practice gateways without a network between. What they take of the processor is theirs and is counted apart. */
function inProcess(handle: (request: ReceivedRequest) => Reaction): { readonly post: HttpPost; readonly takenMs: () => number } {
  let takenMs = 0;
  return {
    takenMs: () => takenMs,
    post: async ({ url, headers, body }) => {
      const beganMs = cpuMs();
      const { pathname, search, host } = new URL(url);
      const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const reaction = handle({ method: 'POST', target: `${pathname}${search}`, headers: { host, ...lower }, body: Buffer.from(body) });
      takenMs += cpuMs() - beganMs;
      if (reaction.kind !== 'send') throw new Error(`the practice gateway made trouble: ${reaction.kind}`);
      return { kind: 'answer', ...reaction.answer };
    },
  };
}

/** CPU of one call after the other, without the gateway's share. `prepare` readies a call that is then timed. */
async function calls(count: number, gateway: { takenMs(): number }, prepare: (index: number) => Promise<() => Promise<void>>): Promise<Figures> {
  const samplesMs: number[] = [];
  for (let index = 0; index < WARM_UP + count; index += 1) {
    const call = await prepare(index);
    const gatewayMs = gateway.takenMs();
    const beganMs = cpuMs();
    await call();
    const tookMs = cpuMs() - beganMs - (gateway.takenMs() - gatewayMs);
    if (index >= WARM_UP) samplesMs.push(tookMs);
  }
  return figuresOf(samplesMs);
}

const order = (world: PracticeWorld, reference: string): PayRequest => {
  const nowMs = realClock.nowMs();
  const customer = world.customers().find(({ behaviour }) => behaviour === 'paysAtOnce');
  if (!customer) throw new Error('the practice world has nobody who pays at once');
  return {
    merchantReference: `BENCH${reference}`, amountMinor: minor(8_800), currency: 'HKD', description: '奶茶 x2', billNo: reference, createdAtMs: nowMs, expiresAtMs: nowMs + 300_000,
    offsetMinutes: 480, customerCode: customer.code,
    goods: Array.from({ length: GOODS }, (_, good) => ({ id: `69000000000${good}`, name: `商品 ${good}`, unitPriceMinor: minor(440), quantityMilli: 1_000 })),
  };
};

/** The least a call can cost: its seals, by Node's own crypto. */
function sealFloor(count: number, keys: PracticeKeys, kind: 'MD5' | 'RSA2'): BenchRow['floor'] {
  const text = Buffer.alloc(1_500, 'partner=2088999900000011&');
  const privateKey = createPrivateKey(keys.amsMerchant.privateKeyPem);
  const publicKey = createPublicKey({ key: Buffer.from(keys.amsMerchant.publicKeyBase64, 'base64'), format: 'der', type: 'spki' });
  const once = kind === 'MD5'
    ? (): unknown => [createHash('md5').update(text).digest('hex'), createHash('md5').update(text).digest('hex')]
    : (): unknown => verify('sha256', text, publicKey, sign('sha256', text, privateKey));
  const samplesMs: number[] = [];
  for (let index = 0; index < WARM_UP + count; index += 1) {
    const beganMs = cpuMs();
    once();
    if (index >= WARM_UP) samplesMs.push(cpuMs() - beganMs);
  }
  return { name: kind === 'MD5' ? 'two MD5 seals' : 'one RSA-2048 signature, one verification', figures: figuresOf(samplesMs) };
}

const row = (bench: string, what: string, product: Figures, floor: BenchRow['floor']): BenchRow => ({
  bench, what, unit: 'ms', product, floor, target: { text: `p50 < ${CPU_MS_MAX} ms of CPU`, met: product.p50 < CPU_MS_MAX },
});

function rsa2(world: PracticeWorld, settings: GatewaySettings): GatewaySettings {
  if (world.legacy.rsa === null || settings.alipayBarcode === undefined) throw new Error('the practice world has no RSA keys');
  const plain = {
    baseUrl: `${world.legacy.baseUrl}/gateway.do`, partner: world.legacy.partner, signType: 'RSA2', currency: 'HKD', secondaryMerchant: { id: 'SM', name: 'Tea', industry: '5812' }, storeId: 'ST', storeName: 'Tea',
  };
  const keys = { privateKey: world.legacy.rsa.merchantPrivateKeyPem, alipayPublicKey: world.legacy.rsa.platformPublicKeyBase64 };
  return { alipayBarcode: { gateway: 'legacy', settings: loadLegacySettings(plain, keys) } };
}

/** The engine's whole work on one payment: attempt journaled, call made, answer and completed sale journaled. */
async function wholePayment(tmpDir: string, world: PracticeWorld, settings: GatewaySettings, count: number): Promise<Figures> {
  const gateway = inProcess(world.gateways.legacy.handle);
  const people = { operator: 'amy' };
  const below = seeded(SEED);
  const journal = openJournal({ dir: tmpDir, world: 'training', register: REGISTER, software: 'guitai bench', clock: realClock });
  openShift(journal);
  let paid = Promise.withResolvers<void>();
  const engine = createPaymentEngine({
    journal, providers: createProviders(settings, { clock: realClock, random: realRandom, post: gateway.post }), clock: realClock, random: realRandom, log: () => {}, timing: PRODUCT_TIMING, register: REGISTER,
    hooks: { paidEntries: (attempt) => paidEntries({ random: realRandom, journal }, attempt), foundEntries: () => null, codeWithdrawn: () => Promise.resolve() },
  });
  engine.onChange(({ state }) => {
    if (state === 'paid') paid.resolve();
    else if (state === 'declined' || state === 'unresolved' || state === 'cancelled') paid.reject(new Error(`a payment came out ${state}`));
  });
  try {
    return await calls(count, gateway, async (index) => {
      const sale = randomSale(below, { saleNo: index + 1, shiftNo: 1, lines: LINES_PER_SALE, products: PRODUCTS });
      journal.append([openedDraft(sale), ...sale.lines.map((line) => lineDraft(sale, line))], people);
      const { goods, customerCode = '' } = order(world, String(index));
      paid = Promise.withResolvers<void>();
      return async () => {
        engine.start({ sale, product: 'alipayBarcode', amountMinor: totalsOf(sale).totalMinor, currency: 'HKD', description: 'Tea', goods, customerCode, people });
        await paid.promise;
      };
    });
  } finally {
    await engine.stop();
    journal.close();
  }
}

/** What a payment costs the till's processor beyond the network. */
export async function run({ quick, tmpDir, log }: BenchOptions): Promise<BenchRow[]> {
  const count = quick ? 100 : 2_000;
  const keys = await generatePracticeKeys(realRandom, true);
  const world = await startPracticeWorld({ clock: realClock, random: realRandom, keys });
  const settings = practiceGateways(world, seededConfig());
  const pay = async (name: string, provider: PaymentProvider | undefined, gateway: { takenMs(): number }, expected: string): Promise<Figures> => {
    if (!provider) throw new Error(`no provider for ${name}`);
    log(`payments: ${name}`);
    return calls(count, gateway, async (index) => {
      const request = order(world, `${name}${index}`);
      return async () => {
        const { payment } = await provider.pay(request, { deadlineMs: DEADLINE_MS });
        if (payment.kind !== expected) throw new Error(`${name}: a payment came out ${payment.kind}`);
      };
    });
  };
  try {
    const legacy = inProcess(world.gateways.legacy.handle);
    const ams = inProcess(world.gateways.ams.handle);
    const at = { clock: realClock, random: realRandom };
    const md5 = await pay('MD5', createProviders(settings, { ...at, post: legacy.post }).alipayBarcode, legacy, 'paid');
    const rsa = await pay('RSA2', createProviders(rsa2(world, settings), { ...at, post: legacy.post }).alipayBarcode, legacy, 'paid');
    const code = await pay('AMS', createProviders(settings, { ...at, post: ams.post }).alipayOrderCode, ams, 'codeReady');
    log('payments: with engine and journal');
    const whole = await wholePayment(tmpDir, world, settings, Math.ceil(count / 4));
    const call = `one call with ${GOODS} articles built, sealed, parsed and verified, without network`;
    const seals = { md5: sealFloor(count, keys, 'MD5'), rsa: sealFloor(count, keys, 'RSA2') };
    return [
      row('payment.legacyMd5', `${call}: barcode payment, MD5`, md5, seals.md5),
      row('payment.legacyRsa2', `${call}: barcode payment, RSA2`, rsa, seals.rsa),
      row('payment.ams', `${call}: order code`, code, seals.rsa),
      row('payment.whole', `barcode payment of a sale of ${LINES_PER_SALE} lines, MD5: attempt on disk, call, answer and completed sale on disk`, whole, seals.md5),
    ];
  } finally {
    await world.stop();
  }
}
