import { useState, type ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { LabFaults } from './LabFaults.tsx';
import { LabNotices } from './LabNotices.tsx';
import { LabRefunds } from './LabRefunds.tsx';
import { LabSwitches } from './LabSwitches.tsx';
import { usePracticeWords } from './words.ts';
import { useLab } from './world.ts';

const PARTS = ['faults', 'notices', 'refunds', 'switches', 'calls'] as const;
type Part = (typeof PARTS)[number];

/** Which part was open last, as long as the window lives. */
let lastPart: Part | null = 'faults';

/** All that the practice gateways can be made to do, one part open at a time. */
export function Lab() {
  const words = usePracticeWords();
  const lab = useLab();
  const [open, setOpen] = useState(lastPart);
  const { view } = lab;
  if (view === null) return null;
  const parts: Readonly<Record<Part, ReactNode>> = {
    faults: <LabFaults view={view} change={lab.change} />,
    notices: <LabNotices view={view} change={lab.change} />,
    refunds: <LabRefunds view={view} change={lab.change} />,
    switches: <LabSwitches view={view} change={lab.change} />,
    calls: (
      <ol className="lab-list figures">
        {view.calls.map((call) => (
          <li key={`${call.atMs} ${call.service} ${call.reference}`}>
            <span>{call.service}</span>
            <strong>{call.said}</strong>
            <small className="muted">{call.reference}</small>
          </li>
        ))}
      </ol>
    ),
  };
  return (
    <div className="lab" data-lab="">
      {PARTS.map((part) => (
        <section key={part} className="lab-part" data-part={part}>
          <Button
            look="quiet" block action={`lab-${part}`} aria-expanded={open === part}
            onClick={() => {
              lastPart = open === part ? null : part;
              setOpen(lastPart);
            }}
          >
            {words.lab[part]}
          </Button>
          {open === part && <div className="lab-body">{parts[part]}</div>}
        </section>
      ))}
    </div>
  );
}
