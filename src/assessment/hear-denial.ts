import { comma, type Word } from './words-split.ts';

/*
 * Which words are denied, and by which. Grammar, not content, so its short lists stand in code.
 * «не» and "not" deny what follows; «нет», «без», "no", "without" deny a thing that is lacking, and «нет» also the thing
 * that stands before it («паспорта у меня нет»). A denial ends with the clause.
 */
const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const deniers = set('не нет нету без ни not no never without nor neither nobody');
/** Words that begin another thought, so that no denial reaches over them. */
const enders = set(
  'но а зато однако хотя потому поэтому что чтобы чтоб если когда пока и или где куда как кто почему который которая есть но but because so although though since who which that when if where what how why whether i he she we they and or after before know knows knew tell tells told believe believes',
);
/** After «не» these carry the denial on to the next word: «не могу найти». */
const carriers = set(
  'могу может мог могла можем могут смог смогла хочу хочет хотим буду будет был была были умею успел успела стал стала очень совсем особо сильно надо нужно получается удается дают дали дает берут взяли пускает пускают пустили меня нам мне нас его ее больше еще уже даже вообще официально нигде никуда',
);
/** With «не» these say that a thing is lacking: «денег не осталось». */
const existence = set(
  'имею имеет имеем имеется имеются хватает хватит хватило осталось осталась остался остается было будет стало оставил оставили вижу видим получаю получаем получала получал',
);
/** With these before or after it, «не» denies nothing: «не только», «чуть не». */
const emptyAfter = set('только просто раз впервые первый первая один одна столько only just once');
const emptyBefore = set('чуть едва нельзя');
/** What may follow a «нет» that closes its clause: «денег нет вообще». */
const afterClosing = set(
  'вообще совсем тоже уже пока сейчас больше у ни на для и а никаких никакой никакого даже давно теперь что чтобы но как поэтому ни',
);
/** «После квартплаты ничего не остаётся»: the lacking thing is named, what stands before it is there. */
const nothing = set('ничего никого никто ничто нечего');
/** Things people list as lacking: «нет ни денег, ни жилья», "no money or food". */
const lackable = set(
  'денег еды работы жилья дома паспорта документов крыши дохода доходов одежды родных родственников семьи прописки регистрации снилс снилса полиса средств продуктов помощи воды света тепла тепло друзей близких лекарств вещей обуви квартиры угла ночлега денежек жилплощади знакомых копейки рубля свидетельства адреса ' +
    'money food job work home house housing papers documents passport income clothes family friends shelter roof documents id savings heating water electricity relatives insurance registration address bed',
);

export const isDenier = (plain: string): boolean => deniers.has(plain);

/** For every word the index of the word that denies it, or -1. */
export function denials(words: readonly Word[]): number[] {
  const deniedBy = words.map(() => -1);
  words.forEach((word, index) => {
    if (!deniers.has(word.plain) || deniesNothing(words, index)) return;
    for (const denied of scope(words, index))
      if (deniedBy[denied] === -1 && !deniers.has(words[denied]!.plain)) deniedBy[denied] = index;
  });
  return deniedBy;
}

function deniesNothing(words: readonly Word[], index: number): boolean {
  const word = words[index]!;
  const before = words[index - 1]?.plain ?? '';
  const after = words[index + 1];
  const closed = after === undefined || after.apart > 0;
  // «Нет, у меня есть паспорт»: the word answers, it denies nothing.
  if (['нет', 'no', 'not', 'не'].includes(word.plain) && word.apart > 0 && closed) return true;
  if (after !== undefined && emptyAfter.has(after.plain) && ['не', 'not', 'no'].includes(word.plain)) return true;
  if (word.plain === 'no' && ['matter', 'doubt'].includes(after?.plain ?? '')) return true;
  if (word.plain !== 'не') return false;
  // «не могу не работать»: twice denied is said.
  return emptyBefore.has(before) || (carriers.has(before) && words[index - 2]?.plain === 'не');
}

function scope(words: readonly Word[], index: number): number[] {
  const { plain } = words[index]!;
  if (plain === 'не') {
    const after = words[index + 1];
    if (after !== undefined && existence.has(after.plain))
      return [index + 1, ...rightward(words, index + 1, 3, true), ...leftward(words, index, index + 1)];
    let reach = index + 1;
    while (reach < index + 4 && carriers.has(words[reach]?.plain ?? '') && words[reach + 1]?.apart === 0) reach += 1;
    return rightward(words, index, reach - index, false);
  }
  if (plain === 'нет' || plain === 'нету')
    return [...rightward(words, index, 3, true), ...leftward(words, index, index)];
  if (plain === 'not' || plain === 'never') return rightward(words, index, 5, true);
  return rightward(words, index, plain === 'ни' || plain === 'без' ? 2 : 4, true);
}

/** Up to `most` words after, and the list that goes on behind them when things that may lack are told over. */
function rightward(words: readonly Word[], from: number, most: number, lists: boolean): number[] {
  const found: number[] = [];
  let index = from + 1;
  for (; index < words.length && found.length < most; index += 1) {
    const word = words[index]!;
    if (word.apart > 0 && index > from + 1) break;
    if (word.apart > 1 || enders.has(word.plain)) break;
    found.push(index);
  }
  if (!lists) return found;
  for (; index < words.length; index += 1) {
    const word = words[index]!;
    if (lackable.has(word.plain) && word.apart <= comma) {
      found.push(index);
      continue;
    }
    if (
      !['и', 'или', 'ни', 'or', 'and', 'nor', 'a', 'any', 'своего', 'своей'].includes(word.plain) ||
      word.apart > comma
    )
      break;
  }
  return found;
}

/** «Паспорта у меня нет»: the words before, when nothing that is lacking follows. */
function leftward(words: readonly Word[], denier: number, last: number): number[] {
  const after = words[last + 1];
  if (after !== undefined && after.apart === 0 && !afterClosing.has(after.plain)) return [];
  const before = words[denier - 1]?.plain ?? '';
  if (nothing.has(before) || /(ть|ти|ться)$/u.test(before)) return [];
  const found: number[] = [];
  for (let index = denier - 1; index >= 0 && index >= denier - 8; index -= 1) {
    const word = words[index]!;
    const parted = words[index + 1]!.apart;
    const listed = lackable.has(word.plain);
    if (parted > comma || (parted === comma && !listed) || (enders.has(word.plain) && word.plain !== 'и')) break;
    if (deniers.has(word.plain) && word.plain !== 'ни') break;
    if (found.length >= 5 && !listed) break;
    if (!looksLikeVerb(word.plain)) found.push(index);
  }
  return found;
}

function looksLikeVerb(plain: string): boolean {
  return /(ет|ит|ют|ут|ят|ал|ял|ил|али|яли|или|лась|лся|лись|ть|ться|ала|яла|ила)$/u.test(plain) && plain.length > 4;
}
