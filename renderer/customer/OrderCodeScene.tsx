import { QRCodeSVG } from 'qrcode.react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { CustomerSnapshot } from '../../shared/contract/views.ts';
import type { Currency } from '../../shared/money.ts';
import { durationText } from '../i18n/format.ts';
import { Amount } from '../ui/Amount.tsx';
import { useNow } from '../ui/clock.ts';
import type { TwoWords } from './words.ts';

type Scene = Extract<CustomerSnapshot['scene'], { kind: 'orderCode' }>;

/** Smallest code a phone reads at arm's length (hardware.md 8). */
const CODE_PIXELS_MIN = 240;
/** Aim, as parts of the window: 360 to 380 px at 1280 x 800. */
const CODE_PART_OF_HEIGHT = 0.48;
const CODE_PART_OF_WIDTH = 0.4;
const BEFORE_MEASURING_PIXELS = 360;

/** The order code: dark on a white card in both themes, the amount above it, the time it is good for below. */
export function OrderCodeScene({ scene, currency, words }: { readonly scene: Scene; readonly currency: Currency; readonly words: TwoWords }) {
  const now = useNow(500);
  const zh = words.zh.scan(words.zh.wallet[scene.wallet]);
  const en = words.en.scan(words.en.wallet[scene.wallet]);
  return (
    <section className="code-scene">
      <p className="code-amount">
        <Amount minor={scene.amountMinor} currency={currency} withCurrency />
      </p>
      <div className="code-card">
        <ScreenCode text={scene.text} title={`${en} ${zh}`} kind="order" />
        <p className="code-words">
          {words.only !== 'zh' && <strong lang="en">{en}</strong>}
          {words.only !== 'en' && <strong lang={words.zhLanguage}>{zh}</strong>}
        </p>
      </div>
      <p className="code-left figures">
        {words.only !== 'en' && <span lang={words.zhLanguage}>{words.zh.scanLeft(durationText(scene.expiresAtMs - now))}</span>}
        {words.only !== 'zh' && <span lang="en">{words.en.scanLeft(durationText(scene.expiresAtMs - now))}</span>}
      </p>
    </section>
  );
}

interface ScreenCodeProps {
  readonly text: string;
  readonly title: string;
  /** A receipt holds more than an order code. A lit screen has no dirt to correct, so its modules are larger instead (level L). */
  readonly kind: 'order' | 'receipt';
}

/** A QR code whose modules are whole pixels: its size is a whole multiple of the modules and their quiet zone. */
export function ScreenCode({ text, title, kind }: ScreenCodeProps) {
  const code = useRef<SVGSVGElement>(null);
  const [pixels, setPixels] = useState(BEFORE_MEASURING_PIXELS);
  useLayoutEffect(() => {
    const fit = (): void => {
      const modules = code.current?.viewBox.baseVal.width ?? 0;
      if (modules === 0) return;
      const room = Math.min(window.innerHeight * CODE_PART_OF_HEIGHT, window.innerWidth * CODE_PART_OF_WIDTH);
      setPixels(modules * Math.max(Math.floor(room / modules), Math.ceil(CODE_PIXELS_MIN / modules)));
    };
    fit();
    window.addEventListener('resize', fit);
    return () => {
      window.removeEventListener('resize', fit);
    };
  }, [text]);
  const mark = kind === 'order' ? { 'data-order-code': '' } : { 'data-receipt-code': '' };
  return <QRCodeSVG ref={code} value={text} size={pixels} level={kind === 'order' ? 'M' : 'L'} marginSize={4} bgColor="#ffffff" fgColor="#000000" shapeRendering="crispEdges" title={title} {...mark} />;
}
