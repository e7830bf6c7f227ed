import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENTER, strokesOf, Typist } from './typist.ts';
import type { Stroke } from './typist.ts';

const EAN = '6901234567892';
const BOTH = ['field', 'elsewhere'] as const;

describe('a scanner', () => {
  // Datalogic 1 ms, Netum 6 and 19 ms, Honeywell 10 ms, Bluetooth 30 ms (hardware.md 1.2).
  test.each(BOTH.flatMap((focus) => [1, 5, 6, 10, 19, 20, 30].map((gapMs) => ({ focus, gapMs }))))('at $gapMs ms with focus $focus', ({ focus, gapMs }) => {
    const typist = new Typist(focus);
    typist.field = 'milk';
    typist.type(EAN, gapMs).type([ENTER], gapMs).wait(1000);
    expect(typist.texts).toEqual([EAN]);
    expect(typist.pressed).not.toContain('Enter');
    expect(typist.field).toBe('milk');
    if (focus === 'elsewhere') expect(typist.pressed).toEqual([]);
  });

  test('with a page that stalls: time stamps decide, not the time of handling', () => {
    for (const focus of BOTH) {
      const typist = new Typist(focus).type(EAN, 5, { stalled: true }).type([ENTER], 5, { stalled: true });
      expect(typist.texts).toEqual([EAN]);
    }
  });

  test('a timer that fires before late events gives the first key back, yet the scan stays whole', () => {
    const typist = new Typist('elsewhere').press({ code: 'Digit6' });
    // 150 ms stall: the timer runs first, then the events, stamped 5 ms apart.
    typist.detector.tick(typist.atMs + 150);
    typist.type(EAN.slice(1), 5, { stalled: true }).type([ENTER], 5, { stalled: true });
    expect(typist.texts).toEqual([EAN]);
    // The page is told, so that this key counts for nothing there.
    expect(typist.scans[0]?.leakedKeys).toBe(1);
    expect(new Typist('elsewhere').type(EAN, 5).type([ENTER], 5).scans[0]?.leakedKeys).toBe(0);
  });

  test('a radio scanner that stumbles for 150 ms in the middle is one scan', () => {
    const typist = new Typist('elsewhere').type(EAN.slice(0, 6), 10).wait(140).type(EAN.slice(6), 10).type([ENTER], 10);
    expect(typist.texts).toEqual([EAN]);
  });

  test('one that stumbles after two or three characters loses its head neither', () => {
    for (const focus of BOTH) {
      for (const head of [2, 3]) {
        const typist = new Typist(focus).type(EAN.slice(0, head), 10).wait(140).type(EAN.slice(head), 10).type([ENTER], 10);
        expect(typist.texts).toEqual([EAN]);
        expect(typist.field).toBe('');
        if (focus === 'elsewhere') expect(typist.pressed).toEqual([]);
      }
    }
  });

  test('a short code torn apart is refused, and its Enter presses nothing', () => {
    const typist = new Typist('elsewhere').type('12', 5).wait(100).type('345', 5).type([ENTER], 5);
    expect(typist.rejections).toEqual(['tooShort']);
    expect(typist.pressed).toEqual([]);
  });

  test('with Tab, with CR LF, with two Enters', () => {
    const ends: Stroke[][] = [[{ code: 'Tab', key: 'Tab' }], [ENTER, { code: 'KeyJ', ctrl: true }], [ENTER, ENTER], [{ code: 'NumpadEnter', key: 'Enter' }]];
    for (const end of ends) {
      const typist = new Typist('elsewhere').type(EAN, 5).type(end, 5).wait(300);
      expect(typist.texts).toEqual([EAN]);
      expect(typist.pressed).toEqual([]);
    }
  });

  test('two scans in a row, 20 a second', () => {
    const typist = new Typist('field').type(EAN, 2).type([ENTER], 2).type('73513537', 2).type([ENTER], 2);
    expect(typist.texts).toEqual([EAN, '73513537']);
    expect(typist.field).toBe('');
  });

  test('without terminator: silence ends the scan', () => {
    const typist = new Typist('elsewhere', { terminator: 'none' }).type(EAN, 5).wait(99);
    expect(typist.texts).toEqual([]);
    expect(typist.wait(5).texts).toEqual([EAN]);
    expect(typist.type([ENTER], 400).pressed).toEqual(['Enter']);
  });

  test('without terminator and without a timer: the next key ends it', () => {
    const typist = new Typist('elsewhere', { terminator: 'none' }).type(EAN, 5).type('7', 400, { stalled: true });
    expect(typist.texts).toEqual([EAN]);
  });

  test('set to send a terminator, but does not: taken after a longer silence', () => {
    expect(new Typist('elsewhere').type(EAN, 5).wait(490).texts).toEqual([]);
    expect(new Typist('elsewhere').type(EAN, 5).wait(510).texts).toEqual([EAN]);
  });

  test('a timer that fires while half a scan is on its way: the scan stays whole', () => {
    for (const focus of BOTH) {
      const typist = new Typist(focus).type(EAN.slice(0, 5), 5);
      // The browser holds events back for 300 ms, the page's timer is on time.
      typist.detector.tick(typist.atMs + 300);
      typist.type(EAN.slice(5), 5, { stalled: true }).type([ENTER], 5, { stalled: true });
      expect(typist.texts).toEqual([EAN]);
      expect(typist.field).toBe('');
    }
  });

  test('shift makes capitals and symbols; CapsLock and the layout do not matter', () => {
    const text = ']C1Ab-9/(%)';
    const typist = new Typist('elsewhere');
    // With CapsLock on, `key` has the case turned around.
    const capsLock = strokesOf(text).map((stroke) => ({ ...stroke, key: 'x' }));
    typist.type(capsLock, 5).type([ENTER], 5);
    expect(typist.texts).toEqual([text]);
  });

  test('French layout: `key` is nonsense, `code` is right', () => {
    const french = [...'-çà&é"\'(-è_çé'];
    const strokes = strokesOf(EAN).map((stroke, index) => ({ ...stroke, key: french[index] ?? '' }));
    expect(new Typist('field').type(strokes, 5).type([ENTER], 5).texts).toEqual([EAN]);
  });

  test('layout "os": for scanners set to the computer\'s layout, `key` is right', () => {
    const strokes = strokesOf('qwerty').map((stroke, index) => ({ ...stroke, key: 'AZERTY'[index] ?? '' }));
    expect(new Typist('elsewhere', { layout: 'os' }).type(strokes, 5).type([ENTER], 5).texts).toEqual(['AZERTY']);
  });

  test('modifier keys between characters do not tear a slow scanner apart', () => {
    const strokes = strokesOf('ABCDEF').flatMap((stroke) => [{ code: 'ShiftLeft', key: 'Shift', shift: true }, stroke]);
    expect(new Typist('elsewhere').type(strokes, 30).type([ENTER], 30).texts).toEqual(['ABCDEF']);
  });

  test('GS as Ctrl+], as a configured key and as a configured text', () => {
    expect(new Typist('elsewhere').type('0109506000134352\x1d10A', 5).type([ENTER], 5).texts).toEqual(['0109506000134352\x1d10A']);
    const f8 = [...strokesOf('10AB'), { code: 'F8', key: 'F8' }, ...strokesOf('21C')];
    expect(new Typist('elsewhere', { gsKey: { code: 'F8', shift: false } }).type(f8, 5).type([ENTER], 5).texts).toEqual(['10AB\x1d21C']);
    expect(new Typist('elsewhere', { gsText: '{GS}' }).type('10AB{GS}21C', 5).type([ENTER], 5).texts).toEqual(['10AB\x1d21C']);
  });

  test('ALT mode: characters by number on the numpad', () => {
    const typist = new Typist('field');
    for (const number of [...'6901|A'].map((char) => char.charCodeAt(0)).concat(29, 13)) {
      typist.wait(3).down({ code: 'AltLeft', key: 'Alt', alt: true });
      for (const digit of String(number).padStart(3, '0')) typist.type([{ code: `Numpad${digit}`, key: digit, alt: true }], 3);
      typist.wait(3).up({ code: 'AltLeft', key: 'Alt' });
    }
    expect(typist.texts).toEqual(['6901|A\x1d']);
    expect(typist.field).toBe('');
  });

  test('a prefix key keeps everything out of the field', () => {
    for (const prefix of [{ code: 'F9', shift: false }, { code: 'Backquote', shift: true }]) {
      const typist = new Typist('field', { prefix }).type([{ ...prefix, key: '~' }], 5).type(EAN, 5).type([ENTER], 5);
      expect(typist.texts).toEqual([EAN]);
      expect(typist.pressed).toEqual([]);
    }
  });

  test('an input method that takes the keys: read by position and counted', () => {
    const strokes = strokesOf('HT0042').map((stroke) => ({ ...stroke, key: 'Process', isComposing: true }));
    const typist = new Typist('field').type(strokes, 5).type([ENTER], 5);
    expect(typist.texts).toEqual(['HT0042']);
    expect(typist.scans[0]?.inputMethodKeys).toBe(6);
  });

  test('an input method that hides the keys: rejected, Enter swallowed, nothing guessed', () => {
    const strokes: Stroke[] = [...strokesOf('6901'), { code: '', key: 'Process' }, ...strokesOf('34567892')];
    const typist = new Typist('elsewhere').type(strokes, 5).type([ENTER], 5);
    expect(typist.texts).toEqual([]);
    expect(typist.rejections).toEqual(['unreadable']);
    expect(typist.pressed).toEqual([]);
  });

  test('its Enter is swallowed even when the code is too short', () => {
    const typist = new Typist('elsewhere').type('123', 5).type([ENTER], 5);
    expect(typist.rejections).toEqual(['tooShort']);
    expect(typist.pressed).toEqual([]);
  });

  describe('a short text, such as a coupon', () => {
    const SHORT = ['TEA10', 'A-12'] as const;

    test.each(BOTH)('is a scan in a scanner\'s rhythm, and a person\'s beyond it: %s', (focus) => {
      for (const text of SHORT) {
        for (const gapMs of [1, 10, 20, 30]) {
          const typist = new Typist(focus).type(text, gapMs).type([ENTER], gapMs);
          expect(typist.texts, `${text} at ${gapMs} ms`).toEqual([text]);
          expect([typist.field, typist.pressed.includes('Enter')]).toEqual(['', false]);
        }
        for (const gapMs of [80, 100]) {
          const typist = new Typist(focus).type(text, gapMs).type([ENTER], gapMs).wait(300);
          expect([typist.texts, typist.rejections, typist.pressed.at(-1)], `${text} at ${gapMs} ms`).toEqual([[], [], 'Enter']);
        }
      }
    });

    test('of three characters needs the pace of a cable; two are none', () => {
      expect(new Typist('elsewhere').type('A12', 10).type([ENTER], 10).texts).toEqual(['A12']);
      expect(new Typist('elsewhere').type('A12', 30).type([ENTER], 30).pressed).toEqual(['KeyA', 'Digit1', 'Digit2', 'Enter']);
      expect(new Typist('elsewhere').type('A1', 10).type([ENTER], 10).rejections).toEqual(['tooShort']);
    });

    test('is a person\'s when one key comes late, the Enter too', () => {
      expect(new Typist('field').type('TEA', 20).type('10', 40).type([ENTER], 20).texts).toEqual([]);
      const typist = new Typist('field').type('TEA10', 30).type([ENTER], 60);
      expect([typist.texts, typist.rejections, typist.field, typist.pressed.at(-1)]).toEqual([[], [], 'TEA10', 'Enter']);
    });

    test('is no scan right after other keys: it could be the end of a longer one', () => {
      const typist = new Typist('elsewhere').type('A', 5).wait(120).type('B123', 5).type([ENTER], 5);
      expect([typist.texts, typist.rejections]).toEqual([[], ['tooShort']]);
    });

    test('after another scan at once, and after typing once the hand has moved', () => {
      expect(new Typist('elsewhere').type(EAN, 5).type([ENTER], 5).wait(60).type('TEA10', 5).type([ENTER], 5).texts).toEqual([EAN, 'TEA10']);
      expect(new Typist('field').type('3', 90).wait(500).type('TEA10', 5).type([ENTER], 5).texts).toEqual(['TEA10']);
    });
  });

  test('longer than the cap: rejected', () => {
    const typist = new Typist('elsewhere', { lengthMax: 20 }).type('1'.repeat(21), 5).type([ENTER], 5);
    expect(typist.rejections).toEqual(['tooLong']);
    expect(new Typist('elsewhere', { lengthMax: 20 }).type('1'.repeat(20), 5).type([ENTER], 5).texts).toHaveLength(1);
  });
});

