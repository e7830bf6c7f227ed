import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { RequestPreview } from '../../../shared/contract/settings-views.ts';
import type { ErrorView } from '../../../shared/contract/views.ts';
import type { PaymentProduct } from '../../../shared/payment/products.ts';
import { call } from '../../bridge.ts';
import { Button } from '../../ui/Button.tsx';
import type { ProductForm } from './forms.ts';
import { useSettingsWords } from './words.ts';

interface PreviewProps {
  readonly product: PaymentProduct;
  readonly hint: string;
  /** Counts presses of the key. */
  readonly round: number;
  readonly form: () => ProductForm;
  readonly onRefused: (error: ErrorView) => void;
}

/** The request with which a payment would begin under this form, saved or not. Main masks what is secret. */
export function Preview({ product, hint, round, form, onRefused }: PreviewProps) {
  const words = useSettingsWords();
  const [preview, setPreview] = useState<RequestPreview | null>(null);
  const toggle = (): void => {
    if (preview !== null) {
      setPreview(null);
      return;
    }
    void call('settings.previewProduct', form()).then((answer) => {
      if (answer.ok) setPreview(answer.value);
      else onRefused(answer.error);
    });
  };
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (preview !== null) body.current?.scrollIntoView({ block: 'nearest' });
  }, [preview]);
  const onKey = useEffectEvent(toggle);
  useEffect(() => {
    if (round > 0) onKey();
  }, [round]);
  return (
    <section className="preview">
      <Button look="quiet" icon={preview === null ? <Eye size={18} aria-hidden="true" /> : <EyeOff size={18} aria-hidden="true" />} hint={hint} action={`preview-${product}`} aria-expanded={preview !== null} onClick={toggle}>
        {preview === null ? words.preview : words.previewHide}
      </Button>
      {preview !== null && (
        <div className="preview-body" data-preview={product} ref={body}>
          <h4>{words.previewTitle}</h4>
          <p className="muted">{words.previewText}</p>
          <p className="preview-url">POST {preview.url}</p>
          <dl>
            {[...preview.headers, ...preview.params].map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {preview.body !== '' && <pre>{readable(preview.body)}</pre>}
        </div>
      )}
    </section>
  );
}

/** JSON with its lines, anything else as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
