import type { Boxed, ItemDefinition } from '#dmn/model.ts';
import type { Text } from '#language';

/** An element of a decision requirements graph, with what a person reads of it. */
export type Drawn = {
  readonly kind: 'input' | 'decision' | 'source';
  readonly id: string;
  /** The name by which FEEL knows it. */
  readonly name: string;
  readonly label: Text;
  /** Articles, amounts, how sure it is: below the label. */
  readonly notes: readonly string[];
  readonly typeRef?: string;
  readonly logic?: Boxed;
  /** Ids of what it needs; of a source, nothing. */
  readonly requires: readonly string[];
};

/** A model to be written as a file: what is drawn, needed ones before those that need them. */
export type DrawnModel = {
  readonly id: string;
  readonly label: Text;
  readonly notes: readonly string[];
  readonly items: readonly ItemDefinition[];
  readonly elements: readonly Drawn[];
  /** What the service has and a model has no place for. */
  readonly leftOut: readonly Text[];
};
