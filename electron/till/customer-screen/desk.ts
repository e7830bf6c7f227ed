import { writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Language } from '../../../shared/contract/views.ts';
import type { ScreenSettingsView } from '../../../shared/contract/screen-views.ts';
import { TillError } from '../../../shared/errors/registry.ts';
import { isShownAt, SCHEDULED_MAX, SCHEDULE_FILE, slideMoment, type ScreenSettings, type SlideSchedule, type SlideTimes } from '../../../shared/slides/schedule.ts';
import type { Desk } from '../desk.ts';
import { leaveTill } from '../leaving.ts';
import type { Picture } from '../pictures.ts';
import { append } from '../selling.ts';
import { readSlide, readSlideFolder, type SlideFolder } from './folder.ts';
import { languageChoice, languageOf } from './language.ts';

export interface CustomerScreenParts {
  readonly desk: Desk;
  readonly dataDir: string;
  readonly stored: () => ScreenSettings;
  /** Keeps them together with their entry, which `record` writes: both or neither. */
  readonly save: (next: ScreenSettings, record: () => void) => void;
}

type SlidePicture = Pick<Picture, 'type' | 'bytes'>;

/** What the customer's screen shows by itself: the pictures of a shop at rest, and the language somebody touched. */
export interface CustomerScreen {
  /** Reads the folder for the first time and looks after the screen from then on. Never throws: a till sells without pictures. */
  start(): void;
  /** A picture of those being shown. Throws SLIDE_GONE. */
  slide(slideId: string): Promise<SlidePicture>;
  /** The window could not show it: it is left out until the file changes. */
  slideFailed(slideId: string): void;
  /** The customer's own choice for this sale; null: both languages again. */
  choose(language: Language | null): void;
  settings(): Promise<ScreenSettingsView>;
  saveSettings(next: ScreenSettings): Promise<ScreenSettingsView>;
  /** A picture of the folder, shown or not. Throws SLIDE_GONE. */
  picture(slideId: string): Promise<SlidePicture>;
  /**
   * Order and times of the pictures, into the file beside them; what it says of pictures that are not there now stays. Throws SLIDE_GONE for one that is not in the
   * folder, EXPORT_FAILED and the authority's codes.
   */
  saveSlides(slides: readonly SlideTimes[]): Promise<ScreenSettingsView>;
  stop(): void;
}

/** How often the folder and the clock are looked at: hours begin on the minute, and nobody waits for a picture. */
const LOOK_EVERY_MS = 15_000;

