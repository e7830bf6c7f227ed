import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = (name: string): string => readFileSync(join(import.meta.dirname, 'page', name), 'utf8');

/** The control page as it is served: no build, no dependency, nothing from elsewhere. */
export const CONTROL_PAGE = file('control.html');
export const CONTROL_SCRIPT = file('control.js');
export const CONTROL_STYLE = file('control.css');
