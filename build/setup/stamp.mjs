// What set-up remembers between two starts. A missing or unreadable stamp only costs time.
import { readFileSync, writeFileSync } from 'node:fs';
import { STAMP } from './paths.mjs';

export function readStamp() {
  try {
    const stamp = JSON.parse(readFileSync(STAMP, 'utf8'));
    return typeof stamp === 'object' && stamp !== null ? stamp : {};
  } catch {
    return {};
  }
}

export function updateStamp(changes) {
  writeFileSync(STAMP, `${JSON.stringify({ ...readStamp(), ...changes }, null, 2)}\n`);
}
