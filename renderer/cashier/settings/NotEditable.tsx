import { GraduationCap, Store } from 'lucide-react';
import type { ShopSettingsView } from '../../../shared/contract/shop-views.ts';
import { Button } from '../../ui/Button.tsx';
import { setDesk } from '../desk.ts';
import { useShopWords } from './shop-words.ts';

/** Why the shop cannot be changed here, and what can be done about it. */
export function NotEditable({ editable }: Pick<ShopSettingsView, 'editable'>) {
  const words = useShopWords();
  switch (editable) {
    case 'yes':
      return null;
    case 'training':
      return <p className="settings-notice"><GraduationCap size={20} aria-hidden="true" /> <span>{words.training}</span></p>;
    case 'practice':
      return (
        <div className="settings-notice">
          <GraduationCap size={20} aria-hidden="true" /> <span>{words.practice}</span>
          <Button look="primary" icon={<Store size={18} aria-hidden="true" />} action="setUpShop" onClick={() => { setDesk({ dialog: { kind: 'setUp' } }); }}>{words.setUp}</Button>
        </div>
      );
  }
}
