type Sex = 'female' | 'male';

export const surnames: readonly string[] = [
  'Абрамов',
  'Баранов',
  'Веселов',
  'Горшков',
  'Дьячков',
  'Ершов',
  'Журавлёв',
  'Зимин',
  'Исаков',
  'Калинин',
  'Лаптев',
  'Макаров',
  'Носков',
  'Овчинников',
  'Панфилов',
  'Рогов',
  'Савельев',
  'Тарасов',
  'Ушаков',
  'Фомин',
];
export const givenNames: Readonly<Record<Sex, readonly string[]>> = {
  female: [
    'Алёна',
    'Валентина',
    'Галина',
    'Дарья',
    'Елена',
    'Зоя',
    'Ирина',
    'Ксения',
    'Людмила',
    'Мария',
    'Наталья',
    'Полина',
    'Светлана',
    'Татьяна',
    'Юлия',
  ],
  male: [
    'Андрей',
    'Борис',
    'Виктор',
    'Глеб',
    'Дмитрий',
    'Егор',
    'Игорь',
    'Кирилл',
    'Лев',
    'Михаил',
    'Николай',
    'Павел',
    'Роман',
    'Степан',
    'Фёдор',
  ],
};
/** What a father's name makes of a patronymic, without its end: Павел — Павлов(ич). */
const fathers = [
  'Алексеев',
  'Борисов',
  'Викторов',
  'Иванов',
  'Михайлов',
  'Николаев',
  'Олегов',
  'Павлов',
  'Романов',
  'Юрьев',
];
export const fatherCount: number = fathers.length;

/** A surname as a woman or a man bears it: Орлов, Орлова; Ильин, Ильина. */
export function surnameOf(stem: string, sex: Sex): string {
  return sex === 'female' ? `${stem}а` : stem;
}

/** Алексеевна, Алексеевич. */
export function patronymicOf(father: number, sex: Sex): string {
  return fathers[father % fathers.length]! + (sex === 'female' ? 'на' : 'ич');
}
