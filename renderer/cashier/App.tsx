import { lazy, Suspense, useEffect, useState } from 'react';
import { useStore } from '../store.ts';
import { Browse } from './browse/Browse.tsx';
import { Cart } from './cart/Cart.tsx';
import { HoldDialog, RecallDialog } from './cart/HeldDialogs.tsx';
import { DiscardDialog, VoidLineDialog } from './cart/ReasonDialog.tsx';
import { act, pressKey } from './commands.ts';
import { deskStore } from './desk.ts';
import { HELP_LATER, HelpOver } from './help/HelpOver.tsx';
import { Done } from './done/Done.tsx';
import { ALWAYS, keysStore, stageOf } from './keymap.ts';
import { OverDialogContext } from '../ui/Dialog.tsx';
import { LAYER, useKeyLayer } from '../ui/keys/router.ts';
import { Notices } from './Notices.tsx';
import { PaymentPanel } from './payment/PaymentPanel.tsx';
import { PayPanel } from './pay/PayPanel.tsx';
import { keepPromise } from './set-up/after.ts';
import { PendingCode } from './pay/PendingCode.tsx';
import { STAFF_LATER, StaffOver, SwitchDialog } from './staff/StaffOver.tsx';
import { OpenShift } from './shift/OpenShift.tsx';
import { QUESTION_LATER, QuestionOver } from './question/QuestionOver.tsx';
import { Strips } from './Strips.tsx';
import { useTill } from './till.ts';
import { TopBar } from './TopBar.tsx';

// Screens that are opened now and then are not part of the first JavaScript; they are fetched once the till stands still.
const LATER = {
  ...QUESTION_LATER,
  keys: async () => ({ default: (await import('./keys/KeySheet.tsx')).KeySheet }),
  setUp: async () => ({ default: (await import('./set-up/SetUpDialog.tsx')).SetUpDialog }),
  day: async () => ({ default: (await import('./shift/DayDialog.tsx')).DayDialog }),
  settings: async () => ({ default: (await import('./settings/SettingsDialog.tsx')).SettingsDialog }),
  receipts: async () => ({ default: (await import('./receipts/ReceiptsDialog.tsx')).ReceiptsDialog }),
  attention: async () => ({ default: (await import('./payment/AttentionDialog.tsx')).AttentionDialog }),
  printedDesk: async () => ({ default: (await import('./printed/PrintedDesk.tsx')).PrintedDesk }),
  cashDesk: async () => ({ default: (await import('./shift/CashDialog.tsx')).CashDialog }),
  countFloat: async () => ({ default: (await import('./shift/CountFloat.tsx')).CountFloat }),
  catalog: async () => ({ default: (await import('./catalog/CatalogDialog.tsx')).CatalogDialog }),
  reports: async () => ({ default: (await import('./reports/ReportsDialog.tsx')).ReportsDialog }),
  discount: async () => ({ default: (await import('./pricing/DiscountDialog.tsx')).DiscountDialog }),
  override: async () => ({ default: (await import('./pricing/OverrideDialog.tsx')).OverrideDialog }),
  exempt: async () => ({ default: (await import('./pricing/ExemptDialog.tsx')).ExemptDialog }),
  coupon: async () => ({ default: (await import('./pricing/CouponDialog.tsx')).CouponDialog }),
  why: async () => ({ default: (await import('./pricing/WhyDialog.tsx')).WhyDialog }),
  customers: async () => ({ default: (await import('./customers/CustomersDialog.tsx')).CustomersDialog }),
  giftCard: async () => ({ default: (await import('./stored-value/GiftCardDialog.tsx')).GiftCardDialog }),
  payWithCard: async () => ({ default: (await import('./stored-value/GiftCardDialog.tsx')).PayWithCardDialog }),
  onAccount: async () => ({ default: (await import('./stored-value/OnAccountDialog.tsx')).OnAccountDialog }),
  takeBackGoods: async () => ({ default: (await import('./take-back/TakeBackGoods.tsx')).TakeBackGoods }),
  priceCheck: async () => ({ default: (await import('./pricing/PriceCheckDialog.tsx')).PriceCheckDialog }),
  more: async () => ({ default: (await import('./pricing/MoreDialog.tsx')).MoreDialog }),
  number: async () => ({ default: (await import('./pricing/NumberDialog.tsx')).NumberDialog }),
  takeBack: async () => ({ default: (await import('./pricing/TakeBackDialog.tsx')).TakeBackDialog }),
  lessons: async () => ({ default: (await import('./lessons/LessonsDialog.tsx')).LessonsDialog }),
  lessonBar: async () => ({ default: (await import('./lessons/LessonBar.tsx')).LessonBar }),
  practice: async () => ({ default: (await import('./practice/PracticePanel.tsx')).PracticePanel }),
};
const KeySheet = lazy(LATER.keys);
const SetUpDialog = lazy(LATER.setUp);
const DayDialog = lazy(LATER.day);
const SettingsDialog = lazy(LATER.settings);
const ReceiptsDialog = lazy(LATER.receipts);
const AttentionDialog = lazy(LATER.attention);
const PrintedDesk = lazy(LATER.printedDesk);
const CashDialog = lazy(LATER.cashDesk);
const CountFloat = lazy(LATER.countFloat);
const CatalogDialog = lazy(LATER.catalog);
const ReportsDialog = lazy(LATER.reports);
const DiscountDialog = lazy(LATER.discount);
const OverrideDialog = lazy(LATER.override);
const ExemptDialog = lazy(LATER.exempt);
const CouponDialog = lazy(LATER.coupon);
const WhyDialog = lazy(LATER.why);
const CustomersDialog = lazy(LATER.customers);
const GiftCardDialog = lazy(LATER.giftCard);
const PayWithCardDialog = lazy(LATER.payWithCard);
const OnAccountDialog = lazy(LATER.onAccount);
const TakeBackGoods = lazy(LATER.takeBackGoods);
const PriceCheckDialog = lazy(LATER.priceCheck);
const MoreDialog = lazy(LATER.more);
const NumberDialog = lazy(LATER.number);
const TakeBackDialog = lazy(LATER.takeBack);
const LessonsDialog = lazy(LATER.lessons);
const LessonBar = lazy(LATER.lessonBar);
const PracticePanel = lazy(LATER.practice);

