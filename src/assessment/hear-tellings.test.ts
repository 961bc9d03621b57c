import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LifeSituation } from '#catalogue';
import { realCatalogue } from '#test/catalogue.ts';

import { hear } from './hear.ts';

const catalogue = await realCatalogue();
/** With own business and vehicle, which the lexicon knows and the packs do not register yet. */
const situations: ReadonlyMap<string, LifeSituation> = new Map([
  ...catalogue.situations,
  ...['LS15', 'LS16'].map((code) => [code, { id: code, code } as LifeSituation] as const),
]);

/** What people say, the code that must come first and the needs that must be among those found. */
type Telling = readonly [code: string, needs: string, words: string];

/** Written before the lexicon was tuned. */
const tellings: readonly Telling[] = [
  // birth of a child
  ['LS01', 'papers money', 'Родила дочку неделю назад, какие документы и пособия надо оформить?'],
  ['LS01', 'papers money', 'У нас родился сын! Что делать дальше, куда идти за свидетельством'],
  ['LS01', 'papers', 'нужно зарегистрировать новорожденного, роддом выдал справку'],
  ['LS01', 'money', 'жена родила первенца, как получить маткапитал и пособие'],
  ['LS01', 'papers money', 'Появился на свет малыш, хотим оформить свидетельство о рождении и выплаты'],
  ['LS01', 'money', 'стала мамой в 19 лет, ребенку 2 недели, какие детские положены'],
  ['LS01', 'papers money', 'My wife gave birth last week, how do we register the baby and get benefits?'],
  ['LS01', 'papers', 'Our daughter was born yesterday and we need a birth certificate'],
  ['LS01', 'money', 'I just had a baby, what payments can I get?'],
  // pregnancy
  ['LS02', 'health', 'Я беременна, 10 недель, хочу встать на учёт'],
  ['LS02', 'money', 'жду ребенка, скоро в декрет, как получить декретные'],
  ['LS02', 'health', 'забеременела в 17, боюсь сказать маме'],
  ['LS02', 'money', 'Беременная студентка, какие пособия мне положены'],
  ['LS02', 'health', 'жена на пятом месяце, надо вставать на учет в женскую консультацию'],
  ['LS02', 'health', 'I am 12 weeks pregnant and have not seen a doctor yet'],
  ['LS02', 'money', 'Expecting a baby in March, can I get maternity pay'],
  // large family
  ['LS03', 'money', 'у нас трое детей, хотим получить статус многодетной семьи'],
  ['LS03', 'money', 'многодетная мать, четверо детей, какие льготы есть'],
  ['LS03', 'money', 'нам положена земля как многодетным? детей пятеро'],
  ['LS03', 'money', 'Растим троих детей, нужна скидка на коммуналку и школьная форма'],
  ['LS03', 'money', 'We have four children, what help is there for large families?'],
  ['LS03', 'money', 'mother of three kids, how to get large family status'],
  // death
  ['LS04', 'money', 'Умерла мама, не знаю что делать, денег на похороны нет'],
  ['LS04', 'papers', 'вчера скончался отец, как оформить свидетельство о смерти'],
  ['LS04', 'money', 'муж погиб в аварии, осталась одна с двумя детьми'],
  ['LS04', 'money', 'надо похоронить бабушку а денег нет'],
  ['LS04', 'money', 'Потеря кормильца, какая пенсия положена ребенку'],
  ['LS04', 'law', 'брат умер, осталась квартира, как вступить в наследство'],
  ['LS04', 'money', 'My husband died last month and I have two kids, is there a survivor pension'],
  ['LS04', 'money', 'my mother passed away, who pays for the funeral'],
  ['LS04', 'papers', 'My dad has died, how do I get the death certificate?'],
  // lost job
  ['LS05', 'work money', 'Меня уволили, не знаю как жить дальше'],
  ['LS05', 'work', 'сократили на заводе, как встать на биржу труда'],
  ['LS05', 'work', 'остался без работы, двое детей'],
  ['LS05', 'work', 'Потеряла работу в декабре, до сих пор не могу никуда устроиться'],
  ['LS05', 'work law', 'начальник выгнал с работы и не заплатил зарплату'],
  ['LS05', 'work', 'контора закрылась, все остались без работы, муж тоже'],
  ['LS05', 'work', 'ищу работу уже полгода, никуда не берут'],
  ['LS05', 'work', 'I was laid off last week and need a new job'],
  ['LS05', 'work money', 'lost my job, no income for two months'],
  ['LS05', 'work', 'My factory closed and everyone was made redundant'],
  // retirement
  ['LS06', 'money', 'Мне 60 лет, хочу выйти на пенсию, что нужно'],
  ['LS06', 'money', 'через год на пенсию, как проверить стаж'],
  ['LS06', 'money', 'оформить пенсию по старости'],
  ['LS06', 'money', 'Я пенсионерка, пенсия маленькая, хватает только на лекарства'],
  ['LS06', 'money', 'исполнилось 65, когда начнут платить пенсию'],
  ['LS06', 'money', 'I am about to retire, how do I apply for my pension?'],
  ['LS06', 'money', 'I turn 65 next month and want to claim my old age pension'],
  // disability
  ['LS07', 'care', 'Ребёнок инвалид, не ходит, нужна коляска'],
  ['LS07', 'care', 'бабушка лежачая, ухаживать некому'],
  ['LS07', 'health', 'после инсульта муж стал инвалидом, как пройти комиссию МСЭ'],
  ['LS07', 'care', 'сыну поставили аутизм, оформляем инвалидность'],
  ['LS07', 'money', 'мне дали вторую группу инвалидности, какие выплаты'],
  ['LS07', 'care', 'мама после операции не встаёт, нужна сиделка'],
  ['LS07', 'care', 'нужны памперсы и коляска для инвалида'],
  ['LS07', 'care', 'My son is disabled and needs a wheelchair'],
  ['LS07', 'care', 'My grandmother is bedridden and I cannot care for her alone'],
  ['LS07', 'money', 'I became disabled after an accident, how do I get a disability pension'],
  // lost documents
  ['LS08', 'papers', 'потерял паспорт'],
  ['LS08', 'papers', 'Украли сумку со всеми документами'],
  ['LS08', 'papers', 'ксиву посеял, чё делать'],
  ['LS08', 'papers', 'сгорели все документы, паспорт, снилс, полис'],
  ['LS08', 'papers', 'утеряно свидетельство о рождении ребенка, как восстановить'],
  ['LS08', 'papers', 'паспорт просрочен и порван, надо поменять'],
  ['LS08', 'papers', 'патерял пасспорт и снилс'],
  ['LS08', 'papers', 'I lost my passport on the train'],
  ['LS08', 'papers', 'My wallet with all my documents was stolen'],
  ['LS08', 'papers', 'need to replace a lost birth certificate'],
  // move
  ['LS09', 'papers', 'Переехали в Томск из Казахстана, как прописаться'],
  ['LS09', 'child-care', 'мы переезжаем в другой город, нужен садик для дочки'],
  ['LS09', 'papers', 'сменили адрес, надо сделать регистрацию по месту жительства'],
  ['LS09', 'papers', 'Купили квартиру, переехал, нужно прописать детей'],
  ['LS09', 'papers', 'переезд в другой регион, что с поликлиникой и школой'],
  ['LS09', 'papers', 'We moved to Tomsk last month, how do we register at the new address'],
  ['LS09', 'papers', 'moving to another region with kids, need a new school and clinic'],
  // no home, no income
  [
    'LS10',
    'shelter food health papers money',
    'Молодая мать с больным ребёнком, ночевать негде, денег нет, паспорт потеряла. Что мне делать, есть нечего',
  ],
  ['LS10', 'shelter', 'ноч евать негде'],
  ['LS10', 'shelter housing', 'выгнали из дома, живу в подъезде'],
  ['LS10', 'shelter papers', 'Я бомж, документов нет, вышел из тюрьмы, идти некуда'],
  ['LS10', 'shelter', 'хозяин выгнал нас с квартиры, сижу на вокзале с ребенком'],
  ['LS10', 'shelter housing', 'сгорел дом, остались на улице'],
  ['LS10', 'shelter health', 'негде жить, ребенок болеет, температура 39'],
  ['LS10', 'shelter food', 'сплю в машине уже неделю, есть нечего'],
  ['LS10', 'shelter', 'освободился из колонии, ни жилья ни денег'],
  ['LS10', 'shelter', 'ни крыши над головой, ни копейки'],
  ['LS10', 'shelter health papers money', 'I have a sick baby and nowhere to sleep, I lost my passport, no money'],
  ['LS10', 'shelter', 'I am homeless and sleeping rough'],
  ['LS10', 'shelter', 'we got evicted and have no place to stay tonight'],
  ['LS10', 'shelter food', 'living in my car with two kids, nothing to eat'],
  ['LS10', 'shelter', 'my parents kicked me out, I have nowhere to go'],
  // violence
  ['LS11', 'safety', 'Муж бьёт меня и детей'],
  ['LS11', 'safety shelter', 'ушла от мужа, он избивал, идти некуда с двумя детьми'],
  ['LS11', 'safety', 'сожитель пьёт и поднимает руку'],
  ['LS11', 'safety', 'отчим угрожает убить'],
  ['LS11', 'safety', 'бывший преследует, караулит у подъезда, боюсь выходить'],
  ['LS11', 'safety', 'сын наркоман бьет меня отбирает пенсию'],
  ['LS11', 'safety', 'My husband beats me'],
  ['LS11', 'safety shelter', 'my partner hit me again, I left with the kids and have nowhere to go'],
  ['LS11', 'safety', 'I am afraid of my ex, he threatens to kill me'],
  // low income, debts
  ['LS12', 'law', 'коллекторы звонят каждый день, не могу платить кредиты'],
  ['LS12', 'money law', 'набрала микрозаймов, приставы списывают всю зарплату'],
  ['LS12', 'money', 'не на что жить, зарплата маленькая'],
  ['LS12', 'law', 'хочу оформить банкротство'],
  ['LS12', 'money law', 'бывший муж алименты не платит, денег не хватает'],
  ['LS12', 'money', 'долги за квартиру, коммуналку платить нечем'],
  ['LS12', 'money food', 'денег нет даже на еду, кормить детей нечем'],
  ['LS12', 'money', 'малоимущая семья, какие пособия можно получить'],
  ['LS12', 'law', 'Debt collectors keep calling, I cannot repay my loans'],
  ['LS12', 'money', 'we are broke, my salary is too low to pay the bills'],
  ['LS12', 'law', 'I want to file for bankruptcy'],
  // orphan
  ['LS13', 'housing', 'Мне 18, я сирота, вышел из детдома, где мое жильё?'],
  ['LS13', 'housing', 'выпускница детского дома, квартиру не дают'],
  ['LS13', 'housing', 'я из детей-сирот, стою в очереди на жилье'],
  ['LS13', 'housing', 'воспитывалась под опекой, исполнилось 18, жить негде'],
  ['LS13', 'housing', 'I am an orphan, I just turned 18 and left the orphanage'],
  ['LS13', 'housing', 'I grew up in foster care and need a place of my own'],
  // participant of the special military operation
  ['LS14', 'money', 'муж на СВО, какие льготы семье'],
  ['LS14', 'money', 'сына мобилизовали, осталась невестка с внуками'],
  ['LS14', 'money', 'муж погиб на спецоперации, как получить выплату'],
  ['LS14', 'money', 'Я участник СВО, вернулся после ранения'],
  ['LS14', 'money', 'муж подписал контракт и воюет, ребенка в садик без очереди'],
  ['LS14', 'money', 'My husband is fighting in the special military operation, what help can the family get?'],
  ['LS14', 'money', 'my son was mobilised and wounded at the front'],
  // own business, vehicle
  ['LS15', 'work', 'хочу открыть ИП'],
  ['LS15', 'work', 'как стать самозанятым, буду печь торты на заказ'],
  ['LS15', 'work', 'I want to start my own business'],
  ['LS16', '', 'купил машину, как поставить на учёт в ГАИ'],
  ['LS16', '', 'I bought a car and need to register it'],
];

