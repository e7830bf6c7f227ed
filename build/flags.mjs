// The till's command line. Plain JavaScript without dependencies, because it is read by the machine's own Node before anything
// is installed, and by electron/main.ts afterwards.

export const LANGUAGES = /** @type {const} */ (['en', 'zh-Hans', 'zh-Hant']);

export const USAGE = `Guitai, a desktop till.

  npm start -- [flags]

  --data DIR             where the journal and the settings live (default: the user-data folder of this platform)
  --lang LANGUAGE        ${LANGUAGES.join(', ')}
  --live                 real gateways from the settings, instead of training mode
  --serial-scanner PATH  a scanner on a serial port
  --provision FILE       set the shop up from a file, once
  --help                 this text
`;

/** Flags that take a value, and the name of their field. */
const VALUED = { '--data': 'dataDir', '--lang': 'language', '--serial-scanner': 'serialScanner', '--provision': 'provisionFile' };
/** Flags that stand alone. */
const PLAIN = { '--live': 'live', '--help': 'help' };

const refuse = (code, message) => ({ ok: false, code, message });

/** See flags.d.mts. */
export function parseFlags(args) {
  const flags = { live: false, help: false };
  const seen = new Set();
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    const equals = arg.startsWith('--') ? arg.indexOf('=') : -1;
    const name = equals === -1 ? arg : arg.slice(0, equals);
    const isValued = Object.hasOwn(VALUED, name);
    if (!isValued && !(Object.hasOwn(PLAIN, name) && equals === -1)) {
      return refuse('CLI_UNKNOWN_FLAG', `unknown flag: ${arg} (--help lists the flags)`);
    }
    if (seen.has(name)) return refuse('CLI_BAD_VALUE', `${name} is given twice`);
    seen.add(name);
    if (!isValued) {
      flags[PLAIN[name]] = true;
      continue;
    }
    let value = arg.slice(equals + 1);
    if (equals === -1) {
      at += 1;
      value = args[at] ?? '';
    }
    if (value === '' || (equals === -1 && value.startsWith('--'))) return refuse('CLI_BAD_VALUE', `${name} needs a value`);
    if (name === '--lang' && !LANGUAGES.includes(value)) {
      return refuse('CLI_BAD_VALUE', `--lang must be one of ${LANGUAGES.join(', ')}, not ${value}`);
    }
    flags[VALUED[name]] = value;
  }
  return { ok: true, flags };
}

/** See flags.d.mts. */
export function formatFlags(flags) {
  const args = [];
  for (const [name, field] of Object.entries(VALUED)) if (flags[field] !== undefined) args.push(name, flags[field]);
  if (flags.live) args.push('--live');
  return args;
}
