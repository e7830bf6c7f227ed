/** A grave thing is confirmed, with a reason. */
export const approval = {
  reason: 'Reason',
  reasonNeeded: 'A few words that somebody else will understand later.',
  cancel: 'Back',
  kept: 'Name, reason and time are kept in the journal.',
};
