import Keyv, { type KeyvOptions } from 'keyv';

/**
 * A Keyv that keeps text as it is, under keys as they are. Failures throw: left to itself Keyv swallows them and says
 * "nothing there". `useKeyPrefix: false` breaks Keyv's iterator, which is never used; two of them must never share a store.
 * `namespace`: for an adapter that puts it before each key; Keyv hands it on.
 */
export function textKeyv(store: KeyvOptions['store'], namespace?: string): Keyv<string> {
  const keyv = new Keyv<string>({
    store,
    ...(namespace === undefined ? {} : { namespace }),
    throwOnErrors: true,
    useKeyPrefix: false,
    serialize: ({ value }) => String(value),
    deserialize: text => ({ value: text as never, expires: undefined }),
  });
  // Every failure reaches the caller by being thrown; the listener is what Keyv and its adapters ask for.
  keyv.on('error', () => {});
  return keyv;
}
