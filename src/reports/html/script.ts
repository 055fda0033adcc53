/**
 * What the page does by itself: it hides the findings that the filters leave out, keeps the filters in the address so that
 * a view can be linked to, and opens everything for paper. Without it the page shows everything. Inlined as it stands.
 */
export const script = `
'use strict';
(() => {
  const page = document.documentElement;
  const form = document.querySelector('form');
  if (!form) return;
  page.classList.add('js');
  const status = document.querySelector('[role=status]');
  const empty = document.getElementById('none-match');
  const groups = [...document.querySelectorAll('.group')].map((element) => ({
    element,
    count: element.querySelector('.count'),
    check: element.dataset.check,
    items: [...element.querySelectorAll('.findings > li')].map((item) => ({ item, text: undefined })),
  }));
  const total = groups.reduce((sum, group) => sum + group.items.length, 0);
  const number = new Intl.NumberFormat(page.lang);

  const chosen = (name) => new Set([...form.querySelectorAll('[name=' + name + ']:checked')].map((box) => box.value));
  const textOf = (entry) => (entry.text ??= entry.item.textContent.toLowerCase());

  function filter() {
    const severities = chosen('severity');
    const states = chosen('state');
    const { check, file, fix, text } = form.elements;
    const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const group of groups) {
      let left = 0;
      const wrongCheck = check.value !== '' && check.value !== group.check;
      for (const entry of group.items) {
        const data = entry.item.dataset;
        const hide = wrongCheck || !severities.has(data.severity) || !states.has(data.state) || (file.value !== '' && data.file !== file.value)
          || (fix.value !== '' && (data.fix ?? '') !== fix.value) || !words.every((word) => textOf(entry).includes(word));
        if (entry.item.hidden !== hide) entry.item.hidden = hide;
        if (!hide) left++;
      }
      group.element.hidden = left === 0;
      group.count.textContent = number.format(left);
      shown += left;
    }
    status.textContent = status.dataset.words.replace('{shown}', number.format(shown)).replace('{total}', number.format(total));
    empty.hidden = shown > 0;
  }

  function remember() {
    const said = new URLSearchParams();
    for (const name of ['severity', 'state']) {
      const boxes = [...form.querySelectorAll('[name=' + name + ']')];
      if (boxes.some((box) => box.checked !== box.defaultChecked)) said.set(name, [...chosen(name)].join(','));
    }
    for (const name of ['check', 'file', 'fix', 'text']) if (form.elements[name].value !== '') said.set(name, form.elements[name].value);
    try { history.replaceState(null, '', '#' + said); } catch { /* Some viewers have no history. */ }
  }

  function recall() {
    if (!location.hash.includes('=')) return;
    const said = new URLSearchParams(location.hash.slice(1));
    for (const name of ['severity', 'state']) {
      if (!said.has(name)) continue;
      const wanted = said.get(name).split(',');
      for (const box of form.querySelectorAll('[name=' + name + ']')) box.checked = wanted.includes(box.value);
    }
    for (const name of ['check', 'file', 'fix', 'text']) if (said.has(name)) form.elements[name].value = said.get(name);
  }

  let waiting;
  form.addEventListener('input', (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { filter(); remember(); }, event.target.type === 'search' ? 150 : 0);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { filter(); remember(); }));
  window.addEventListener('hashchange', () => { recall(); filter(); });
  document.getElementById('open-all').addEventListener('click', () => groups.forEach(({ element }) => { element.open = true; }));
  document.getElementById('close-all').addEventListener('click', () => groups.forEach(({ element }) => { element.open = false; }));

  let closed = [];
  window.addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('.group:not([open])')];
    for (const element of closed) element.open = true;
  });
  window.addEventListener('afterprint', () => { for (const element of closed) element.open = false; });

  recall();
  filter();
})();
`