/** The cashier's window once the till is known: bar, warnings, the stage, and what lies over it. */
export function App() {
  const world = useTill((till) => till.world);
  const practice = useStore(deskStore, (desk) => desk.practice);
  const keys = useKeysRound();
  const [isIdle, setIdle] = useState(false);
  const isAttended = useTill((till) => till.staff.state === 'open');
  useEffect(() => {
    if (isAttended) keepPromise();
  }, [isAttended]);
  useKeyLayer(LAYER.stage, (key) => pressKey(key));
  useEffect(() => {
    const idle = requestIdleCallback(() => {
      setIdle(true);
      for (const load of [...Object.values(STAFF_LATER), ...Object.values(HELP_LATER), ...Object.values(LATER)]) void load();
    });
    return () => {
      cancelIdleCallback(idle);
    };
  }, []);
  return (
    <main className="till" data-world={world}>
      <div className="till-under" inert={!isAttended}>
        <TopBar key={`top ${keys}`} />
        <Strips key={`strips ${keys}`} />
        <StageView key={`stage ${keys}`} />
        {practice && (
          <Suspense fallback={<div data-opening="" hidden />}>
            <PracticePanel />
          </Suspense>
        )}
        {world === 'training' && isIdle && isAttended && <Suspense fallback={null}><LessonBar key={`lesson ${keys}`} /></Suspense>}
        <OverDialogContext value={takeOver}>
          <Dialogs />
        </OverDialogContext>
        <QuestionOver />
      </div>
      <Notices />
      <StaffOver />
      <HelpOver />
    </main>
  );
}

/** Counts changes of the keys in force: what prints keys on its controls is drawn anew with each. */
function useKeysRound(): number {
  const table = useStore(keysStore, (keys) => keys.table);
  const [drawn, setDrawn] = useState({ table, round: 0 });
  if (drawn.table !== table) setDrawn({ table, round: drawn.round + 1 });
  return drawn.round;
}

/** What fills the window: products and cart; the cart beside the payment; or the closed till. */
function StageView() {
  const phase = useTill((till) => till.phase);
  const stage = useTill(stageOf);
  const payment = useTill((till) => till.payment);
  const done = useTill((till) => till.done);
  if (phase === 'closed') {
    return (
      <div className="stage" data-view="closed" data-phase={phase}>
        <OpenShift />
      </div>
    );
  }
  const isPaying = phase === 'paying' || phase === 'paymentOpen';
  return (
    <div className="stage" data-view={isPaying ? 'pay' : 'sell'} data-phase={phase}>
      <Browse />
      {phase === 'done' && done !== null ? <Done done={done} /> : <Cart review={isPaying} />}
      {phase === 'paying' && <PayPanel />}
      {phase === 'paymentOpen' && payment !== null && <PaymentPanel payment={payment} />}
      {stage === 'pendingCode' && <PendingCode />}
    </div>
  );
}

