// The control page's only script: shows what /control/* tells, posts what its forms say. See docs/gateways.md.
const REFRESH_MS = 2_000;
const ROWS_MAX = 60;
const KINDS = {
  code: {}, unknown: {}, httpStatus: { status: 500 }, reset: {}, silence: {}, late: { afterMs: 20_000 }, garbled: {}, signedNonsense: {}, brokenSignature: {}, missingSignature: {},
  alteredBody: {}, oversized: { bytes: 2_000_000 }, truncated: { afterwards: 'close' }, wrongAmount: {}, wrongCurrency: {}, wrongReference: {},
};
/** Kinds that can strike before the gateway has done anything. */
const MAY_COME_BEFORE = ['code', 'unknown', 'httpStatus', 'reset', 'silence'];

const one = (id) => document.querySelector(`#${id}`);
const say = (text) => {
  one('said').textContent = text;
};

async function get(name) {
  const answer = await fetch(`/control/${name}`);
  if (!answer.ok) throw new Error(`${name}: HTTP ${answer.status}`);
  return answer.json();
}

async function post(call, body) {
  const answer = await fetch(`/control/${call}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const result = await answer.json();
  say(answer.ok ? `${call}: ${result.kind ?? result.phone?.kind ?? 'done'}` : `${call}: ${result.error}`);
  await refresh();
}

function fill(select, words) {
  select.replaceChildren(...words.map((word) => new Option(word, word)));
}

function rows(id, list) {
  const lines = list.length === 0 ? [['None yet.']] : list;
  one(id).replaceChildren(...lines.map((cells) => {
    const row = document.createElement('tr');
    for (const cell of cells) row.insertCell().textContent = String(cell ?? '');
    if (list.length === 0) row.cells[0].colSpan = 9;
    return row;
  }));
}

const time = (ms) => new Date(ms).toLocaleTimeString();
const newest = (list) => list.slice(-ROWS_MAX).reverse();

async function refresh() {
  const [state, trades, calls, notifications, codes] = await Promise.all(['state', 'trades', 'calls', 'notifications', 'static-codes'].map(get));
  const ahead = Math.round(state.aheadMs / 1_000);
  one('clock').textContent = `${new Date(state.nowMs).toLocaleString()}${ahead === 0 ? '' : ` (${ahead} s ahead)`}`;
  rows('customers', state.customers.map((customer) => [customer.code, customer.name.en, customer.behaviour, `${customer.secondsLeft} s`]));
  rows('trades', newest(trades).map((trade) => [
    trade.gateway, trade.reference, trade.product, `${trade.currency} ${trade.amountMinor}`, [trade.state, trade.closedBy].filter(Boolean).join(' by '), trade.chargedMinor, trade.returnedMinor, trade.orderCodeText,
  ]));
  rows('static-codes', codes.map((code) => [code.text, code.storeId, code.currency, code.status]));
  rows('calls', newest(calls).map((call) => [time(call.atMs), call.gateway, call.service, call.reference, call.said, call.detail]));
  rows('notifications', newest(notifications.deliveries).map((told) => [time(told.atMs), told.gateway, told.about, told.number, told.url, [told.outcome ?? 'under way', told.status, told.detail].filter(Boolean).join(' ')]));
  const queued = [...Object.entries(state.faults), ...Object.entries(state.noticeTroubles).filter(([, count]) => count > 0).map(([gateway, count]) => [`${gateway} notifications`, count])];
  one('queued').textContent = queued.length === 0 ? 'No trouble queued.' : `Queued: ${queued.map(([name, count]) => `${name} ${count}`).join(', ')}`;
  for (const select of one('switches').querySelectorAll('select')) if (select !== document.activeElement) select.value = state.amsSwitches[select.name] ?? state.orderCodeBehaviour;
}

/** What a form says: numbers as numbers, empty fields left out. */
function wordsOf(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== '').map(([name, value]) => [name, form.elements[name].type === 'number' ? Number(value) : value]));
}

function setUpFault(codes) {
  const form = one('fault');
  const { service, kind, code, processed } = form.elements;
  const show = () => {
    code.disabled = kind.value !== 'code';
    processed.disabled = !MAY_COME_BEFORE.includes(kind.value);
  };
  const offer = () => code.replaceChildren(...codes[service.value].map((row) => new Option(`${row.code} (${row.level})`, `${row.level} ${row.code}`)));
  service.addEventListener('change', offer);
  kind.addEventListener('change', show);
  offer();
  show();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const [level, chosen] = code.value.split(' ');
    const fault = { kind: kind.value, ...KINDS[kind.value], ...(kind.value === 'code' && { code: chosen, level }), ...(!processed.disabled && { processed: processed.checked }) };
    void post('fault', { service: service.value, fault });
  });
}

function setUpSwitches(switches, behaviours) {
  const line = (name, words, change) => {
    const label = document.createElement('label');
    const select = document.createElement('select');
    select.name = name;
    fill(select, words);
    select.addEventListener('change', () => void change(select.value));
    label.append(name, select);
    return label;
  };
  one('switches').replaceChildren(
    line('orderCodeBehaviour', behaviours, (behaviour) => post('order-code-behaviour', { behaviour })),
    ...Object.entries(switches).map(([name, words]) => line(name, words, (word) => post('ams-switch', { [name]: word }))),
  );
}

async function start() {
  const world = await get('world');
  const behaviours = Object.values(world.magicDigits);
  const choices = { behaviours, services: Object.keys(world.codes), kinds: Object.keys(KINDS), noticeTroubles: world.noticeTroubles };
  for (const select of document.querySelectorAll('[data-choices]')) fill(select, choices[select.dataset.choices]);
  setUpFault(world.codes);
  setUpSwitches(world.amsSwitches, behaviours);
  for (const form of document.querySelectorAll('[data-call]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void post(form.dataset.call, wordsOf(form));
    });
  }
  for (;;) {
    try {
      await refresh();
    } catch (failure) {
      say(`the gateways do not answer (${failure.message})`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, REFRESH_MS);
    });
  }
}

start().catch((failure) => say(failure.message));
