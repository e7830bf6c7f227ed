postMessage(6 * 7);
