import type { Asked } from '#web/actions/action.ts';
import type { Language } from '#language';
import { say } from '#web/words.ts';
import type { Word } from '#web/words.ts';
import { type Html, html } from './html.ts';

const sections = {
  own: 'taskSection',
  mine: 'myTasks',
  others: 'othersTasks',
  plan: 'planTitle',
  papers: 'papersTitle',
  talk: 'talkTitle',
  facts: 'factsTitle',
  decisions: 'decisionsTitle',
  needs: 'caseNeeds',
  meetings: 'meetingsTitle',
  consents: 'consentsOfCase',
  participants: 'participantsTitle',
  mode: 'modeTitle',
} as const satisfies Readonly<Record<string, Word>>;

/** The parts of a long page of a case; what is not on the page is not in the list. */
export function contents(
  language: Language,
  ids: readonly (keyof typeof sections)[],
  { joint }: Pick<Asked, 'joint'>,
): Html {
  const hasOthers = joint.tasks.some(
    ({ holder, state }) => holder.kind === 'agency' && ['ready', 'under-way', 'suspended'].includes(state),
  );
  const missing = new Set<string>([
    ...(hasOthers ? [] : ['others']),
    ...(joint.decisions.length === 0 ? ['decisions'] : []),
    ...(joint.needs.length === 0 ? ['needs'] : []),
    ...(joint.status === 'closed' ? ['papers'] : []),
  ]);
  return html`<nav class="okno-contents" aria-label="${say(language, 'onThisPage')}">
    <ul class="okno-parts">
      ${ids
        .filter((id) => !missing.has(id))
        .map((id) => html`<li><a class="govuk-link" href="#${id}">${say(language, sections[id])}</a></li>`)}
    </ul>
  </nav>`;
}
