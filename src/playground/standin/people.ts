import type { APIChannel, APIUser } from 'discord-api-types/v10';
import type { Person, Place } from './contract.ts';

/** The people given, filled in; without any, Ada, Bo and Mo. */
export function defaultPeople(given: (Partial<Person> & { name: string })[] = EVERYONE): Person[] {
  return given.map((person, index) => ({
    id: String(FIRST_PERSON + BigInt(index)),
    ...USUAL,
    ...person,
  }));
}

/** Somebody new; undefined when every name is taken. */
export function newPerson(id: string, people: readonly Person[]): Person | undefined {
  const name = NEWCOMERS.find(one => people.every(person => person.name !== one));
  return name === undefined ? undefined : { id, name, ...USUAL };
}

/** Two server channels for all, the bot's DM with each, and a DM between the first two. */
export function placesOf(people: readonly Person[]): Place[] {
  const [one, two] = people;
  const ownDms = people.map((person, index) => ownDm(String(FIRST_DM + BigInt(index)), person));
  const channel = (id: string, name: string): Place => ({
    id,
    kind: 'server',
    name,
    people: people.map(person => person.id),
  });
  const channels = [channel(GENERAL, 'general'), channel(QUIET_CORNER, 'quiet-corner')];
  if (!one || !two) return [...channels, ...ownDms];
  const between: Place = {
    id: OTHER_DM,
    kind: 'other-dm',
    name: `${one.name} and ${two.name}`,
    people: [one.id, two.id],
  };
  return [...channels, ...ownDms, between];
}

/** The bot's DM with a person. */
export const ownDm = (id: string, person: Person): Place => ({
  id,
  kind: 'own-dm',
  name: 'Steady',
  people: [person.id],
});

/** The person as Discord words a user. */
export function userOf(person: Person): APIUser {
  return {
    id: person.id,
    username: person.name.toLowerCase().replace(/[^a-z0-9._]/g, '_'),
    discriminator: '0',
    global_name: person.name,
    avatar: null,
  };
}

/** The place as Discord words a channel. */
export function channelOf(place: Place, guildId: string, recipients: readonly APIUser[]): APIChannel {
  if (place.kind === 'server')
    return {
      id: place.id,
      type: 0,
      name: place.name,
      guild_id: guildId,
      position: 0,
      permission_overwrites: [],
      nsfw: false,
      parent_id: null,
      topic: null,
      rate_limit_per_user: 0,
      last_message_id: null,
    };
  return { id: place.id, type: 1, name: null, recipients: [...recipients], last_message_id: null };
}

const FIRST_PERSON = 200_000_000_000_000_001n;
const FIRST_DM = 310_000_000_000_000_001n;
const GENERAL = '300000000000000001';
const QUIET_CORNER = '300000000000000002';
const OTHER_DM = '320000000000000001';
const EVERYONE = [{ name: 'Ada' }, { name: 'Bo' }, { name: 'Mo', managesServer: true }];
/** Who comes later, in this order. */
const NEWCOMERS = 'Kim Lou Nia Pia Ray Sam Tess Uma Vic Wes Yan Zoe'.split(' ');
const USUAL = { locale: 'en-US', managesServer: false, closedDms: false };
