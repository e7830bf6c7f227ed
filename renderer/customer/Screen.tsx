import { GraduationCap } from 'lucide-react';
import type { CustomerSnapshot } from '../../shared/contract/views.ts';
import { nameIn } from '../i18n/format.ts';
import { CartScene } from './CartScene.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { OrderCodeScene } from './OrderCodeScene.tsx';
import { PaidScene } from './PaidScene.tsx';
import { NotPaidScene, PaymentScene } from './PaymentScenes.tsx';
import { ArrivedScene, AssertedScene, MerchantCodeScene } from './PrintedCodeScenes.tsx';
import { ReceiptCodeScene } from './ReceiptCode.tsx';
import { RefundScene } from './RefundScene.tsx';
import { ClosedScene, IdleScene } from './RestScenes.tsx';
import { wordsFor } from './words.ts';

/** The customer's screen: one scene of the snapshot, Chinese and English together unless the customer has chosen one. */
export function Screen({ snapshot }: { readonly snapshot: CustomerSnapshot }) {
  const { shop, scene, language, world } = snapshot;
  const words = wordsFor(language, snapshot.chosen);
  const isResting = scene.kind === 'idle' || scene.kind === 'closed';
  return (
    <main className="screen" data-world={world} data-scene={scene.kind} data-revision={snapshot.revision} data-only={words.only ?? undefined}>
      <header className="screen-head">
        {!isResting && (
          <p className="screen-shop ellipsis">
            <strong lang={words.only === 'en' ? 'en' : words.zhLanguage}>{words.only === 'en' ? shop.name.en : nameIn(shop.name, words.zhLanguage)}</strong>
            {words.only === null && <span lang="en">{shop.name.en}</span>}
          </p>
        )}
        {world === 'training' && (
          <p className="badge screen-training">
            <GraduationCap size={16} aria-hidden="true" />
            {words.only !== 'en' && <span lang={words.zhLanguage}>{words.zh.training}</span>} {words.only !== 'zh' && words.en.training}
          </p>
        )}
        {scene.kind !== 'closed' && <LanguageChoice snapshot={snapshot} words={words} />}
      </header>
      <Scene snapshot={snapshot} />
    </main>
  );
}

function Scene({ snapshot }: { readonly snapshot: CustomerSnapshot }) {
  const { scene, shop, language } = snapshot;
  const words = wordsFor(language, snapshot.chosen);
  switch (scene.kind) {
    case 'closed':
      return <ClosedScene name={shop.name} words={words} />;
    case 'idle':
      return <IdleScene name={shop.name} words={words} slides={scene.slides} />;
    case 'cart':
      return <CartScene scene={scene} currency={shop.currency} words={words} language={language} />;
    case 'orderCode':
      return <OrderCodeScene scene={scene} currency={shop.currency} words={words} />;
    case 'payment':
      return <PaymentScene scene={scene} currency={shop.currency} words={words} />;
    case 'notPaid':
      return <NotPaidScene scene={scene} currency={shop.currency} words={words} />;
    case 'paid':
      return <PaidScene scene={scene} currency={shop.currency} words={words} />;
    case 'merchantCode':
      return <MerchantCodeScene scene={scene} currency={shop.currency} words={words} />;
    case 'arrived':
      return <ArrivedScene scene={scene} currency={shop.currency} words={words} />;
    case 'refund':
      return <RefundScene scene={scene} currency={shop.currency} words={words} />;
    case 'receiptCode':
      return <ReceiptCodeScene scene={scene} words={words} />;
    case 'asserted':
      return <AssertedScene scene={scene} currency={shop.currency} words={words} />;
  }
}
