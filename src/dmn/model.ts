/** A DMN model (DMN 1.5, chapter 6) as plain data: what `read-model.ts` takes out of a `.dmn` file. */
export type Model = {
  readonly namespace: string;
  readonly imports: readonly { readonly name: string; readonly namespace: string }[];
  readonly items: readonly ItemDefinition[];
  readonly inputs: readonly InputData[];
  readonly decisions: readonly Decision[];
  readonly knowledge: readonly Knowledge[];
  readonly services: readonly DecisionService[];
  /** Elements that decide nothing: sources, annotations, groups. */
  readonly others: readonly { readonly element: string; readonly name: string }[];
};

/** A declared type (7.3.2): a reference, components, or a function; `isList` of it; `allowed` are unary tests. */
export type ItemDefinition = {
  readonly name: string;
  readonly typeRef?: string;
  readonly isList: boolean;
  readonly components: readonly ItemDefinition[];
  readonly allowed?: string;
  readonly function?: { readonly parameters: readonly string[]; readonly result?: string };
};

export type Variable = { readonly name: string; readonly typeRef?: string };
/** What people read of an element. */
export type Told = { readonly label?: string; readonly description?: string };
export type InputData = Variable & Told & { readonly id: string };
export type Decision = Variable &
  Told & { readonly id: string; readonly requires: readonly string[]; readonly logic?: Boxed };
export type Knowledge = Variable &
  Told & {
    readonly id: string;
    readonly requires: readonly string[];
    readonly logic?: FunctionBox;
  };
export type DecisionService = Variable & {
  readonly id: string;
  readonly outputs: readonly string[];
  readonly inputDecisions: readonly string[];
  readonly inputData: readonly string[];
};

export type FunctionBox = {
  readonly kind: 'function';
  readonly parameters: readonly Variable[];
  readonly body?: Boxed;
  readonly isForeign: boolean;
  readonly typeRef?: string;
};

/** A boxed expression (7.3 and 10.2). */
export type Boxed = { readonly typeRef?: string } & (
  | { readonly kind: 'literal'; readonly text: string; readonly language?: string }
  | { readonly kind: 'context'; readonly entries: readonly { readonly variable?: Variable; readonly value: Boxed }[] }
  | {
      readonly kind: 'invocation';
      readonly of: Boxed;
      readonly bindings: readonly { readonly name: string; readonly value: Boxed }[];
    }
  | { readonly kind: 'list'; readonly items: readonly Boxed[] }
  | { readonly kind: 'relation'; readonly columns: readonly string[]; readonly rows: readonly (readonly Boxed[])[] }
  | { readonly kind: 'conditional'; readonly condition: Boxed; readonly then: Boxed; readonly otherwise: Boxed }
  | { readonly kind: 'filter'; readonly of: Boxed; readonly match: Boxed }
  | { readonly kind: 'for' | 'some' | 'every'; readonly iterator: string; readonly over: Boxed; readonly give: Boxed }
  | { readonly kind: 'table'; readonly table: DecisionTable }
  | FunctionBox
);

export type HitPolicy = 'UNIQUE' | 'ANY' | 'FIRST' | 'PRIORITY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

/** A decision table (chapter 8). Cells of inputs are unary tests, cells of outputs expressions. */
export type DecisionTable = {
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: Aggregation;
  readonly inputs: readonly { readonly text: string; readonly typeRef?: string; readonly allowed?: string }[];
  readonly outputs: readonly {
    readonly name?: string;
    readonly typeRef?: string;
    readonly allowed?: string;
    readonly otherwise?: string;
  }[];
  readonly rules: readonly { readonly tests: readonly string[]; readonly gives: readonly string[] }[];
};
