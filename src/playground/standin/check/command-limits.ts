import type { Flaw } from '../errors.ts';

/** What is asked of each command, and of all of them together, beyond their own shape. */
export function limitFlaws(read: readonly Defined[], installable: readonly string[]): Flaw[] {
  return [
    ...tooMany(read),
    ...read.flatMap((command, index) => [
      ...installFlaws(command, index, installable),
      ...sizeFlaws(command, index),
      ...nameFlaws(read, command, index),
    ]),
  ];
}

interface Defined extends Sized {
  type: number;
  contexts?: readonly number[] | null | undefined;
  integration_types?: readonly number[] | null | undefined;
}

interface Sized {
  name: string;
  description?: string;
  name_localizations?: Record<string, string> | null | undefined;
  description_localizations?: Record<string, string> | null | undefined;
  options?: readonly Sized[] | null | undefined;
  choices?: readonly (Sized & { value: string | number })[] | null | undefined;
  value?: string | number;
}

function tooMany(read: readonly Defined[]): Flaw[] {
  const slash = read.filter(({ type }) => type === 1).length;
  const menus = read.length - slash;
  const flaw = (most: number, kind: string, came: number): Flaw => ({
    path: [],
    code: 'APPLICATION_COMMAND_TOO_MANY',
    message: `expected at most ${most} ${kind}; came ${came}`,
  });
  return [
    ...(slash > 100 ? [flaw(100, 'slash commands', slash)] : []),
    ...(menus > 15 ? [flaw(15, 'message commands', menus)] : []),
  ];
}

function installFlaws(command: Defined, index: number, installable: readonly string[]): Flaw[] {
  const types = command.integration_types ?? [];
  const wrong = (field: string, message: string): Flaw => ({
    path: [index, field],
    code: 'BASE_TYPE_INVALID',
    message,
  });
  const flaws = types
    .filter(type => !installable.includes(String(type)))
    .map(type =>
      wrong(
        'integration_types',
        `expected only ${installable.join(', ')}, which the application has; came ${type}`,
      ),
    );
  const effective = command.integration_types ?? installable.map(Number);
  if (command.contexts?.includes(2) && !effective.includes(1))
    flaws.push(wrong('contexts', 'expected context 2 only together with integration type 1'));
  return flaws;
}

function sizeFlaws(command: Defined, index: number): Flaw[] {
  const letters = lettersOf(command);
  if (letters <= 8000) return [];
  const message = `expected at most 8000 characters of names, descriptions and values; came ${letters}`;
  return [{ path: [index], code: 'APPLICATION_COMMAND_TOO_LARGE', message }];
}

function nameFlaws(read: readonly Defined[], { name, type }: Defined, index: number): Flaw[] {
  if (read.findIndex(one => one.name === name && one.type === type) === index) return [];
  const message = `expected each name once; "${name}" came again`;
  return [{ path: [index, 'name'], code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message }];
}

/** Names, descriptions and values, each in its longest language. */
function lettersOf(sized: Sized): number {
  const longest = (text: string | undefined, others: Record<string, string> | null | undefined): number =>
    Math.max(text?.length ?? 0, ...Object.values(others ?? {}).map(other => other.length));
  const inside = [...(sized.options ?? []), ...(sized.choices ?? [])].map(lettersOf);
  return (
    longest(sized.name, sized.name_localizations) +
    longest(sized.description, sized.description_localizations) +
    (sized.value === undefined ? 0 : String(sized.value).length) +
    inside.reduce((sum, letters) => sum + letters, 0)
  );
}
