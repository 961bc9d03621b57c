import type { Text } from '#language';

/** Legal representatives of children: parents, adoptive parents, guardians. */
export const representativeWords = {
  representativesTitle: { ru: 'Законные представители ребёнка', en: 'Legal representatives of the child' },
  representativesLead: {
    ru: 'Родитель, усыновитель или опекун видит дело ребёнка и действует в нём за ребёнка: даёт согласия, решает, кто участвует, подаёт жалобы. Это прекращается само в день 18-летия.',
    en: 'A parent, an adoptive parent or a guardian sees the case of the child and acts in it for the child: gives consents, decides who takes part, objects. It ends by itself on the 18th birthday.',
  },
  representativesWarning: {
    ru: 'Сначала посмотрите подлинник документа и паспорт. Если ребёнку опасно рядом с этим человеком, не записывайте его: сообщите в орган опеки.',
    en: 'First look at the original document and the passport. If the child is in danger from this person, do not write them down: tell the guardianship authority.',
  },
  representativesNow: { ru: 'Кто действует за ребёнка сейчас', en: 'Who acts for the child now' },
  representativesNone: { ru: 'Сейчас за ребёнка никто не действует.', en: 'Nobody acts for the child now.' },
  representativeAdd: { ru: 'Записать представителя', en: 'Write down a representative' },
  representativeName: { ru: 'Фамилия, имя и отчество представителя', en: 'Full name of the representative' },
  representativeId: {
    ru: 'Номер представителя в службе входа',
    en: 'The representative’s number in the sign-in service',
  },
  representativeIdHint: {
    ru: 'Человек видит его внизу своей страницы «Мои дела».',
    en: 'It stands at the foot of their own page “My cases”.',
  },
  representativeKinship: { ru: 'Кем приходится ребёнку', en: 'Who they are to the child' },
  'kinship-parent': { ru: 'мать или отец', en: 'mother or father' },
  'kinship-adoptive-parent': { ru: 'усыновитель', en: 'adoptive parent' },
  'kinship-guardian': { ru: 'опекун или попечитель', en: 'guardian' },
  representativeCertificate: { ru: 'Какой документ вы видели', en: 'Which document you have seen' },
  representativeCertificateHint: {
    ru: 'Название, номер, кем и когда выдан. Например: свидетельство о рождении № 512345, ЗАГС Томска, 12.03.2019',
    en: 'Its name, number, who gave it and when. For example: birth certificate no. 512345, civil registry of Tomsk, 12.03.2019',
  },
  representativeBorn: {
    ru: 'Дата рождения ребёнка по этому документу',
    en: 'Date of birth of the child in this document',
  },
  representativeSeen: { ru: 'Что вы проверили', en: 'What you have checked' },
  representativeSeenYes: {
    ru: 'я держу подлинник в руках, человек предъявил паспорт',
    en: 'I have the original in my hands, and the person has shown a passport',
  },
  representativeSeenMissing: {
    ru: 'Отметьте, что видели подлинник и паспорт: без этого записать нельзя',
    en: 'Say that you have seen the original and the passport: nothing is written down without it',
  },
  representativeNameMissing: { ru: 'Напишите, как зовут представителя', en: 'Write what the representative is called' },
  representativeIdWrong: {
    ru: 'Напишите номер представителя: буквы, цифры, точка или чёрточка',
    en: 'Write the number: letters, digits, a dot or a dash',
  },
  representativeCertificateMissing: {
    ru: 'Напишите, какой документ вы видели',
    en: 'Write which document you have seen',
  },
  representativeButton: { ru: 'Записать', en: 'Write down' },
  representativeUntil: { ru: 'до 18-летия, {day}', en: 'until the 18th birthday, {day}' },
  representativeBy: {
    ru: 'Документ видел(а): {officer}. {certificate}',
    en: 'The document was seen by {officer}. {certificate}',
  },
  representativeEnd: { ru: 'Прекратить', en: 'End it' },
  representativeEndAbout: { ru: ': {name} больше не действует за ребёнка', en: ': {name} acts for the child no more' },
  representativeEndWhy: { ru: 'Почему прекратить', en: 'Why it ends' },
  representativeEndWhyHint: {
    ru: 'Ошибка в записи, решение суда или органа опеки и его номер',
    en: 'A slip, or the decision of a court or of the guardianship authority with its number',
  },
  representativeEndMissing: { ru: 'Напишите, почему это прекращается', en: 'Write why it ends' },
  representativeDone: {
    ru: 'Записано. Теперь за ребёнка действует: {name}.',
    en: 'Written down. Now acts for the child: {name}.',
  },
  representativeEnded: {
    ru: 'Представитель больше не действует за ребёнка.',
    en: 'The representative acts for the child no more.',
  },
  representativeTitle: { ru: 'Вы законный представитель: {name}', en: 'You are the legal representative of {name}' },
  whoRepresentative: { ru: 'законный представитель, {id}', en: 'the legal representative, {id}' },
  journalRepresentative: { ru: 'законный представитель {id}', en: 'the legal representative {id}' },
  journalRepresentativeOf: { ru: 'законный представитель ребёнка', en: 'the legal representative of a child' },
  journalRepresentativeVouched: { ru: 'записан по документу', en: 'written down by a document' },
  journalRepresentativeEnded: { ru: 'больше не действует', en: 'acts no more' },
} as const satisfies Readonly<Record<string, Text>>;
