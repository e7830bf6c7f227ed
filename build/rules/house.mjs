// Who may enter where. Everything not allowed here is forbidden; design and reasons: docs/architecture.md.

/** Packages of Node itself. */
const NODE = /^node:/;
/** What every room of the main process may use. */
const GROUND = ['shared', 'electron/ground'];

/**
 * The rooms, most particular first: the first one whose folder or file holds a path is the path's room.
 * `enters`: the rooms it may import from, besides itself. `packages`: what it may import from outside the project.
 */
export const ROOMS = [
  { room: 'shared', holds: ['shared/'], enters: [], packages: ['zod'] },

  { room: 'renderer', holds: ['renderer/'], enters: ['shared'], packages: ['react', 'react-dom', /^react-dom\/client$/, 'lucide-react', 'qrcode.react', '@tanstack/react-virtual', '@zxing/library'] },

  { room: 'electron/ground', holds: ['electron/log.ts', 'electron/real-world.ts', 'electron/cli-flags.ts'], enters: ['shared'], packages: [NODE] },
  // The interface payments are asked through; what implements it may know it, and nothing else of that room.
  { room: 'electron/payments/provider', holds: ['electron/payments/provider.ts'], enters: ['shared'], packages: [] },
  { room: 'electron/alipay', holds: ['electron/alipay/'], enters: [...GROUND, 'electron/payments/provider'], packages: [NODE, 'iconv-lite', 'saxes', 'zod'] },
  { room: 'electron/journal', holds: ['electron/journal/'], enters: GROUND, packages: [NODE, 'better-sqlite3', 'pinyin-pro', 'zod'] },
  { room: 'electron/devices', holds: ['electron/devices/'], enters: GROUND, packages: [NODE, 'serialport', 'zod'] },
  // It speaks the gateways' protocols by itself, so that the client and its counterpart cannot share a mistake.
  { room: 'electron/training', holds: ['electron/training/'], enters: GROUND, packages: [NODE, 'iconv-lite', 'saxes'] },
  { room: 'electron/payments', holds: ['electron/payments/'], enters: [...GROUND, 'electron/payments/provider', 'electron/journal'], packages: [NODE] },
  {
    room: 'electron/till', holds: ['electron/till/'],
    enters: [...GROUND, 'electron/payments', 'electron/payments/provider', 'electron/journal', 'electron/devices', 'electron/alipay', 'electron/training'], packages: [NODE, 'zod', '@zxing/library', 'iconv-lite'],
  },
  {
    room: 'electron/ipc', holds: ['electron/ipc/'],
    enters: [...GROUND, 'electron/till', 'electron/payments', 'electron/journal', 'electron/alipay', 'electron/training'], packages: [NODE],
  },
  { room: 'electron/shell', holds: ['electron/shell/'], enters: GROUND, packages: [NODE, 'electron'] },
  { room: 'electron/preload', holds: ['electron/preload.ts'], enters: ['shared'], packages: ['electron'] },
  // The composition root: the only place that sees every room.
  {
    room: 'electron/main', holds: ['electron/'],
    enters: [
      ...GROUND, 'electron/ipc', 'electron/shell', 'electron/till', 'electron/payments', 'electron/payments/provider', 'electron/journal', 'electron/devices', 'electron/alipay', 'electron/training',
      'build/plain', 'package.json',
    ],
    packages: [NODE],
  },
  // What the start scripts and the till share.
  { room: 'build/plain', holds: ['build/flags.mjs', 'build/folder.mjs'], enters: [], packages: [NODE] },
  { room: 'build/chromium-shell', holds: ['build/chromium-shell/'], enters: ['build', 'playwright types'], packages: [NODE, 'electron'] },
  { room: 'playwright types', holds: ['node_modules/playwright-core/types/'], enters: [], packages: [] },
  { room: 'package.json', holds: ['package.json'], enters: [], packages: [] },
];

/** Folders without rules of their own: they build and test everything else. */
export const FREE = ['build/', 'test/', 'vitest.config.ts'];
