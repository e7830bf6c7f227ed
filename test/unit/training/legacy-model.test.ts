import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { BEHAVIOURS, type Behaviour } from '../../../electron/training/behaviours.ts';
import { createPractice, type Practice } from '../../../electron/training/practice.ts';
import { generatePracticeKeys, type PracticeKeys } from '../../../electron/training/practice-keys.ts';
import type { Trade } from '../../../electron/training/trades.ts';
import { minor } from '../../../shared/money.ts';
import { seededRandom } from '../../integration/training/fake-clock.ts';
import { cancelParams, magicCode, payParams, queryParams } from '../../integration/training/test-client.ts';
import { createParams, laterRefund, precreateParams, refundParams, statusParams } from '../../integration/training/legacy-requests.ts';
import { VirtualClock } from '../../simulation/virtual-clock.ts';

let keys: PracticeKeys;
beforeAll(async () => {
  keys = await generatePracticeKeys(seededRandom(1));
});

const plain = (atMs: number): string => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** Sends a signed request through the gateway without any HTTP. */
function send(practice: Practice, clock: VirtualClock, params: Record<string, string>): string {
  const all: Record<string, string> = { partner: '2088999900000011', _input_charset: 'UTF-8', ...params, ...(params['timestamp'] === undefined ? {} : { timestamp: plain(clock.nowMs()) }) };
  const text = Object.keys(all).filter((name) => all[name] !== '').sort().map((name) => `${name}=${all[name]}`).join('&');
  const query = new URLSearchParams({ ...all, sign_type: 'MD5', sign: createHash('md5').update(text + keys.legacyMd5Key).digest('hex') });
  const reaction = practice.gateways.legacy.handle({ method: 'GET', target: `/gateway.do?${query}`, headers: {}, body: Buffer.alloc(0) });
  return reaction.kind === 'send' ? reaction.answer.body.toString() : '';
}

type Step =
  | { readonly do: 'pay' | 'precreate' | 'query' | 'cancel'; readonly nth: number; readonly digit: number }
  | { readonly do: 'refund' | 'laterRefund'; readonly nth: number; readonly refund: number; readonly amount: number }
  | { readonly do: 'scan' | 'static'; readonly nth: number; readonly behaviour: Behaviour }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'funds'; readonly low: boolean }
  | { readonly do: 'code'; readonly status: string };

const nth = fc.integer({ min: 1, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('pay' as const, 'pay' as const, 'precreate' as const, 'query' as const), nth, digit: fc.constantFrom(0, 0, 1, 2, 4, 5, 8) }),
  fc.record({ do: fc.constant('cancel' as const), nth, digit: fc.constant(0) }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('refund' as const, 'laterRefund' as const), nth, refund: fc.integer({ min: 1, max: 3 }), amount: fc.constantFrom(1, 1, 4_400, 8_799, 8_800),
    }),
  },
  fc.record({ do: fc.constantFrom('scan' as const, 'static' as const), nth, behaviour: fc.constantFrom(...BEHAVIOURS) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 6_000, 180_000, 9 * 3_600_000) }),
  fc.record({ do: fc.constant('funds' as const), low: fc.boolean() }),
  fc.record({ do: fc.constant('code' as const), status: fc.constantFrom('STOP', 'RESTART', 'DELETE') }),
);

function checkTrade(before: Trade | undefined, trade: Trade): void {
  const done = trade.refunds.filter((refund) => refund.state === 'done').reduce((sum, refund) => sum + refund.amountMinor, 0);
  const held = trade.refunds.filter((refund) => refund.state === 'processing').reduce((sum, refund) => sum + refund.amountMinor, 0);
  expect([0, trade.amountMinor]).toContain(trade.chargedMinor);
  expect(trade.returnedMinor).toBe(trade.closedBy === 'cancel' ? trade.chargedMinor : done);
  expect(done + held).toBeLessThanOrEqual(trade.closedBy === 'cancel' ? 0 : trade.chargedMinor);
  expect(trade.chargedMinor > 0).toBe(trade.paidAtMs !== null);
  if (before === undefined) return;
  // What is over stays over, what was charged stays charged, what went back does not return.
  if (before.state === 'closed') expect(trade.state).toBe('closed');
  if (before.state === 'paid') expect(['paid', 'closed']).toContain(trade.state);
  expect(trade.chargedMinor).toBeGreaterThanOrEqual(before.chargedMinor);
  expect(trade.returnedMinor).toBeGreaterThanOrEqual(before.returnedMinor);
  for (const refund of before.refunds) {
    const now = trade.refunds.find((one) => one.reference === refund.reference);
    expect(now?.amountMinor).toBe(refund.amountMinor);
    if (refund.state !== 'processing') expect(now?.state).toBe(refund.state);
  }
}

