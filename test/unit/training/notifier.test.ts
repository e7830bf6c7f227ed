import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createNotifier, LATE_NOTICE_MS, NOTICE_WAITS_MS, type NoticeMessage, type Notifier } from '../../../electron/training/notifier.ts';
import type { Post, PostOutcome } from '../../../electron/training/notice-post.ts';
import type { NoticeTrouble } from '../../../electron/training/faults.ts';
import { openStateFile } from '../../../electron/training/state-file.ts';
import { VirtualClock } from '../../simulation/virtual-clock.ts';

const MINUTE = 60_000;
const ok = (_: number, body: Buffer): boolean => body.toString() === 'success';
const answered = (text: string, status = 200): PostOutcome => ({ kind: 'answered', status, body: Buffer.from(text) });

interface Scene {
  readonly clock: VirtualClock;
  readonly notifier: Notifier;
  /** Minutes after the start at which a delivery was posted, with its body. */
  readonly posts: (readonly [minutes: number, body: string])[];
}

function scene(answer: (nth: number) => PostOutcome | Promise<PostOutcome>, stateFile?: string, clock = new VirtualClock()): Scene {
  const posts: (readonly [number, string])[] = [];
  const start = clock.nowMs();
  const post: Post = ({ body }) => {
    posts.push([(clock.nowMs() - start) / MINUTE, body.toString()]);
    return Promise.resolve(answer(posts.length));
  };
  return { clock, posts, notifier: createNotifier({ clock, post, stateFile: stateFile === undefined ? null : openStateFile(stateFile) }) };
}
const message = (id: string, more: Partial<NoticeMessage> = {}): NoticeMessage => ({
  id, gateway: 'legacy', about: `PT-${id}`, url: 'http://127.0.0.1:1/notify', headers: { 'content-type': 'text/plain' }, body: Buffer.from(`body ${id}`), ...more,
});
const DAY = 86_400_000;

test('never acknowledged: eight deliveries spaced 2 m, 10 m, 10 m, 1 h, 2 h, 6 h, 15 h, the first inside send', async () => {
  const { clock, notifier, posts } = scene(() => answered('<html>'));
  notifier.send(message('a'), ok);
  expect(posts).toHaveLength(1);
  await clock.advance(3 * DAY);
  expect(posts.map(([minutes]) => minutes)).toEqual([0, 2, 12, 22, 82, 202, 562, 1_462]);
  expect(new Set(posts.map(([, body]) => body))).toEqual(new Set(['body a']));
  expect(notifier.pending()).toEqual([]);
  expect(notifier.deliveries().map(({ number, outcome, status }) => [number, outcome, status])).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => [number, 'refused', 200]));
  expect(clock.sleeping).toBe(0);
});

test('acknowledged: no more deliveries, nobody sleeps', async () => {
  const { clock, notifier, posts } = scene((nth) => (nth < 3 ? { kind: 'failed', detail: 'ECONNREFUSED' } : answered('success')));
  notifier.send(message('a'), ok);
  await clock.settle();
  expect(notifier.pending()).toEqual([{ id: 'a', gateway: 'legacy', about: 'PT-a', url: 'http://127.0.0.1:1/notify', delivered: 1, nextAtMs: clock.nowMs() + 2 * MINUTE }]);
  await clock.advance(3 * DAY);
  expect(posts.map(([minutes]) => minutes)).toEqual([0, 2, 12]);
  expect(notifier.deliveries().map((delivery) => delivery.outcome)).toEqual(['failed', 'failed', 'acknowledged']);
  expect(notifier.pending()).toEqual([]);
  expect(clock.sleeping).toBe(0);
});

test('both gateways follow the documented list by default', () => {
  const gaps = [2, 10, 10, 60, 120, 360, 900].map((minutes) => minutes * MINUTE);
  expect(NOTICE_WAITS_MS).toEqual({ legacy: [0, ...gaps], ams: [0, ...gaps] });
});

test.each<[NoticeTrouble, readonly number[]]>([
  ['duplicate', [0, 0, 0, 0, 0, 0, 0, 0]],
  ['late', [LATE_NOTICE_MS / MINUTE]],
  ['lost', [2]],
  ['never', []],
  ['early', [0]],
  ['wrongSignature', [0]],
])('%s is delivered after minutes %o', async (trouble, minutes) => {
  const { clock, notifier, posts } = scene(() => answered('success'));
  notifier.send(message('a'), ok, trouble);
  await clock.advance(3 * DAY);
  expect(posts.map(([at]) => at)).toEqual(minutes);
  expect(notifier.pending()).toEqual([]);
  if (trouble === 'never' || trouble === 'lost') expect(notifier.deliveries()[0]).toMatchObject({ number: 1, outcome: 'lost' });
});

