import type { Language } from '#language';
import { say } from '#web/words.ts';
import { type Html, html } from './html.ts';

/** Two numbers that must be in sight before anything is told; big enough for a trembling thumb. */
export function urgentStrip(language: Language): Html {
  return html`<aside class="okno-urgent" aria-label="${say(language, 'urgentTitle')}">
    <p class="okno-urgent__text">${say(language, 'urgentTitle')}</p>
    <p class="okno-urgent__calls">
      <a class="okno-call" href="tel:112">112 <span>${say(language, 'emergency')}</span></a>
      <a class="okno-call" href="tel:103">103 <span>${say(language, 'ambulance')}</span></a>
    </p>
  </aside>`;
}
