import { monthsBetween, STALE_MONTHS } from '../../library/check/help-lines.ts';
import type { Country, HelpLine } from '../../library/schema.ts';
import { countryName, isFresh } from '../../safety/lines.ts';
import type { Fact, Group, Item, Text } from './contract.ts';
import { counted, type Desk } from './desk.ts';

/** Emergency numbers and help lines by country, each with its age; then the directories. */
export function helpLines(desk: Desk): Group {
  const { countries, directories } = desk.library;
  const byName = countries
    .map((country, at) => ({ country, at, name: countryName(country.code, 'en') }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  return {
    id: 'help-lines',
    title: 'Help lines',
    about: `By country. After ${STALE_MONTHS} months a date is old; after twelve the line is not shown any more.`,
    files: [desk.places.shared(FILE, [])],
    parts: [
      { look: 'card', items: byName.map(({ country, at, name }) => countryItem(desk, country, at, name)) },
      {
        title: 'Directories, where no line is known',
        look: 'line',
        items: directories.map(({ name, website, about }, at) => ({
          anchor: `directory-${at + 1}`,
          title: name,
          place: desk.places.shared(FILE, ['directories', at]),
          facts: [{ value: website }],
          texts: [{ text: about }],
          opens: [],
        })),
      },
    ],
  };
}

function countryItem(desk: Desk, { code, emergency, lines }: Country, at: number, name: string): Item {
  return {
    anchor: `country-${code}`,
    title: name,
    place: desk.places.shared(FILE, ['countries', at]),
    facts: [{ value: code }, { value: lines.length === 0 ? 'no lines' : counted(lines.length, 'line') }],
    texts: [
      {
        label: 'Emergency',
        text: emergency.numbers.join(' · '),
        // An emergency number is shown at any age.
        ...checked(desk, { checkedOn: emergency.checkedOn, isShown: true }),
      },
      ...lines.map(line => lineText(desk, line)),
    ],
    opens: [],
  };
}

function lineText(desk: Desk, line: HelpLine): Text {
  const { name, kind, phone, text, chat, hours, languages, audience, website, note, checkedOn } = line;
  const { facts, ...age } = checked(desk, { checkedOn, isShown: isFresh(line, desk.now) });
  return {
    label: name,
    text: [...phone, ...(text ? [text] : []), ...(chat ? [chat] : [])].join(' · ') || website,
    facts: [
      { label: 'Kind', value: kind },
      { label: 'Hours', value: hours ?? 'not stated' },
      ...(audience ? [{ label: 'For', value: audience }] : []),
      { label: 'Languages', value: languages.join(', ') },
      ...(note ? [{ label: 'Note', value: note }] : []),
      { label: 'Page', value: website },
      ...facts,
    ],
    ...age,
  };
}

function checked(
  { now }: Desk,
  { checkedOn, isShown }: { checkedOn: string; isShown: boolean },
): { facts: Fact[]; todo?: string } {
  const months = monthsBetween(checkedOn, new Date(now).toISOString().slice(0, checkedOn.length));
  const age = months < 1 ? 'less than a month ago' : `${counted(months, 'month')} ago`;
  const facts = [{ label: 'Checked', value: `${checkedOn}, ${age}` }];
  if (!isShown) return { facts, todo: 'Too old to be shown.' };
  return months < STALE_MONTHS ? { facts } : { facts, todo: 'Old: compare it with its page.' };
}

const FILE = 'crisis-lines.yaml';
