import { CalendarDays, CircleHelp, CircleSlash, GraduationCap, Languages, MonitorCheck, Package, ScanBarcode, Settings2, Store, TriangleAlert, UserRound, Wallet, type LucideIcon } from 'lucide-react';
import { LANGUAGE_NAMES, LANGUAGE_SHORT, nameIn, timeText } from '../i18n/format.ts';
import { useWords } from '../i18n/i18n.tsx';
import { Button } from '../ui/Button.tsx';
import { act } from './commands.ts';
import { ALWAYS } from './keymap.ts';
import { ShowScreen } from './ShowScreen.tsx';
import { useTill } from './till.ts';

/** Shop, cashier, shift; whether this is training; what the devices do. Always in the same place. */
export function TopBar() {
  const { t, language } = useWords();
  const shop = useTill((till) => till.shop);
  const operator = useTill((till) => till.operator.name);
  const openedAtMs = useTill((till) => till.shift?.openedAtMs ?? null);
  const isTraining = useTill((till) => till.world === 'training');
  const hasPrintedCode = useTill((till) => till.products.alipayHkMerchantQr);
  return (
    <header className="top">
      <div className="top-shop">
        <strong className="ellipsis">{nameIn(shop.name, language)}</strong>
        <span className="muted top-till">{t.top.till(shop.tillId)}</span>
      </div>
      {isTraining && (
        <Button className="top-training" icon={<GraduationCap size={18} aria-hidden="true" />} hint={ALWAYS.practice[0]} action="practice" title={t.app.trainingLong} onClick={() => { act('practice'); }}>
          {t.app.training}
        </Button>
      )}
      <div className="top-who">
        <Button className="top-staff" look="quiet" icon={<UserRound size={18} aria-hidden="true" />} hint={ALWAYS.staff[0]} action="staff" title={t.actions.staff} aria-label={`${t.actions.staff}: ${operator}`} onClick={() => { act('staff'); }}>
          {operator}
        </Button>
        <span className="muted ellipsis" title={openedAtMs === null ? t.top.noShift : t.top.shiftSince(timeText(openedAtMs, language))}>
          {openedAtMs === null ? t.top.noShift : t.top.shiftShort(timeText(openedAtMs, language))}
        </span>
      </div>
      <Devices />
      <nav className="top-nav">
        {hasPrintedCode && (
          <Button className="top-printed" look="quiet" icon={<Store size={18} aria-hidden="true" />} hint={ALWAYS.printedDesk[0]} action="printedDesk" aria-label={t.actions.printedDesk} title={t.actions.printedDesk} onClick={() => { act('printedDesk'); }} />
        )}
        <Button look="quiet" icon={<CalendarDays size={18} aria-hidden="true" />} hint={ALWAYS.day[0]} action="day" aria-label={t.top.day} title={t.top.day} onClick={() => { act('day'); }} />
        <Button className="top-catalog" look="quiet" icon={<Package size={18} aria-hidden="true" />} hint={ALWAYS.catalog[0]} action="catalog" aria-label={t.actions.catalog} title={t.actions.catalog} onClick={() => { act('catalog'); }} />
        <Button look="quiet" icon={<Settings2 size={18} aria-hidden="true" />} hint={ALWAYS.settings[0]} action="settings" aria-label={t.top.settings} title={t.top.settings} onClick={() => { act('settings'); }} />
        <Button
          look="quiet" icon={<Languages size={18} aria-hidden="true" />} hint={ALWAYS.language[0]} action="language" aria-label={`${LANGUAGE_SHORT[language]}, ${t.top.language}: ${LANGUAGE_NAMES[language]}`} title={LANGUAGE_NAMES[language]}
          onClick={() => { act('language'); }}
        >
          {LANGUAGE_SHORT[language]}
        </Button>
        <Button look="quiet" icon={<CircleHelp size={18} aria-hidden="true" />} hint={ALWAYS.help[0]} action="help" aria-label={t.actions.help} title={t.actions.help} onClick={() => { act('help'); }} />
      </nav>
    </header>
  );
}

type Health = 'good' | 'off' | 'trouble';

/** Scanner, customer screen, Alipay: a sign and a word each; the whole sentence on hover and for screen readers. */
function Devices() {
  const { t } = useWords();
  const scanner = useTill((till) => till.devices.scanner);
  const screen = useTill((till) => till.devices.customerScreen.state);
  const products = useTill((till) => till.products);
  const scannerHealth: Health = scanner.state === 'ready' ? 'good' : scanner.state === 'none' ? 'off' : 'trouble';
  const alipayCount = Object.values(products).filter(Boolean).length;
  const alipayText = alipayCount === 0 ? t.top.alipayOff : alipayCount < Object.keys(products).length ? t.top.alipayPart : t.top.alipayOn;
  return (
    <ul className="devices">
      <Device icon={ScanBarcode} name={t.top.scanner} health={scannerHealth} says={[t.top.scannerState[scanner.state], scanner.label].filter((part) => part !== '').join(' · ')} />
      {screen === 'hidden' ? <li><ShowScreen className="device-action" /></li> : <Device icon={MonitorCheck} name={t.top.screen} health="good" says={t.top.screenState[screen]} />}
      <Device icon={Wallet} name={t.top.alipay} health={alipayCount === 0 ? 'off' : 'good'} says={alipayText} />
    </ul>
  );
}

function Device({ icon: Icon, name, health, says }: { readonly icon: LucideIcon; readonly name: string; readonly health: Health; readonly says: string }) {
  const Mark = health === 'trouble' ? TriangleAlert : health === 'off' ? CircleSlash : Icon;
  return (
    <li>
      <span className="device" data-health={health} title={says} aria-label={`${name}: ${says}`} role="img">
        <Mark size={16} aria-hidden="true" />
        <span className="device-name" aria-hidden="true">{name}</span>
      </span>
    </li>
  );
}
