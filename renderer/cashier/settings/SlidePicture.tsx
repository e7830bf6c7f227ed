import { useEffect, useRef } from 'react';
import { call } from '../../bridge.ts';

const WIDTH = 96;
const HEIGHT = 60;

/** Pictures are fetched one after the other: each may have five megabytes, and only its small copy is kept. */
let last: Promise<void> = Promise.resolve();

async function draw(slideId: string, canvas: HTMLCanvasElement): Promise<void> {
  if (!canvas.isConnected) return;
  const answer = await call('settings.slidePicture', { slideId });
  if (!answer.ok) return;
  try {
    const bitmap = await createImageBitmap(new Blob([answer.value.bytes], { type: answer.value.type }));
    const scale = Math.min(canvas.width / bitmap.width, canvas.height / bitmap.height);
    const [width, height] = [bitmap.width * scale, bitmap.height * scale];
    canvas.getContext('2d')?.drawImage(bitmap, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
    bitmap.close();
  } catch {
    // A picture the window cannot unpack leaves its frame empty; the list says so once the customer's screen has tried.
  }
}

/** A small copy of a picture of the folder, to be recognised by; its name stands beside it. */
export function SlidePicture({ slideId }: { readonly slideId: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { current } = canvas;
    if (current === null) return;
    last = last.then(() => draw(slideId, current));
  }, [slideId]);
  // Twice the size it is shown in, for screens with small pixels.
  return <canvas className="slide-picture" ref={canvas} width={WIDTH * 2} height={HEIGHT * 2} aria-hidden="true" />;
}
