/** The full path of a program on PATH, or undefined. */
export declare function onPath(name: string): string | undefined;
/** The path of a usable browser, or undefined. `GUITAI_BROWSER` decides when it is set. */
export declare function findBrowser(): string | undefined;
