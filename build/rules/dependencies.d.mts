/** The forbidden imports of one file (`path` from the project's root), as lines `path:line specifier: why`. */
export declare function checkSource(path: string, text: string): string[];
/** The forbidden imports of the whole project. */
export declare function checkProject(root?: string): string[];
