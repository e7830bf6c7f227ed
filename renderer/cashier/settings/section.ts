import type { LucideIcon } from 'lucide-react';
import { createContext, use, useEffect, useEffectEvent, type ComponentType } from 'react';
import type { Language } from '../../../shared/contract/views.ts';
import type { KeyHandler } from '../../ui/keys/router.ts';

/** The sections of the settings, by name; sections.ts holds them in the order they are shown. */
export const SECTION_IDS = [
  'shop', 'tax', 'money', 'cash', 'foreignCash', 'promotions', 'labels', 'payments', 'notifications', 'staff', 'customers', 'storedValue', 'receipt', 'customerScreen', 'display', 'keys', 'devices', 'backup', 'updates', 'about',
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** What a section is called, what it is for, and each of its settings with a sentence that says what it does. The search reads all of it. */
export interface SectionWords {
  readonly title: string;
  readonly text: string;
  /** By the name its control carries as `data-setting`, so that the search can lead there. */
  readonly settings: Readonly<Record<string, readonly string[]>>;
}

/** One page of the settings. Its words are here before the page is fetched, because the search needs them. */
export interface SettingsSection {
  readonly id: SectionId;
  readonly icon: LucideIcon;
  /** Complete in every language by type; write one file of words per section and check the others with `Translated<typeof en>`. */
  readonly words: Readonly<Record<Language, SectionWords>>;
  /** Further words people may look for, in any language, parted by spaces; never shown. */
  readonly keywords: string;
  /** The page itself. It draws its own fields; the head with title and sentence is drawn around it. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

/** Where a page leaves what it does with keys while it has the focus. */
export const SectionKeysContext = createContext<(handler: KeyHandler | null) => void>(() => undefined);

/** Keys of a settings page, asked for before the dialog's own while the focus is in the page. Answer true for a key that was used. */
export function useSectionKeys(handler: KeyHandler): void {
  const register = use(SectionKeysContext);
  const handle = useEffectEvent(handler);
  useEffect(() => {
    register((key, event) => handle(key, event));
    return () => {
      register(null);
    };
  }, [register]);
}
