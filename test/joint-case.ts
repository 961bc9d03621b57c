import { createHash } from 'node:crypto';

import type { ToldSituation } from '#assessment';
import type { Agreement, Catalogue, Day } from '#catalogue';
import { carryOut, openCase } from '#cases';
import type { CaseEvent, Circumstances, Command, JointCase, Task } from '#cases';
import type { Actor } from '#journal';

export const anna: Actor = { kind: 'person', person: 'anna-id' };
export const okno: Actor = { kind: 'okno', job: 'timers' };

/** An officer of an agency, called after it. */
export function officerOf(agency: string): Actor {
  return { kind: 'officer', officer: `${agency}-officer`, agency };
}

/** Bytes that are the same each time a test runs. */
export function steadyRandom(seed: string): (bytes: number) => Uint8Array {
  let count = 0;
  return (bytes) => {
    count += 1;
    return createHash('sha512').update(`${seed}${count}`).digest().subarray(0, bytes);
  };
}

/** One case told day by day: who does what; fails loudly where a command is refused. */
export class Told {
  joint: JointCase;
  readonly events: CaseEvent[];
  today: Day;
  readonly #catalogue: Catalogue;
  readonly #agreement: Agreement;
  #ids = 0;

  constructor(catalogue: Catalogue, agreement: Agreement, told: ToldSituation) {
    this.#catalogue = catalogue;
    this.#agreement = agreement;
    this.today = told.asOf;
    const opened = openCase(
      { person: 'anna-id', id: 'case-1', number: '2026-000001', told },
      this.circumstances(officerOf(agreement.lead.agency)),
    );
    if ('problem' in opened) throw new Error(opened.problem.message.en);
    this.joint = opened.joint;
    this.events = [...opened.events];
  }

  circumstances(by: Actor): Circumstances {
    return {
      catalogue: this.#catalogue,
      agreement: this.#agreement,
      at: `${this.today}T03:00:00.000Z`,
      today: this.today,
      by,
      newId: () => `id-${(this.#ids += 1)}`,
    };
  }

  /** Carries a command out. */
  does(by: Actor, command: Command): void {
    const carried = carryOut(this.joint, command, this.circumstances(by));
    if ('problem' in carried)
      throw new Error(`${command.kind}: ${carried.problem.code}, ${carried.problem.message.en}`);
    this.joint = carried.joint;
    this.events.push(...carried.events);
  }

  /** The code of the problem with which a command is refused. */
  refuses(by: Actor, command: Command): string | undefined {
    const carried = carryOut(this.joint, command, this.circumstances(by));
    return 'problem' in carried ? carried.problem.code : undefined;
  }

  task(idBeginsWith: string): Task {
    const found = this.joint.tasks.find(({ id }) => id.startsWith(idBeginsWith));
    if (found === undefined)
      throw new Error(`No task ${idBeginsWith} among ${this.joint.tasks.map(({ id }) => id).join(', ')}`);
    return found;
  }
}
