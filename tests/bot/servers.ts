import type { ServerChoices } from '../../src/people/servers.ts';
import type { Collection, CollectionDefinition } from '../../src/store/collection.ts';
import { openStore } from '../../src/store/open.ts';

/** Opens the store of a bot, and a way to put into it what a server chose. */
export function serverDoor(): {
  open: typeof openStore;
  keep: (server: string, choices: Omit<ServerChoices, 'usedOn'>) => Promise<void>;
} {
  let servers: Collection<ServerChoices> | undefined;
  return {
    async open(...how) {
      const store = await openStore(...how);
      const collection = <T extends object>(definition: CollectionDefinition<T>) => {
        const made = store.collection(definition);
        if (definition.name === 'servers') servers = made as unknown as Collection<ServerChoices>;
        return made;
      };
      return { ...store, collection };
    },
    async keep(server, choices) {
      await servers?.update(server, () => ({ ...choices, usedOn: '2026-11-22' }));
    },
  };
}
