// Proves the arrows of the house: `node build/rules/dependencies.mjs` lists every import that goes where it may not. Runs on Node 24.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FREE, ROOMS } from './house.mjs';
import { importsOf } from './imports.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const SOURCE = /\.(m?[jt]s|[jt]sx)$/;

const roomOf = (path) => ROOMS.find(({ holds }) => holds.some((prefix) => (prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix)));
const allows = (packages, specifier) => packages.some((allowed) => (typeof allowed === 'string' ? allowed === specifier : allowed.test(specifier)));

/** Why this import is not allowed, or undefined when it is. `path`: the importing file, from the project's root. */
function objection(room, path, specifier) {
  if (specifier === undefined) return 'a computed import cannot be checked';
  if (!specifier.startsWith('.')) return allows(room.packages, specifier) ? undefined : `${room.room} may not use ${specifier}`;
  if (!/\.[a-z]+$/.test(specifier)) return 'an import names its file with the extension';
  const target = posix.normalize(posix.join(posix.dirname(path), specifier));
  const entered = roomOf(target)?.room ?? (FREE.some((prefix) => target.startsWith(prefix)) ? target.split('/')[0] : undefined);
  if (entered === undefined) return `${target} belongs to no room`;
  return entered === room.room || room.enters.includes(entered) ? undefined : `${room.room} may not enter ${entered}`;
}

/** The forbidden imports of one file, as lines `path:line specifier: why`. */
export function checkSource(path, text) {
  const room = roomOf(path);
  if (room === undefined) return FREE.some((prefix) => path.startsWith(prefix)) ? [] : [`${path}:1 this file belongs to no room (build/rules/house.mjs)`];
  return importsOf(path, text).flatMap(({ specifier, line }) => {
    const why = objection(room, path, specifier);
    return why === undefined ? [] : [`${path}:${line} ${specifier ?? ''}: ${why}`];
  });
}

/** The forbidden imports of the whole project. */
export function checkProject(root = ROOT) {
  const files = ['shared', 'electron', 'renderer', 'build'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1).replaceAll('\\', '/'));
  return files.sort().flatMap((path) => checkSource(path, readFileSync(join(root, path), 'utf8')));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = checkProject();
  for (const line of found) process.stdout.write(`${line}\n`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
