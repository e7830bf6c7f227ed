import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** `node --import …/register.ts out/main.js`: from here on, `electron` means the stand-in, for import and for require. */
const url = pathToFileURL(join(import.meta.dirname, 'electron.ts')).href;
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url, shortCircuit: true } : next(specifier, context)),
});
/** As when Electron runs an app's folder: what follows the main file on the command line is the app's own. */
Object.defineProperty(process, 'defaultApp', { value: true });
