import { useState } from 'react';
import type { ReactElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { attachWedge } from '../../../renderer/ui/wedge/attach.ts';

/** A page with everything a scan could press by mistake. What happens is written to `window.log` and, for people, to the page. */
declare global {
  interface Window {
    log: string[];
    /** Every key-down of the keyboard, before the wedge sees it. */
    keyTimes: { code: string; atMs: number; handledAtMs: number }[];
    ready: boolean;
    burstPending: () => boolean;
  }
}

window.log = [];
window.keyTimes = [];
window.addEventListener('keydown', (event) => {
  if (event.isTrusted) window.keyTimes.push({ code: event.code, atMs: Math.round(event.timeStamp), handledAtMs: Math.round(performance.now()) });
}, { capture: true });
const note = (line: string): void => {
  window.log.push(line);
};

const wedge = attachWedge(window, { onScan: ({ text }) => note(`scan ${text}`), onRejected: (reason) => note(`rejected ${reason}`) });
window.burstPending = wedge.isBurstPending;
// A shortcut on single keys, as an app would register it.
window.addEventListener('keydown', (event) => {
  if (!(event.target instanceof HTMLInputElement)) note(`key ${event.key}`);
});

function Page(): ReactElement {
  const [search, setSearch] = useState('');
  const [plain, setPlain] = useState('');
  return (
    <main>
      <form onSubmit={(event) => { event.preventDefault(); note('submit'); }}>
        {/* Controlled, and it refuses capitals: the value on screen is always React's. */}
        <input id="search" value={search} onChange={(event) => { setSearch(event.target.value.toLowerCase()); note(`search ${event.target.value}`); }} />
      </form>
      {/* Outside the form: with two fields and no submit button Enter would submit nothing. */}
      <input id="quantity" type="number" defaultValue="2" />
      <textarea id="notes" value={plain} onChange={(event) => setPlain(event.target.value)} />
      <select id="tax" defaultValue="6"><option>0</option><option>6</option><option>9</option></select>
      <button id="pay" type="button" onClick={() => note('pay')}>Pay</button>
      <dialog id="dialog"><button id="confirm" type="button" onClick={() => note('confirm')}>Confirm</button></dialog>
    </main>
  );
}

const root = document.createElement('div');
document.body.append(root);
flushSync(() => createRoot(root).render(<Page />));
window.ready = true;
