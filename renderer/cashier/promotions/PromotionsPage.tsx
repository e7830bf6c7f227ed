import { Plus, Tag } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { nameIn } from '../../i18n/format.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { tell } from '../notices.ts';
import { useSectionKeys } from '../settings/section.ts';
import { ask, tillStore, useTill } from '../till.ts';
import { isOnAt, momentOf } from './applies.ts';
import { draftOf, NEW_DRAFT } from './draft.ts';
import { namesOf, useKnown, type KnownProduct } from './names.ts';
import { PromotionForm } from './PromotionForm.tsx';
import { promotionSentence, type PromotionView } from './sentence.ts';
import { usePromotionWords } from './words.ts';
import './promotions.css';

const KEYS = { edit: 'Enter', turn: 'F3', add: 'F4' } as const;

/** The shop's promotions: what each does in words, on or off; a new one, or one to change, is tried on an example cart. */
export function PromotionsPage() {
  const { language } = useWords();
  const words = usePromotionWords();
  const currency = useTill((till) => till.shop.currency);
  const [promotions, setPromotions] = useState<readonly PromotionView[] | null>(null);
  const [chosen, setChosen] = useState(0);
  const [editing, setEditing] = useState<PromotionView | 'new' | null>(null);
  const [found, setFound] = useState<readonly KnownProduct[]>([]);
  const known = useKnown(promotions ?? [], found);
  const edited = useRef<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const edit = (which: PromotionView | 'new' | null): void => {
    edited.current = which === null || which === 'new' ? which : which.promotionId;
    setEditing(which);
  };
  const openerOf = (promotionId: string): HTMLElement | null => list.current?.querySelector<HTMLElement>(`[data-promotion="${CSS.escape(promotionId)}"] .promotion-open`) ?? null;
  // Back in the list the keys go on where they were.
  useEffect(() => {
    if (editing !== null || edited.current === null) return;
    (openerOf(edited.current) ?? list.current?.querySelector<HTMLElement>('[data-action="addPromotion"]'))?.focus();
  }, [editing]);
  useEffect(() => {
    void ask('promotions.get', {}).then((answer) => {
      if (answer.ok) setPromotions(answer.value.promotions);
    });
  }, []);
  const all = promotions ?? [];
  /** Replaces the whole set; answers whether it was taken. */
  const save = async (next: readonly PromotionView[], said: string): Promise<boolean> => {
    const answer = await ask('promotions.save', { promotions: [...next] });
    if (!answer.ok) return false;
    setPromotions(answer.value.promotions);
    tell({ kind: 'good', text: said });
    return true;
  };
  const turn = (promotion: PromotionView | undefined): void => {
    if (promotion === undefined) return;
    const { off, ...rest } = promotion;
    void save(all.map((one) => (one.promotionId === promotion.promotionId ? { ...rest, ...(off === true ? {} : { off: true }) } : one)), words.saved(nameIn(promotion.name, language)));
  };
  useSectionKeys((key) => {
    if (editing !== null) return false;
    switch (key) {
      case 'ArrowDown': case 'ArrowUp': {
        const next = Math.max(0, Math.min(all.length - 1, chosen + (key === 'ArrowDown' ? 1 : -1)));
        setChosen(next);
        openerOf(all[next]?.promotionId ?? '')?.focus();
        return true;
      }
      case KEYS.edit:
        // On a button of its own Enter presses that.
        if (document.activeElement instanceof HTMLButtonElement) return false;
        edit(all[chosen] ?? null);
        return true;
      case KEYS.turn:
        turn(all[chosen]);
        return true;
      case KEYS.add:
        edit('new');
        return true;
      default:
        return false;
    }
  });
  if (promotions === null) return null;
  if (editing !== null) {
    return (
      <PromotionForm
        key={editing === 'new' ? 'new' : editing.promotionId} draft={editing === 'new' ? NEW_DRAFT : draftOf(editing, currency)} known={known} onFound={(product) => { setFound([...found, product]); }}
        onBack={() => { setEditing(null); }}
        onSave={async (promotion) => {
          const isNew = all.every(({ promotionId }) => promotionId !== promotion.promotionId);
          const next = isNew ? [...all, promotion] : all.map((one) => (one.promotionId === promotion.promotionId ? promotion : one));
          if (!(await save(next, words.saved(nameIn(promotion.name, language))))) return;
          edited.current = promotion.promotionId;
          setEditing(null);
        }}
        onDelete={editing === 'new' ? null : async () => {
          if (await save(all.filter(({ promotionId }) => promotionId !== editing.promotionId), words.removed(nameIn(editing.name, language)))) setEditing(null);
        }}
      />
    );
  }
  const now = momentOf(new Date(tillStore.get()?.nowMs ?? 0));
  return (
    <div data-promotions="" ref={list}>
      <Button look="primary" icon={<Plus size={18} aria-hidden="true" />} hint={KEYS.add} action="addPromotion" data-setting="add" onClick={() => { edit('new'); }}>{words.add}</Button>
      {all.length === 0 ? (
        <div className="empty promotions-empty">
          <Tag size={32} strokeWidth={1.5} aria-hidden="true" />
          <h2>{words.none}</h2>
          <p className="muted">{words.noneHint}</p>
        </div>
      ) : (
        <ul className="promotions" data-setting="list">
          {all.map((promotion, index) => (
            <li key={promotion.promotionId} className="promotion" data-promotion={promotion.promotionId} data-chosen={index === chosen} data-off={promotion.off === true}>
              <button type="button" className="promotion-open" aria-keyshortcuts={KEYS.edit} onClick={() => { edit(promotion); }}>
                <strong>{nameIn(promotion.name, language)}</strong>
                <span className="promotion-sentence">{promotionSentence(promotion, namesOf(known, language), words, currency)}</span>
              </button>
              {promotion.off !== true && <span className={isOnAt(promotion, now) ? 'badge badge-on' : 'badge'}>{isOnAt(promotion, now) ? words.today : words.notNow}</span>}
              <Button aria-pressed={promotion.off !== true} hint={index === chosen ? KEYS.turn : ''} action={`turn-${promotion.promotionId}`} aria-label={`${nameIn(promotion.name, language)}: ${promotion.off === true ? words.off : words.on}`} onClick={() => { turn(promotion); }}>
                {promotion.off === true ? words.off : words.on}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
