/**
 * The console's one script: it keeps the outbox and the requests up to date, and offers to copy values. Without it
 * everything works, and shows what is new when the page is loaded again.
 */
export const script = `'use strict';
(() => {
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  function offerCopies(root) {
    if (!navigator.clipboard) return;
    for (const value of root.querySelectorAll('[data-copy]:not([data-offered])')) {
      value.dataset.offered = '';
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'Copy';
      button.setAttribute('aria-label', 'Copy ' + value.dataset.copy);
      button.addEventListener('click', async () => {
        await navigator.clipboard.writeText(value.textContent).then(
          () => (button.textContent = 'Copied'),
          () => (button.textContent = 'Not copied'),
        );
        await pause(1500);
        button.textContent = 'Copy';
      });
      value.after(button);
    }
  }

  const seen = () =>
    document.hidden
      ? new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }))
      : undefined;

  const rowsIn = (list) => [...list.querySelectorAll('[data-key]')];

  /** Takes over the rows that are new, and lets those go that are no more; what is being read stays as it is. */
  function update(list, fresh, isAllNew) {
    const rows = rowsIn(fresh);
    const keys = new Set(rows.map((row) => row.dataset.key));
    const known = new Set(rowsIn(list).map((row) => row.dataset.key));
    if (isAllNew || known.size === 0 || rows.length === 0) {
      list.replaceChildren(...fresh.childNodes);
    } else {
      const place = rowsIn(list)[0].parentElement;
      const added = rows.filter((row) => !known.has(row.dataset.key));
      for (const row of added) row.classList.add('new');
      for (const row of rowsIn(list)) if (!keys.has(row.dataset.key)) row.remove();
      place.prepend(...added);
    }
    list.dataset.after = fresh.dataset.after;
    offerCopies(list);
  }

  function show(list, text) {
    const status = list.querySelector('[data-status]');
    if (!status) return;
    status.hidden = false;
    if (status.textContent !== text) status.textContent = text;
  }

  async function refresh(list, isAllNew) {
    const page = await fetch(location.href);
    if (!page.ok) throw new Error('refused');
    const fresh = new DOMParser()
      .parseFromString(await page.text(), 'text/html')
      .getElementById(list.id);
    if (fresh) update(list, document.adoptNode(fresh), isAllNew);
  }

  async function follow(list) {
    let isLost = false;
    for (;;) {
      await seen();
      try {
        // An emulator that was started again may count from one again.
        if (isLost) await refresh(list, true);
        isLost = false;
        show(list, 'Live');
        const wait = list.dataset.live + '&limit=1&waitSeconds=25&after=' + list.dataset.after;
        const answer = await fetch(wait);
        if (!answer.ok) throw new Error('refused');
        if ((await answer.json()).length === 0) continue;
        await refresh(list, false);
        await pause(300);
      } catch {
        isLost = true;
        show(list, 'Not connected, trying again');
        await pause(3000);
      }
    }
  }

  offerCopies(document);
  for (const list of document.querySelectorAll('[data-live]')) follow(list);
})();
`;
