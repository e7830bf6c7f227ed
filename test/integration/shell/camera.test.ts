import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTill, waitFor, type RunningTill } from '../../e2e/attach.ts';

/** Somebody else's site, on loopback so that browsers count it as secure: only there a page may ask for a camera at all. */
let site: Server;
let foreign: string;
let till: RunningTill;

beforeAll(async () => {
  site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'permissions-policy': 'camera=*' }).end('<!doctype html><title>elsewhere</title>');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  foreign = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  // A camera that is always there: what is refused is refused by us. And a way to that one site, where a till's browser has none and shows no page of this computer to others.
  const switches = ['--use-fake-device-for-media-stream', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-features=LocalNetworkAccessChecks'];
  till = await startTill({ mainFile: join(import.meta.dirname, 'fixture-camera.ts'), env: { GUITAI_TEST_FOREIGN: foreign, GUITAI_BROWSER_ARGS: JSON.stringify(switches) } });
});
afterAll(async () => {
  await till?.stop();
  site.close();
});

/** What a page gets that asks for the camera: its kind of track, or the name of the refusal. */
const askForCamera = (frame: Page | Frame): Promise<{ readonly origin: string; readonly secure: boolean; readonly camera: string; readonly state: string }> =>
  frame.evaluate(async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      (stream) => stream.getTracks().map((track) => (track.stop(), track.kind)).join(),
      (error: Error) => error.name,
    );
    return { origin: location.origin, secure: isSecureContext, camera, state: (await navigator.permissions.query({ name: 'camera' })).state };
  });

/** Puts a frame into our page, as a script that got in there would, with all the leave a page can give. */
async function frameInOurPage(url: string): Promise<Frame> {
  await till.cashier.evaluate((address) => {
    const frame = document.createElement('iframe');
    frame.allow = 'camera *; microphone *';
    frame.src = address;
    document.body.append(frame);
  }, url);
  return waitFor(`the frame ${url}`, async () => {
    const frame = till.cashier.frames().find((one) => one.url().startsWith(url));
    return frame !== undefined && (await frame.evaluate(() => document.readyState === 'complete').catch(() => false)) ? frame : undefined;
  });
}

test('our own page is given the camera', async () => {
  expect(await askForCamera(till.cashier)).toMatchObject({ secure: true, camera: 'video', state: 'granted' });
});

test('a page of another origin is refused it, in the same browser', async () => {
  expect(await askForCamera(till.customer)).toEqual({ origin: foreign, secure: true, camera: 'NotAllowedError', state: 'denied' });
});

test('so is a frame of another origin inside our page, whatever our page allows it', async () => {
  const frame = await frameInOurPage(`${foreign}/frame.html`);
  // A browser takes a frame's wish for its page's, which is granted; what our pages are served with (`permissions-policy`) refuses it all the same.
  expect(await askForCamera(frame)).toMatchObject({ origin: foreign, secure: true, camera: 'NotAllowedError' });
  // And ours still has it.
  expect(await askForCamera(till.cashier)).toMatchObject({ camera: 'video' });
});

test('so is a document of ours that is only meant for paper', async () => {
  const printOrigin = new URL(till.cashier.url()).protocol === 'app:' ? 'app://print' : new URL(till.cashier.url()).origin.replace('guitai', 'print');
  const frame = await frameInOurPage(`${printOrigin}/report`);
  const asked = await frame.evaluate(() => navigator.mediaDevices === undefined ? 'no camera to ask for' : navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'given', (error: Error) => error.name));
  expect(['NotAllowedError', 'SecurityError', 'no camera to ask for']).toContain(asked);
});
