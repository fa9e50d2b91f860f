import { describeRedis } from '../../store/places.ts';
import { schedulerContract } from '../contract.ts';
import { contents, machine } from '../machine.ts';
import { sharingOnRedis } from './sharing.ts';

describeRedis('over a queue in Redis', () => {
  schedulerContract('over a queue', async (start, people) =>
    machine(start, people, contents, await sharingOnRedis()),
  );
});
