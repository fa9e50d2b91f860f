import type { Fault } from './fault.ts';
import { gatewayFaults } from './gateway-faults.ts';
import { machineFaults } from './machine-faults.ts';
import { redisFaults } from './redis-faults.ts';
import { requestFaults } from './request-faults.ts';
import { storeFaults } from './store-faults.ts';

export const allFaults: readonly Fault[] = [
  ...gatewayFaults,
  ...requestFaults,
  ...storeFaults,
  ...redisFaults,
  ...machineFaults,
];