/** Whoever may not do what is open calls somebody who may, without closing it by hand first. */
function takeOver(key: string, close: () => boolean): boolean {
  if (!ALWAYS.staff.includes(key)) return false;
  if (close()) act('staff');
  return true;
}

function Dialogs() {
  const dialog = useStore(deskStore, (desk) => desk.dialog);
  if (dialog === null) return null;
  switch (dialog.kind) {
    case 'voidLine':
      return <VoidLineDialog lineId={dialog.lineId} />;
    case 'discard':
      return <DiscardDialog />;
    case 'hold':
      return <HoldDialog />;
    case 'recall':
      return <RecallDialog />;
    case 'setUp':
      return <Suspense fallback={<Opening />}><SetUpDialog /></Suspense>;
    case 'keys':
      return <Suspense fallback={<Opening />}><KeySheet /></Suspense>;
    case 'day':
      return <Suspense fallback={<Opening />}><DayDialog /></Suspense>;
    case 'settings':
      return <Suspense fallback={<Opening />}><SettingsDialog key={dialog.section} section={dialog.section} /></Suspense>;
    case 'receipts':
      return <Suspense fallback={<Opening />}><ReceiptsDialog key={JSON.stringify(dialog.at)} at={dialog.at} /></Suspense>;
    case 'attention':
      return <Suspense fallback={<Opening />}><AttentionDialog /></Suspense>;
    case 'cashDesk':
      return <Suspense fallback={<Opening />}><CashDialog /></Suspense>;
    case 'countFloat':
      return <Suspense fallback={<Opening />}><CountFloat /></Suspense>;
    case 'catalog':
      return <Suspense fallback={<Opening />}><CatalogDialog /></Suspense>;
    case 'reports':
      return <Suspense fallback={<Opening />}><ReportsDialog /></Suspense>;
    case 'discount':
      return <Suspense fallback={<Opening />}><DiscountDialog lineId={dialog.lineId} /></Suspense>;
    case 'override':
      return <Suspense fallback={<Opening />}><OverrideDialog lineId={dialog.lineId} /></Suspense>;
    case 'exempt':
      return <Suspense fallback={<Opening />}><ExemptDialog /></Suspense>;
    case 'coupon':
      return <Suspense fallback={<Opening />}><CouponDialog /></Suspense>;
    case 'why':
      return <Suspense fallback={<Opening />}><WhyDialog lineId={dialog.lineId} /></Suspense>;
    case 'customers':
      return <Suspense fallback={<Opening />}><CustomersDialog /></Suspense>;
    case 'giftCard':
      return <Suspense fallback={<Opening />}><GiftCardDialog /></Suspense>;
    case 'payWithCard':
      return <Suspense fallback={<Opening />}><PayWithCardDialog /></Suspense>;
    case 'onAccount':
      return <Suspense fallback={<Opening />}><OnAccountDialog /></Suspense>;
    case 'takeBackGoods':
      return <Suspense fallback={<Opening />}><TakeBackGoods /></Suspense>;
    case 'priceCheck':
      return <Suspense fallback={<Opening />}><PriceCheckDialog /></Suspense>;
    case 'more':
      return <Suspense fallback={<Opening />}><MoreDialog /></Suspense>;
    case 'number':
      return <Suspense fallback={<Opening />}><NumberDialog lineId={dialog.lineId} /></Suspense>;
    case 'takeBack':
      return <Suspense fallback={<Opening />}><TakeBackDialog tenderId={dialog.tenderId} /></Suspense>;
    case 'staff':
      return <Suspense fallback={<Opening />}><SwitchDialog /></Suspense>;
    case 'lessons':
      return <Suspense fallback={<Opening />}><LessonsDialog /></Suspense>;
    case 'printedDesk':
      return <Suspense fallback={<Opening />}><PrintedDesk /></Suspense>;
  }
}

/** A dialog on its way: keys typed meanwhile belong to it, not to the sale underneath. */
function Opening() {
  useKeyLayer(LAYER.dialog, () => true, { modal: true });
  return <div data-opening="" />;
}
