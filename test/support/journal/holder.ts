// A till of its own: opens the journal of the folder in argv, appends one entry, says so, and stays until it is killed.
import { openJournal } from '../../../electron/journal/open.ts';
import { testClock } from './story.ts';

const journal = openJournal({ dir: process.argv[2] ?? '', world: 'training', register: 'till-1', software: 'guitai 0.1.0', clock: testClock() });
journal.append([{ type: 'drawer.opened', data: { why: 'float' } }]);
process.stdout.write('open\n');
// The journal is named here so that it stays in use.
setInterval(() => journal.head(), 60_000);