export function openCustomerScreen({ desk, dataDir, stored, save }: CustomerScreenParts): CustomerScreen {
  const { clock, log, memory } = desk;
  const life = new AbortController();
  const failed = new Set<string>();
  const told = new Set<string>();
  let folder: SlideFolder | null = null;
  let looking: Promise<void> | null = null;

  const dirOf = ({ folder: chosen }: ScreenSettings): string => (chosen === '' ? join(dataDir, 'slides') : chosen);

  /** What is wrong with the pictures, into the log, once. */
  function tell(file: string, why: string): void {
    const what = `${file}\n${why}`;
    if (told.has(what)) return;
    told.add(what);
    log('warn', 'slides.skipped', { file, why });
  }

  function shownNow(): Desk['memory']['slides'] {
    const { slides, seconds } = stored();
    if (!slides || folder === null) return [];
    const nowMs = clock.nowMs();
    const moment = slideMoment(nowMs, clock.offsetMinutes(nowMs));
    return folder.slides.filter((slide) => slide.problem === null && !failed.has(slide.slideId) && isShownAt(slide.times ?? {}, moment))
      .map((slide) => ({ slideId: slide.slideId, seconds: slide.times?.seconds ?? folder?.seconds ?? seconds }));
  }

  /** Tells the windows when the screen at rest would look different, or a choice or a code has had its time. */
  let lastLanguage = '';
  let codeWasShown = false;
  function settle(): void {
    const slides = shownNow();
    const isOther = JSON.stringify(slides) !== JSON.stringify(memory.slides);
    memory.slides = slides;
    const language = JSON.stringify(languageOf(desk));
    const codeIsShown = memory.sharedReceipt !== null && memory.sharedReceipt.untilMs > clock.nowMs();
    if (isOther || language !== lastLanguage || codeWasShown !== codeIsShown) desk.changed();
    lastLanguage = language;
    codeWasShown = codeIsShown;
  }

  function look(): Promise<void> {
    looking ??= (async () => {
      try {
        const settings = stored();
        folder = settings.slides ? await readSlideFolder(dirOf(settings), folder) : null;
        // A shop that has never had slides has no such folder, and that is nothing to report.
        if (folder?.problem != null && (folder.problem !== 'missing' || settings.folder !== '')) tell('', folder.problem);
        for (const slide of folder?.slides ?? []) if (slide.problem !== null) tell(slide.file, slide.problem);
        if (!life.signal.aborted) settle();
      } finally {
        looking = null;
      }
    })();
    return looking;
  }

  async function lookAfter(): Promise<void> {
    for (;;) {
      try {
        await look();
      } catch (error) {
        log('warn', 'slides.failed', { error: String(error).slice(0, 200) });
      }
      try {
        await clock.sleep(LOOK_EVERY_MS, life.signal);
      } catch {
        return;
      }
    }
  }

  async function settingsView(): Promise<ScreenSettingsView> {
    await look();
    const settings = stored();
    const nowMs = clock.nowMs();
    const moment = slideMoment(nowMs, clock.offsetMinutes(nowMs));
    return {
      settings, folder: dirOf(settings), problem: folder?.problem ?? null,
      slides: (folder?.slides ?? []).map(({ file, times, problem, slideId, widthPixels, heightPixels }) => ({
        slideId, file, problem: failed.has(slideId) ? 'notShown' : problem, widthPixels, heightPixels, times, isShown: problem === null && !failed.has(slideId) && isShownAt(times ?? {}, moment),
      })),
    };
  }

  async function pictureOf(slideId: string): Promise<SlidePicture> {
    const file = folder?.slides.find((slide) => slide.slideId === slideId)?.file;
    const picture = file === undefined ? null : await readSlide(dirOf(stored()), file);
    if (picture === null || typeof picture === 'string') throw new TillError('SLIDE_GONE', { why: picture ?? 'unknown' });
    return { type: picture.type, bytes: picture.bytes };
  }

  return {
    start: () => void lookAfter(),
    slide: async (slideId) => {
      if (!memory.slides.some((slide) => slide.slideId === slideId)) throw new TillError('SLIDE_GONE', { why: 'unknown' });
      return pictureOf(slideId);
    },
    picture: pictureOf,
    saveSlides: async (slides) => {
      desk.authority.require({ permission: 'changeSettings' });
      await look();
      const files = new Set(folder?.slides.map(({ file }) => file));
      if (slides.length === 0 || slides.some(({ file }) => !files.has(file))) throw new TillError('SLIDE_GONE', { why: 'unknown' });
      const { slides: known = [], ...rest } = folder?.schedule ?? {};
      const elsewhere = known.filter(({ file }) => !files.has(file) && !slides.some((slide) => slide.file === file));
      const next: SlideSchedule = { ...rest, order: 'listed', slides: [...slides, ...elsewhere].slice(0, SCHEDULED_MAX) };
      const text = `${JSON.stringify(next, null, 2)}\n`;
      await leaveTill({
        path: join(dirOf(stored()), SCHEDULE_FILE), format: 'json', write: (unfinished) => writeFile(unfinished, text),
        record: () => { append(desk, [{ type: 'settings.changed', data: { area: 'customerScreen', changed: ['schedule'] } }]); },
      });
      await looking;
      return settingsView();
    },
    slideFailed: (slideId) => {
      const file = folder?.slides.find((slide) => slide.slideId === slideId)?.file;
      if (file === undefined) return;
      failed.add(slideId);
      tell(file, 'notShown');
      settle();
    },
    choose: (language) => {
      memory.customerChoice = language === null ? null : languageChoice(desk, language);
      desk.changed();
    },
    settings: settingsView,
    saveSettings: async (next) => {
      desk.authority.require({ permission: 'changeSettings' });
      if (next.folder !== '' && !isAbsolute(next.folder)) throw new TillError('SLIDE_FOLDER', { folder: next.folder });
      const before = stored();
      const changed = (['slides', 'folder', 'seconds'] as const).filter((key) => before[key] !== next[key]);
      if (changed.length > 0) {
        save(next, () => append(desk, [{ type: 'settings.changed', data: { area: 'customerScreen', changed } }]));
        failed.clear();
        told.clear();
        await looking;
      }
      return settingsView();
    },
    stop: () => life.abort(),
  };
}