test('a spoilt first delivery is followed by the truth when nobody acknowledges it', async () => {
  const { clock, notifier, posts } = scene((nth) => answered(nth === 1 ? 'fail' : 'success'));
  notifier.send(message('a', { first: { headers: {}, body: Buffer.from('forged') } }), ok, 'wrongSignature');
  await clock.advance(DAY);
  expect(posts).toEqual([[0, 'forged'], [2, 'body a']]);
});

test('a poster that throws or rejects has failed to deliver; one that says "not contacted" ends the notice', async () => {
  const clock = new VirtualClock();
  const answers: Post[] = [
    () => { throw new Error('broken'); },
    () => Promise.reject(new Error('gone')),
    () => Promise.resolve({ kind: 'notContacted' }),
  ];
  const notifier = createNotifier({ clock, post: (post, signal) => answers.shift()?.(post, signal) ?? Promise.resolve(answered('success')) });
  notifier.send(message('a'), ok);
  await clock.advance(DAY);
  expect(notifier.deliveries().map(({ outcome, detail }) => [outcome, detail])).toEqual([['failed', 'broken'], ['failed', 'gone'], ['notContacted', 'not a loopback address']]);
  expect(notifier.pending()).toEqual([]);
});

test('an answer that never comes does not hold up the next notice', async () => {
  const { clock, notifier, posts } = scene((nth) => (nth === 1 ? new Promise<PostOutcome>(() => {}) : answered('success')));
  notifier.send(message('a'), ok);
  notifier.send(message('b'), ok);
  await clock.advance(MINUTE);
  expect(posts.map(([, body]) => body)).toEqual(['body a', 'body b']);
  expect(notifier.pending().map((notice) => notice.id)).toEqual(['a']);
});

test('what is not acknowledged survives a restart with its place in the schedule; stop ends everything', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'notices-')), 'state.json');
  const first = scene(() => answered('no'), path);
  first.notifier.send(message('a'), ok);
  first.notifier.send(message('b', { gateway: 'ams' }), ok);
  await first.clock.advance(5 * MINUTE);
  await first.notifier.stop();
  await first.clock.advance(DAY);
  expect(first.posts).toHaveLength(4);

  const second = scene(() => answered('success'), path, new VirtualClock(first.clock.nowMs() - DAY));
  await second.clock.advance(DAY);
  expect(second.posts).toEqual([]);
  second.notifier.resume('legacy', ok);
  await second.clock.advance(0);
  expect(second.notifier.pending().map(({ id, delivered }) => [id, delivered])).toEqual([]);
  expect(second.posts.map(([, body]) => body)).toEqual(['body a']);
  expect(second.notifier.deliveries()).toMatchObject([{ id: 'a', number: 3, outcome: 'acknowledged' }]);
  await second.notifier.stop();

  const third = scene(() => answered('success'), path, second.clock);
  third.notifier.resume('legacy', ok);
  third.notifier.resume('ams', ok);
  await third.clock.advance(0);
  expect(third.posts.map(([, body]) => body)).toEqual(['body b']);
});

test('the queue and the deliveries under way are bounded', async () => {
  const { clock, notifier, posts } = scene(() => new Promise<PostOutcome>(() => {}));
  for (let count = 0; count < 600; count += 1) notifier.send(message(String(count)), ok);
  await clock.advance(DAY);
  expect(notifier.pending()).toHaveLength(500);
  expect(posts.length).toBeLessThanOrEqual(16 + 100);
});

test('whatever the answers, at most eight deliveries, none after an acknowledgement', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('success', 'no', 'dead'), { minLength: 8, maxLength: 8 }), async (answers) => {
    const { clock, notifier, posts } = scene((nth) => (answers[nth - 1] === 'dead' ? { kind: 'failed', detail: 'x' } : answered(answers[nth - 1] ?? '')));
    notifier.send(message('a'), ok);
    await clock.advance(3 * DAY);
    const firstGood = answers.indexOf('success');
    expect(posts).toHaveLength(firstGood < 0 ? 8 : firstGood + 1);
    expect(clock.sleeping).toBe(0);
  }), { numRuns: 30 });
});
