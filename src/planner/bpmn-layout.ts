/** A node of a process that is to be drawn; `timer` hangs at its edge and leads to an end of its own. */
export type FlowNode = {
  readonly id: string;
  readonly kind: 'startEvent' | 'endEvent' | 'parallelGateway' | 'userTask' | 'serviceTask';
  readonly lane: string;
  readonly name: string;
  /** Nodes that come right before it; every one stands before it in the list. */
  readonly after: readonly string[];
  readonly timer?: { readonly due: string; readonly name: string };
};

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type PlacedNode = Box & {
  readonly id: string;
  readonly kind: FlowNode['kind'] | 'boundaryEvent';
  readonly lane: string;
  readonly name: string;
  readonly attachedTo?: string;
  readonly due?: string;
};

export type PlacedFlow = {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly points: readonly (readonly [x: number, y: number])[];
  }[];
  readonly lanes: readonly { readonly id: string; readonly y: number; readonly height: number }[];
  readonly width: number;
  readonly height: number;
};

const column = 230;
const row = 150;
const left = 90;

/**
 * Places nodes in columns by the longest way from the beginning and in the lanes of who acts, one under another where
 * several of a lane share a column, so that no two boxes overlap. An edge to the next column turns between the two; a
 * longer one runs above the row it leads to, where no box stands.
 */
export function layOutFlow(nodes: readonly FlowNode[], lanes: readonly string[]): PlacedFlow {
  const columnOf = new Map<string, number>();
  const rowOf = new Map<string, number>();
  const taken = new Map<string, number>();
  for (const { id, lane, after } of nodes) {
    const at = after.reduce((most, before) => Math.max(most, (columnOf.get(before) ?? 0) + 1), 0);
    const place = `${lane} ${at}`;
    columnOf.set(id, at);
    rowOf.set(id, taken.get(place) ?? 0);
    taken.set(place, (taken.get(place) ?? 0) + 1);
  }
  const placedLanes: PlacedFlow['lanes'][number][] = [];
  let y = 0;
  for (const id of lanes) {
    const rows = Math.max(1, ...[...taken].filter(([place]) => place.startsWith(`${id} `)).map(([, count]) => count));
    placedLanes.push({ id, y, height: rows * row });
    y += rows * row;
  }
  const topOf = new Map(placedLanes.map((lane) => [lane.id, lane.y]));
  const placed = nodes.flatMap((node): readonly PlacedNode[] => {
    const { id, kind, lane, name, timer } = node;
    const x = left + (columnOf.get(id) ?? 0) * column;
    const top = (topOf.get(lane) ?? 0) + (rowOf.get(id) ?? 0) * row;
    const main = { id, kind, lane, name, ...boxOf(kind, x, top) };
    if (timer === undefined) return [main];
    const late = { x: main.x + main.width - 48, y: main.y + main.height - 18, width: 36, height: 36 };
    const end = { x: main.x + main.width + 8, y: top + row - 42, width: 36, height: 36 };
    return [
      main,
      { id: `${id}_late`, kind: 'boundaryEvent', lane, name: '', attachedTo: id, due: timer.due, ...late },
      { id: `${id}_object`, kind: 'endEvent', lane, name: timer.name, ...end },
    ];
  });
  const boxes = new Map(placed.map((node) => [node.id, node]));
  const leftOf = (id: string): number => left + (columnOf.get(id) ?? 0) * column;
  const edge = (from: string, to: string): PlacedFlow['edges'][number] => {
    const [start, end] = [boxes.get(from)!, boxes.get(to)!];
    const isLong = (columnOf.get(to) ?? 0) - (columnOf.get(from) ?? 0) > 1;
    const above = (topOf.get(end.lane) ?? 0) + (rowOf.get(to) ?? 0) * row + 7;
    const turns = isLong
      ? { first: leftOf(from) + column - 18, above, second: leftOf(to) - 18 }
      : { first: leftOf(to) - 18, second: leftOf(to) - 18 };
    const points = start.kind === 'boundaryEvent' ? wayDown(start, end) : wayBetween(start, end, turns);
    return { id: `flow_${from}_${to}`, from, to, points };
  };
  const edges = nodes.flatMap(({ id, after, timer }) => [
    ...after.map((before) => edge(before, id)),
    ...(timer === undefined ? [] : [edge(`${id}_late`, `${id}_object`)]),
  ]);
  const columns = Math.max(0, ...columnOf.values()) + 1;
  return { nodes: placed, edges, lanes: placedLanes, width: left + columns * column, height: y };
}

function boxOf(kind: FlowNode['kind'], x: number, top: number): Box {
  if (kind === 'parallelGateway') return { x: x + 50, y: top + 30, width: 50, height: 50 };
  if (kind === 'startEvent' || kind === 'endEvent') return { x: x + 57, y: top + 37, width: 36, height: 36 };
  return { x, y: top + 15, width: 150, height: 80 };
}

type Point = readonly [x: number, y: number];

function wayDown(from: Box, to: Box): readonly Point[] {
  const middle = from.x + from.width / 2;
  return [
    [middle, from.y + from.height],
    [middle, to.y + to.height / 2],
    [to.x, to.y + to.height / 2],
  ];
}

function wayBetween(
  from: Box,
  to: Box,
  { first, above, second }: { readonly first: number; readonly above?: number; readonly second: number },
): readonly Point[] {
  const start: Point = [from.x + from.width, from.y + from.height / 2];
  const end: Point = [to.x, to.y + to.height / 2];
  if (above === undefined && start[1] === end[1]) return [start, end];
  const over: readonly Point[] =
    above === undefined
      ? []
      : [
          [first, above],
          [second, above],
        ];
  return [start, [first, start[1]], ...over, [second, end[1]], end];
}
