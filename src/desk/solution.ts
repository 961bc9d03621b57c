import type { Answer, FactValue } from '#assessment';
import type { Certainty, NeedId, Urgency } from '#catalogue';

/**
 * The door that holds still: what `okno solve --json` prints. Sentences are in the language asked for.
 * Published as JSON Schema in `schemas/solution.schema.json`.
 */
export type Solution = {
  readonly asOf: string;
  readonly catalogue: { readonly packs: readonly { readonly id: string; readonly version: string }[]; readonly digest: string };
  readonly applicant: string;
  readonly needs: readonly { readonly need: NeedId; readonly urgency: Urgency; readonly because: string }[];
  readonly situations: readonly { readonly situation: string; readonly code: string; readonly because: string }[];
  readonly entitlements: readonly {
    readonly service: string;
    readonly subject: string;
    readonly answer: Answer;
    readonly amount?: { readonly value: number; readonly currency: string; readonly per: string };
    readonly criteria: readonly {
      readonly id: string;
      readonly text: string;
      readonly answer: Answer;
      readonly article: string;
      readonly facts: readonly { readonly fact: string; readonly subject: string; readonly value: FactValue }[];
    }[];
    readonly missing: readonly string[];
    readonly unlockedBy?: readonly string[];
    readonly certainty: Certainty;
  }[];
  readonly gaps: readonly { readonly need: NeedId; readonly reason: string; readonly services?: readonly string[]; readonly text: string }[];
  readonly nextQuestion: { readonly fact: string; readonly subject: string; readonly text: string; readonly why: string } | null;
  readonly route: {
    readonly steps: readonly {
      readonly id: string;
      readonly service?: string;
      readonly subject?: string;
      readonly action: string;
      readonly text: string;
      readonly agency: string;
      readonly office?: string;
      readonly after: readonly string[];
      readonly bring: readonly string[];
      readonly obtained: readonly { readonly evidence: string; readonly from: string }[];
      readonly gives: readonly string[];
      readonly start: string;
      readonly end: string;
      readonly urgency: Urgency;
      readonly visit: number | null;
      readonly sure: boolean;
    }[];
    readonly visits: number;
    readonly finish: string;
  };
};
