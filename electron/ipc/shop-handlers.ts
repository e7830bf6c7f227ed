import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Handlers } from '../../shared/contract/contract.ts';
import { TillError } from '../../shared/errors/registry.ts';
import { listSerialPorts } from '../till/shop/serial-ports.ts';
import type { Desk } from '../till/desk.ts';
import type { SettingsStore } from '../till/settings-store.ts';
import { printKeySheet } from '../till/shop/key-sheet.ts';
import type { LiveConfig } from '../till/shop/live-config.ts';
import { saveShop, saveTax, shopSettings, type ShopSettingsDeps } from '../till/shop/shop-settings.ts';

export interface ShopDeps {
  readonly desk: Desk;
  readonly settings: SettingsStore;
  readonly live: LiveConfig;
  readonly usedRateIds: () => readonly string[];
  readonly dataDir: string;
  readonly journalFile: string;
  readonly software: string;
  readonly runtime: string;
  readonly printToPdf: (html: string) => Promise<Uint8Array>;
  /** The scanner of the command line, which wins over the settings. */
  readonly commandLineScanner: string | null;
  /** Puts a serial scanner in force; null: none. */
  readonly useScanner: (path: string | null) => void;
}

type ShopHandlers = { readonly [C in keyof Handlers as C extends 'settings.window' | 'settings.saveKeys' | 'settings.saveLook' | 'settings.shop' | 'settings.saveShop' | 'settings.saveTax' | 'settings.devices' | 'settings.saveDevices' | 'settings.about' | 'keys.print' ? C : never]: Handlers[C] };

const CHANGED_MAX = 120;

/** The shop, its tax, this till's keys, look and devices, and what this till is. */
export function shopHandlers(deps: ShopDeps): ShopHandlers {
  const { desk, settings, dataDir } = deps;
  const startedAtMs = desk.clock.nowMs();
  const shop: ShopSettingsDeps = { desk, settings, live: deps.live, usedRateIds: deps.usedRateIds };
  const windowView = () => ({ keys: settings.settings.keys ?? {}, theme: settings.settings.theme ?? ('system' as const), size: settings.settings.size ?? ('100' as const) });
  const record = (area: string, changed: readonly string[]): void => {
    desk.journal.append([{ type: 'settings.changed', data: { area, changed: changed.map((one) => one.slice(0, CHANGED_MAX)) } }], desk.authority.people());
  };
  const devices = async () => ({ scannerPort: deps.commandLineScanner ?? settings.settings.scannerPort ?? null, fromCommandLine: deps.commandLineScanner !== null, ports: [...(await listSerialPorts())] });
  return {
    'settings.window': windowView,
    'settings.saveKeys': ({ keys }) => {
      desk.authority.require({ permission: 'changeSettings' });
      const before = settings.settings.keys ?? {};
      const names = [...new Set([...Object.keys(before), ...Object.keys(keys)])].filter((name) => before[name] !== keys[name]);
      if (names.length > 0) {
        settings.recorded(() => settings.save({ keys }), () => record('keys', names.map((name) => `${name}: ${keys[name] ?? 'as it came'}`)));
      }
      return windowView();
    },
    'settings.saveLook': (look) => {
      settings.save(look);
      return windowView();
    },
    'keys.print': async (form) => ({ path: await printKeySheet(form, desk.world, join(dataDir, 'reports'), deps.printToPdf) }),
    'settings.shop': () => shopSettings(shop),
    'settings.saveShop': (form) => saveShop(shop, form),
    'settings.saveTax': (form) => saveTax(shop, form),
    'settings.devices': devices,
    'settings.saveDevices': async ({ scannerPort }) => {
      desk.authority.require({ permission: 'changeSettings' });
      if (deps.commandLineScanner !== null) throw new TillError('SETTINGS_INVALID', { field: 'scannerPort', reason: 'commandLine' });
      if ((settings.settings.scannerPort ?? null) !== scannerPort) {
        settings.recorded(() => settings.save({ scannerPort }), () => record('devices', [scannerPort === null ? 'scanner: none' : `scanner: ${scannerPort}`]));
        deps.useScanner(scannerPort);
      }
      return devices();
    },
    'settings.about': () => {
      const { seq, hash } = desk.journal.head();
      return {
        software: deps.software, runtime: deps.runtime, dataDir, world: desk.world, journalEntries: seq, journalHead: hash, journalBytes: bytesOf(deps.journalFile), products: desk.catalog.count(), startedAtMs,
      };
    },
  };
}

/** With what is not yet folded into the file. */
function bytesOf(file: string): number {
  return [file, `${file}-wal`].reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}
