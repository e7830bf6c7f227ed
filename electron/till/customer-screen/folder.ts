import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SCHEDULED_MAX, SCHEDULE_FILE, slideSchedule, type SlideSchedule, type SlideTimes } from '../../../shared/slides/schedule.ts';
import { readPicture, type Picture, type PictureProblem } from '../pictures.ts';

/** A shop window does not need more, and a folder of holiday pictures must not slow the till. */
export const SLIDES_MAX = 60;
const PICTURE_BYTES_MAX = 5 * 1024 * 1024;
const SCHEDULE_BYTES_MAX = 64 * 1024;
const ENTRIES_MAX = 2_000;
const PICTURE_NAME = /^[^.].*\.(?:png|jpe?g|webp)$/i;

export type SlideProblem = PictureProblem | 'tooMany' | 'notShown';
/** One picture of the folder. `problem`: why it is left out. */
export interface SlideFile {
  /** Changes when the file does. */
  readonly slideId: string;
  readonly file: string;
  readonly times: SlideTimes | null;
  readonly problem: SlideProblem | null;
  readonly widthPixels: number;
  readonly heightPixels: number;
}
export type FolderProblem = 'missing' | 'notAFolder' | 'schedule';
export interface SlideFolder {
  readonly slides: readonly SlideFile[];
  /** Seconds of a picture that names none; null: the setting's. */
  readonly seconds: number | null;
  /** The file beside them; null: there is none that can be read. */
  readonly schedule: SlideSchedule | null;
  readonly problem: FolderProblem | null;
}

const collator = new Intl.Collator('en', { numeric: true });

/**
 * The pictures of a folder by name ("2" before "10") or as the schedule has them, each looked into, with its times. Files that have not changed since `earlier` are not read again. Nothing in it can
 * fail: what is wrong is said.
 */
export async function readSlideFolder(dir: string, earlier: SlideFolder | null): Promise<SlideFolder> {
  let names: string[];
  try {
    names = (await readdir(dir, { withFileTypes: true })).slice(0, ENTRIES_MAX).filter((entry) => entry.isFile() && PICTURE_NAME.test(entry.name)).map((entry) => entry.name);
  } catch (error) {
    return { slides: [], seconds: null, schedule: null, problem: (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? 'notAFolder' : 'missing' };
  }
  const schedule = await readSchedule(join(dir, SCHEDULE_FILE));
  const listed = new Map(typeof schedule === 'object' && schedule.order === 'listed' ? schedule.slides.map(({ file }, at) => [file.normalize(), at]) : []);
  const placeOf = (name: string): number => listed.get(name.normalize()) ?? SCHEDULED_MAX;
  names.sort((a, b) => placeOf(a) - placeOf(b) || collator.compare(a, b));
  const known = new Map(earlier?.slides.map((slide) => [slide.slideId, slide]));
  const slides: SlideFile[] = [];
  for (const [at, file] of names.entries()) {
    const times = typeof schedule === 'object' ? (schedule.slides.find((slide) => slide.file.normalize() === file.normalize()) ?? null) : null;
    const slideId = await idOf(join(dir, file));
    const before = known.get(slideId);
    // One that was too many may have moved up, or others have gone.
    const seen = before?.problem === 'tooMany' ? undefined : before;
    const looked = at >= SLIDES_MAX ? 'tooMany' : (seen ?? (await readPicture(join(dir, file), PICTURE_BYTES_MAX)));
    const { widthPixels, heightPixels } = typeof looked === 'object' ? looked : { widthPixels: 0, heightPixels: 0 };
    slides.push({ slideId, file, times, problem: typeof looked === 'object' ? (seen?.problem ?? null) : looked, widthPixels, heightPixels });
  }
  const read = typeof schedule === 'object' ? schedule : null;
  return { slides, seconds: read?.seconds ?? null, schedule: read, problem: schedule === 'wrong' ? 'schedule' : null };
}

/** A picture as it is now; a problem when it has gone or changed for the worse since. */
export const readSlide = (dir: string, file: string): Promise<Picture | PictureProblem> => readPicture(join(dir, file), PICTURE_BYTES_MAX);

async function idOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return createHash('sha256').update(`${path}\n${size}\n${mtimeMs}`).digest('hex').slice(0, 24);
  } catch {
    return createHash('sha256').update(path).digest('hex').slice(0, 24);
  }
}

/** `wrong`: there is one, and it cannot be read; then every picture is shown always rather than none. */
async function readSchedule(path: string): Promise<SlideSchedule | 'none' | 'wrong'> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > SCHEDULE_BYTES_MAX) return 'wrong';
      const text = (await file.readFile('utf8')).replace(/^\ufeff/, '');
      const parsed = slideSchedule.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : 'wrong';
    } finally {
      await file.close();
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'none' : 'wrong';
  }
}
