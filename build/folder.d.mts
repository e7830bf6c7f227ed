/** Makes `dir` and its parents unless they are there, and sees that files can be made in it. Throws the system's error (`code`: EACCES, EROFS, ENOTDIR, …) when not. */
export declare function makeWritableFolder(dir: string): void;
