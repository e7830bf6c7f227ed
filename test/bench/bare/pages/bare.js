// The least a window can do with a scan: gather the keys, ask, append one line.
const total = document.querySelector('[data-total]');
const lines = document.querySelector('ul');
let typed = '';

addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') {
    typed += event.key;
    return;
  }
  const text = typed;
  typed = '';
  void window.till.invoke('scan.submit', { text, source: 'wedge' });
});

window.till.on('notice', ({ details: { code, count } }) => {
  if (count === 0) lines.replaceChildren();
  else lines.append(Object.assign(document.createElement('li'), { textContent: code }));
  total.dataset.total = String(count);
  total.textContent = String(count);
});
