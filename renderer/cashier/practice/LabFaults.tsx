import { useEffect, useState } from 'react';
import type { PracticeChange, PracticeLabView } from '../../../shared/contract/practice-views.ts';
import type { Response } from '../../../shared/contract/contract.ts';
import { reasonClass, refundReasonClass } from '../../../shared/payment/reasons.ts';
import type { Gateway } from '../../../shared/payment/products.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../ui/Button.tsx';
import { FAULT_KINDS, faultOf, mayBeProcessed, type FaultKind } from './faults.ts';
import { usePracticeWords, wordOf, type PracticeWords } from './words.ts';

type Codes = Response<'practice.codes'>['codes'];

interface LabProps {
  readonly view: PracticeLabView;
  readonly change: (change: PracticeChange) => void;
}

const TIMES = [1, 2, 3, 5, 10, 20] as const;
const GATEWAYS = ['legacy', 'ams'] as const satisfies readonly Gateway[];

/** Trouble for the next answers of one call: a result code in words, the line, the signature, or a well signed lie. */
export function LabFaults({ view, change }: LabProps) {
  const { lab } = usePracticeWords();
  const [service, setService] = useState(view.services[0]?.service ?? '');
  const [kind, setKind] = useState<FaultKind>('code');
  const [code, setCode] = useState('');
  const [processed, setProcessed] = useState(false);
  const [times, setTimes] = useState(1);
  const codes = useCodes(service);
  const chosen = codes.find((row) => row.code === code) ?? codes[0];
  const gateway: Gateway = service.startsWith('ams.') ? 'ams' : 'legacy';
  const waiting = view.services.filter((row) => row.waiting > 0);
  const canSet = kind !== 'code' || chosen !== undefined;
  const isRefund = /refund/i.test(service);
  return (
    <form
      className="practice-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSet) change({ what: 'fault', service, fault: faultOf(kind, chosen ?? { code: '', level: 'business' }, processed), times });
      }}
    >
      <p className="muted practice-note">{lab.faultsText}</p>
      <label className="field">
        <span className="field-label">{lab.service}</span>
        <select className="input" name="service" value={service} onChange={(event) => { setService(event.target.value); }}>
          {GATEWAYS.map((name) => (
            <optgroup key={name} label={lab.gateways[name]}>
              {view.services.filter((row) => row.gateway === name).map((row) => <option key={row.service} value={row.service}>{wordOf(lab.services, row.service)}</option>)}
            </optgroup>
          ))}
        </select>
      </label>
      <label className="field">
        <span className="field-label">{lab.kind}</span>
        <select className="input" name="kind" value={kind} onChange={(event) => { setKind(FAULT_KINDS.find((name) => name === event.target.value) ?? 'code'); }}>
          {FAULT_KINDS.map((name) => <option key={name} value={name}>{lab.kinds[name]}</option>)}
        </select>
      </label>
      {kind === 'code' && (
        <label className="field">
          <span className="field-label">{lab.code}</span>
          <select className="input" name="code" value={chosen?.code ?? ''} onChange={(event) => { setCode(event.target.value); }}>
            {(['business', 'gateway'] as const).map((level) => (
              <optgroup key={level} label={lab.levels[level]}>
                {codes.filter((row) => row.level === level).map((row) => <option key={`${level} ${row.code}`} value={row.code}>{codeText(row.code, gateway, isRefund, lab.why)}</option>)}
              </optgroup>
            ))}
          </select>
        </label>
      )}
      {mayBeProcessed(kind) && (
        <label className="lab-check">
          <input type="checkbox" name="processed" checked={processed} onChange={(event) => { setProcessed(event.target.checked); }} /> {lab.processed}
        </label>
      )}
      <div className="lab-row">
        <label className="field">
          <span className="field-label">{lab.times}</span>
          <select className="input" name="times" value={String(times)} onChange={(event) => { setTimes(Number(event.target.value)); }}>
            {TIMES.map((count) => <option key={count} value={String(count)}>{count}</option>)}
          </select>
        </label>
        <Button look="primary" submits disabled={!canSet} action="setFault">
          {lab.set}
        </Button>
      </div>
      <div className="lab-waiting" role="status">
        {waiting.length === 0 ? <p className="muted practice-note">{lab.none}</p> : waiting.map((row) => <p key={row.service}>{lab.waiting(`${lab.gateways[row.gateway]} · ${wordOf(lab.services, row.service)}`, row.waiting)}</p>)}
        <Button disabled={waiting.length === 0 && view.troublesWaiting.legacy + view.troublesWaiting.ams === 0} action="clearFaults" onClick={() => { change({ what: 'clear' }); }}>
          {lab.clear}
        </Button>
      </div>
    </form>
  );
}

/** The result codes a call can answer with. */
function useCodes(service: string): Codes {
  const [codes, setCodes] = useState<Codes>([]);
  useEffect(() => {
    let isGone = false;
    void call('practice.codes', { service }).then((answer) => {
      if (!isGone) setCodes(answer.ok ? answer.value.codes : []);
    });
    return () => {
      isGone = true;
    };
  }, [service]);
  return codes;
}

/** A code with what it means at the counter, in a word or two. */
function codeText(code: string, gateway: Gateway, isRefund: boolean, why: PracticeWords['lab']['why']): string {
  const words = wordOf(why, isRefund ? refundReasonClass(gateway, code) : reasonClass(gateway, code));
  return words === '' ? code : `${code} · ${words}`;
}
