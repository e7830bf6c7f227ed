import type { Run } from './run.ts';

/**
 * A message has said "paid" for an attempt that ended without money. It may be older than the end, so the gateway is asked until it
 * gives an answer that counts: paid makes it found money (payments.md rule 7), anything else verified lays the doubt to rest.
 * Throws Stopped, Stalled, NoProvider.
 */
export async function verifyDoubt(run: Run): Promise<void> {
  run.verifying += 1;
  try {
    await askUntilItCounts(run);
  } finally {
    run.verifying -= 1;
  }
}

async function askUntilItCounts(run: Run): Promise<void> {
  const { first, most } = run.timing.unresolvedEveryMs;
  let pauseMs = first;
  run.record.reread();
  await run.pauseUntil(run.settledMono);
  while (run.record.state !== 'paid') {
    const askedMono = run.mono;
    const verdict = run.settle(await run.inquire(), { service: 'inquire', askedMono });
    const unanswered = verdict.kind === 'nothing' || verdict.kind === 'notSent';
    const tooEarly = verdict.kind === 'paid' && !run.paidCounts(askedMono);
    if (!unanswered && !tooEarly) return;
    await run.pauseUntil(run.mono + pauseMs);
    pauseMs = Math.min(pauseMs * 2, most);
  }
}
