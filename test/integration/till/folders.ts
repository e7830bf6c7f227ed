import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Memory posing as a disk, on Linux. */
const MEMORY = '/dev/shm';

/**
 * A fresh folder for a till. In memory where that can be had: these tests are about what is written, not about how long a disk takes to
 * promise it, and a killed process loses nothing of either.
 */
export const tillFolder = (): string => mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'guitai-test-'));
