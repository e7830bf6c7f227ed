globalThis.heard = [];
globalThis.unfollow = globalThis.till.on('notice', (payload) => globalThis.heard.push(payload));
try {
  // Asked here and not from the test: what DevTools evaluates is not bound by the page's policy.
  globalThis.evalRan = new Function('return true')();
} catch {
  globalThis.evalRefused = true;
}
document.body.dataset.ready = 'yes';
