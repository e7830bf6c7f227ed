import type { Handlers } from '../../shared/contract/contract.ts';
import type { CustomerScreen } from '../till/customer-screen/desk.ts';

type ScreenChannel = 'customer.slide' | 'customer.slideFailed' | 'customer.chooseLanguage' | 'settings.screen' | 'settings.saveScreen' | 'settings.slidePicture' | 'settings.saveSlides';

/** The customer's screen at rest, and its language. */
export function screenHandlers(screen: CustomerScreen): { readonly [C in keyof Handlers as C extends ScreenChannel ? C : never]: Handlers[C] } {
  return {
    'customer.slide': ({ slideId }) => screen.slide(slideId),
    'customer.slideFailed': ({ slideId }) => (screen.slideFailed(slideId), {}),
    'customer.chooseLanguage': ({ language }) => (screen.choose(language), {}),
    'settings.screen': () => screen.settings(),
    'settings.saveScreen': (next) => screen.saveSettings(next),
    'settings.slidePicture': ({ slideId }) => screen.picture(slideId),
    'settings.saveSlides': ({ slides }) => screen.saveSlides(slides),
  };
}
