import { QRCodeSVG } from 'qrcode.react';
import { useLayoutEffect, useRef, useState } from 'react';

/** Room for the code in its column. */
const ROOM_PIXELS = 264;

/** A receipt as a code for a phone. Its modules are whole pixels, so that none is wider than its neighbour. */
export function SharedCode({ text, title }: { readonly text: string; readonly title: string }) {
  const code = useRef<SVGSVGElement>(null);
  const [pixels, setPixels] = useState(ROOM_PIXELS);
  useLayoutEffect(() => {
    const modules = code.current?.viewBox.baseVal.width ?? 0;
    if (modules > 0) setPixels(modules * Math.max(1, Math.floor(ROOM_PIXELS / modules)));
  }, [text]);
  return (
    <figure className="shared-code" data-shared="">
      <QRCodeSVG ref={code} value={text} size={pixels} level="L" marginSize={4} bgColor="#ffffff" fgColor="#000000" shapeRendering="crispEdges" title={title} />
      <figcaption>{title}</figcaption>
    </figure>
  );
}
