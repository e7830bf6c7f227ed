import { expect, test } from 'vitest';
import { createRouter } from '../../../electron/ipc/router.ts';
import { CHANNELS, type Channel, type Handlers } from '../../../shared/contract/contract.ts';
import { TillError } from '../../../shared/errors/registry.ts';

interface Line {
  readonly level: string;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

function routerWith(handlers: Partial<Handlers>) {
  const lines: Line[] = [];
  const log = (level: string, event: string, fields: Line['fields'] = {}): void => {
    lines.push({ level, event, fields });
  };
  const refuse = (): never => {
    throw new Error('not reached');
  };
  const all = Object.fromEntries(Object.keys(CHANNELS).map((channel) => [channel, handlers[channel as Channel] ?? refuse])) as unknown as Handlers;
  return { route: createRouter(all, log), lines };
}

test('a request reaches its handler parsed, and the value comes back', async () => {
  const seen: unknown[] = [];
  const { route } = routerWith({ 'sale.hold': (request) => (seen.push(request), {}) });
  expect(await route('cashier', 'sale.hold', { label: '  blue coat ' })).toEqual({ ok: true, value: {} });
  expect(seen).toEqual([{ label: 'blue coat' }]);
});

test('what does not fit the schema is answered with its path, and never reaches the handler', async () => {
  const { route, lines } = routerWith({});
  for (const request of [null, undefined, 'x', { floatMinor: 1.5 }, { floatMinor: -1 }, { floatMinor: Number.NaN }, { floatMinor: '5' }, { floatMinor: 1, more: 1 }]) {
    expect(await route('cashier', 'shift.open', request)).toMatchObject({ ok: false, error: { code: 'IPC_BAD_REQUEST' } });
  }
  expect(lines.every((line) => line.event === 'ipc.refused')).toBe(true);
});

test('unknown channels and channels of the other window are refused', async () => {
  const { route } = routerWith({});
  expect(await route('cashier', 'no.such', {})).toMatchObject({ ok: false, error: { code: 'IPC_UNKNOWN_CHANNEL' } });
  expect(await route('cashier', 'toString', {})).toMatchObject({ ok: false, error: { code: 'IPC_UNKNOWN_CHANNEL' } });
  expect(await route('customer', 'shift.close', { countedMinor: 0 })).toMatchObject({ ok: false, error: { code: 'IPC_FORBIDDEN_WINDOW' } });
});

test('a coded error crosses as its code; anything else is INTERNAL and stays in the log', async () => {
  const { route, lines } = routerWith({
    'sale.next': () => {
      throw new TillError('SALE_EMPTY', { saleNo: 7 });
    },
    'sale.pay': () => {
      throw new Error('SELECT secret FROM somewhere');
    },
  });
  expect(await route('cashier', 'sale.next', {})).toEqual({ ok: false, error: { code: 'SALE_EMPTY', details: { saleNo: 7 } } });
  const internal = await route('cashier', 'sale.pay', {});
  expect(internal).toEqual({ ok: false, error: { code: 'INTERNAL', details: { channel: 'sale.pay' } } });
  expect(lines.at(-1)).toMatchObject({ level: 'error', event: 'ipc.handlerFailed' });
});

test('a channel without a handler does not compile', () => {
  const { 'sale.next': _left, ...without } = {} as Handlers;
  // @ts-expect-error one handler is missing, so this is not the whole table
  const handlers: Handlers = without;
  expect(handlers).toBeDefined();
});
