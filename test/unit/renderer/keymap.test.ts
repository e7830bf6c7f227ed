import { expect, test } from 'vitest';
import { actionOf, actionsOf, alwaysActions, keyOf, STAGES, stageOf } from '../../../renderer/cashier/keymap.ts';
import { mayCarryAction } from '../../../renderer/cashier/keys/overrides.ts';
import { PRACTICE_KEYS } from '../../../renderer/cashier/practice/keys.ts';
import { keyName } from '../../../renderer/ui/keys/router.ts';
import { dictionaryOf } from '../../../renderer/i18n/i18n.tsx';
import { ATTEMPT_STATES, isFinal } from '../../../shared/payment/machine.ts';
import { cashierStates } from '../../e2e/ui-harness/fixtures.ts';

test('no two actions share a key in one stage', () => {
  for (const stage of STAGES) {
    const keys = [...alwaysActions(), ...actionsOf(stage)].flatMap(([, names]) => names);
    expect(new Set(keys).size, `${stage}: ${keys.join(' ')}`).toBe(keys.length);
  }
});

test('every action has a key of its own, a word in the help, and finds itself', () => {
  const { actions } = dictionaryOf('en');
  for (const stage of STAGES) {
    for (const [action, keys] of [...alwaysActions(), ...actionsOf(stage)]) {
      expect(actions[action]).not.toBe('');
      expect(keyOf(stage, action)).toBe(keys[0]);
      for (const key of keys) expect(actionOf(stage, key)).toBe(action);
    }
  }
});

test('the practice panel, open beside the sale, takes no key from it, whatever the shop has chosen', () => {
  const taken = STAGES.flatMap((stage) => [...alwaysActions(), ...actionsOf(stage)].flatMap(([, keys]) => keys));
  for (const key of Object.values(PRACTICE_KEYS)) {
    expect(taken).not.toContain(key);
    expect(mayCarryAction(key), key).toBe(false);
  }
});

test('no action hangs on a letter or a digit: those belong to scanners and to typing', () => {
  for (const stage of STAGES) {
    for (const [action, keys] of [...alwaysActions(), ...actionsOf(stage)]) {
      for (const key of keys) expect(key, `${stage} ${action}`).not.toMatch(/^[\p{L}\p{N}]$/u);
    }
  }
});

test('cash after the last scan takes at most four keys', () => {
  const exact = ['pay', 'take'] as const;
  expect([keyOf('selling', exact[0]), keyOf('paying', exact[1])]).toEqual(['F12', 'Enter']);
  expect(keyOf('paying', 'note1')).toBe('F5');
});

test('money that may be moving is never touched by Enter', () => {
  expect(actionOf('paymentOpen', 'Enter')).toBeNull();
  expect(actionOf('paymentOpen', 'Escape')).toBeNull();
});

test('the stage follows the snapshot, and a code to confirm comes first', () => {
  const states = cashierStates(0, 'en');
  const stage = (name: string): string => {
    const state = states[name];
    if (state === undefined) throw new Error(name);
    return stageOf(state.snapshot);
  };
  expect(stage('closed')).toBe('closed');
  expect(stage('ready')).toBe('selling');
  expect(stage('selling')).toBe('selling');
  expect(stage('paying')).toBe('paying');
  expect(stage('pendingCode')).toBe('pendingCode');
  expect(stage('asking')).toBe('paymentOpen');
  expect(stage('declined')).toBe('notPaid');
  expect(stage('doneCash')).toBe('done');
  const asking = states['asking']?.snapshot;
  for (const state of ATTEMPT_STATES) {
    if (asking?.payment == null) throw new Error('no payment');
    expect(stageOf({ ...asking, payment: { ...asking.payment, state } })).toBe(isFinal(state) ? 'notPaid' : 'paymentOpen');
  }
});

test('keys are named by what they are, Alt letters and digits by their position', () => {
  const plain = { altKey: false, ctrlKey: false, metaKey: false };
  expect(keyName({ ...plain, key: 'F12', code: 'F12' })).toBe('F12');
  expect(keyName({ ...plain, key: '¬', code: 'KeyL', altKey: true })).toBe('Alt+L');
  expect(keyName({ ...plain, key: '¡', code: 'Digit1', altKey: true })).toBe('Alt+1');
  expect(keyName({ ...plain, key: '1', code: 'Numpad1', altKey: true })).toBeNull();
  expect(keyName({ ...plain, key: 'r', code: 'KeyR', ctrlKey: true })).toBeNull();
});
