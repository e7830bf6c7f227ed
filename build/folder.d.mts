/**
 * Makes `dir` and its parents unless they are there, and sees that files can be made in it. Throws the system's error (`code`: EACCES,
 * EROFS, ENOTDIR, ENOSPC, …) when not.
 */
export declare function makeWritableFolder(dir: string): void;
/** Is this the system's word for a disk without room? */
export declare function isDiskFull(error: unknown): boolean;
