import { createPrivateKey, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import type { NoticePost, PostOutcome } from '../../../electron/training/notice-post.ts';
import { amsClientIds, createPractice, type Practice } from '../../../electron/training/practice.ts';
import { generatePracticeKeys } from '../../../electron/training/practice-keys.ts';
import { FakeClock, seededRandom, until } from './fake-clock.ts';
import { magicCode, orderCodeBody, paymentCodeBody, qrText } from './test-client.ts';

const keys = await generatePracticeKeys(seededRandom(1));
const ACKNOWLEDGED = Buffer.from('{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}}');

/** A request as a network of somebody's own would hand it over; gives the answer's bytes. */
function handle(practice: Practice, api: string, body: unknown): Buffer {
  const target = `/ams/sandbox/api/v1/payments/${api}`;
  const { clientId } = amsClientIds('direct');
  const bytes = Buffer.from(JSON.stringify(body));
  const time = '1767337500123';
  const seal = sign('RSA-SHA256', Buffer.concat([Buffer.from(`POST ${target}\n${clientId}.${time}.`), bytes]), createPrivateKey(keys.amsMerchant.privateKeyPem)).toString('base64');
  const reaction = practice.gateways.ams.handle({
    method: 'POST', target, body: bytes,
    headers: { 'content-type': 'application/json; charset=UTF-8', 'client-id': clientId, 'request-time': time, signature: `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(seal)}` },
  });
  if (reaction.kind !== 'send') throw new Error(reaction.kind);
  return reaction.answer.body;
}

/** One small day in a shop, everything it said and posted. */
async function day(): Promise<unknown> {
  const clock = new FakeClock('2026-01-02T15:04:05+08:00');
  const posts: NoticePost[] = [];
  const outcomes: PostOutcome[] = [{ kind: 'failed', detail: 'nobody there' }];
  const practice = createPractice({
    clock, random: seededRandom(7), keys,
    post: (post) => {
      posts.push(post);
      return Promise.resolve(outcomes.shift() ?? { kind: 'answered', status: 200, body: ACKNOWLEDGED });
    },
  });
  const answers = [
    handle(practice, 'pay', paymentCodeBody('U1', magicCode(0))),
    handle(practice, 'pay', paymentCodeBody('U2', magicCode(1))),
    handle(practice, 'pay', orderCodeBody('A1')),
  ];
  practice.phoneScan(qrText(JSON.parse(answers[2]?.toString() ?? '') as Record<string, unknown>));
  // The first notification failed and waits, the second was acknowledged.
  await until(() => practice.notices.pending().length === 1 && clock.sleeping > 0, 'the first posts');
  clock.advance(6_000);
  await until(() => posts.length === 3, 'the password');
  await until(() => practice.notices.pending().length === 1 && clock.sleeping > 0, 'the acknowledgement');
  clock.advance(120_000);
  await until(() => practice.notices.pending().length === 0, 'the re-send');
  answers.push(handle(practice, 'refund', { refundRequestId: 'R1', paymentId: practice.ledger()[0]?.id, refundAmount: { currency: 'HKD', value: '100' } }));
  await practice.stop();
  return { answers: answers.map(String), posts: posts.map((post) => [post.url, post.headers, post.body.toString()]), ledger: practice.ledger(), deliveries: practice.notices.deliveries().map((one) => [one.about, one.number, one.outcome]) };
}

test('without HTTP, and the same again from the same seed, to the byte', async () => {
  const first = await day();
  expect(first).toMatchObject({
    deliveries: [['U1', 1, 'failed'], ['A1', 1, 'acknowledged'], ['U2', 1, 'acknowledged'], ['U1', 2, 'acknowledged']],
    ledger: [{ merchantReference: 'U1', returnedMinor: 100 }, { merchantReference: 'U2', state: 'paid' }, { merchantReference: 'A1', state: 'paid' }],
  });
  expect(await day()).toEqual(first);
});
