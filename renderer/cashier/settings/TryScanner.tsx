import { ScanBarcode } from 'lucide-react';
import { useEffect, useState } from 'react';
import { follow } from '../../bridge.ts';
import { takeScans } from '../scans.ts';
import { useShopWords } from './shop-words.ts';

const LONG = 15;
const SHOWN_MAX = 80;

/** A long number may be somebody's payment code: its first six digits are enough to see that the scanner works. */
const shown = (text: string): string => (/^\d+$/.test(text) && text.length >= LONG ? `${text.slice(0, 6)}… (${text.length})` : text.slice(0, SHOWN_MAX));

/** Shows what a scanner reads while it is on the screen; nothing of it is sold. */
export function TryScanner() {
  const { devices } = useShopWords();
  const [read, setRead] = useState<string | null>(null);
  useEffect(() => {
    const stopKeyboard = takeScans((text) => { setRead(shown(text)); });
    const stopSerial = follow('setUp.scan', ({ text }) => { setRead(text); });
    return () => {
      stopKeyboard();
      stopSerial();
    };
  }, []);
  return (
    <p className="try-scanner" role="status" data-read={read ?? undefined}>
      <ScanBarcode size={22} aria-hidden="true" /> {read === null ? devices.listening : devices.read(read)}
    </p>
  );
}
