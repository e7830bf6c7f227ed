import * as z from 'zod';
import { canonicalText, type Canonical } from '../journal/canonical.ts';
import { VERSION } from './version.ts';

/** The one file a till asks for; the installers it names lie beside it. */
export const RELEASE_FILE = 'guitai-release.json';
export const RELEASE_BYTES_MAX = 64 * 1024;
export const INSTALLER_BYTES_MAX = 1024 * 1024 * 1024;
export const NOTES_LENGTH_MAX = 2_000;

export const PLATFORMS = ['win32', 'darwin', 'linux'] as const;
export const ARCHITECTURES = ['x64', 'arm64'] as const;
/** What an installer's name ends with, and so how it is begun. */
export const INSTALLER_KINDS = ['.exe', '.dmg', '.AppImage', '.deb'] as const;
export type InstallerKind = (typeof INSTALLER_KINDS)[number];

/** A plain name, never a path: it becomes a file of the data folder. */
const installerName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/).refine((name) => INSTALLER_KINDS.some((kind) => name.endsWith(kind)));

const installer = z.object({
  platform: z.enum(PLATFORMS),
  arch: z.enum(ARCHITECTURES),
  name: installerName,
  bytes: z.int().min(1).max(INSTALLER_BYTES_MAX),
  sha512: z.string().regex(/^[0-9a-f]{128}$/),
});
export type Installer = z.infer<typeof installer>;

/** What is new, for the owner, a sentence or a few; may be empty. */
export const releaseNotes = z.object({ en: z.string().max(NOTES_LENGTH_MAX), 'zh-Hans': z.string().max(NOTES_LENGTH_MAX), 'zh-Hant': z.string().max(NOTES_LENGTH_MAX) });

/** A version as its publisher announces it. Later tills may be told more: what this one does not know is left out, yet it is signed. */
export const release = z.object({
  product: z.literal('guitai'),
  version: z.string().regex(VERSION),
  releasedAtMs: z.int().min(0),
  notes: releaseNotes,
  files: z.array(installer).min(1).max(24),
});
export type Release = z.infer<typeof release>;

/** The file as it lies there. Nothing in `release` is looked at before its signature is found good. */
export const signedRelease = z.object({
  format: z.literal(1),
  release: z.unknown(),
  /** Which of the publisher's keys: the first 16 hex digits of the SHA-256 of its SPKI bytes. */
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  /** Ed25519, base64, in the one way to write it. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/),
});
export type SignedRelease = z.infer<typeof signedRelease>;

/** Exactly what is signed: a line that no other use of the key begins with, then the canonical text. Throws TypeError for what has none. */
export const releaseTextToSign = (announced: unknown): string => `guitai-release-1\n${canonicalText(announced as Canonical)}`;

/** The installer for a computer; kinds come in the order they are wanted. */
export function installerFor({ files }: Release, platform: string, arch: string, kinds: readonly InstallerKind[]): Installer | null {
  for (const kind of kinds) {
    const found = files.find((file) => file.platform === platform && file.arch === arch && file.name.endsWith(kind));
    if (found) return found;
  }
  return null;
}
