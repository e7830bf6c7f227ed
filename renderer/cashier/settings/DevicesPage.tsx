import { MonitorCheck, MonitorOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Response } from '../../../shared/contract/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { ask, useTill } from '../till.ts';
import { PortChoice } from './PortChoice.tsx';
import { Setting } from './Setting.tsx';
import { useShopWords } from './shop-words.ts';
import { TryScanner } from './TryScanner.tsx';

/** Scanner and customer's screen: what is there, what was chosen, and a try. */
export function DevicesPage() {
  const words = useShopWords();
  const { devices } = words;
  const scanner = useTill((till) => till.devices.scanner);
  const screen = useTill((till) => till.devices.customerScreen.state);
  const [view, setView] = useState<Response<'settings.devices'> | null>(null);
  useEffect(() => {
    void ask('settings.devices', {}).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
    // A serial scanner's reads come to this page while it is open.
    return () => {
      void ask('setUp.tryScanner', { scannerPort: null });
    };
  }, []);
  const port = view?.scannerPort ?? null;
  useEffect(() => {
    if (port !== null) void ask('setUp.tryScanner', { scannerPort: port });
  }, [port]);
  if (view === null) return <div data-opening="" />;
  const save = (scannerPort: string | null): void => {
    void ask('settings.saveDevices', { scannerPort }).then((answer) => {
      if (answer.ok) setView(answer.value);
    });
  };
  const Screen = screen === 'hidden' ? MonitorOff : MonitorCheck;
  return (
    <div className="setting-list">
      <Setting id="scanner" words={devices.settings.scanner}>
        <PortChoice port={view.scannerPort} ports={view.ports} disabled={view.fromCommandLine} onChoose={save} />
        <span className="field-hint">{view.fromCommandLine ? devices.commandLine : `${devices.scannerStates[scanner.state]}${scanner.label === '' ? '' : ` · ${scanner.label}`}`}</span>
      </Setting>
      <Setting id="tryScanner" words={devices.settings.tryScanner}>
        <TryScanner />
      </Setting>
      <Setting id="customerScreen" words={devices.settings.customerScreen}>
        <p className="try-scanner">
          <Screen size={22} aria-hidden="true" /> {devices.screenStates[screen]}
          {screen === 'hidden' && <Button action="screen-show" onClick={() => { void ask('till.showCustomerScreen', {}); }}>{devices.show}</Button>}
        </p>
      </Setting>
    </div>
  );
}
