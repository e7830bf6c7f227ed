import { CircleAlert, PlugZap, ShieldCheck } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Response } from '../../../shared/contract/contract.ts';
import type { Gateway, PaymentProduct } from '../../../shared/payment/products.ts';
import { Button } from '../../ui/Button.tsx';
import { ask } from '../till.ts';
import { connectionFault } from './fault.ts';
import type { FormAt } from './fields.ts';
import { fieldWords } from './forms.ts';
import { useSettingsWords } from './words.ts';

type TestAnswer = Response<'settings.testProduct'>;

/** What a gateway says to a question about a payment that does not exist, when all is well (legacy.md 10.3; ams.md 6.3). */
const EXPECTED = ['TRADE_NOT_EXIST', 'TRANS_NOT_FOUND', 'ORDER_NOT_EXIST'];

interface TestProps {
  readonly product: PaymentProduct;
  readonly gateway: Gateway;
  readonly signType: string;
  readonly at: FormAt;
  readonly isChanged: boolean;
  readonly hint: string;
  /** Counts presses of the key. */
  readonly round: number;
}

/** Asks the stored gateway something harmless; says what came back, in its own words, and which key or address to look at. */
export function TestConnection({ product, gateway, signType, at, isChanged, hint, round }: TestProps) {
  const words = useSettingsWords();
  const [answer, setAnswer] = useState<TestAnswer | 'asking' | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const test = (): void => {
    if (answer === 'asking' || isChanged) return;
    setAnswer('asking');
    void ask('settings.testProduct', { product }).then((result) => {
      setAnswer(result.ok ? result.value : null);
    });
  };
  const testOnKey = useEffectEvent(test);
  useEffect(() => {
    if (round > 0) testOnKey();
  }, [round]);
  const goTo = (field: string): void => {
    place.current?.closest('form')?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
  };
  return (
    <div className="product-test" ref={place}>
      <Button icon={<PlugZap size={18} aria-hidden="true" />} hint={hint} disabled={isChanged || answer === 'asking'} action={`test-${product}`} onClick={test}>
        {words.test}
      </Button>
      <div role="status" className="product-said">
        {isChanged ? words.unsaved : answer === 'asking' ? words.testing : answer === null ? '' : <TestResult answer={answer} gateway={gateway} signType={signType} at={at} onGoTo={goTo} />}
      </div>
    </div>
  );
}

interface ResultProps extends Pick<TestProps, 'gateway' | 'signType' | 'at'> {
  readonly answer: TestAnswer;
  readonly onGoTo: (field: string) => void;
}

function TestResult({ answer, gateway, signType, at, onGoTo }: ResultProps) {
  const words = useSettingsWords();
  const fault = connectionFault(gateway, signType, answer);
  const { said } = answer;
  return (
    <div className="test-result" data-good={fault === null} data-fault={fault?.kind}>
      {fault === null ? <ShieldCheck size={18} aria-hidden="true" /> : <CircleAlert size={18} aria-hidden="true" />}
      <div>
        <p>{fault === null ? words.testGood(String(Math.round(answer.elapsedMs))) : words.faults[fault.kind]}</p>
        {said !== '' && (
          <p className="test-said">
            {words.testSaid(said)}
            {fault === null && EXPECTED.includes(said) && ` ${words.testExpected}`}
          </p>
        )}
        {fault?.field != null && (
          <button type="button" className="link" data-action="goToField" onClick={() => { onGoTo(fault.field ?? ''); }}>
            {words.goTo(fieldWords(fault.field, at, gateway, words)[0])}
          </button>
        )}
      </div>
    </div>
  );
}
