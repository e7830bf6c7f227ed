import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { parseFlags } from '../../../build/flags.mjs';
import { realClock, realRandom } from '../../../electron/real-world.ts';
import { openShell, ownArguments } from '../../../electron/shell/shell.ts';

/**
 * The floor of `paint.*`: the till's own shell and bridge with nothing behind them. A code arrives from the page or from the serial
 * port, one small event goes back, the page appends one line. No catalog, no journal, no cart, no React.
 */
const parsed = parseFlags(ownArguments());
if (!parsed.ok || parsed.flags.dataDir === undefined) throw new Error('the bare till needs --data');
const { dataDir, serialScanner } = parsed.flags;
const fail = (what: string): void => void process.stderr.write(`bare till: ${what}\n`);

const shell = await openShell({
  userDataDir: dataDir,
  rendererDir: join(import.meta.dirname, 'pages'),
  preloadPath: join(import.meta.dirname, '..', '..', '..', 'out', 'preload.cjs'),
  clock: realClock,
  random: realRandom,
  onDropped: ({ what }) => fail(what),
  onNote: ({ note }) => fail(note),
  onFailure: (channel) => fail(channel),
});

let count = 0;
const show = (code: string): void => shell.sendTo('cashier', 'notice', { code: 'SCAN_UNKNOWN', details: { code, count } });
function take(code: string): void {
  count += 1;
  show(code);
}

if (serialScanner !== undefined) {
  let held = '';
  createReadStream(serialScanner, { encoding: 'latin1' }).on('data', (chunk) => {
    const codes = `${held}${chunk.toString()}`.split('\r');
    held = codes.pop() ?? '';
    codes.forEach(take);
  });
}

await shell.openWindows(async (_sender, channel, request) => {
  if (channel === 'scan.submit') take((request as { readonly text: string }).text);
  if (channel === 'sale.next') {
    count = 0;
    show('');
  }
  return { ok: true, value: {} };
});
