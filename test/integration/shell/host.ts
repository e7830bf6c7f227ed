/** A utility process: says back what it hears, and ends when told how. */
const port = process.parentPort;
port.on('message', ({ data }: { data: unknown }) => {
  if (typeof data === 'object' && data !== null && 'exitWith' in data) process.exit(Number(data.exitWith));
  port.postMessage({ heard: data });
});
