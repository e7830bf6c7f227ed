import { join, resolve } from 'node:path';

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..');
export const MODULES = join(ROOT, 'node_modules');
/** Node 24 from the npm package `node`. */
export const NODE24 = join(MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
/** What set-up remembers; lies inside node_modules, so that a fresh install forgets it. */
export const STAMP = join(MODULES, '.guitai-setup.json');

/** npm runs scripts in the project's folder; paths on the command line are meant from where the person is. */
export const fromHere = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);
