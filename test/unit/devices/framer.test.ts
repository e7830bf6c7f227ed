import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFrame, ScanFramer, SILENCE_AFTER_TERMINATOR_MS, SILENCE_MS } from '../../../electron/devices/framer.ts';
import { parseFromHost, parseToHost } from '../../../electron/devices/protocol.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const texts = (frames: readonly Uint8Array[]): string[] => frames.map((frame) => Buffer.from(frame).toString('latin1'));

describe('framer', () => {
  // hardware.md 1.3: the frames scanners use.
  test.each([
    ['6901234567892\r', ['6901234567892']],
    ['6901234567892\r\n', ['6901234567892']],
    ['6901234567892\n', ['6901234567892']],
    ['\x026901234567892\x03', ['6901234567892']],
    ['\x026901234567892\x03\r\n\x0273513537\x03\r\n', ['6901234567892', '73513537']],
    ['\r\n\r\n\x02\x03', []],
    [']C10109506000134352\x1d10A\r', [']C10109506000134352\x1d10A']],
  ])('%j gives %j', (sent, frames) => {
    const framer = new ScanFramer();
    expect(texts(framer.push(bytes(sent)))).toEqual(frames);
    expect(framer.isOpen).toBe(false);
  });

  test('however the bytes are cut into chunks, the frames are the same', () => {
    const frame = fc.stringMatching(/^[0-9A-Z\x1d]{1,30}$/);
    fc.assert(fc.property(fc.array(frame, { minLength: 1, maxLength: 5 }), fc.constantFrom('\r', '\r\n', '\n', '\x03'), fc.array(fc.nat(200), { maxLength: 6 }), (sent, end, cuts) => {
      const stream = sent.map((one) => `\x02${one}${end}`).join('');
      const framer = new ScanFramer();
      const places = [...cuts.map((cut) => cut % (stream.length + 1)), 0, stream.length].sort((a, b) => a - b);
      const received = places.slice(1).flatMap((place, index) => framer.push(bytes(stream.slice(places[index], place))));
      expect(texts(received)).toEqual(sent);
    }));
  });

  test('without a terminator the frame waits for silence, a short one', () => {
    const framer = new ScanFramer();
    expect(framer.push(bytes('69012'))).toEqual([]);
    expect(framer.push(bytes('34567892'))).toEqual([]);
    expect(framer.silenceMs).toBe(SILENCE_MS);
    expect(framer.isOpen).toBe(true);
    expect(Buffer.from(framer.flush() ?? []).toString()).toBe('6901234567892');
    expect(framer.flush()).toBeNull();
  });

  test('a scanner that has sent a terminator is given longer: half a code is not a code', () => {
    const framer = new ScanFramer();
    framer.push(bytes('6901234567892\r69012345'));
    expect(framer.silenceMs).toBe(SILENCE_AFTER_TERMINATOR_MS);
  });

  test('a frame over the cap is dropped up to its end; the next one is whole', () => {
    const framer = new ScanFramer();
    expect(texts(framer.push(bytes(`${'1'.repeat(4096)}\r`)))).toEqual(['1'.repeat(4096)]);
    expect(texts(framer.push(bytes(`${'1'.repeat(4097)}234\r6901234567892\r`)))).toEqual(['6901234567892']);
    framer.push(bytes('1'.repeat(10_000)));
    expect(framer.isOpen).toBe(true);
    expect(framer.flush()).toBeNull();
    expect(texts(framer.push(bytes('73513537\r')))).toEqual(['73513537']);
  });

  test('memory stays bounded whatever arrives', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 50 }), (chunks) => {
      const framer = new ScanFramer(100);
      for (const frame of chunks.flatMap((chunk) => framer.push(chunk))) expect(frame.length).toBeLessThanOrEqual(100);
    }));
  });
});

describe('text of a frame', () => {
  test('ASCII, UTF-8, GB18030, and bytes that are neither', () => {
    expect(decodeFrame(bytes('HT-0042\x1dA'))).toBe('HT-0042\x1dA');
    expect(decodeFrame(Buffer.from('奶茶 Café'))).toBe('奶茶 Café');
    // 可乐 in GB18030 (hardware.md 4.1).
    expect(decodeFrame(Uint8Array.from([0xbf, 0xc9, 0xc0, 0xd6]))).toBe('可乐');
    expect(decodeFrame(Uint8Array.from([0x41, 0xff]))).toBe('A\xff');
  });
});

describe('protocol', () => {
  test('fills in what a plain configuration leaves out', () => {
    expect(parseToHost({ type: 'configure', scanners: [{ id: 's', kind: 'serial', path: 'COM3' }] })).toEqual({
      type: 'configure', scanners: [{ id: 's', kind: 'serial', path: 'COM3', baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, doubleReadMs: 500 }],
    });
  });

  test.each([
    null, 'scan', {}, { type: 'scan' }, { type: 'scan', deviceId: 's', text: '', atMs: 1 }, { type: 'scan', deviceId: 's', text: 'x'.repeat(4097), atMs: 1 },
    { type: 'status', deviceId: 's', state: 'ready', code: 'NO_SUCH_CODE', detail: '' }, { type: 'ready', extra: 1 },
  ])('%j is not a message of the host', (message) => {
    expect(parseFromHost(message)).toBeNull();
  });
});
