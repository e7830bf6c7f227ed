import { join } from 'node:path';
import { parseFlags, USAGE, type Flags } from '../build/flags.mjs';
import packageJson from '../package.json' with { type: 'json' };
import { TillError } from '../shared/errors/registry.ts';
import { openTill, requireWritable, type Till } from './compose.ts';
import { createRouter } from './ipc/router.ts';
import { openLog } from './log.ts';
import { realClock, realRandom } from './real-world.ts';
import { defaultDataDir, openShell, ownArguments, type Shell } from './shell/shell.ts';
import { startMessage } from './start-messages.ts';

/** What cannot be helped by trying again ends with one line and this code; see README "When it does not start". */
const EXIT_CANNOT_START = 2;
const HERE = import.meta.dirname;

const CUSTOMER_SCREEN = { ownDisplay: 'second', window: 'window', hidden: 'hidden', closed: 'hidden' } as const;

function refuse(error: unknown): never {
  process.stderr.write(`${error instanceof TillError ? startMessage(error) : `guitai: INTERNAL ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`}\n`);
  process.exit(EXIT_CANNOT_START);
}

/** The composition root: folder, log, shell, till, windows, in this order; whatever fails before the windows ends with one line. */
async function start(flags: Flags): Promise<void> {
  const dataDir = flags.dataDir ?? defaultDataDir();
  requireWritable(dataDir);
  const { log, flush } = openLog(join(dataDir, 'logs'), realClock);
  const shell: Shell = await openShell({
    userDataDir: join(dataDir, 'runtime'), rendererDir: join(HERE, 'renderer'), preloadPath: join(HERE, 'preload.cjs'), clock: realClock, random: realRandom,
    onDropped: (dropped) => log('warn', 'shell.dropped', { ...dropped }),
    onNote: (note) => log('warn', 'shell.window', { ...note }),
    onFailure: (channel, error) => log('error', 'shell.handlerFailed', { channel, error: String(error).slice(0, 300) }),
  });
  let till: Till;
  try {
    till = await openTill({
      dataDir, world: flags.live ? 'live' : 'training', language: flags.language ?? null, provisionFile: flags.provisionFile ?? null,
      serialScanner: flags.serialScanner ?? null, software: `${packageJson.name} ${packageJson.version}`, runtime: `${shell.runtime} node-${process.versions.node}`,
      clock: realClock, random: realRandom, log, secretBox: shell.secrets, printToPdf: (html) => shell.printToPdf(html),
      spawnDeviceHost: () => shell.spawnHost(join(HERE, 'device-host.js'), 'Guitai devices'),
      send: (event, payload) => shell.sendTo(event === 'customer.changed' ? 'customer' : 'cashier', event, payload),
    });
  } catch (error) {
    log('error', 'start.failed', { error: String(error).slice(0, 300) });
    await flush();
    shell.quit(EXIT_CANNOT_START);
    process.stderr.write(`${error instanceof TillError ? startMessage(error) : `guitai: INTERNAL ${String(error)}`}\n`);
    return;
  }
  shell.onQuit(() => till.stop());
  shell.onQuit(flush);
  const route = createRouter(till.handlers, log);
  shell.onCustomerPlace((place) => till.setCustomerScreen(CUSTOMER_SCREEN[place]));
  await shell.openWindows((sender, channel, request) => route(sender.window, channel, request));
  till.setCustomerScreen(CUSTOMER_SCREEN[shell.customerPlace()]);
}

const parsed = parseFlags(ownArguments());
if (!parsed.ok) {
  process.stderr.write(`guitai: ${parsed.code}: ${parsed.message}\n`);
  process.exit(EXIT_CANNOT_START);
}
if (parsed.flags.help) process.stdout.write(USAGE);
else await start(parsed.flags).catch(refuse);
