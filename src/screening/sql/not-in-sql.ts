/** A rule that cannot be said in SQL; the evaluator answers the services that rest on it. */
export class NotInSql extends Error {
  readonly why: string;
  node = -1;

  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

/** Notes which node it is that cannot be said. */
export function ofNode<Made>(node: number, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (error instanceof NotInSql && error.node < 0) error.node = node;
    throw error;
  }
}
