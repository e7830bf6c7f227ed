import { useEffect, useState, type ReactNode } from 'react';
import type { CustomerSnapshot } from '../../shared/contract/views.ts';
import { call } from '../bridge.ts';

type Slides = NonNullable<Extract<CustomerSnapshot['scene'], { kind: 'idle' }>['slides']>;

interface Shown {
  readonly slideId: string;
  readonly url: string;
}

/** After a round in which no picture could be shown, the till is asked again this much later. */
const NOTHING_SHOWN_MS = 30_000;

/** Fetches a picture and unpacks it: only what can be shown is shown. Null when it cannot. */
async function fetchSlide(slideId: string): Promise<Shown | null> {
  const answer = await call('customer.slide', { slideId });
  if (!answer.ok) return null;
  const url = URL.createObjectURL(new Blob([answer.value.bytes], { type: answer.value.type }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return { slideId, url };
  } catch {
    URL.revokeObjectURL(url);
    void call('customer.slideFailed', { slideId });
    return null;
  }
}

/** The shop's pictures, one after the other, for as long as each should stay; `children` until the first is there, and when none can be shown. */
export function SlideShow({ slides, children }: { readonly slides: Slides; readonly children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const list = JSON.stringify(slides);
  useEffect(() => {
    const wanted = JSON.parse(list) as Slides;
    let isOver = false;
    let timer = 0;
    let last: string | null = null;
    const step = async (at: number, failures: number): Promise<void> => {
      const slide = wanted[at % wanted.length];
      if (slide === undefined) return;
      const next = await fetchSlide(slide.slideId);
      if (isOver) {
        if (next !== null) URL.revokeObjectURL(next.url);
        return;
      }
      const failed = next === null ? failures + 1 : 0;
      if (next !== null) {
        setShown(next);
        if (last !== null) URL.revokeObjectURL(last);
        last = next.url;
      }
      if (failed >= wanted.length) setShown(null);
      const pauseMs = next !== null ? slide.seconds * 1000 : failed >= wanted.length ? NOTHING_SHOWN_MS : 0;
      timer = window.setTimeout(() => { void step(at + 1, failed >= wanted.length ? 0 : failed); }, pauseMs);
    };
    void step(0, 0);
    return () => {
      isOver = true;
      window.clearTimeout(timer);
      if (last !== null) URL.revokeObjectURL(last);
      setShown(null);
    };
  }, [list]);
  if (shown === null) return children;
  return (
    <section className="slides" data-slide={shown.slideId}>
      <img key={shown.slideId} className="slide" src={shown.url} alt="" />
    </section>
  );
}
