import { BadgeCheck, CircleAlert, CircleHelp, ScanSearch, TriangleAlert, X } from 'lucide-react';
import { errorWords, useWords } from '../i18n/i18n.tsx';
import { useStore } from '../store.ts';
import { Button } from '../ui/Button.tsx';
import { openErrorHelp } from './help/help-store.ts';
import { dismiss, noticeStore, type Notice } from './notices.ts';

/** Messages that block nothing and leave by themselves. */
export function Notices() {
  const notices = useStore(noticeStore, (value) => value);
  return (
    <div className="notices" role="status" aria-live="assertive">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { t } = useWords();
  const { tone, icon, title, text } = useNoticeWords(notice);
  return (
    <div className="notice" data-tone={tone} data-notice={notice.kind} data-code={notice.kind === 'error' ? notice.error.code : undefined}>
      {icon}
      <div className="notice-text">
        <strong>{title}</strong>
        {text !== '' && <span>{text}</span>}
      </div>
      {notice.kind === 'error' && (
        <Button
          look="quiet" aria-label={t.actions.help} title={t.actions.help} action="noticeHelp" icon={<CircleHelp size={18} aria-hidden="true" />}
          onClick={() => {
            openErrorHelp(notice.error.code);
            dismiss(notice.id);
          }}
        />
      )}
      <Button look="quiet" aria-label={t.common.dismiss} icon={<X size={18} aria-hidden="true" />} onClick={() => { dismiss(notice.id); }} />
    </div>
  );
}

function useNoticeWords(notice: Notice): { tone: string; icon: React.ReactNode; title: string; text: string } {
  const { t, language } = useWords();
  switch (notice.kind) {
    case 'good':
      return { tone: 'good', icon: <BadgeCheck size={22} aria-hidden="true" />, title: notice.text, text: '' };
    case 'unknownScan':
      return { tone: 'wait', icon: <ScanSearch size={22} aria-hidden="true" />, title: t.scan.unknown, text: t.scan.unknownText(notice.text) };
    case 'error': {
      const words = errorWords(notice.error, language);
      const atRisk = words.facts.money === 'unsure' || words.facts.data !== 'safe';
      return {
        tone: atRisk ? 'risk' : 'wait', icon: atRisk ? <TriangleAlert size={22} aria-hidden="true" /> : <CircleAlert size={22} aria-hidden="true" />, title: words.what,
        text: [words.safety, words.press].filter((part) => part !== '').join(language === 'en' ? ' ' : ''),
      };
    }
  }
}
