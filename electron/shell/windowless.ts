import { app } from 'electron';
import { openSecretBox, type SecretBox } from './safe-storage.ts';

/** What a command needs of the runtime that opens no window: the secrets, which only the runtime the till runs on can read. */
export interface Windowless {
  readonly secrets: SecretBox;
  end(exitCode: number): void;
}

/** Takes no lock: a command may run beside the till. `userDataDir`: the till's, because the key belongs to it. */
export async function openWindowless(userDataDir: string): Promise<Windowless> {
  app.setPath('userData', userDataDir);
  await app.whenReady();
  return { secrets: openSecretBox(), end: (exitCode) => app.exit(exitCode) };
}
