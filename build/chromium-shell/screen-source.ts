import { readFileSync, watch } from 'node:fs';
import { isHeadless } from './browser.ts';
import type { CdpConnection, CdpSession } from './cdp.ts';
import { screen, type DisplayFacts } from './screen.ts';

/**
 * Where the displays come from: a list in `GUITAI_DISPLAYS` for tests (JSON, or the path of a JSON file that is followed as it
 * changes; the first entry is the primary display), one imagined display when headless, else the browser's own knowledge.
 */
const faked = process.env['GUITAI_DISPLAYS'];

interface FakedDisplay {
  readonly label?: string;
  readonly bounds: DisplayFacts['bounds'];
}

function parseFaked(text: string): DisplayFacts[] {
  const list = JSON.parse(text) as readonly FakedDisplay[];
  return list.map(({ label = '', bounds }) => ({ id: identify(label, bounds.x, bounds.y), label, bounds, workArea: bounds, scaleFactor: 1, internal: false }));
}

/** For tests: the displays they name instead of the real ones. */
export function followFakedDisplays(): void {
  if (faked === undefined) return;
  if (faked.trimStart().startsWith('[')) {
    screen.begin(parseFaked(faked));
    return;
  }
  screen.begin(parseFaked(readFileSync(faked, 'utf8')));
  const read = (): void => {
    try {
      screen.update(parseFaked(readFileSync(faked, 'utf8')));
    } catch {
      // Caught half written: the next change tells the rest.
    }
  };
  watch(faked, read).unref();
}

/** A display keeps its number while it keeps its name; unnamed ones are known by where they are. */
function identify(label: string, x: number, y: number): number {
  let hash = 7;
  for (const character of label === '' ? `${x},${y}` : label) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

/** A page nobody sees, of an origin of its own: only it may ask the browser about the displays. */
const ORIGIN = 'https://displays.shell.invalid';
const REPORT_BINDING = '__displaysChanged';
const WATCH_SCRIPT = `(async () => {
  const details = await getScreenDetails();
  const report = () => ${REPORT_BINDING}(JSON.stringify([...details.screens].sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary)).map((one) => ({
    label: one.label, scaleFactor: one.devicePixelRatio, internal: one.isInternal,
    bounds: { x: one.left, y: one.top, width: one.width, height: one.height },
    workArea: { x: one.availLeft, y: one.availTop, width: one.availWidth, height: one.availHeight },
  }))));
  details.addEventListener('screenschange', () => { for (const one of details.screens) one.onchange = report; report(); });
  for (const one of details.screens) one.onchange = report;
  report();
})()`;
const ANSWER_TIMEOUT_MS = 3_000;

async function openWatcher(connection: CdpConnection): Promise<CdpSession> {
  const { browser } = connection;
  await browser.send('Browser.setPermission', { permission: { name: 'window-management' }, setting: 'granted', origin: ORIGIN });
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank', hidden: true });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const session = connection.session(sessionId);
  session.on('Fetch.requestPaused', ({ requestId }) => {
    void session.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders: [{ name: 'content-type', value: 'text/html' }], body: '' });
  });
  await Promise.all([session.send('Page.enable'), session.send('Runtime.enable'), session.send('Fetch.enable', {}), session.send('Runtime.addBinding', { name: REPORT_BINDING })]);
  await session.send('Page.navigate', { url: `${ORIGIN}/` });
  return session;
}

let following: Promise<void> | undefined;

/**
 * Follows the real displays from the first call on, which must come when a window is open: without one the browser opens no
 * hidden page. Resolves when they are known. A browser that does not tell leaves us with the one display everybody has.
 */
export const realDisplaysKnown = (connection: CdpConnection): Promise<void> => (following ??= faked === undefined && !isHeadless ? followReal(connection) : Promise.resolve());

async function followReal(connection: CdpConnection): Promise<void> {
  const first = Promise.withResolvers<void>();
  let isFirst = true;
  const late = setTimeout(first.resolve, ANSWER_TIMEOUT_MS);
  try {
    const session = await openWatcher(connection);
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name !== REPORT_BINDING) return;
      const list = JSON.parse(payload) as readonly Omit<DisplayFacts, 'id'>[];
      const displays = list.map((facts) => ({ id: identify(facts.label, facts.bounds.x, facts.bounds.y), ...facts }));
      if (isFirst) screen.begin(displays);
      else screen.update(displays);
      isFirst = false;
      first.resolve();
    });
    const { exceptionDetails } = await session.send('Runtime.evaluate', { expression: WATCH_SCRIPT, awaitPromise: true });
    if (exceptionDetails) process.stderr.write(`the browser does not tell its displays: ${exceptionDetails.exception?.description ?? exceptionDetails.text}\n`);
    else await first.promise;
  } catch (error) {
    process.stderr.write(`the browser does not tell its displays: ${String(error)}\n`);
  } finally {
    clearTimeout(late);
  }
}
