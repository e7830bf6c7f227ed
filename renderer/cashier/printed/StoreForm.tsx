import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useUnsaved } from '../../ui/Unsaved.tsx';
import { usePrintedWords } from './words.ts';

interface StoreText {
  readonly storeName: string;
  readonly address: string;
}

interface StoreFormProps {
  readonly store: StoreText;
  readonly submit: string;
  readonly action: string;
  /** False when it was not taken; the typing stays then. */
  readonly onSubmit: (store: StoreText) => Promise<boolean>;
  readonly onCancel?: () => void;
}

/** What a code carries: the store's name and its address. */
export function StoreForm({ store, submit, action, onSubmit, onCancel }: StoreFormProps) {
  const t = usePrintedWords();
  const [storeName, setStoreName] = useState(store.storeName);
  const [address, setAddress] = useState(store.address);
  const [busy, setBusy] = useState(false);
  useUnsaved(storeName !== store.storeName || address !== store.address);
  const ready = storeName.trim() !== '' && address.trim() !== '';
  return (
    <form
      className="printed-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready || busy) return;
        setBusy(true);
        void onSubmit({ storeName: storeName.trim(), address: address.trim() }).then(() => { setBusy(false); });
      }}
    >
      <label className="field">
        <span className="field-label">{t.storeName}</span>
        <input className="input" name="storeName" data-first="" autoComplete="off" maxLength={64} value={storeName} onChange={(event) => { setStoreName(event.target.value); }} />
        <span className="field-hint">{t.storeNameHint}</span>
      </label>
      <label className="field">
        <span className="field-label">{t.address}</span>
        <input className="input" name="address" autoComplete="off" maxLength={128} value={address} onChange={(event) => { setAddress(event.target.value); }} />
        <span className="field-hint">{t.addressHint}</span>
      </label>
      <footer>
        {onCancel !== undefined && <Button onClick={onCancel}>{t.cancel}</Button>}
        <Button look="primary" submits hint="Enter" action={action} disabled={!ready || busy}>
          {busy ? t.creating : submit}
        </Button>
      </footer>
    </form>
  );
}
