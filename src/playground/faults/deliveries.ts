import type { Owner } from '../../ops/bench-nudges-people.ts';
import type { ServedWorld } from '../standin/world.ts';

/** What came of the daily messages. */
export interface Deliveries {
  expected: number;
  /** How many owners had theirs. */
  arrived(): number;
  /** Channels that had more than one. */
  doubled(): string[];
  /** Channels that had none. */
  missing(): string[];
}

/** Counts the lasting messages in the DM of each owner: there is one a person. */
export function watchDeliveries(world: ServedWorld, owners: readonly Owner[]): Deliveries {
  const counts = new Map(owners.map(({ channel }) => [channel, 0]));
  world.on(happening => {
    if (happening.kind !== 'message' || happening.message.only_for !== undefined) return;
    const { channel_id: channel } = happening.message;
    const count = counts.get(channel);
    if (count !== undefined) counts.set(channel, count + 1);
  });
  const where = (fits: (count: number) => boolean) =>
    [...counts].filter(([, count]) => fits(count)).map(([channel]) => channel);
  return {
    expected: owners.length,
    arrived: () => where(count => count > 0).length,
    doubled: () => where(count => count > 1),
    missing: () => where(count => count === 0),
  };
}