for (const [code, needs, words] of tellings) {
  test(`«${words}» is heard as ${code}${needs === '' ? '' : ` with the needs ${needs}`}`, () => {
    const heard = hear(words, catalogue.words, { situations });
    const found = heard.needs.map((entry) => entry.need as string);
    assert.equal(heard.situations[0]?.code, code, JSON.stringify(heard.situations));
    assert.deepEqual(
      needs.split(' ').filter((need) => need !== '' && !found.includes(need)),
      [],
      `found ${found.join(' ')}`,
    );
    for (const { phrase } of [...heard.needs, ...heard.facts])
      assert.ok(words.includes(phrase), `«${phrase}» was not said`);
  });
}

/** What must not be missed and what must not be made up: the needs of tonight and every fact of the telling, no more. */
const grave: readonly (readonly [words: string, tonight: string, facts: string])[] = [
  // a life that is to be ended: a doctor and safety tonight, and nothing of a death in the family
  ['хочу покончить с собой', 'health safety', 'applicant.needsDoctorNow=true'],
  ['не хочу жить', 'health safety', 'applicant.needsDoctorNow=true'],
  ['жить больше не хочется', 'health safety', 'applicant.needsDoctorNow=true'],
  ['хочу умереть', 'health safety', 'applicant.needsDoctorNow=true'],
  ['лучше бы я умер', 'health safety', 'applicant.needsDoctorNow=true'],
  ['у меня мысли о самоубийстве', 'health safety', 'applicant.needsDoctorNow=true'],
  ['I want to kill myself', 'health safety', 'applicant.needsDoctorNow=true'],
  ["I don't want to live anymore", 'health safety', 'applicant.needsDoctorNow=true'],
  ['I am thinking of ending my life', 'health safety', 'applicant.needsDoctorNow=true'],
  ['дочь режет себе вены', 'health safety', 'child1.relation=child child1.sex=female child1.needsDoctorNow=true'],
  ['муж покончил с собой', '', 'household.bereaved=true'],
  ['отец покончил жизнь самоубийством', '', 'household.bereaved=true'],
  ['не хочу жить с родителями', '', ''],
  ['не хочу жить на улице', 'shelter', 'household.nightPlace=none'],
  ['не хочу умирать', '', ''],
  // a life at risk
  [
    'сын наглотался таблеток, без сознания',
    'health',
    'child1.relation=child child1.sex=male child1.needsDoctorNow=true',
  ],
  ['ребёнок не дышит', 'health', 'child1.relation=child child1.needsDoctorNow=true'],
  ['дочка не просыпается', 'health', 'child1.relation=child child1.sex=female child1.needsDoctorNow=true'],
  ['у сына судороги', 'health', 'child1.relation=child child1.sex=male child1.needsDoctorNow=true'],
  ['муж истекает кровью', 'health', 'spouse.relation=spouse spouse.sex=male spouse.needsDoctorNow=true'],
  ['дочь отравилась', 'health', 'child1.relation=child child1.sex=female child1.needsDoctorNow=true'],
  ['у меня боль в груди', 'health', 'applicant.needsDoctorNow=true'],
  ['у меня онемела рука и перекосило лицо', 'health', 'applicant.needsDoctorNow=true'],
  ['мама не приходит в себя', 'health', ''],
  ['я рожаю', 'health', 'applicant.needsDoctorNow=true applicant.pregnant=true'],
  [
    'у жены схватки',
    'health',
    'spouse.relation=spouse spouse.sex=female spouse.needsDoctorNow=true spouse.pregnant=true',
  ],
  ['My son took an overdose', 'health', 'child1.relation=child child1.sex=male child1.needsDoctorNow=true'],
  ['my child is choking', 'health', 'child1.relation=child child1.needsDoctorNow=true'],
  ['my son is not breathing', 'health', 'child1.relation=child child1.sex=male child1.needsDoctorNow=true'],
  ['my son passed out', 'health', 'child1.relation=child child1.sex=male child1.needsDoctorNow=true'],
  ['I have chest pain', 'health', 'applicant.needsDoctorNow=true'],
  ["my mother's face is drooping", 'health', ''],
  ['my water broke', 'health', 'applicant.needsDoctorNow=true applicant.pregnant=true'],
  // a child lost or shut in
  ['ребёнок потерялся', 'safety', 'child1.relation=child'],
  ['сын не вернулся из школы', 'safety', 'child1.relation=child child1.sex=male'],
  ['my daughter is missing', 'safety', 'child1.relation=child child1.sex=female'],
  ['ребёнок заперт в квартире один', 'safety', 'child1.relation=child'],
  ['my child is locked out', 'safety', 'child1.relation=child'],
  ['я потерял сына в толпе', 'safety', 'child1.relation=child child1.sex=male'],
  // what only sounds like it
  ['срок паспорта истёк', '', ''],
  ['полиция не реагирует', '', ''],
  ['садик закрылся, ребёнок дома', '', 'child1.relation=child'],
  ['у ребёнка пропал полис', '', 'child1.relation=child'],
  ['Мне 7 лет, мамы нет дома', '', 'applicant.ageYears=7'],
  ['my son is missing school', '', 'child1.relation=child child1.sex=male'],
  ['where is the labour office, I went in the labour office', '', ''],
  ['My husband had a heart attack', 'health', 'spouse.relation=spouse spouse.sex=male spouse.needsDoctorNow=true'],
  ['он хочет убить меня и себя', 'safety', 'household.dangerFromPerson=true'],
  // denied, or long over
  ['Nobody hits me. I have food.', '', 'household.hasFoodToday=true'],
  ['No one beats me', '', ''],
  ['никто не бьёт', '', ''],
  ['I am not in danger', '', ''],
  ['раньше муж бил, теперь развелись', '', ''],
  ['my ex-husband used to beat me', '', ''],
  ['отец бил меня в детстве', '', ''],
  ['пять лет назад бывший угрожал', '', ''],
  ['раньше не бил, а теперь бьёт', 'safety', 'household.dangerFromPerson=true'],
  ['муж избил меня два дня назад', 'safety', 'household.dangerFromPerson=true'],
  ['I used to live on the street', '', ''],
  ['He used to drink, now he beats me', 'safety', 'household.dangerFromPerson=true'],
  ['Nobody knows my husband beats me', 'safety', 'household.dangerFromPerson=true'],
  // who speaks
  ['Мне 10 лет', '', 'applicant.ageYears=10'],
  ['I am 9 years old and I am alone', '', 'applicant.ageYears=9'],
  ['мне 6 лет обещают квартиру', '', ''],
  ['Я иностранец', '', 'applicant.citizenship=foreign'],
  ['I am a foreigner', '', 'applicant.citizenship=foreign'],
  ['гражданин Узбекистана', '', 'applicant.citizenship=foreign'],
  ['без гражданства', '', 'applicant.citizenship=stateless'],
  ['я гражданка России', '', 'applicant.citizenship=russian'],
  ['нет российского гражданства', '', ''],
  ['вышла замуж за иностранца', '', ''],
  ['муж иностранец', '', 'spouse.relation=spouse spouse.sex=male spouse.citizenship=foreign'],
  ['Я беременный мужчина', '', 'applicant.sex=male applicant.pregnant=true'],
  ['I am a pregnant man', '', 'applicant.sex=male applicant.pregnant=true'],
  // who beats is not of the household
  [
    'My husband beats me, I ran away with two children, no money and no documents',
    'safety',
    'household.dangerFromPerson=true child1.relation=child child2.relation=child household.hasMoneyForWeek=false applicant.hasPassport=false',
  ],
  ['боюсь мужа', 'safety', 'household.dangerFromPerson=true'],
  ['мой сын бьёт меня', 'safety', 'household.dangerFromPerson=true'],
  ['муж не бьёт меня', '', 'spouse.relation=spouse spouse.sex=male'],
  [
    'муж пьёт и бьёт, сбежала с дочкой',
    'safety',
    'household.dangerFromPerson=true child1.relation=child child1.sex=female',
  ],
  // food
  ['I have food', '', 'household.hasFoodToday=true'],
  ['еды на два дня', '', 'household.hasFoodToday=true'],
  ['дайте еды на два дня', 'food', 'household.hasFoodToday=false'],
  ['We need food for the kids', 'food', 'household.hasFoodToday=false child1.relation=child child2.relation=child'],
  ['еды на два дня нет', 'food', 'household.hasFoodToday=false'],
  ['We do not have food', 'food', 'household.hasFoodToday=false'],
];

for (const [words, tonight, facts] of grave) {
  test(`«${words}» is tonight ${tonight === '' ? 'nothing' : tonight}, and tells ${facts === '' ? 'no fact' : facts}`, () => {
    const heard = hear(words, catalogue.words, { situations });
    const sorted = (list: readonly string[]): readonly string[] => list.filter((one) => one !== '').toSorted();
    assert.deepEqual(
      sorted(heard.needs.filter(({ urgency }) => urgency === 'tonight').map(({ need }) => need)),
      sorted(tonight.split(' ')),
    );
    assert.deepEqual(
      sorted(
        heard.facts
          .filter(({ fact }) => fact !== 'seeks')
          .map((one) => `${one.subject}.${one.fact}=${String(one.value)}`),
      ),
      sorted(facts.split(' ')),
    );
  });
}
