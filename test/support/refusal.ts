import { TillError } from '../../shared/errors/registry.ts';

/** The TillError that `act` throws. Fails when it throws something else, or nothing. */
export function refusal(act: () => unknown): { readonly code: TillError['code']; readonly details: TillError['details'] } {
  try {
    act();
  } catch (error) {
    if (error instanceof TillError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error('nothing was refused');
}
