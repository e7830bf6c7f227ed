import * as z from 'zod';
import { ERRORS, type ErrorCode } from '../../shared/errors/registry.ts';
import { DOUBLE_READ_MS } from '../../shared/scan/double-read.ts';

/** Messages between the main process and the device host. Both sides parse what they receive; the rest is dropped. */

/** Longest scan that crosses, in characters; the framer's cap in bytes is the same. */
export const SCAN_BYTES_MAX = 4096;
const DETAIL_MAX = 200;
/** More devices than a counter holds. */
const SCANNERS_MAX = 8;

const scannerConfig = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.literal('serial'),
  /** Device path as the system names it, or a link to it. Free text: pseudo-terminals are in no list (hardware.md 1.5). */
  path: z.string().min(1).max(1024),
  /** USB-CDC scanners ignore all line settings; 9600 8N1 is the factory setting of the others (hardware.md 1.3). */
  baudRate: z.number().int().min(300).max(921_600).default(9600),
  dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
  /** The same code again within this time is a double read; 0 counts every read. */
  doubleReadMs: z.number().int().min(0).max(5000).default(DOUBLE_READ_MS),
});
/** A scanner as the settings give it. */
export type ScannerConfig = z.input<typeof scannerConfig>;
/** The same with every default filled in. */
export type Scanner = z.output<typeof scannerConfig>;

const toHost = z.discriminatedUnion('type', [
  /** The whole list each time: what is not in it is closed, what has not changed is left alone. */
  z.strictObject({ type: z.literal('configure'), scanners: z.array(scannerConfig).max(SCANNERS_MAX) }),
  z.strictObject({ type: z.literal('ping'), id: z.number().int() }),
  z.strictObject({ type: z.literal('stop') }),
]);
export type ToHost = z.input<typeof toHost>;
export type ParsedToHost = z.output<typeof toHost>;

const errorCode = z.custom<ErrorCode>((value) => typeof value === 'string' && Object.hasOwn(ERRORS, value));

const deviceScan = z.strictObject({
  type: z.literal('scan'),
  deviceId: z.string(),
  /** Without frame and AIM prefix. May be a customer's payment code: not for logs. */
  text: z.string().min(1).max(SCAN_BYTES_MAX),
  /** `]` and two characters, when the scanner sends its symbology. */
  aim: z.string().length(3).optional(),
  /** UTC milliseconds at the end of the frame. */
  atMs: z.number(),
});
const deviceStatus = z.strictObject({
  type: z.literal('status'),
  deviceId: z.string(),
  /** `lost`: worked and went away. `failed`: could not be opened. Both are tried again, except after SETTINGS_INVALID. */
  state: z.enum(['connecting', 'ready', 'lost', 'failed']),
  code: errorCode.optional(),
  /** The driver's own words, for the log. */
  detail: z.string().max(DETAIL_MAX),
});
const fromHost = z.discriminatedUnion('type', [
  /** The host listens now; nothing sent before this has arrived. */
  z.strictObject({ type: z.literal('ready') }),
  deviceScan,
  deviceStatus,
  z.strictObject({ type: z.literal('pong'), id: z.number().int() }),
]);
export type DeviceScan = Readonly<z.output<typeof deviceScan>>;
export type DeviceStatus = Readonly<z.output<typeof deviceStatus>>;
export type FromHost = z.output<typeof fromHost>;

/** The message, or null when it is not one of this protocol. */
export const parseToHost = (message: unknown): ParsedToHost | null => toHost.safeParse(message).data ?? null;
export const parseFromHost = (message: unknown): FromHost | null => fromHost.safeParse(message).data ?? null;

/** A driver's message cut to what the protocol carries. */
export const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, DETAIL_MAX);
