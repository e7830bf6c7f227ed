import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createStore, isNewer, share } from '../../../renderer/store.ts';

const json = fc.jsonValue({ maxDepth: 4 });

test('sharing never changes a value', () => {
  fc.assert(fc.property(json, json, (previous, next) => {
    expect(share(previous, next)).toEqual(next);
  }));
});

test('an equal value is the object that was there before', () => {
  fc.assert(fc.property(fc.oneof(fc.array(json), fc.dictionary(fc.string(), json)), (value) => {
    expect(share(value, structuredClone(value))).toBe(value);
  }));
});

test('one changed line leaves the other lines the same objects', () => {
  const before = { lines: [{ id: 'a', n: 1 }, { id: 'b', n: 1 }], total: 2 };
  const after = share(before, { lines: [{ id: 'a', n: 1 }, { id: 'b', n: 2 }], total: 3 });
  expect(after.lines[0]).toBe(before.lines[0]);
  expect(after.lines[1]).not.toBe(before.lines[1]);
});

test('listeners hear of changes only, and not after they left', () => {
  const store = createStore({ a: 1 });
  const listener = vi.fn<() => void>();
  const leave = store.subscribe(listener);
  store.set({ a: 1 });
  expect(listener).toHaveBeenCalledTimes(0);
  store.set({ a: 2 });
  expect(listener).toHaveBeenCalledTimes(1);
  leave();
  store.set({ a: 3 });
  expect(listener).toHaveBeenCalledTimes(1);
});

test('the newest revision wins', () => {
  expect(isNewer(null, { revision: 0 })).toBe(true);
  expect(isNewer({ revision: 4 }, { revision: 5 })).toBe(true);
  expect(isNewer({ revision: 5 }, { revision: 5 })).toBe(false);
  expect(isNewer({ revision: 5 }, { revision: 4 })).toBe(false);
});
