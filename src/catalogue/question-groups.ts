import type { Gathered } from './gathered.ts';
import type { QuestionGroup } from './model.ts';
import type { At, PackFaults } from './pack-faults.ts';

/** The groups of questions of all packs: every fact is asked of the one its group is about, and stands in one group only. */
export function questionGroups(
  gathered: Gathered,
  faults: PackFaults,
  refer: (fact: string, at: At) => void,
): QuestionGroup[] {
  const facts = new Map(gathered.facts.map(([fact]) => [fact.id, fact]));
  const groupOf = new Map<string, string>();
  return gathered.groups.map(([group, at]) => {
    for (const [index, id] of group.facts.entries()) {
      const place = { ...at, path: [...at.path, 'facts', index] };
      const fact = facts.get(id);
      const other = groupOf.get(id);
      if (fact === undefined) refer(id, place);
      else if (fact.of !== group.of || fact.question === undefined)
        faults.problem(
          place,
          'not-of-group',
          `сведение «${id}» не спрашивают ${group.of === 'person' ? 'о человеке' : 'о семье'}`,
          `the fact "${id}" is not asked about a ${group.of}`,
          {
            ru: 'Вопросы одной группы — все о человеке или все о семье.',
            en: 'The questions of a group are all about a person, or all about the household.',
          },
        );
      else if (other !== undefined)
        faults.problem(
          place,
          'twice',
          `сведение «${id}» уже стоит в группе «${other}»`,
          `the fact "${id}" stands in the group "${other}" already`,
          { ru: 'Оставьте его в одной группе.', en: 'Leave it in one group.' },
        );
      groupOf.set(id, group.id);
    }
    return group as QuestionGroup;
  });
}
