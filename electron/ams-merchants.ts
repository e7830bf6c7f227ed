import { join } from 'node:path';
import { createHttp } from './alipay/http.ts';
import { realClock } from './real-world.ts';
import { openWindowless } from './shell/windowless.ts';
import { MERCHANTS_USAGE, merchantsError, parseMerchantsCommand, runMerchantsCommand, type MerchantsCommand } from './till/ams-merchants.ts';

/** The command `ams-merchants` inside the till's own runtime, where its secrets can be read. Ends the process. */
export async function runAmsMerchants(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(MERCHANTS_USAGE);
    process.exit(0);
  }
  const command = parsed(args);
  const { secrets, end } = await openWindowless(join(command.dataDir, 'runtime'));
  const http = createHttp({ clock: realClock });
  const exitCode = await runMerchantsCommand(command, {
    secretBox: secrets, clock: realClock, post: http.post,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
  });
  http.close();
  end(exitCode);
}

function parsed(args: readonly string[]): MerchantsCommand {
  try {
    return parseMerchantsCommand(args);
  } catch (error) {
    process.stderr.write(`guitai: ${merchantsError(error)}\n`);
    process.exit(2);
  }
}
