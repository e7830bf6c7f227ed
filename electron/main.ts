import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseFlags, USAGE, type Flags } from '../build/flags.mjs';
import packageJson from '../package.json' with { type: 'json' };
import { TillError } from '../shared/errors/registry.ts';
import type { OpenTill } from './first-run.ts';
import type { Route } from './ipc/router.ts';
import { openLog } from './log.ts';
import { realClock, realRandom } from './real-world.ts';
import { defaultDataDir, openShell, ownArguments } from './shell/shell.ts';
import { startMessage } from './start-messages.ts';
import { requireWritable } from './writable.ts';

/** What cannot be helped by trying again ends with one line and this code; see README "When it does not start". */
const EXIT_CANNOT_START = 2;
/** A stack in the log may be this long. */
const FAILURE_LENGTH_MAX = 2_000;
const HERE = import.meta.dirname;

const CUSTOMER_SCREEN = { ownDisplay: 'second', window: 'window', hidden: 'hidden', closed: 'hidden' } as const;

type Diary = ReturnType<typeof openLog>;

function refuse(error: unknown): never {
  process.stderr.write(`${startMessage(error)}\n`);
  process.exit(EXIT_CANNOT_START);
}

/** The log says why in full, the terminal in one line. */
async function recordFailure({ log, flush }: Diary, error: unknown): Promise<void> {
  log('error', 'start.failed', { error: (error instanceof TillError || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)).slice(0, FAILURE_LENGTH_MAX) });
  await flush();
}

async function start(flags: Flags): Promise<void> {
  const dataDir = flags.dataDir ?? defaultDataDir();
  requireWritable(dataDir);
  const diary = openLog(join(dataDir, 'logs'), realClock);
  try {
    await compose(flags, dataDir, diary);
  } catch (error) {
    await recordFailure(diary, error);
    throw error;
  }
}

/**
 * The composition root: folder, log, shell, windows, till. The runtime starts in processes of its own and so do the pages; this process reads the
 * rest of its program while the one starts, and opens the journal while the others do. A call that comes early waits. Whatever fails ends with one line.
 */
async function compose(flags: Flags, dataDir: string, diary: Diary): Promise<void> {
  const { log, flush } = diary;
  const opening = openShell({
    userDataDir: join(dataDir, 'runtime'), rendererDir: join(HERE, 'renderer'), preloadPath: join(HERE, 'preload.cjs'), clock: realClock, random: realRandom,
    onDropped: (dropped) => log('warn', 'shell.dropped', { ...dropped }),
    onNote: (note) => log('warn', 'shell.window', { ...note }),
    onFailure: (channel, error) => log('error', 'shell.handlerFailed', { channel, error: String(error).slice(0, 300) }),
  });
  const rest = Promise.all([import('./first-run.ts'), import('./ipc/router.ts')]);
  const [shell, [{ openTillOrFirstRun }, { createRouter }]] = await Promise.all([opening, rest]);

  const ready = Promise.withResolvers<Route>();
  const windows = shell.openWindows(async (sender, channel, request) => (await ready.promise)(sender.window, channel, request));
  // The windows are asked for before the journal takes this thread.
  await nextTurn();
  const tillOpening = openTillOrFirstRun({
    dataDir, world: flags.live ? 'live' : 'training', language: flags.language ?? null, provisionFile: flags.provisionFile ?? null,
    serialScanner: flags.serialScanner ?? null, software: `${packageJson.name} ${packageJson.version}`, runtime: `${shell.runtime} node-${process.versions.node}`,
    clock: realClock, random: realRandom, log, secretBox: shell.secrets, cashierPainted: () => shell.cashierPainted(), showCustomer: () => shell.showCustomer(),
    printToPdf: (html) => shell.printToPdf(html),
    updates: { keysFile: join(HERE, 'update-keys.json'), platform: process.platform, arch: process.arch, handOver: shell.handOver },
    spawnDeviceHost: () => shell.spawnHost(join(HERE, 'device-host.js'), 'Guitai devices'),
    send: (event, payload) => shell.sendTo(event === 'customer.changed' ? 'customer' : 'cashier', event, payload),
  });
  shell.onQuit(() => tillOpening.then((till) => till.stop(), () => undefined));
  shell.onQuit(flush);
  let till: OpenTill;
  try {
    till = await tillOpening;
  } catch (error) {
    await recordFailure(diary, error);
    shell.quit(EXIT_CANNOT_START);
    process.stderr.write(`${startMessage(error)}\n`);
    return;
  }
  shell.onCustomerPlace((place) => till.setCustomerScreen(CUSTOMER_SCREEN[place]));
  till.setCustomerScreen(CUSTOMER_SCREEN[shell.customerPlace()]);
  ready.resolve(createRouter(till.handlers, log));
  await windows;
}

/** The till itself, with the flags of build/flags.mjs. */
async function runTill(): Promise<void> {
  const parsed = parseFlags(ownArguments());
  if (!parsed.ok) {
    process.stderr.write(`guitai: ${parsed.code}: ${parsed.message}\n`);
    process.exit(EXIT_CANNOT_START);
  }
  if (parsed.flags.help) process.stdout.write(USAGE);
  else await start(parsed.flags).catch(refuse);
}

// Commands that read the till's secrets run in the till's runtime, because nothing else can decrypt them; build/ams-merchants.mjs sets the name.
if (process.env['GUITAI_COMMAND'] === 'ams-merchants') await import('./ams-merchants.ts').then(({ runAmsMerchants }) => runAmsMerchants(ownArguments())).catch(refuse);
else await runTill();
