import type { ReturnView } from '../../../shared/contract/returns.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { FACE, faceOfReturn, type Tone } from './look.ts';
import { useReturnWords } from './return-words.ts';

const BADGE_TONE = { progress: 'plain', warning: 'wait', danger: 'risk', good: 'good', neutral: 'quiet' } as const satisfies Record<Tone, string>;

/** The state of a return in a word. */
export function ReturnBadge({ view }: { readonly view: ReturnView }) {
  const r = useReturnWords();
  const face = faceOfReturn(view);
  const { icon: Icon, tone } = FACE[face];
  const { t } = useWords();
  return (
    <span className="badge standing" data-tone={BADGE_TONE[tone]} data-face={face} title={r.refund.title[face]}>
      <Icon size={14} aria-hidden="true" /> {t.pendingRefunds.short[face]}
    </span>
  );
}
