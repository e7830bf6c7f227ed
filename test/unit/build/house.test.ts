import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSource } from '../../../build/rules/dependencies.mjs';

const ROOT = join(import.meta.dirname, '..', '..', '..');

describe('the arrows of the house', () => {
  test.each([
    ['shared/money.ts', "import { z } from 'zod';"],
    ['renderer/cashier/Cart.tsx', "import type { Minor } from '../../shared/money.ts'; import '../ui/base.css';"],
    ['electron/till/selling.ts', "import type { Journal } from '../journal/port.ts'; import { join } from 'node:path';"],
    ['electron/alipay/ams/client.ts', "import type { Provider } from '../../payments/provider.ts';"],
    ['electron/compose.ts', "import { createRouter } from './ipc/router.ts';"],
    ['test/unit/anything.test.ts', "import '../../electron/journal/writer.ts';"],
  ])('%s may: %s', (path, text) => {
    expect(checkSource(path, text)).toEqual([]);
  });

  test.each([
    ['shared/money.ts', "import { join } from 'node:path';", 'shared may not use node:path'],
    ['shared/money.ts', "export * from '../electron/log.ts';", 'shared may not enter electron/ground'],
    ['renderer/bridge.ts', "import type { Shell } from '../electron/shell/shell.ts';", 'renderer may not enter electron/shell'],
    ['renderer/store.ts', "type Db = import('better-sqlite3').Database;", 'renderer may not use better-sqlite3'],
    ['electron/journal/writer.ts', "import { Desk } from '../till/desk.ts';", 'electron/journal may not enter electron/till'],
    ['electron/till/desk.ts', "import { app } from 'electron';", 'electron/till may not use electron'],
    ['electron/till/desk.ts', "const { app } = await import('electron');", 'electron/till may not use electron'],
    ['electron/till/desk.ts', "const sql = require('better-sqlite3');", 'electron/till may not use better-sqlite3'],
    ['electron/till/desk.ts', "import { createRouter } from '../ipc/router.ts';", 'electron/till may not enter electron/ipc'],
    ['electron/alipay/http.ts', "import { Engine } from '../payments/engine.ts';", 'electron/alipay may not enter electron/payments'],
    ['electron/training/wallet.ts', "import { sign } from '../alipay/legacy/sign.ts';", 'electron/training may not enter electron/alipay'],
    ['electron/shell/shell.ts', "import { Desk } from '../till/desk.ts';", 'electron/shell may not enter electron/till'],
    ['electron/ipc/router.ts', "import renderer from '../../renderer/store.ts';", 'electron/ipc may not enter renderer'],
    ['electron/till/desk.ts', 'const room = await import(process.argv[2]);', 'a computed import cannot be checked'],
    ['electron/till/desk.ts', "import { Journal } from '../journal/port';", 'an import names its file with the extension'],
    ['attic/old.ts', '', 'this file belongs to no room'],
  ])('%s may not: %s', (path, text, why) => {
    expect(checkSource(path, text)).toEqual([expect.stringContaining(why)]);
    expect(checkSource(path, text)[0]).toMatch(new RegExp(`^${path}:1 `));
  });
});

describe('the linter', () => {
  /** Each file breaks one rule; the name of the rule is what the linter must say of it. */
  const BROKEN: readonly (readonly [path: string, text: string, rule: string])[] = [
    ['shared/a.ts', "import 'node:fs';\n", 'no-restricted-imports'],
    ['shared/b.ts', 'export const now = (): number => Date.now();\n', 'no-restricted-properties'],
    ['shared/c.ts', 'export const wait = (go: () => void): unknown => setTimeout(go, 1);\n', 'no-restricted-globals'],
    ['electron/till/a.ts', "import { app } from 'electron';\nexport const name = app.name;\n", 'no-restricted-imports'],
    ['electron/till/b.ts', 'export const chance = (): number => Math.random();\n', 'no-restricted-properties'],
    ['electron/ipc/a.ts', "import Database from 'better-sqlite3';\nexport const db = new Database('x');\n", 'no-restricted-imports'],
    ['renderer/a.ts', "import { app } from 'electron';\nexport const name = app.name;\n", 'no-restricted-imports'],
    ['renderer/b.ts', 'export const bridge = window.till;\n', 'no-restricted-properties'],
    ['electron/till/one.ts', "import { two } from './two.ts';\nexport const one = (): number => two();\n", 'no-cycle'],
    ['electron/till/two.ts', "import { one } from './one.ts';\nexport const two = (): number => one();\n", 'no-cycle'],
    ['electron/till/c.ts', 'export const anything = (value: any): unknown => value;\n', 'no-explicit-any'],
    ['electron/till/d.ts', 'export const sure = (value: string | undefined): string => value!;\n', 'no-non-null-assertion'],
    ['electron/till/e.ts', 'export default 1;\n', 'no-default-export'],
  ];
  const FINE: readonly (readonly [path: string, text: string])[] = [
    ['electron/shell/a.ts', "import { app } from 'electron';\nexport const name = app.name;\n"],
    ['electron/journal/a.ts', "import Database from 'better-sqlite3';\nexport const db = new Database('x');\n"],
    ['electron/real-world.ts', 'export const nowMs = (): number => Date.now();\n'],
    ['renderer/bridge.ts', 'export const bridge: unknown = window.till;\n'],
  ];
  let folder: string;
  let found: readonly { readonly filename: string; readonly code: string }[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'guitai-lint-'));
    copyFileSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    for (const [path, text] of [...BROKEN, ...FINE]) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    let output: string;
    try {
      output = execFileSync(process.execPath, [join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint'), '-f', 'json'], { cwd: folder }).toString();
    } catch (error) {
      // It ends with 1 when it finds something, as it must here.
      output = String((error as { stdout: Buffer }).stdout);
    }
    found = (JSON.parse(output) as { diagnostics: typeof found }).diagnostics;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(BROKEN)('reports %s', (path, _text, rule) => {
    expect(found.filter(({ filename }) => filename === path).map(({ code }) => code)).toContainEqual(expect.stringContaining(rule));
  });
  test.each(FINE)('lets %s be', (path) => {
    expect(found.filter(({ filename }) => filename === path)).toEqual([]);
  });
});
