import type { SeenEvent } from '#cases';
import type { Actor } from '#journal';
import type { Language } from '#language';
import type { Asked } from '#web/actions/action.ts';
import { agencyName } from '#web/actions/action.ts';
import { say } from '#web/words.ts';
import { type Html, html, nothing } from './html.ts';
import { momentText } from './moments.ts';

type Told = Pick<Asked, 'catalogue' | 'language' | 'timeZone' | 'who' | 'joint' | 'officers'>;

/** "2 марта 2026, 12:40. Сделано: …, — мвд, Мария Петрова". */
export function eventLine(language: Language, told: Told, event: SeenEvent): Html {
  const { at, by, kind, title, words, why, paper, sentences = [] } = event;
  const what = why?.[language] ?? say(language, `event-${kind}`);
  const about =
    title?.[language] ?? (paper === undefined ? undefined : told.catalogue.evidence.get(paper)?.name[language]);
  return html`<span class="okno-quiet">${momentText(language, told.timeZone, at)}</span>
    ${what}${about === undefined ? nothing : html`: ${about}`}
    <span class="okno-quiet">— ${actorText(told, by)}</span
    >${words === undefined || words.trim() === '' ? nothing : html`<br /><span class="okno-said">${words}</span>`}
    ${sentences.map((sentence) => html`<br />${sentence[language]}`)}`;
}

export function actorText({ catalogue, language, who, joint, officers }: Told, by: Actor): string {
  if (by.kind === 'okno') return say(language, 'whoOkno');
  if (by.kind === 'officer') {
    const agency = agencyName({ catalogue, language }, by.agency);
    return say(language, 'journalOfficer', { agency, officer: officers.nameOf(by.agency, by.officer) });
  }
  if (who.actor.kind === 'person' && who.actor.person === by.person) return say(language, 'whoYou');
  if (by.as === 'representative') return say(language, 'whoRepresentative', { id: by.person });
  return say(language, by.person === joint.person ? 'whoApplicant' : 'whoHelper', { id: by.person });
}

export function timeline(language: Language, told: Told, events: readonly SeenEvent[]): Html {
  return html`<ol class="govuk-list okno-timeline">
    ${events
      .filter(({ kind }) => kind !== 'said')
      .toReversed()
      .map((event) => html`<li id="event-${event.sequence}">${eventLine(language, told, event)}</li>`)}
  </ol>`;
}
