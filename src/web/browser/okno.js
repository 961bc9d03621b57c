// Every page works without this file; with it the way out is quicker, errors take the focus, and paper is a button away.
import { Button, ErrorSummary, ExitThisPage, NotificationBanner, createAll } from './govuk-frontend.min.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
for (const component of [Button, ErrorSummary, ExitThisPage, NotificationBanner]) createAll(component);

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// A list of tasks is walked by the arrows while the focus is in it; space marks the task.
for (const list of document.querySelectorAll('.okno-work')) {
  const links = [...list.querySelectorAll('th a')];
  for (const hint of document.querySelectorAll('.okno-keys')) hint.hidden = false;
  list.addEventListener('keydown', (event) => {
    const row = event.target.closest('tr');
    const at = links.findIndex((link) => row?.contains(link));
    const next = { ArrowDown: links[at + 1], ArrowUp: links[at - 1] }[event.key];
    const isMark = event.key === ' ' && event.target.matches('a');
    if (event.ctrlKey || event.altKey || event.metaKey || (next === undefined && !isMark)) return;
    event.preventDefault();
    if (isMark) row.querySelector('input[type=checkbox]').click();
    else next.focus();
  });
}

// The square on a paper brings its code behind the #, which no server is told; it goes into the field and out of the address.
for (const field of document.querySelectorAll('[data-from-address]')) {
  const brought = decodeURIComponent(location.hash.slice(1));
  if (!/^[\dA-Z-]{4,40}$/u.test(brought)) continue;
  field.value = brought;
  history.replaceState(null, '', location.pathname);
  field.form.querySelector('button').focus();
}
