import type { ReactNode } from 'react';

interface RingProps {
  /** 0 to 1: how much of the ring is drawn; null for a ring without a measure. */
  readonly part: number | null;
  readonly size: number;
  /** Number of ticks the ring is cut into; 0 for a smooth one. */
  readonly ticks?: number;
  /** The outline's form: states differ by shape, not only by colour. */
  readonly shape?: 'circle' | 'dashed' | 'octagon' | 'diamond' | 'square' | 'phone';
  readonly className?: string;
  readonly children?: ReactNode;
}

const CENTRE = 50;
const RADIUS = 45;
const CIRCUMFERENCE = 2 * Math.PI * RADIUS;

const polygon = (corners: number, turn: number): string =>
  Array.from({ length: corners }, (_, index) => {
    const angle = ((index + turn) / corners) * 2 * Math.PI;
    return `${(CENTRE + RADIUS * Math.sin(angle)).toFixed(2)},${(CENTRE - RADIUS * Math.cos(angle)).toFixed(2)}`;
  }).join(' ');

/** The frame of a payment state: a ring that counts, or a shape that stands still. */
export function Ring({ part, size, ticks = 0, shape = 'circle', className = '', children }: RingProps) {
  const gap = 1.6;
  const tick = ticks > 0 ? CIRCUMFERENCE / ticks : 0;
  const filled = part === null ? 0 : Math.max(0, Math.min(1, part));
  return (
    <div className={`ring ${className}`} style={{ width: size, height: size }}>
      <svg viewBox="0 0 100 100" width={size} height={size} aria-hidden="true">
        {shape === 'octagon' && <polygon className="ring-shape" points={polygon(8, 0.5)} />}
        {shape === 'diamond' && <polygon className="ring-shape" points={polygon(4, 0)} />}
        {shape === 'square' && <rect className="ring-shape" x="8" y="8" width="84" height="84" rx="10" />}
        {shape === 'phone' && (
          <>
            <rect className="ring-shape" x="24" y="4" width="52" height="92" rx="10" />
            <path className="ring-shape" d="M44 12h12" strokeLinecap="round" />
          </>
        )}
        {shape === 'dashed' && <circle className="ring-shape ring-dashed" cx={CENTRE} cy={CENTRE} r={RADIUS} />}
        {shape === 'circle' && (
          <>
            <circle className="ring-track" cx={CENTRE} cy={CENTRE} r={RADIUS} strokeDasharray={ticks > 0 ? `${tick - gap} ${gap}` : undefined} transform="rotate(-90 50 50)" />
            {filled > 0 && (
              <circle
                className="ring-fill" cx={CENTRE} cy={CENTRE} r={RADIUS} transform="rotate(-90 50 50)"
                strokeDasharray={ticks > 0 ? tickDashes(Math.round(filled * ticks), tick, gap) : `${filled * CIRCUMFERENCE} ${CIRCUMFERENCE}`}
              />
            )}
          </>
        )}
      </svg>
      <div className="ring-content">{children}</div>
    </div>
  );
}

function tickDashes(count: number, tick: number, gap: number): string {
  if (count === 0) return `0 ${CIRCUMFERENCE}`;
  return `${Array.from({ length: count }, (_, index) => `${tick - gap} ${index === count - 1 ? CIRCUMFERENCE : gap}`).join(' ')}`;
}