describe('a person', () => {
  test('typing at 90 ms in a field: every key at once, Enter passes', () => {
    const typist = new Typist('field').type('milk tea', 90).type([ENTER], 90);
    expect(typist.field).toBe('milk tea');
    expect(typist.pressed.at(-1)).toBe('Enter');
    expect(typist.texts).toEqual([]);
  });

  test('typing with no field in focus: keys come 50 ms later, in order, before Enter', () => {
    const typist = new Typist('elsewhere').type('42', 90).type([ENTER], 60).wait(100);
    expect(typist.pressed).toEqual(['Digit4', 'Digit2', 'Enter']);
  });

  test('a fast roll of keys and Enter is still a person', () => {
    const typist = new Typist('elsewhere').type('12', 40).type([ENTER], 45);
    expect(typist.pressed).toEqual(['Digit1', 'Digit2', 'Enter']);
    const field = new Typist('field').type('the', 35).type('re', 80).type([ENTER], 70);
    expect(field.field).toBe('there');
    expect(field.pressed.at(-1)).toBe('Enter');
  });

  test('two keys almost at once, then on at a normal pace', () => {
    const typist = new Typist('elsewhere').type('12', 12).type('00', 110).type([ENTER], 110).wait(300);
    expect(typist.pressed).toEqual(['Digit1', 'Digit2', 'Digit0', 'Digit0', 'Enter']);
    expect(new Typist('field').type('12', 12).type('00', 110).type([ENTER], 110).pressed.at(-1)).toBe('Enter');
  });

  test('a hand on the keys, fast but short: typed, if late', () => {
    const typist = new Typist('field').type('asdfgh', 10).wait(300);
    expect(typist.field).toBe('asdfgh');
    expect(typist.texts).toEqual([]);
  });

  test('a held key repeats', () => {
    const typist = new Typist('elsewhere').down({ code: 'Digit1' }).wait(10);
    for (let count = 0; count < 5; count += 1) typist.wait(33).down({ code: 'Digit1', repeat: true });
    expect(typist.texts).toEqual([]);
    expect(typist.pressed.length).toBe(6);
  });

  test('function keys, arrows, Escape, shortcuts and a lone Space are never held', () => {
    for (const stroke of [{ code: 'F2' }, { code: 'ArrowDown' }, { code: 'Escape' }, { code: 'KeyC', ctrl: true, key: 'c' }, { code: 'Space', key: ' ' }, ENTER, { code: 'Tab' }]) {
      expect(new Typist('elsewhere').press(stroke).pressed).toEqual([stroke.code]);
    }
  });

  test('a function key in the middle gives the keys before it back first', () => {
    expect(new Typist('elsewhere').type('12', 10).type([{ code: 'F4', key: 'F4' }], 10).pressed).toEqual(['Digit1', 'Digit2', 'F4']);
  });

  test('Alt and a number typed by hand stays a character, not a terminator', () => {
    const typist = new Typist('field');
    typist.down({ code: 'AltLeft', key: 'Alt', alt: true });
    for (const digit of '013') typist.type([{ code: `Numpad${digit}`, key: digit, alt: true }], 120);
    typist.wait(100).up({ code: 'AltLeft', key: 'Alt' });
    expect(typist.texts).toEqual([]);
    expect(typist.rejections).toEqual([]);
  });

  test('typing, then a scan: the typed text stays, the scan is whole', () => {
    const typist = new Typist('field').type('mil', 90).wait(60).type(EAN, 5).type([ENTER], 5);
    expect(typist.texts).toEqual([EAN]);
    expect(typist.field).toBe('mil');
  });

  test('a prefix character typed by hand arrives', () => {
    const prefix = { code: 'Backquote', shift: true };
    expect(new Typist('field', { prefix }).type([{ ...prefix, key: '~' }], 90).type('a', 90).field).toBe('~a');
  });
});

