// Starting other programs, with a time limit on each and no shell in between.
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';

/** A set-up step failed in a way the person at the keyboard must solve. `exitCode` is what the script ends with. */
export class SetUpError extends Error {
  constructor(message, exitCode = 2) {
    super(message);
    this.name = 'SetUpError';
    this.exitCode = exitCode;
  }
}

/**
 * Runs a program to its end; its output goes to our stderr, so that stdout stays the script's own.
 * Gives the exit code, or 'timeout', or 'missing' when there is no such program.
 */
export function runStep(command, args, { timeoutMs, env = process.env, cwd, quiet = false }) {
  const result = spawnSync(command, args, {
    cwd, env, timeout: timeoutMs, killSignal: 'SIGKILL', stdio: ['ignore', quiet ? 'ignore' : 2, quiet ? 'ignore' : 2], windowsHide: true,
  });
  if (result.error?.code === 'ETIMEDOUT') return 'timeout';
  if (result.error) return 'missing';
  return result.status ?? 128;
}

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_POLL_MS = 300;

/** Calls back when our parent has gone: npm passes a signal to its shell only, and that ends without passing it on to us. */
function followParent(onGone) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, PARENT_POLL_MS);
  return () => clearInterval(timer);
}

/**
 * Runs a program with our stdio, passes our signals on to it, and gives the exit code to end with.
 * A signal from the keyboard reaches the whole group by itself; the program may get it twice and must not mind.
 * `lifeline`: also gives it a channel whose end tells it that we are gone, even when we are killed.
 * `timeoutMs`: the program is killed when it takes longer.
 */
export function runInherited(command, args, { env = process.env, cwd, lifeline = false, timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['inherit', 'inherit', 'inherit', ...(lifeline ? ['ipc'] : [])], windowsHide: false });
    const forward = Object.fromEntries(FORWARDED.map((signal) => [signal, () => child.kill(signal)]));
    for (const signal of FORWARDED) process.on(signal, forward[signal]);
    const late = timeoutMs === undefined ? undefined : setTimeout(() => {
      process.stderr.write(`stopped after ${Math.round(timeoutMs / 1000)} s: ${args.join(' ')}\n`);
      child.kill('SIGKILL');
    }, timeoutMs);
    const unfollow = followParent(() => child.kill('SIGTERM'));
    const done = () => {
      clearTimeout(late);
      unfollow();
      for (const signal of FORWARDED) process.off(signal, forward[signal]);
    };
    child.once('error', (error) => { done(); reject(error); });
    child.once('exit', (code, signal) => { done(); resolve(code ?? 128 + (constants.signals[signal] ?? 0)); });
  });
}
