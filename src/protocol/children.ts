/** A child as the civil registry names it among the children of a parent. */
export type RegisteredChild = {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic?: string;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
};

/** The children of a parent as one value that people can read, too: "Ильин, Дмитрий Алексеевич (28.04.2025); …". */
export function writeChildren(children: readonly RegisteredChild[]): string {
  return children
    .map(({ surname, givenName, patronymic = '', birthDate }) => {
      const [year, month, day] = birthDate.split('-');
      return `${surname}, ${`${givenName} ${patronymic}`.trim()} (${day}.${month}.${year})`;
    })
    .join('; ');
}

/** The same, read; undefined where it is of no such form. */
export function readChildren(text: string): readonly RegisteredChild[] | undefined {
  const children: RegisteredChild[] = [];
  for (const one of text.split('; ')) {
    const [, surname, givenName, patronymic, day, month, year] =
      /^([^,;()]+), ([^\s,;()]+)(?: ([^,;()]+))? \((\d{2})\.(\d{2})\.(\d{4})\)$/u.exec(one) ?? [];
    if (surname === undefined || givenName === undefined) return undefined;
    const birthDate = `${year}-${month}-${day}`;
    children.push({ surname, givenName, ...(patronymic === undefined ? {} : { patronymic }), birthDate });
  }
  return children;
}