describe('another window has the keyboard for a moment', () => {
  const cuts = Array.from({ length: EAN.length + 1 }, (_, cut) => cut);

  test.each(BOTH)('wherever it cuts a scan, nothing of it is delivered, pressed or left in the field, and it is said: %s', (focus) => {
    for (const cut of cuts) {
      for (const awayMs of [0, 10, 100, 400, 1_000]) {
        const typist = new Typist(focus).type(EAN.slice(0, cut), 5).away(awayMs).type(EAN.slice(cut), 5).type([ENTER], 5).wait(1_000);
        const what = `${cut} keys, then ${awayMs} ms away`;
        expect(typist.texts, what).toEqual([]);
        expect(new Set(typist.rejections), what).toEqual(new Set(['interrupted']));
        expect(typist.pressed, what).not.toContain('Enter');
        // One key alone may be a person's: it is not kept longer than the pause after which it must be.
        const alone = cut === 1 && awayMs > 50 ? 1 : 0;
        expect(focus === 'field' ? typist.field.length : typist.pressed.length, what).toBe(alone);
      }
    }
  });

  test('also when the missing keys would leave a whole code', () => {
    // What follows the first five digits is an EAN-8 with the right check digit.
    expect(new Typist('elsewhere').type('69012', 5).away(20).type('40170725', 5).type([ENTER], 5).texts).toEqual([]);
  });

  test('a scanner without a terminator is told by silence', () => {
    const typist = new Typist('elsewhere', { terminator: 'none' }).type(EAN.slice(0, 6), 5).away(30).type(EAN.slice(6), 5).wait(500);
    expect([typist.texts, new Set(typist.rejections)]).toEqual([[], new Set(['interrupted'])]);
  });

  test('the next scan is whole again', () => {
    const typist = new Typist('field').type(EAN.slice(0, 6), 5).away(30).type(EAN.slice(6), 5).type([ENTER], 5).wait(250).type(EAN, 5).type([ENTER], 5);
    expect([typist.texts, typist.field]).toEqual([[EAN], '']);
  });

  test.each(BOTH)('a person goes on typing: %s', (focus) => {
    const typist = new Typist(focus).type('mil', 90).away(20).type('k', 90).type([ENTER], 120).wait(1_000);
    expect(typist.pressed).toEqual(['KeyM', 'KeyI', 'KeyL', 'KeyK', 'Enter']);
    expect(typist.rejections).toEqual([]);
  });

  test('a person who comes back and presses Enter at leisure is heard', () => {
    expect(new Typist('elsewhere').away(500).wait(250).type([ENTER], 0).pressed).toEqual(['Enter']);
  });
});

