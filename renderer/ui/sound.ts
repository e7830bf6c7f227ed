/** Two falling tones: "look at the screen". Short, quiet enough for a shop, different from a scanner's own beep. */
const WARNING = [
  { hertz: 440, atS: 0 },
  { hertz: 311, atS: 0.11 },
] as const;
/** Two rising ones: money has come in. */
const MONEY = [
  { hertz: 523, atS: 0 },
  { hertz: 784, atS: 0.11 },
] as const;
const TONE_S = 0.1;
const LOUDNESS = 0.12;

let audio: AudioContext | null = null;

export const warnAloud = (): void => {
  play(WARNING);
};
export const moneyAloud = (): void => {
  play(MONEY);
};

/** Silent where the computer has no sound; never throws, never waits. */
function play(tones: typeof WARNING | typeof MONEY): void {
  try {
    audio ??= new AudioContext();
    const context = audio;
    if (context.state === 'suspended') void context.resume().catch(() => undefined);
    const start = context.currentTime + 0.01;
    for (const tone of tones) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.type = 'triangle';
      oscillator.frequency.value = tone.hertz;
      gain.gain.setValueAtTime(0, start + tone.atS);
      gain.gain.linearRampToValueAtTime(LOUDNESS, start + tone.atS + 0.01);
      gain.gain.linearRampToValueAtTime(0, start + tone.atS + TONE_S);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(start + tone.atS);
      oscillator.stop(start + tone.atS + TONE_S);
    }
  } catch {
    // No sound device: the toast says the same.
  }
}
