import { whatHeld } from '#cases';
import type { Asked, Fault } from '#web/actions/action.ts';
import { decisionCard } from '#web/parts/case-sections.ts';
import { dayText } from '#web/parts/format.ts';
import { button, dateInput } from '#web/parts/govuk.ts';
import { type Html, html, nothing } from '#web/parts/html.ts';
import { layout, type Screen } from '#web/parts/layout.ts';
import { endOfDay } from '#web/parts/moments.ts';
import { errorSummary } from '#web/parts/notices.ts';
import { pathIn } from '#web/paths.ts';
import { say } from '#web/words.ts';

export type HeldView = {
  readonly asked: Asked;
  readonly on: string;
  readonly known: string;
  /** As it stands in the fields. */
  readonly typed: (name: string) => string;
  readonly faults: readonly Fault[];
};

/** What held on one day, as known on another; today on both when nothing is asked. */
export function heldPage(screen: Screen, { asked, on, known, typed, faults }: HeldView): Html {
  const { language } = screen;
  const { joint, timeZone } = asked;
  const title = say(language, 'heldTitle');
  const knownBefore = endOfDay(timeZone, known);
  const made = joint.decisions.filter(({ decidedAt }) => decidedAt < knownBefore);
  const held = whatHeld(joint.decisions, { on, knownBefore });
  const day = (name: 'on' | 'known'): Html => {
    const error = faults.find(({ field }) => field === `${name}-day`)?.text;
    return dateInput({
      language,
      name,
      label: say(language, name === 'on' ? 'heldOn' : 'heldKnown'),
      typed: { day: typed(`${name}-day`), month: typed(`${name}-month`), year: typed(`${name}-year`) },
      ...(error === undefined ? {} : { error }),
    });
  };
  const body = html`${faults.length === 0 ? nothing : errorSummary(language, faults)}
    <span class="govuk-caption-l">${say(language, 'caseNumber', { number: joint.number })}</span>
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${say(language, 'heldLead')}</p>
    <form method="get" action="${pathIn(language, `/case/${joint.number}/held`)}" novalidate>
      ${day('on')} ${day('known')} ${button({ text: say(language, 'heldShow') })}
    </form>
    ${
      faults.length > 0
        ? nothing
        : html`<h2 class="govuk-heading-m">
              ${say(language, 'heldResult', { on: dayText(language, on), known: dayText(language, known) })}
            </h2>
            ${held.length === 0 ? html`<p class="govuk-body">${say(language, 'heldNothing')}</p>` : nothing}
            <ul class="okno-cards">
              ${held.map((decision) => decisionCard({ ...asked, joint: { ...joint, decisions: made } }, decision, () => false))}
            </ul>`
    }`;
  return layout(screen, { title, body, back: `/case/${joint.number}`, error: faults.length > 0 });
}
