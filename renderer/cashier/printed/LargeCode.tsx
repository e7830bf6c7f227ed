import { QRCodeSVG } from 'qrcode.react';
import type { MerchantCodeView } from '../../../shared/contract/attention-views.ts';
import { Button } from '../../ui/Button.tsx';
import { LAYER, useKeyLayer } from '../../ui/keys/router.ts';
import { usePrintedWords } from './words.ts';

const LARGE = 37 * 14;

/** The code over the whole window, for a customer on the other side of the counter. Any of its keys takes it away. */
export function LargeCode({ code, onClose }: { readonly code: MerchantCodeView; readonly onClose: () => void }) {
  const t = usePrintedWords();
  useKeyLayer(LAYER.nested, (key) => {
    if (key === 'Escape' || key === 'Enter' || key === 'F4') onClose();
    return true;
  }, { modal: true });
  return (
    <div className="printed-large" role="dialog" aria-modal="true" aria-label={code.storeName} data-large-code="">
      <strong>{code.storeName}</strong>
      <QRCodeSVG value={code.text} size={LARGE} level="M" marginSize={4} bgColor="#ffffff" fgColor="#000000" shapeRendering="crispEdges" title={code.storeName} />
      <p>{t.largeText}</p>
      <Button hint="Escape" action="closeLarge" onClick={onClose}>
        {t.back}
      </Button>
    </div>
  );
}
