import type { InlineConfig } from 'vite';

export function mainConfig(outDir: string): InlineConfig;
export function preloadConfig(outDir: string, names: { readonly channels: readonly string[]; readonly events: readonly string[] }): InlineConfig;
export function rendererConfig(outDir: string): InlineConfig;
