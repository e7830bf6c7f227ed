import type { Serializable } from 'node:child_process';
import { Emitter } from './emitter.ts';
import type { ParentPortPick } from './utility-process.ts';

/** `process.parentPort` of a utility process, over the channel Node gives a forked process. Loaded before its main file. */
class ParentPort extends Emitter implements ParentPortPick {
  constructor() {
    super('parentPort', ['message']);
    process.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    // Nobody is left to work for.
    process.once('disconnect', () => process.exit(0));
  }

  postMessage(message: unknown): void {
    process.send?.(message as Serializable);
  }
}

Object.defineProperty(process, 'parentPort', { value: new ParentPort() });
