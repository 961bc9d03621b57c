import { packSchema } from '#catalogue';
import type { Catalogue, EntityKind, Fact } from '#catalogue';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The published JSON Schemas (2020-12) by file name: a situation told, a solution, the files of a pack. */
export async function schemas(catalogue: Catalogue): Promise<Readonly<Record<string, JsonSchema>>> {
  const [{ z }, { solutionShape }] = await Promise.all([import('zod'), import('./solution-shape.ts')]);
  return {
    'situation.schema.json': situationSchema(catalogue),
    'solution.schema.json': { title: 'Okno: a solution', ...z.toJSONSchema(solutionShape) },
    'pack.schema.json': await packSchema(),
  };
}

export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** What may be told depends on the facts the packs declare. */
function situationSchema(catalogue: Catalogue): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Okno: a situation told',
    description: 'Facts that are not known are left out.',
    type: 'object',
    required: ['territory', 'applicant', 'people'],
    additionalProperties: false,
    properties: {
      asOf: { type: 'string', format: 'date', description: 'the day asked for; today when left out' },
      territory: { type: 'string', pattern: String.raw`^\d{8}(\d{3})?$`, description: 'ОКТМО code' },
      says: { type: 'string', maxLength: 20_000, description: 'the situation in free words' },
      applicant: { type: 'string', description: 'id of one of the people' },
      people: {
        type: 'array',
        minItems: 1,
        maxItems: 50,
        items: {
          type: 'object',
          required: ['id'],
          additionalProperties: false,
          properties: {
            id: { type: 'string', minLength: 1, maxLength: 40 },
            name: { type: 'string', maxLength: 200 },
            ...factsOf(catalogue, 'person'),
          },
        },
      },
      consents: {
        type: 'array',
        maxItems: 200,
        description: 'registers that may be asked instead of the person',
        items: {
          type: 'object',
          required: ['agency', 'given'],
          additionalProperties: false,
          properties: {
            agency: { enum: [...catalogue.registers.keys()] },
            given: { type: 'string', format: 'date' },
            withdrawn: { type: 'string', format: 'date', description: 'no longer holds from this day on' },
            written: { type: 'boolean', description: 'signed, where the law wants it in writing' },
            also: { type: 'array', items: { type: 'string' }, description: 'ids of adults who agreed as well' },
          },
        },
      },
      appliedFor: {
        type: 'array',
        description: 'services that were applied for: the bodies that give them ask other agencies by themselves',
        items: { enum: [...catalogue.services.keys()] },
      },
      ...factsOf(catalogue, 'household'),
    },
  };
}

function factsOf(catalogue: Catalogue, of: EntityKind): JsonSchema {
  return Object.fromEntries(
    [...catalogue.facts.values()].filter((fact) => fact.of === of).map((fact) => [fact.id, factSchema(fact)]),
  );
}

/** `null` says of a fact that may be absent that there is none. */
function factSchema(fact: Fact): JsonSchema {
  const { mayBeAbsent } = fact;
  if (mayBeAbsent === undefined) return valueSchema(fact);
  const { description, ...value } = valueSchema(fact);
  return { anyOf: [value, { type: 'null', description: mayBeAbsent.en }], description };
}

function valueSchema(fact: Fact): JsonSchema {
  const description = fact.name.en;
  const choices = fact.choices.map((choice) => choice.value);
  switch (fact.type) {
    case 'boolean':
      return { type: 'boolean', description };
    case 'number':
    case 'money':
      return {
        type: 'number',
        description,
        ...(fact.min === undefined ? {} : { minimum: fact.min }),
        ...(fact.max === undefined ? {} : { maximum: fact.max }),
      };
    case 'date':
      return {
        anyOf: [
          { type: 'string', format: 'date' },
          { type: 'string', pattern: String.raw`^\d{4}(-\d{2})?$`, description: 'only the month or the year is known' },
          { type: 'integer', minimum: 1, maximum: 9999, description: 'only the year is known' },
        ],
        description,
      };
    case 'text':
      return { type: 'string', maxLength: 1000, description };
    case 'choice':
      return { enum: choices, description };
    case 'choices':
      return { type: 'array', items: { enum: choices }, description };
  }
}
