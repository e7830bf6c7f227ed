// Runs both practice gateways on one port until it is told to stop. Started by build/gateways.mjs with one argument: the flags, as JSON.
import { readFileSync, statSync } from 'node:fs';
import { realClock, realRandom } from '../../electron/real-world.ts';
import { openDoor, type Reaction } from '../../electron/training/http-door.ts';
import { keptPracticeKeys, readPracticeKeys } from '../../electron/training/key-file.ts';
import { httpPoster } from '../../electron/training/notice-post.ts';
import { createPractice } from '../../electron/training/practice.ts';
import { generatePracticeKeys } from '../../electron/training/practice-keys.ts';
import { practiceCredentials } from '../../electron/training/practice-world.ts';
import { readState } from '../../electron/training/state-shapes.ts';
import { CONTROL_PATH, createControl, type Control } from './control.ts';
import { shiftedClock } from './shifted-clock.ts';
import { introduction } from './words.ts';

interface GatewayFlags {
  readonly port: number;
  readonly host: string;
  readonly stateFile: string | null;
  readonly keyFile: string | null;
  readonly notifyOutside: boolean;
}

const REQUEST_TIMEOUT_MS = 10_000;
const STOP_WITHIN_MS = 5_000;
/** The command line is wrong, or what it names cannot be had; build/setup/process.mjs has the same. */
const EXIT_REFUSED = 2;

const NOT_FOUND: Reaction = { kind: 'send', afterMs: 0, answer: { status: 404, headers: { 'content-type': 'text/plain' }, body: Buffer.from('there are /gateway.do, /ams/ and /control\n') } };

/** An empty file is there to be filled. */
const isFilled = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;

/** What the person at the keyboard has to change, in one line. */
class Refusal extends Error {}

/** Starts everything; resolves when it listens. Rejects when a file, the address or the port cannot be had. */
async function start(flags: GatewayFlags): Promise<() => Promise<void>> {
  const clock = shiftedClock(realClock);
  if (flags.keyFile !== null && isFilled(flags.keyFile) && readPracticeKeys(flags.keyFile) === null) throw new Refusal(`--keys: ${flags.keyFile} holds no practice keys; it is left as it is`);
  if (flags.stateFile !== null && isFilled(flags.stateFile) && readState(readFileSync(flags.stateFile, 'utf8')) === null) {
    throw new Refusal(`--state: ${flags.stateFile} holds no practice ledger; it is left as it is`);
  }
  const keys = await (flags.keyFile === null ? generatePracticeKeys(realRandom, true) : keptPracticeKeys(flags.keyFile, realRandom, true));
  const complain = (failure: unknown): void => {
    process.stderr.write(`gateways: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  };
  const practice = createPractice({
    clock, random: realRandom, keys, onFailure: complain, post: httpPoster({ outside: flags.notifyOutside }), ...(flags.stateFile !== null && { stateFile: flags.stateFile }),
  });
  let control: Control | null = null;
  try {
    const door = await openDoor({
      clock, port: flags.port, host: flags.host, requestTimeoutMs: REQUEST_TIMEOUT_MS, onFailure: complain,
      handle: (request, caller) => {
        const path = request.target.split('?', 1)[0] ?? '';
        if (path === '/gateway.do') return practice.gateways.legacy.handle(request);
        if (path.startsWith('/ams/')) return practice.gateways.ams.handle(request);
        return control !== null && (path === CONTROL_PATH || path.startsWith(`${CONTROL_PATH}/`)) ? control(request, caller) : NOT_FOUND;
      },
    });
    const { baseUrl } = door;
    const credentials = practiceCredentials(keys, { legacy: baseUrl, ams: baseUrl });
    control = createControl({ practice, credentials, clock });
    process.stdout.write(introduction({ baseUrl, credentials, keys, agents: practice.agents.all(), keyFile: flags.keyFile, notifyOutside: flags.notifyOutside }));
    return async () => {
      await Promise.all([door.close(), practice.stop()]);
    };
  } catch (failure) {
    await practice.stop();
    throw failure;
  }
}

/** One line for the person at the keyboard. */
function wordsFor(failure: unknown, flags: GatewayFlags): string {
  if (failure instanceof Refusal) return failure.message;
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  const syscall = failure instanceof Error && 'syscall' in failure ? String(failure.syscall) : '';
  if (code === 'EADDRINUSE') return `--port: ${flags.port} is taken by another program`;
  if (code === 'EACCES' && syscall === 'listen') return `--port: ${flags.port} may not be used by this user`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `--host: ${flags.host} is no address of this computer`;
  return `cannot start (${code || String(failure)})`;
}

const flags = JSON.parse(process.argv[2] ?? '{}') as GatewayFlags;
// Waiting for the signal first: one that comes during the start ends it too.
const told = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
});
try {
  const stop = await start(flags);
  await told;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await stop();
} catch (failure) {
  process.stderr.write(`${wordsFor(failure, flags)}\n`);
  process.exitCode = EXIT_REFUSED;
}
