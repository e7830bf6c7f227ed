import { useEffect, useState } from 'react';
import { call } from '../../bridge.ts';
import { useTill } from '../till.ts';

/** Whoever practises is everybody: the PINs of the practice people stand beside the field. Empty in a business. */
export function usePracticePins(): ReadonlyMap<string, string> {
  const isTraining = useTill((till) => till.world === 'training');
  const people = useTill((till) => till.staff.people);
  const [pins, setPins] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    if (!isTraining) return;
    void call('practice.view', {}).then((answer) => {
      if (answer.ok) setPins(new Map(answer.value.staff.map(({ staffId, pin }) => [staffId, pin])));
    });
  }, [isTraining, people]);
  return pins;
}