test('whatever is asked in whatever order, money is taken once, given back once, and announced once', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 60 }), async (steps) => {
    const clock = new VirtualClock();
    const told: string[] = [];
    const practice = createPractice({
      clock, random: seededRandom(7), keys,
      post: ({ body }) => {
        const fields = new URLSearchParams(body.toString());
        told.push(`${fields.get('out_trade_no')} ${fields.get('out_return_no') ?? 'paid'}`);
        return Promise.resolve({ kind: 'answered', status: 200, body: Buffer.from('success') });
      },
    });
    const notify = { notify_url: 'http://till.example/notify' };
    const codes: string[] = [];
    const cancelledBefore = new Set<string>();
    const statics = /<qrcode>(.*?)<\/qrcode>/.exec(send(practice, clock, createParams({}, notify)))?.[1] ?? '';
    let before = new Map<string, Trade>();
    for (const one of steps) {
      switch (one.do) {
        case 'pay':
          send(practice, clock, payParams(`T${one.nth}`, magicCode(one.digit), notify));
          break;
        case 'precreate':
          codes.push(/<qr_code>(.*?)<\/qr_code>/.exec(send(practice, clock, precreateParams(`T${one.nth}`, notify)))?.[1] ?? '');
          break;
        case 'query':
          send(practice, clock, queryParams(`T${one.nth}`));
          break;
        case 'cancel':
          if (!before.has(`T${one.nth}`)) cancelledBefore.add(`T${one.nth}`);
          send(practice, clock, cancelParams(`T${one.nth}`));
          break;
        case 'refund':
          send(practice, clock, refundParams(`T${one.nth}`, `R${one.refund}`, (one.amount / 100).toFixed(2)));
          break;
        case 'laterRefund':
          send(practice, clock, laterRefund(`T${one.nth}`, `R${one.refund}`, (one.amount / 100).toFixed(2), notify));
          break;
        case 'scan':
          practice.phoneScan(codes[one.nth] ?? codes[0] ?? '', one.behaviour);
          break;
        case 'static':
          practice.payStaticCode(statics, minor(one.nth * 100), one.behaviour);
          break;
        case 'wait':
          await clock.advance(one.ms);
          break;
        case 'funds':
          practice.setFunds(one.low ? 'low' : 'enough');
          break;
        case 'code':
          send(practice, clock, statusParams(statics, one.status));
          break;
        default:
          one satisfies never;
      }
      const trades = practice.trades();
      for (const trade of trades) checkTrade(before.get(trade.reference), trade);
      const references = trades.flatMap((trade) => trade.refunds.map((refund) => refund.reference));
      expect(new Set(references).size, 'one refund under one reference').toBe(references.length);
      expect(trades.filter((trade) => cancelledBefore.has(trade.reference)), 'a payment after its cancel').toEqual([]);
      before = new Map(trades.map((trade) => [trade.reference, trade]));
    }
    practice.setFunds('enough');
    await clock.advance(3 * 86_400_000);
    const trades = practice.trades();
    expect(trades.some((trade) => trade.refunds.some((refund) => refund.state === 'processing'))).toBe(false);
    const expected = trades.flatMap((trade) => [
      ...(trade.paidAtMs === null ? [] : [`${trade.reference} paid`]),
      ...trade.refunds.filter((refund) => refund.mode === 'async' && refund.state === 'done').map((refund) => `${trade.reference} ${refund.reference}`),
    ]);
    expect(told.toSorted()).toEqual(expected.toSorted());
    expect(clock.sleeping).toBe(0);
    await practice.stop();
  }), { numRuns: 300 });
});
