import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Fault, GatewayService } from '../../../electron/training/faults.ts';
import { SOFTWARE, type Bench } from './bench-desk.ts';
import type { ChildStart, ChildTask, Death } from './till-child.ts';

/**
 * How much faster than the computer's the child's clock runs. Where the test says what must come of it, a call's five seconds are half of one; where
 * only the truth counts, whatever a slow machine makes of it is welcome.
 */
export const FACTOR = 10;
export const FACTOR_AT_RANDOM = 40;
const LIFE_MS_MAX = 20_000;

/** One life of a till: what it is to do, what the gateways do to it, and where it ends. */
export interface Life {
  readonly work: Omit<ChildTask, 'dir' | 'software' | 'time' | 'gateways' | 'death'>;
  readonly trouble?: readonly (readonly [GatewayService, Fault, number?])[];
  /** Dies by its own hand at an instruction, or is killed when the gateway has got its nth call. */
  readonly death: Death | { readonly at: 'gateway'; readonly service: GatewayService; readonly nth: number };
}

const SERVICES: Partial<Record<GatewayService, readonly [gateway: 'legacy' | 'ams', name: RegExp]>> = {
  'legacy.pay': ['legacy', /spot\.pay$/], 'legacy.precreate': ['legacy', /precreate$/], 'legacy.query': ['legacy', /overseas\.query$/], 'legacy.cancel': ['legacy', /cancel$/],
  'ams.pay': ['ams', /^pay$/], 'ams.inquiryPayment': ['ams', /^inquiryPayment$/], 'ams.cancel': ['ams', /^cancel$/],
  'legacy.refund': ['legacy', /spot\.refund$/], 'legacy.refundQuery': ['legacy', /refund\.query$/], 'ams.refund': ['ams', /^refund$/], 'ams.inquiryRefund': ['ams', /^inquiryRefund$/],
};

/** Runs a till in a process of its own until it is dead, at the latest after `lifeMs` of real time. Answers how it ended. */
export async function runToDeath(bench: Bench, life: Life, factor = FACTOR, lifeMs = LIFE_MS_MAX): Promise<'killed' | 'ended'> {
  const { death } = life;
  for (const [service, fault, times] of life.trouble ?? []) bench.practice.faults.next(service, fault, times);
  const child = fork(join(import.meta.dirname, 'till-child.ts'), { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr?.on('data', (bytes: Buffer) => (complaint += bytes.toString()));
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  const message = async (): Promise<unknown> => {
    const [said] = (await Promise.race([once(child, 'message'), exit])) as unknown[];
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the child failed: ${complaint}`);
    return said;
  };
  await message();
  const task: ChildTask = {
    dir: bench.dir, software: SOFTWARE, time: { nowMs: bench.clock.nowMs(), factor }, gateways: { legacy: bench.practice.legacy, legacyHk: bench.practice.legacyHk, ams: bench.practice.ams },
    ...life.work,
    ...(death.at === 'gateway' ? {} : { death }),
  };
  child.send(task);
  const { sinceMs } = (await message()) as ChildStart;
  let over = false;
  void exit.then(() => (over = true));
  const before = bench.practice.calls().length;
  await bench.clock.keepPace(sinceMs, factor, () => {
    if (over) return true;
    if (Date.now() - sinceMs > lifeMs) child.kill('SIGKILL');
    if (death.at !== 'gateway') return false;
    const [gateway, name] = SERVICES[death.service] ?? expect.unreachable(`no call of ${death.service} to wait for`);
    const got = bench.practice.calls().slice(before).filter((call) => call.gateway === gateway && name.test(call.service)).length;
    if (got >= death.nth) child.kill('SIGKILL');
    return false;
  });
  const [code, signal] = await exit;
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`the child failed: ${complaint}`);
  if (lifeMs === LIFE_MS_MAX) expect(Date.now() - sinceMs, 'the child was never where it was to die').toBeLessThan(LIFE_MS_MAX);
  bench.practice.faults.clear();
  return signal === 'SIGKILL' ? 'killed' : 'ended';
}
