import { schedulerContract } from './contract.ts';
import { machine } from './machine.ts';

schedulerContract('in this process', machine);