describe('properties', () => {
  const stroke: fc.Arbitrary<Stroke> = fc.oneof(
    fc.constantFrom<Stroke>(...strokesOf('0123456789abcXYZ-/ \x1d'), ENTER, { code: 'Tab', key: 'Tab' }, { code: 'F2' }, { code: 'Escape' }, { code: '', key: 'Process' },
      { code: 'ShiftLeft', key: 'Shift' }, { code: 'IntlBackslash', key: '<' }, { code: 'KeyJ', ctrl: true }),
  );

  test('whatever is typed at a person\'s pace reaches the page, in order, and nothing is taken for a scan', () => {
    fc.assert(fc.property(fc.constantFrom(...BOTH), fc.array(fc.tuple(stroke, fc.integer({ min: 60, max: 400 })), { maxLength: 30 }), (focus, typed) => {
      const typist = new Typist(focus);
      for (const [one, gapMs] of typed) typist.type([one], gapMs);
      typist.wait(1000);
      expect(typist.pressed).toEqual(typed.map(([one]) => one.code));
      expect(typist.texts).toEqual([]);
      expect(typist.rejections).toEqual([]);
    }));
  });

  test('any mixture of paces: no key is lost except to a scan or a rejection, none appears twice', () => {
    fc.assert(fc.property(fc.array(fc.tuple(stroke, fc.integer({ min: 0, max: 250 })), { maxLength: 40 }), (typed) => {
      const typist = new Typist('elsewhere');
      for (const [one, gapMs] of typed) typist.type([one], gapMs);
      typist.wait(1000);
      expect(typist.detector.isBurstPending).toBe(false);
      // Modifiers are never held, so they may overtake; only the order of the others counts.
      const others = (codes: readonly string[]): string[] => codes.filter((code) => code !== 'ShiftLeft');
      if (typist.texts.length + typist.rejections.length === 0) expect(others(typist.pressed)).toEqual(others(typed.map(([one]) => one.code)));
      else expect(typist.pressed.length).toBeLessThan(typed.length);
    }), { numRuns: 500 });
  });

  test('every printable text of a scan\'s length comes out as it went in', () => {
    const printable = fc.string({ unit: fc.constantFrom(...'0123456789ABCabc-./+%$]()_ \x1d'), minLength: 6, maxLength: 60 }).filter((text) => !text.startsWith(' '));
    fc.assert(fc.property(printable, fc.constantFrom(...BOTH), fc.integer({ min: 1, max: 30 }), (text, focus, gapMs) => {
      const typist = new Typist(focus).type(text, gapMs).type([ENTER], gapMs);
      expect(typist.texts).toEqual([text]);
      expect(typist.field).toBe('');
      expect(typist.pressed).not.toContain('Enter');
    }));
  });
});
