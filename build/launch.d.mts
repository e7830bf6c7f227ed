export interface Runtime {
  readonly kind: 'electron' | 'chromium';
  /** Electron's program, or the browser's. */
  readonly path: string;
}

/** Is there anything to open a window on? */
export declare function hasDisplay(env?: NodeJS.ProcessEnv): boolean;
export declare function isHeadless(env?: NodeJS.ProcessEnv): boolean;
/** The program, arguments and environment that run the built till with these arguments of its own. `mainFile`: another built app, for tests of the shell. */
export declare function tillCommand(options: { readonly runtime: Runtime; readonly args: readonly string[]; readonly env?: NodeJS.ProcessEnv; readonly mainFile?: string }): {
  readonly command: string;
  readonly args: string[];
  readonly env: NodeJS.ProcessEnv;
};
