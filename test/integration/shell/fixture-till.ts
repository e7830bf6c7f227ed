import { join } from 'node:path';
import { parseFlags } from '../../../build/flags.mjs';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { openShell, ownArguments } from '../../../electron/shell/shell.ts';

/** A till without a till: the real shell with two bare pages, and commands that reach what only the main process can. */
const parsed = parseFlags(ownArguments());
if (!parsed.ok || parsed.flags.dataDir === undefined) throw new Error('the fixture needs --data');
const { dataDir } = parsed.flags;
const say = (note: object): void => void process.stdout.write(`${JSON.stringify(note)}\n`);

const shell = await openShell({
  userDataDir: dataDir,
  rendererDir: join(import.meta.dirname, 'pages'),
  preloadPath: join(import.meta.dirname, '..', '..', '..', 'out', 'preload.cjs'),
  clock: realClock,
  random: realRandom,
  onDropped: (dropped) => say({ dropped }),
  onNote: (note) => say({ note }),
  onFailure: (channel, error) => say({ failure: channel, message: String(error) }),
});
shell.onCustomerPlace((place) => say({ place }));
shell.onQuit(async () => say({ quitting: true }));

const talkToHost = (): Promise<unknown> => new Promise((resolve) => {
  const host = shell.spawnHost(join(import.meta.dirname, 'host.ts'), 'echo');
  let heard: unknown;
  host.onMessage((message) => {
    heard = message;
    host.post({ exitWith: 7 });
  });
  host.onExit((exitCode) => resolve({ heard, exitCode }));
  host.post({ n: 1, bytes: new Uint8Array([1, 2, 3]) });
});

const COMMANDS: Readonly<Record<string, (text: string) => unknown>> = {
  pdf: async () => Buffer.from(await shell.printToPdf('<style>@page { size: 80mm 100mm }</style><h1>柜台</h1><script>document.title = "ran"</script>')).toString('latin1').slice(0, 8),
  encrypt: (text) => shell.secrets.encrypt(text),
  decrypt: (text) => shell.secrets.decrypt(text),
  strength: () => shell.secrets.strength,
  host: talkToHost,
  place: () => shell.customerPlace(),
  showCustomer: () => shell.showCustomer(),
  fail: () => {
    throw new Error('a handler that fails');
  },
  notice: () => {
    for (const window of ['cashier', 'customer'] as const) shell.sendTo(window, 'notice', { code: 'SCAN_UNKNOWN', details: { to: window } } as never);
  },
};

await shell.openWindows(async (sender, channel, request) => {
  if (channel !== 'scan.submit') return { ok: true, value: { sender, channel, request } };
  const { command, text } = request as { command: string; text: string };
  return { ok: true, value: await COMMANDS[command]?.(text) };
});
say({ opened: true });
