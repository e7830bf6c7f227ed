/** A key a scanner is told to send, named by position (KeyboardEvent.code). */
export interface WedgeKeyName {
  readonly code: string;
  readonly shift: boolean;
}

/** How keystrokes of a scanner are told from a person's. Milliseconds between key-down events, by their own time stamps. */
export interface WedgeSettings {
  /** Longest pause inside a burst that is not yet certain. Scanners 1 to 19 ms, Bluetooth 30 to 50, people from 60 (hardware.md 1.2). */
  readonly gapMs: number;
  /** The median pause of a burst must not be longer (hardware.md 1.2 "Burst rule"). */
  readonly medianGapMs: number;
  /** No person keeps this pace: Enter after such keys is swallowed even when the text is too short to be a code. */
  readonly machineGapMs: number;
  /** Characters after which a fast burst counts as certain: from there its keys no longer reach the field. */
  readonly certainLength: number;
  /** Shortest scan of digits only, and of anything else (hardware.md 1.2 "Burst rule"). */
  readonly digitsMin: number;
  readonly textMin: number;
  /**
   * Texts shorter than `textMin`, such as a coupon's TEA10, count as scans from this length on in a tighter rhythm: each pause up to the terminator is at most
   * `medianGapMs`, and below `certainLength` the median at most `machineGapMs`.
   */
  readonly shortTextMin: number;
  /** Nothing was typed for so long before a short text: what follows sooner may be the end of a scan that was torn apart, or of a word. */
  readonly shortRestMs: number;
  /** Longest scan; the framer of serial scanners has the same cap. */
  readonly lengthMax: number;
  /** What ends a scan: Enter or Tab (most scanners), or silence for scanners set to send none. */
  readonly terminator: 'enterOrTab' | 'none';
  /** Silence that ends a scan when `terminator` is `none` (hardware.md 1.2: 80 to 100 ms). */
  readonly idleMs: number;
  /** With a terminator: pause bridged inside a certain burst (radio scanners stumble), and how often. */
  readonly stallMs: number;
  readonly stallsMax: number;
  /** A burst whose terminator never came is still taken for a scan from this length on, after this silence. */
  readonly unterminatedMin: number;
  readonly unterminatedMs: number;
  /** A scan that begins so soon after the window lost or got the keyboard may be the rest of one: a person who just clicked here has not pulled the trigger yet. */
  readonly focusRestMs: number;
  /** `us`: characters by key position, right for scanners at factory settings on every keyboard layout. `os`: for scanners set to the computer's layout. */
  readonly layout: 'us' | 'os';
  /** Key the scanner sends first, when it is set so: then nothing leaks into a field. */
  readonly prefix: WedgeKeyName | null;
  /** Keys and text that stand for the GS character; Ctrl+] and Alt+029 always do. */
  readonly gsKey: WedgeKeyName | null;
  readonly gsText: string | null;
}

export const WEDGE_SETTINGS: WedgeSettings = {
  gapMs: 50,
  medianGapMs: 35,
  machineGapMs: 20,
  certainLength: 4,
  digitsMin: 4,
  textMin: 6,
  shortTextMin: 3,
  shortRestMs: 400,
  lengthMax: 4096,
  terminator: 'enterOrTab',
  idleMs: 100,
  stallMs: 200,
  stallsMax: 2,
  unterminatedMin: 8,
  unterminatedMs: 500,
  focusRestMs: 200,
  layout: 'us',
  prefix: null,
  gsKey: null,
  gsText: null,
};
