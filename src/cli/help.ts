import type { Text } from '#language';

export const help: Text = {
  ru: `Окно: жизненная ситуация решается целиком.

  npm run okno -- <команда>          (после «--» идут слова и параметры команды)

  solve <файл.yaml|.json>            что положено, почему, в каком порядке   --json --as-of ДАТА --explain --since ДАТА --cliffs
                                     --after EVENTS.yaml: что изменилось после событий и почему, с наименьшими переменами
                                     --request: комплексный запрос — что подаётся вместе, что после чего, общий срок
                                     --chart: маршрут по дням, знаками терминала; --bpmn ФАЙЛ: он же как BPMN 2.0
  hear "<своими словами>"            что понято из рассказа                 --json
  population --out ПАПКА             синтетический регион по опубликованным числам, Parquet   --people N --seed N --unknown ДОЛЯ --json
  whatif --change ФАЙЛ --population ПАПКА   кто теряет и кто получает от перемены закона    --json --as-of ДАТА --svg ФАЙЛ
  screen <люди> --households <семьи> --out <пары.parquet>   кому из целого региона что положено: Parquet или CSV (docs/screening.md)
                                     --services a,b --as-of ДАТА --with-unknown --json; остановлено — продолжит с того же места
                                     --engine duckdb или --engine postgres --database URL: то же на SQL
                                     --changed-since ДАТА --before <прежние пары>: только то, что могло измениться
  take-up --population ПАПКА         имеют право и получают: куда помощь не доходит   --pairs ФАЙЛ --received ФАЙЛ --out ФАЙЛ.csv --json
  offers <правило> --population ПАПКА   выборка упреждающих предложений   --pairs --received --died --consents ФАЙЛ --data ПАПКА --json
  serve                              страницы и API                          --port 8080 --host АДРЕС --data ПАПКА --database URL
                                     --no-samples --no-agencies --behind-proxy --population ПАПКА --as-of ДАТА
  agencies                           ведомства-образцы отдельно от страниц   --data ПАПКА --host и --port — адрес Окна
  agencies check <адрес> <ведомство> может ли Окно его спрашивать           --json --data ПАПКА
  pack check                         проверить пакеты                        --json
  pack test                          прогнать примеры услуг                  --json
  pack explain <услуга>              условия услуги, статьи, документы
  pack cliffs [услуга]               доходы, при которых больший заработок даёт меньше    --json --svg ФАЙЛ
  pack coverage [услуга]             условия, которых не решает ни один пример    --json
  pack diff <было> <стало>           что изменено и что это даёт людям из примеров    --json
  pack publish --out ПАПКА           каталог для других систем: CPSV-AP, CCCEV, HSDS   --as-of ДАТА --base АДРЕС --publisher ИМЯ --json
  pack check-published <папка> --against СТАНДАРТЫ    сверить его с официальными формами и схемами    --json
  pack import-hsds <путь> --into ПАПКА   чужой справочник HSDS — в места, куда обратиться    --territory ОКТМО --needs ФАЙЛ --json
  pack export-dmn <услуга>           правила услуги — модель для редакторов DMN   --out ФАЙЛ --as-of ДАТА --dmn 1.3|1.5 --json
  pack import-dmn <файл> --into ПАПКА    решения модели DMN — в пакет   --map "ИМЯ=СВЕДЕНИЕ" (можно несколько раз) --json
  pack new service <id>              файл новой услуги, который уже проходит проверку
                                     check, test, coverage: --watch — снова при каждом изменении
  schema                             записать JSON Schema в папку schemas    --json
  dmn-tck <папка>                    прогнать набор проверок DMN             --json --explain
  fuzz                               враждебные тексты против языка правил   --minutes N --json
  bench solve                        время ответа на ситуацию                --json --runs N
  bench assess                       время ответа 600 услуг, рядом с другими движками правил   --json --runs N
  bench route                        время маршрута по 600 услугам и его рост, рядом с точным решателем   --json --runs N --plot ФАЙЛ.svg
  bench interview                    сколько вопросов до всех ответов        --json --runs ЖИТЕЛЕЙ
  bench completeness                 сколько «не известно» могло быть ответом --json --runs ПРАВИЛ
  bench screen                       регион × 600 услуг битовыми плоскостями, рядом SQL в DuckDB   --json --runs N --people N --plot ФАЙЛ.svg
  bench cases                        команд в секунду над общими делами      --json --database URL --plot ФАЙЛ.svg
  bench durability                   нагрузка и kill -9: ничего не потеряно  --json --runs СКОЛЬКО РАЗ
  bench screen-equality              одинаково ли отвечают окно, битовые плоскости, DuckDB и PostgreSQL   --people N --json --database URL
  bench exchange                     запросы между ведомствами в секунду, с подписями и журналом   --json --rows ЗАПИСЕЙ --database URL
  bench exchange-faults              запросы при всех неисправностях и kill -9: ничего не потеряно и не утекло   --json --runs ЗАПРОСОВ
  exchange connect ВЕДОМСТВО         записать в реестр, как подключено ведомство  --json --against OPENAPI --database URL
  exchange verify                    верны ли подписи каждого вопроса и ответа  --json --data ПАПКА --database URL
  journal verify                     цел ли журнал: каждая цепь и печать     --json --data ПАПКА --database URL

  Общие: --lang ru|en, --pack ПАПКА (можно несколько раз, по порядку).
  Коды выхода: 0 — сделано, 1 — примеры или проверки не прошли, 2 — нужно поправить то, что введено.`,
  en: `Okno: a life situation solved whole.

  npm run okno -- <command>          (words and options of the command follow "--")

  solve <file.yaml|.json>            what you have a right to, why, in which order   --json --as-of DATE --explain --since DATE --cliffs
                                     --after EVENTS.yaml: what changed after events and why, with the smallest change
                                     --request: the complex request: what is filed together, what after what, the total term
                                     --chart: the route against time, in the letters of a terminal; --bpmn FILE: as BPMN 2.0
  hear "<in your own words>"         what is understood                     --json
  population --out FOLDER            a synthetic region by published figures, Parquet   --people N --seed N --unknown SHARE --json
  whatif --change FILE --population FOLDER  who gains and who loses by a changed law    --json --as-of DATE --svg FILE
  screen <people> --households <households> --out <pairs.parquet>   who of a region has a right to what: Parquet or CSV (docs/screening.md)
                                     --services a,b --as-of DATE --with-unknown --json; goes on where it was stopped
                                     --engine duckdb, or --engine postgres --database URL: the same as SQL
                                     --changed-since DATE --before <earlier pairs>: only what may have changed
  take-up --population FOLDER        entitled and reached: where help does not arrive   --pairs FILE --received FILE --out FILE.csv --json
  offers <rule> --population FOLDER     a batch of offers to review         --pairs --received --died --consents FILE --data FOLDER --json
  serve                              pages and API                          --port 8080 --host ADDRESS --data FOLDER --database URL
                                     --no-samples --no-agencies --behind-proxy --population FOLDER --as-of DATE
  agencies                           the sample agencies without the pages  --data FOLDER --host and --port: where Okno is
  agencies check <address> <agency>  whether Okno can ask it                --json --data FOLDER
  pack check                         check the packs                        --json
  pack test                          run the examples of the services       --json
  pack explain <service>             criteria, articles and papers of a service
  pack cliffs [service]              incomes at which earning more brings less    --json --svg FILE
  pack coverage [service]            criteria that no example decides       --json
  pack diff <before> <after>         what is changed and what it does to the people of the examples    --json
  pack publish --out FOLDER          the catalogue for other systems: CPSV-AP, CCCEV, HSDS   --as-of DATE --base ADDRESS --publisher NAME --json
  pack check-published <folder> --against STANDARDS   hold it to the official shapes and schemas      --json
  pack import-hsds <path> --into FOLDER  a foreign HSDS directory as places to go     --territory OKTMO --needs FILE --json
  pack export-dmn <service>          the rules of a service as a model for DMN editors   --out FILE --as-of DATE --dmn 1.3|1.5 --json
  pack import-dmn <file> --into FOLDER   the decisions of a DMN model as a pack   --map "NAME=FACT" (may be repeated) --json
  pack new service <id>              the file of a new service that already checks
                                     check, test, coverage: --watch runs again on every change
  schema                             write the JSON Schemas to the folder schemas    --json
  dmn-tck <folder>                   run the DMN conformance kit            --json --explain
  fuzz                               hostile texts against the rule language --minutes N --json
  bench solve                        time to answer a situation             --json --runs N
  bench assess                       time to answer 600 services, beside other rule engines   --json --runs N
  bench route                        time of a route over 600 services and its growth, beside an exact solver   --json --runs N --plot FILE.svg
  bench interview                    questions until all is answered        --json --runs RESIDENTS
  bench completeness                 how many "not known" could be answers  --json --runs RULES
  bench screen                       a region × 600 services by bit planes, beside SQL in DuckDB   --json --runs N --people N --plot FILE.svg
  bench cases                        commands a second on joint cases       --json --database URL --plot FILE.svg
  bench durability                   load and kill -9: nothing is lost      --json --runs KILLS
  bench screen-equality              do the window, the bit planes, DuckDB and PostgreSQL answer alike   --people N --json --database URL
  bench exchange                     inquiries between agencies a second, signed and journalled    --json --rows ENTRIES --database URL
  bench exchange-faults              inquiries under all faults and kill -9: nothing lost, nothing leaked   --json --runs INQUIRIES
  exchange connect AGENCY            write into the register how an agency is connected  --json --against OPENAPI --database URL
  exchange verify                    does every kept question and answer verify    --json --data FOLDER --database URL
  journal verify                     is the journal whole: every chain and seal    --json --data FOLDER --database URL

  Everywhere: --lang ru|en, --pack FOLDER (may be repeated, in order).
  Exit codes: 0 done, 1 examples or checks failed, 2 something you gave has to be mended.`,
};
