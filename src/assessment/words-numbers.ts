const spelled: ReadonlyMap<string, number> = new Map(
  [
    ['один одна одного одному одной одно one', 1],
    ['два две двое двух двум двумя двоих двоим two', 2],
    ['три трое трех трем тремя троих троим three', 3],
    ['четыре четверо четырех четверых четырьмя four', 4],
    ['пять пятеро пяти пятерых five', 5],
    ['шесть шестеро шести шестерых six', 6],
    ['семь семеро семи семерых seven', 7],
    ['восемь восьмеро восьми eight', 8],
    ['девять девяти nine', 9],
    ['десять десяти ten', 10],
    ['одиннадцать eleven', 11],
    ['двенадцать twelve', 12],
    ['тринадцать thirteen', 13],
    ['четырнадцать fourteen', 14],
    ['пятнадцать fifteen', 15],
    ['шестнадцать sixteen', 16],
    ['семнадцать seventeen', 17],
    ['восемнадцать eighteen', 18],
    ['девятнадцать nineteen', 19],
    ['двадцать twenty', 20],
    ['тридцать thirty', 30],
    ['сорок forty', 40],
    ['пятьдесят fifty', 50],
    ['шестьдесят sixty', 60],
    ['семьдесят seventy', 70],
    ['восемьдесят eighty', 80],
    ['полтора полторы', 1.5],
  ].flatMap(([words, value]) => (words as string).split(' ').map((word) => [word, value as number] as const)),
);

/** A number said at a place: its value and how many words it takes («двадцать пять» takes two). */
export type SaidNumber = { readonly value: number; readonly taken: number };

/** The number that begins at a word, or null. */
export function numberAt(words: readonly { readonly plain: string }[], index: number): SaidNumber | null {
  const first = valueOf(words[index]?.plain ?? '');
  if (first === null) return null;
  const second = first >= 20 && first % 10 === 0 ? (spelled.get(words[index + 1]?.plain ?? '') ?? 0) : 0;
  return second >= 1 && second < 10 && spelled.has(words[index]?.plain ?? '')
    ? { value: first + second, taken: 2 }
    : { value: first, taken: 1 };
}

function valueOf(plain: string): number | null {
  if (/^[0-9]{1,9}([.,][0-9]{1,2})?$/u.test(plain)) return Number(plain.replace(',', '.'));
  return spelled.get(plain) ?? null;
}

const roots: readonly (readonly [root: string, years: number])[] = [
  ['двух', 2],
  ['трех', 3],
  ['четырех', 4],
  ['пяти', 5],
  ['шести', 6],
  ['семи', 7],
  ['восьми', 8],
  ['девяти', 9],
  ['десяти', 10],
  ['двенадцати', 12],
  ['тринадцати', 13],
  ['четырнадцати', 14],
  ['пятнадцати', 15],
  ['шестнадцати', 16],
  ['семнадцати', 17],
  ['восемнадцати', 18],
  ['девятнадцати', 19],
];

/** Full years in one word: «трёхлетний» 3, «двухмесячный» 0, «годовалый» 1; null when the word is no age. */
export function yearsInWord(plain: string): number | null {
  if (plain.startsWith('годовал')) return 1;
  const root = roots.find(([start]) => plain.startsWith(start));
  if (root === undefined) return null;
  const rest = plain.slice(root[0].length);
  if (rest.startsWith('летн')) return root[1];
  return rest.startsWith('месячн') || rest.startsWith('недельн') ? 0 : null;
}
