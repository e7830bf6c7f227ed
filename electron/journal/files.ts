import { join } from 'node:path';

/** Training has its own file and so its own chain: practice can never be taken for business (journal.md J19). */
export type World = 'training' | 'live';
export const WORLDS = ['live', 'training'] as const satisfies readonly World[];

export const journalFile = (dir: string, world: World): string => join(dir, `journal-${world}.db`);
export const walFile = (file: string): string => `${file}-wal`;
/** Where a new journal is made; it gets its own name when it is whole, so that a file of that name is never empty by accident. */
export const unfinishedFile = (file: string): string => `${file}.new`;
/** Whoever holds an exclusive SQLite lock on this empty file may write the journal. */
export const lockFile = (dir: string, world: World): string => join(dir, `journal-${world}.lock`);

/** Copy made before the migration to `toVersion`. */
export const backupName = (world: World, toVersion: number, atMs: number): string => `journal-${world}.before-v${toVersion}-${atMs}.db`;
export const isBackupName = (world: World, name: string): boolean => name.startsWith(`journal-${world}.before-v`) && name.endsWith('.db');
