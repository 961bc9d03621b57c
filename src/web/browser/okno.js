// Every page works without this file; with it the way out is quicker, errors take the focus, and paper is a button away.
import { Button, ErrorSummary, ExitThisPage, NotificationBanner, createAll } from './govuk-frontend.min.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
for (const component of [Button, ErrorSummary, ExitThisPage, NotificationBanner]) createAll(component);

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
