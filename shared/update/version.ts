/** Versions are three numbers: a till is a release or it is none. */
export const VERSION = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})$/;

export const isVersion = (text: string): boolean => VERSION.test(text);

/** Below zero when `a` is older than `b`, zero when they are the same. Both are versions (isVersion); anything else is as old as can be. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => (VERSION.exec(text) ?? []).slice(1).map(Number));
  for (let at = 0; at < 3; at += 1) {
    const difference = (left?.[at] ?? -1) - (right?.[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The version in what entries say of the program that wrote them ("guitai 0.1.0"); null for one that is no release. */
export function versionOfSoftware(software: string): string | null {
  const version = /^guitai (\S+)$/.exec(software)?.[1] ?? '';
  return isVersion(version) ? version : null;
}
