import { useEffect } from 'react';
import type { LessonsView } from '../../../shared/contract/lesson-views.ts';
import type { LessonId } from '../../../shared/training/lessons.ts';
import { createStore, useStore } from '../../store.ts';
import { setDesk } from '../desk.ts';
import { showScan } from '../scans.ts';
import { ask, useTill } from '../till.ts';

/** The lessons as the till tells them; null until it has. */
export const lessonsStore = createStore<LessonsView | null>(null);

/** Keys that come faster than this are a scanner's. */
const FASTEST_FINGER_MS = 30;
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);
let pressed = 0;
let lastPressMs = Number.NEGATIVE_INFINITY;

function count(event: KeyboardEvent): void {
  if (event.repeat || MODIFIERS.has(event.key)) return;
  if (event.timeStamp - lastPressMs >= FASTEST_FINGER_MS) pressed += 1;
  lastPressMs = event.timeStamp;
}

async function look(): Promise<void> {
  const told = pressed;
  pressed = 0;
  const answer = await ask('lessons.view', { pressed: told });
  if (answer.ok) lessonsStore.set(answer.value);
  else pressed += told;
}

/** Asks again whenever the till changes, and counts the keys a person presses while a lesson is on. */
export function useLessons(): LessonsView | null {
  const revision = useTill((till) => till.revision);
  const lessons = useStore(lessonsStore, (value) => value);
  const isOn = lessons?.run != null && lessons.run.result === null;
  useEffect(() => {
    void look();
  }, [revision]);
  useEffect(() => {
    if (!isOn) return undefined;
    pressed = 0;
    window.addEventListener('keydown', count, { capture: true });
    return () => {
      window.removeEventListener('keydown', count, { capture: true });
    };
  }, [isOn]);
  return lessons;
}

export async function beginLesson(lessonId: LessonId): Promise<void> {
  const answer = await ask('lessons.begin', { lessonId });
  if (!answer.ok) return;
  setDesk({ dialog: null });
  await look();
}

export async function leaveLesson(): Promise<void> {
  await ask('lessons.leave', {});
  await look();
}

export async function declineLessons(): Promise<void> {
  await ask('lessons.decline', {});
  await look();
}

export const noteHint = (): void => {
  void ask('lessons.hint', {});
};

/** The lesson's key stands for the scanner. */
export async function scanPhone(): Promise<void> {
  const answer = await ask('lessons.scanPhone', {});
  if (answer.ok) showScan(answer.value);
}
