// Opens the journal of the folder in argv with one more schema step and is killed in the middle of it, or just after it.
import { openJournal } from '../../../electron/journal/open.ts';
import { MIGRATIONS, type Migration } from '../../../electron/journal/migrations.ts';
import { testClock } from './story.ts';

const [, , dir = '', moment] = process.argv;
const die = (): void => void process.kill(process.pid, 'SIGKILL');

const clock = testClock();
let asked = 0;
const step: Migration = {
  version: 2,
  up: (db) => {
    db.exec('CREATE TABLE note (text TEXT NOT NULL) STRICT; UPDATE sale SET total_minor = 0');
    if (moment === 'duringStep') die();
  },
  refold: true,
};
openJournal({
  dir, world: 'training', register: 'till-1', software: 'guitai 0.1.0', migrations: [...MIGRATIONS.slice(0, 1), step],
  // The clock is asked once at opening and once for the entry of the step.
  clock: { ...clock, nowMs: () => ((asked += 1) === 2 ? (die(), clock.atMs) : clock.atMs) },
});
