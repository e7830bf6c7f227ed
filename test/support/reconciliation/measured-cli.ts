// The command with its peak memory and time behind it: node [--max-old-space-size=N] test/support/reconciliation/measured-cli.ts ARGS...
// The last line on stdout is {"exit":0,"peakMb":123,"seconds":4.5}.
import { runReconcileCommand } from '../../../electron/till/reconciliation/cli.ts';

const began = performance.now();
const exit = await runReconcileCommand(process.argv.slice(2), { out: (line) => void process.stdout.write(`${line}\n`), err: (line) => void process.stderr.write(`${line}\n`) });
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ exit, peakMb, seconds: Math.round((performance.now() - began) / 100) / 10 })}\n`);
