/** A supervisor allows something. */
export const approval = {
  title: 'A supervisor must allow this',
  name: 'Supervisor’s name',
  pin: 'PIN',
  reason: 'Reason',
  nameNeeded: 'Who allows it?',
  pinNeeded: 'Four to twelve digits.',
  reasonNeeded: 'A few words that somebody else will understand later.',
  practice: (pin: string) => `Training: the supervisor’s PIN is ${pin}.`,
  cancel: 'Back',
  kept: 'Name, reason and time are kept in the journal.',
};
