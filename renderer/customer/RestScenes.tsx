import { Moon } from 'lucide-react';
import type { CustomerSnapshot } from '../../shared/contract/views.ts';
import { nameIn } from '../i18n/format.ts';
import { SlideShow } from './SlideShow.tsx';
import { TeaPicture } from './TeaPicture.tsx';
import { Two } from './Two.tsx';
import type { TwoWords } from './words.ts';

interface RestProps {
  readonly name: CustomerSnapshot['shop']['name'];
  readonly words: TwoWords;
}

function ShopName({ name, words }: RestProps) {
  return (
    <h1 className="rest-name">
      {words.only !== 'en' && <span lang={words.zhLanguage}>{nameIn(name, words.zhLanguage)}</span>}
      {words.only === 'en' ? <span lang="en">{name.en}</span> : words.only === null && nameIn(name, words.zhLanguage) !== name.en && <span lang="en" className="rest-name-en">{name.en}</span>}
    </h1>
  );
}

/** Nothing to pay: the shop's own pictures, when it has some for this hour. */
export function IdleScene({ slides, ...rest }: RestProps & { readonly slides: Extract<CustomerSnapshot['scene'], { kind: 'idle' }>['slides'] }) {
  return slides === undefined ? <Welcome {...rest} /> : <SlideShow slides={slides}><Welcome {...rest} /></SlideShow>;
}

/** The till's own: the shop's name, one picture, a welcome. */
function Welcome({ name, words }: RestProps) {
  return (
    <section className="rest">
      <TeaPicture />
      <ShopName name={name} words={words} />
      <Two className="rest-welcome" words={words} zh={words.zh.welcome} en={words.en.welcome} />
    </section>
  );
}

export function ClosedScene({ name, words }: RestProps) {
  return (
    <section className="rest rest-closed">
      <Moon className="rest-moon" size={96} strokeWidth={1.25} aria-hidden="true" />
      <ShopName name={name} words={words} />
      <Two className="rest-welcome" words={words} zh={words.zh.closed} en={words.en.closed} />
    </section>
  );
}
