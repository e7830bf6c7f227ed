/** The folder of what is built. */
export declare const OUT: string;
/** Builds out/ when it is older than its sources. Needs set-up to be done. Throws SetUpError. */
export declare function ensureBuilt(): Promise<void>;
/** Changes whenever a file of these folders, or one of these files, is added, removed, resized or touched; paths from the project's root. */
export declare function sourceKey(folders?: readonly string[], files?: readonly string[]): string;
/** Runs the work while holding a lock folder; a lock left by a killed process is taken over after two minutes. */
export declare function withLock<T>(lock: string, work: () => Promise<T>): Promise<T>;
