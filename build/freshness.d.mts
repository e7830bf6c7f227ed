/** The folder of what is built. */
export declare const OUT: string;
/** Builds out/ when it is older than its sources. Needs set-up to be done. Throws SetUpError. */
export declare function ensureBuilt(): Promise<void>;
