import type { Finding } from './finding.ts';
import { hsdsDocuments } from './standards.ts';
import type { HsdsDocument, Standards } from './standards.ts';

export type DocumentsChecked = {
  readonly file: string;
  readonly documents: number;
  readonly violations: number;
  readonly findings: readonly Finding[];
};

export const hsdsFiles: Readonly<Record<HsdsDocument, string>> = {
  service: 'hsds/services.json',
  organization: 'hsds/organizations.json',
  service_at_location: 'hsds/service_at_locations.json',
};

/** Holds every HSDS document to the compiled schema of its kind. */
export async function checkSchemas(
  read: ReadonlyMap<HsdsDocument, readonly unknown[]>,
  { schemas }: Standards,
): Promise<DocumentsChecked[]> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  return hsdsDocuments.flatMap((kind) => {
    const documents = read.get(kind);
    const schema = schemas.get(kind);
    if (documents === undefined || schema === undefined) return [];
    // Schemas of a standard use keywords of their own tables (`datapackage`), which say nothing about a document.
    const unchecked: string[] = [];
    const note = (message: unknown): void => void unchecked.push(String(message));
    const logger = { log: note, warn: note, error: note };
    const ajv = new Ajv2020({ strict: false, allErrors: true, formats, logger });
    const isValid = ajv.compile(schema as Record<string, unknown>);
    const file = hsdsFiles[kind];
    const violations = documents.flatMap((document, index): Finding[] => {
      if (isValid(document)) return [];
      return (isValid.errors ?? []).map((error) => ({
        file,
        node: `[${index}]`,
        path: error.instancePath,
        message: { ru: `схема: ${error.message ?? error.keyword}`, en: `schema: ${error.message ?? error.keyword}` },
        remedy: {
          ru: `Сверьтесь со схемой ${kind}.json: ${error.schemaPath}.`,
          en: `See the schema ${kind}.json: ${error.schemaPath}.`,
        },
      }));
    });
    const findings = [...unchecked.map((what) => notChecked(file, what)), ...violations];
    return [{ file, documents: documents.length, violations: findings.length, findings }];
  });
}

/** What a schema demands and nobody looked at is not passed. */
function notChecked(file: string, what: string): Finding {
  return {
    file,
    message: {
      ru: `схема требует того, что не проверено: ${what}`,
      en: `the schema demands what was not checked: ${what}`,
    },
    remedy: {
      ru: 'Научите проверку этому формату: src/publication/checking/check-schemas.ts.',
      en: 'Teach the check this format: src/publication/checking/check-schemas.ts.',
    },
  };
}

/** The formats that the schemas of HSDS use. */
const formats = {
  uuid: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu,
  uri: (text: string): boolean => URL.canParse(text),
  email: /^[^\s@]+@[^\s@]+$/u,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/iu,
  // HSDS names the form in which a list is written in its tables, not a form of the value.
  csv: true,
} as const;
